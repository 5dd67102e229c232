"""The Practice server: OSS on this computer's loopback address, for one key pair, with objects kept in a folder.

One thread accepts, one more serves each connection: it reads a request (`wire`), has it answered (`responder`: checks
the signature, finds a handler) and writes the answer. It speaks the protocol of the real OSS, errors included, so that
the program uses Practice by the very code that uses OSS.
"""

import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from itag_desktop.domain.destination import PRACTICE_BUCKET, PRACTICE_REGION
from itag_desktop.practice.faults import FaultPlan
from itag_desktop.practice.messages import Disconnected
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.responder import Responder, refused
from itag_desktop.practice.routes import Routes
from itag_desktop.practice.signatures import Guard
from itag_desktop.practice.store import Store
from itag_desktop.practice.wire import Connection, Head, StreamBody

LOOPBACK = "127.0.0.1"
_BACKLOG = 256
_MAX_CONNECTIONS = 256
_log = logging.getLogger(__name__)


class PortTakenError(Exception):
    """The port cannot be had: another program listens on it, or it is reserved."""


class PracticeServer:
    """Serves from `start` to `stop`, once, in threads of its own.

    `security_token` makes the key pair a temporary one. `clock` gives seconds since 1970 for checking signatures.
    """

    def __init__(
        self,
        root: Path,
        *,
        credential_id: str,
        credential_secret: str,
        port: int = 0,
        security_token: str | None = None,
        buckets: tuple[str, ...] = (PRACTICE_BUCKET,),
        faults: FaultPlan | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._root = root
        self._buckets = buckets
        self._faults = faults
        self._guard = Guard(
            key_id=credential_id,
            secret=credential_secret,
            security_token=security_token,
            region=PRACTICE_REGION,
            clock=clock,
        )
        self._address = (LOOPBACK, port)
        self._is_stopping = False
        self._lock = threading.Lock()
        self._threads: dict[Connection, threading.Thread] = {}

    @property
    def endpoint(self) -> str:
        """The address clients use, with the port once the server has started."""
        return f"http://{self._address[0]}:{self._address[1]}"

    def start(self) -> None:
        """Open the root and the port, and serve.

        Raises:
            PortTakenError: the port cannot be had.
            OSError: the root cannot be written.
            sqlite3.Error: the root's index is damaged.
        """
        self._listener = _listen(self._address)
        try:
            self._store = Store(self._root)
        except BaseException:
            self._listener.close()
            raise
        self._address = self._listener.getsockname()
        host = self.endpoint.removeprefix("http://")
        routes = Routes(self._store, buckets=self._buckets, region=PRACTICE_REGION, host=host)
        self._responder = Responder(self._guard, routes, self._faults)
        self._acceptor = threading.Thread(target=self._accept, name="practice-accept")
        self._acceptor.start()

    def stop(self) -> None:
        """Close the port and every connection, and wait for every thread. Requests in the middle are broken off.

        Twice is once.
        """
        if self._is_stopping:
            return
        self._is_stopping = True
        with suppress(OSError):  # wakes the acceptor; it may have ended by an error of its own
            socket.create_connection(self._address, timeout=1).close()
        self._acceptor.join()
        self._listener.close()
        with self._lock:
            threads = dict(self._threads)
        for connection, thread in threads.items():
            connection.abort()
            thread.join()
        self._store.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError as error:  # out of file descriptors: those in use will end
                _log.warning("practice cannot accept: %s", error)
                time.sleep(0.1)
                continue
            if self._is_stopping:
                sock.close()
                return
            connection = Connection(sock)
            thread = threading.Thread(target=self._serve, args=(connection,), name="practice-connection")
            with self._lock:
                is_full = len(self._threads) >= _MAX_CONNECTIONS
                if not is_full:
                    self._threads[connection] = thread
            if is_full:
                connection.close()
            else:
                thread.start()

    def _serve(self, connection: Connection) -> None:
        """Serve one connection until either side ends it."""
        try:
            while not self._is_stopping and self._exchange(connection):
                pass
        except Disconnected:
            pass
        finally:
            connection.close()
            with self._lock:
                del self._threads[connection]

    def _exchange(self, connection: Connection) -> bool:
        """Read and answer one request; False when the connection is over."""
        head: Head | None = None
        stays = False
        try:
            head = connection.read_head()
            if head is None:
                return False
            body = StreamBody(connection, head)
        except Refusal as refusal:
            answer = refused(refusal, head, time.perf_counter())
        else:
            answer = self._responder.respond(head, body)
            stays = head.keeps_alive and not self._is_stopping and body.settle()
        connection.send(answer, with_body=head is None or head.method != "HEAD", closes=not stays)
        if not stays:
            connection.linger()
        return stays


def _listen(address: tuple[str, int]) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, SO_REUSEADDR would let two servers have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise PortTakenError from error
    return listener
