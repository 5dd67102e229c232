"""A TCP server on loopback that does exactly what a test tells it, byte by byte; with TLS if asked.

A test gives a *script*: it is called for every connection, in a thread of its own, with a `Peer` to read requests from
and to send bytes to. The connection is closed when the script returns.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_GIVE_UP_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it came in; header names in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""


class HungUpError(Exception):
    """The client closed the connection."""


class Peer:
    """One connection, seen from the server. `number` counts connections from 0."""

    def __init__(self, sock: socket.socket, number: int, received: list[Received], stopping: threading.Event) -> None:
        self.sock = sock
        self.number = number
        self._received = received
        self._stopping = stopping
        self._buffer = b""

    def head(self) -> Received:
        """Read a request up to its body."""
        while b"\r\n\r\n" not in self._buffer:
            self._fill()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return Received(method=method, target=target, headers=headers)

    def body(self, size_bytes: int) -> bytes:
        """Read `size_bytes` of a body."""
        while len(self._buffer) < size_bytes:
            self._fill()
        body, self._buffer = self._buffer[:size_bytes], self._buffer[size_bytes:]
        return body

    def request(self) -> Received:
        """Read a whole request and note it."""
        head = self.head()
        body = self.body(int(head.headers.get("content-length", "0")))
        whole = Received(method=head.method, target=head.target, headers=head.headers, body=body)
        self._received.append(whole)
        return whole

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(data)

    def answer(self, status: str = "200 OK", body: bytes = b"", **headers: str) -> None:
        """Send an answer with a Content-Length; ``_`` in header names stands for ``-``."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def wait_until_closed(self) -> None:
        """Read on until the client hangs up."""
        with suppress(HungUpError):
            while True:
                self._buffer = b""
                self._fill()

    def stand_still(self) -> None:
        """Read nothing more until the server stops."""
        self._stopping.wait(_GIVE_UP_S)

    def _fill(self) -> None:
        try:
            data = self.sock.recv(1 << 16)
        except OSError as error:
            raise HungUpError from error
        if not data:
            raise HungUpError
        self._buffer += data


Script = Callable[[Peer], None]


@dataclass(slots=True)
class RawServer:
    """A running server. `received` are the whole requests so far, `connections` how many were accepted."""

    port: int
    received: list[Received] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """The address, without a path."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def raw_server(script: Script, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Run a server whose connections follow `script`."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = RawServer(listener.getsockname()[1])
        sockets: list[socket.socket] = []
        threads: list[threading.Thread] = []
        stopping = threading.Event()

        def serve(sock: socket.socket, number: int) -> None:
            with suppress(HungUpError, OSError):
                if tls is not None:
                    sock = tls.wrap_socket(sock, server_side=True)
                    sockets.append(sock)
                script(Peer(sock, number, server.received, stopping))
            sock.close()

        def accept() -> None:
            with suppress(OSError):
                while True:
                    sock, _ = listener.accept()
                    sock.settimeout(_GIVE_UP_S)
                    sockets.append(sock)
                    thread = threading.Thread(target=serve, args=(sock, server.connections), name="raw-server")
                    server.connections += 1
                    threads.append(thread)
                    thread.start()

        acceptor = threading.Thread(target=accept, name="raw-server-accept")
        acceptor.start()
        try:
            yield server
        finally:
            stopping.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            _wake(server.port)
            acceptor.join()
            for sock in sockets:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()


def _wake(port: int) -> None:
    """Connect once, in case that `accept` does not notice that its socket is closed."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=0.2).close()


def answers_ok(peer: Peer) -> None:
    """A script: answer every request with an empty 200."""
    while True:
        peer.request()
        peer.answer()
