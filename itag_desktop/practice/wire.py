"""HTTP/1.1 on one accepted socket: read requests, write answers, keep the connection alive.

Lean on purpose: a head is received in as few calls as it comes in, a small answer leaves in one, a body is read
through one buffer of the connection, and files go out by `sendfile`. A request whose body is not read (an early
refusal) is drained when little of it is left; otherwise the answer says ``Connection: close``, and what still arrives
is thrown away for a moment, because a socket closed with unread bytes resets and takes the answer with it.
"""

import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

from itag_desktop.practice.messages import Answer, Disconnected
from itag_desktop.practice.refusals import Refusal

MAX_HEAD_BYTES = 64 * 1024
IDLE_TIMEOUT_S = 75.0
"""How long a connection may stay silent, between requests or within one."""
_BLOCK_BYTES = 256 * 1024
_DRAIN_BYTES = 1024 * 1024
_LINGER_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first lines of a request. `target` is raw; header names are lower-case, values as in `Request`."""

    method: str
    target: str
    headers: Mapping[str, str]

    @property
    def keeps_alive(self) -> bool:
        """Say whether the client wants to send more requests."""
        return self.headers.get("connection", "").lower() != "close"


class Connection:
    """One client. Used by one thread; `abort` may come from another."""

    def __init__(self, sock: socket.socket) -> None:
        sock.settimeout(IDLE_TIMEOUT_S)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = sock
        self.pending = bytearray()
        self.block = memoryview(bytearray(_BLOCK_BYTES))

    def abort(self) -> None:
        """Wake the thread that reads or writes: it finds the client gone."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was gone already

    def receive(self) -> bool:
        """Take more bytes in; False at the end of the stream.

        Raises:
            Disconnected: the client broke off.
            Refusal: `RequestTimeout`.
        """
        received = self.receive_into(self.block)
        self.pending += self.block[:received]
        return received > 0

    def receive_into(self, view: memoryview) -> int:
        """Receive into `view`, past `pending`; raises like `receive`."""
        try:
            return self.sock.recv_into(view)
        except TimeoutError as error:
            raise Refusal("RequestTimeout") from error
        except OSError as error:
            raise Disconnected from error

    def read_head(self) -> Head | None:
        """Read the head of the next request; None when there is none.

        Raises:
            Refusal: it is no HTTP, too large, or came too slowly.
        """
        deadline = None
        while (end := self.pending.find(b"\r\n\r\n")) < 0:
            if len(self.pending) > MAX_HEAD_BYTES:
                raise Refusal("BadRequest", message="The head of the request is too large.")
            if not self.pending:
                if not self._wait_for_request():
                    return None
            elif not self.receive():
                return None
            deadline = deadline or time.monotonic() + IDLE_TIMEOUT_S
            if time.monotonic() > deadline:
                raise Refusal("RequestTimeout")
        text = self.pending[:end].decode("utf-8", "surrogateescape")
        del self.pending[: end + 4]
        return _parse_head(text)

    def _wait_for_request(self) -> bool:
        """Receive the first bytes of a request; False when the client has no more of them."""
        try:
            return self.receive()
        except (Refusal, Disconnected):
            return False

    def send(self, answer: Answer, *, with_body: bool, closes: bool) -> None:
        """Write an answer.

        Raises:
            Disconnected: the client does not take it, or a file ends short.
        """
        head = _head_of(answer, closes=closes)
        try:
            self.sock.sendall(head + answer.body if with_body else head)
            for part in answer.slices if with_body else ():
                with part.path.open("rb") as file:
                    if self.sock.sendfile(file, part.offset, part.length) != part.length:
                        raise Disconnected
        except (OSError, ValueError) as error:
            raise Disconnected from error

    def linger(self) -> None:
        """Throw away what still arrives, for a moment, so that the client can read the answer."""
        deadline = time.monotonic() + _LINGER_S
        try:
            self.sock.shutdown(socket.SHUT_WR)
            while (left := deadline - time.monotonic()) > 0:
                self.sock.settimeout(left)
                if not self.sock.recv_into(self.block):
                    return
        except OSError:
            return  # it is gone, or still sends: both may lose the answer now

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()


class StreamBody:
    """The body of one request: by Content-Length or in chunks. See `messages.RequestBody`."""

    def __init__(self, connection: Connection, head: Head) -> None:
        self.is_chunked = head.headers.get("transfer-encoding", "").lower() == "chunked"
        self.has_length = "content-length" in head.headers
        self.length = None if self.is_chunked else _content_length(head)
        self._connection = connection
        self._awaits_continue = head.headers.get("expect", "").lower() == "100-continue"
        self._is_finished = self.length == 0

    def blocks(self) -> Iterator[memoryview]:
        """Yield what arrives."""
        if self._is_finished:
            return
        if self._awaits_continue:
            self._awaits_continue = False
            self._connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self.length is None:
            yield from self._chunks()
        else:
            yield from self._exactly(self.length)
        self._is_finished = True

    def read_small(self, limit: int) -> bytes:
        """Return everything, up to `limit`."""
        if self.length is not None and self.length > limit:
            raise Refusal("MalformedXML")
        content = bytearray()
        for block in self.blocks():
            content += block
            if len(content) > limit:
                raise Refusal("MalformedXML")
        return bytes(content)

    def settle(self) -> bool:
        """Get rid of what was not read; False when the connection cannot carry another request."""
        if self._is_finished:
            return True
        if self._awaits_continue or self.length is None or self.length > _DRAIN_BYTES:
            return False
        try:
            for _ in self.blocks():
                pass
        except (Refusal, Disconnected):
            return False
        return True

    def _exactly(self, length: int) -> Iterator[memoryview]:
        pending, block = self._connection.pending, self._connection.block
        if early := min(length, len(pending)):
            first = bytes(pending[:early])
            del pending[:early]
            length -= early
            yield memoryview(first)
        while length:
            received = self._connection.receive_into(block[: min(length, len(block))])
            if not received:
                raise Disconnected
            length -= received
            yield block[:received]

    def _chunks(self) -> Iterator[memoryview]:
        while size := self._chunk_size():
            yield from self._exactly(size)
            if self._line():
                raise Refusal("BadRequest")
        while self._line():
            pass  # trailers

    def _chunk_size(self) -> int:
        digits = self._line().partition(b";")[0].strip()
        try:
            return int(digits, 16) if digits.isalnum() else -1
        except ValueError:
            raise Refusal("BadRequest", message="A chunk has no size.") from None

    def _line(self) -> bytes:
        pending = self._connection.pending
        while (end := pending.find(b"\r\n")) < 0:
            if len(pending) > MAX_HEAD_BYTES:
                raise Refusal("BadRequest")
            if not self._connection.receive():
                raise Disconnected
        line = bytes(pending[:end])
        del pending[: end + 2]
        return line


def _parse_head(text: str) -> Head:
    first, *lines = text.split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):  # noqa: PLR2004 - method, target, version
        raise Refusal("BadRequest", message="This is no HTTP/1.1 request.")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise Refusal("BadRequest", message="A header line is malformed.")
        headers[name.lower()] = value.strip(" \t")
    return Head(method=words[0], target=words[1], headers=headers)


def _content_length(head: Head) -> int:
    digits = head.headers.get("content-length", "0")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):  # noqa: PLR2004 - petabytes
        raise Refusal("BadRequest", message="Content-Length is no number.")
    return int(digits)


def _head_of(answer: Answer, *, closes: bool) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, 'Unknown')}", "Server: AliyunOSS"]
    lines.append(f"Date: {_http_date(int(time.time()))}")
    if answer.status != HTTPStatus.NO_CONTENT:
        lines.append(f"Content-Length: {answer.announced_length}")
    lines.append("Connection: close" if closes else "Connection: keep-alive")
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


_PHRASES = {int(status): status.phrase for status in HTTPStatus}


def _http_date(second: int) -> str:
    return formatdate(second, usegmt=True)
