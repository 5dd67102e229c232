"""HTTP/1.1 on one accepted socket: read requests, write answers, keep the connection alive.

Lean on purpose: a head is received in as few calls as it comes in, a small answer leaves in one, a body is read
through one buffer of the connection, and files go out by `sendfile`. A request whose body is not read (an early
refusal) is drained when little of it is left; otherwise the answer says ``Connection: close``, and what still arrives
is thrown away for a moment, because a socket closed with unread bytes resets and takes the answer with it.
"""

import re
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
_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_LENGTH = re.compile(r"[0-9]{1,15}")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first lines of a request. `target` is raw; header names are lower-case, values as in `Request`."""

    method: str
    target: str
    version: str
    headers: Mapping[str, str]

    @property
    def keeps_alive(self) -> bool:
        """Say whether the client wants to send more requests."""
        asked = self.headers.get("connection", "").lower()
        return asked == "keep-alive" if self.version == "HTTP/1.0" else asked != "close"


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
            Disconnected: the client went away in the middle of it.
            Refusal: it is no HTTP, too large, or came too slowly.
        """
        if not self.pending and not self._wait_for_request():
            return None
        return _parse_head(self.read_until(b"\r\n\r\n").decode("utf-8", "surrogateescape"))

    def read_until(self, mark: bytes) -> bytes:
        """Return what comes before `mark`, and take it and the mark away; raises like `read_head`."""
        deadline = time.monotonic() + IDLE_TIMEOUT_S
        while (end := self.pending.find(mark, 0, MAX_HEAD_BYTES)) < 0:
            if len(self.pending) >= MAX_HEAD_BYTES:
                raise Refusal("BadRequest", message="The head of the request is too large.")
            if time.monotonic() > deadline:
                raise Refusal("RequestTimeout")
            if not self.receive():
                raise Disconnected
        taken = bytes(self.pending[:end])
        del self.pending[: end + len(mark)]
        return taken

    def _wait_for_request(self) -> bool:
        """Receive the first bytes of a request; False when the client has no more of them."""
        try:
            return self.receive()
        except (Refusal, Disconnected):
            return False

    def send(self, answer: Answer, *, with_body: bool, closes: bool) -> None:
        """Write an answer.

        Raises:
            Disconnected: the client does not take it, or it is shorter than announced.
        """
        head = _head_of(answer, closes=closes)
        try:
            if not with_body:
                self.sock.sendall(head)
                return
            self.sock.sendall(head + answer.body)
            sent = len(answer.body)
            for part in answer.slices:
                with part.path.open("rb") as file:
                    sent += self.sock.sendfile(file, part.offset, part.length)
        except OSError as error:
            raise Disconnected from error
        if sent != answer.announced_length:
            raise Disconnected

    def send_continue(self) -> None:
        """Tell the client to send the body."""
        try:
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        except OSError as error:
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
        is_chunked = _is_chunked(head)
        self.length = None if is_chunked else _content_length(head)
        self._left = self.length or 0
        self._is_finished = self.length == 0
        self._connection = connection
        self._awaits_continue = head.headers.get("expect", "").lower() == "100-continue"

    def blocks(self) -> Iterator[memoryview]:
        """Yield what arrives."""
        if self._awaits_continue and not self._is_finished:
            self._awaits_continue = False
            self._connection.send_continue()
        if self.length is None:
            while self._begin_chunk():
                yield from self._rest()
                self._expect_line_end()
            self._is_finished = True
        else:
            yield from self._rest()
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
        if self._awaits_continue or self.length is None or self._left > _DRAIN_BYTES:
            return False
        try:
            for _ in self.blocks():
                pass
        except (Refusal, Disconnected):
            return False
        return True

    def _rest(self) -> Iterator[memoryview]:
        """Yield what is left of the body or the chunk."""
        pending, block = self._connection.pending, self._connection.block
        if early := bytes(pending[: self._left]):
            del pending[: len(early)]
            self._left -= len(early)
            yield memoryview(early)
        while self._left:
            received = self._connection.receive_into(block[: min(self._left, len(block))])
            if not received:
                raise Disconnected
            self._left -= received
            yield block[:received]

    def _begin_chunk(self) -> bool:
        """Read the size of the next chunk; behind the last one, read what follows it and return False."""
        digits = self._connection.read_until(b"\r\n").partition(b";")[0].strip()
        if not _CHUNK_SIZE.fullmatch(digits):
            raise Refusal("BadRequest", message="A chunk has no size.")
        self._left = int(digits, 16)
        if not self._left:
            while self._connection.read_until(b"\r\n"):
                pass  # trailers
        return self._left > 0

    def _expect_line_end(self) -> None:
        if self._connection.read_until(b"\r\n"):
            raise Refusal("BadRequest", message="A chunk is longer than its size.")


def _parse_head(text: str) -> Head:
    first, *lines = text.split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):  # noqa: PLR2004 - method, target, version
        raise Refusal("BadRequest", message="This is no HTTP/1.1 request.")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        if not _FIELD_NAME.fullmatch(name) or not colon or _CONTROL.search(value) or name in headers:
            raise Refusal("BadRequest", message="A header line is malformed.")
        headers[name] = value.strip(" \t")
    return Head(method=words[0], target=words[1], version=words[2], headers=headers)


def _is_chunked(head: Head) -> bool:
    encoding = head.headers.get("transfer-encoding", "").lower()
    if encoding not in ("", "chunked") or (encoding and "content-length" in head.headers):
        raise Refusal("BadRequest", message="The length of the body is not clear.")
    return encoding == "chunked"


def _content_length(head: Head) -> int:
    digits = head.headers.get("content-length", "0")
    if not _LENGTH.fullmatch(digits):
        raise Refusal("BadRequest", message="Content-Length is no number.")
    return int(digits)


def _head_of(answer: Answer, *, closes: bool) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, 'Unknown')}",
        f"Date: {formatdate(usegmt=True)}",
        f"Connection: {'close' if closes else 'keep-alive'}",
    ]
    if answer.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        lines.append(f"Content-Length: {answer.announced_length}")
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


_PHRASES = {int(status): status.phrase for status in HTTPStatus}
