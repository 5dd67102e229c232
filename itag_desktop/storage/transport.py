"""The seam between oss2 and the network: one request out, one answer back.

oss2 signs, names and parses; it never touches a socket. `CurlTransport` implements `Transport` on libcurl; the
protocol is small so that a benchmark can put another way beside it (`docs/decisions/transport.md`).

An answer is held in memory whole. That keeps connections clean (nothing is ever left unread) and is affordable because
all that this program asks for is small: listings of 1,000 keys, XML, and objects in ranges of a few MiB.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from itag_desktop.storage.object_store import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent. `headers` are in order, without Content-Length, which follows from `body`."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None


class ReplyHeaders(dict[str, str]):
    """Headers of an answer: names in lower case, found in any spelling. The last of several equal ones counts."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__((name.lower(), value) for name, value in pairs)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # narrower on purpose
        """Return the value of a header, or `default`."""
        return super().get(name.lower(), default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back, read to its end."""

    status: int
    headers: ReplyHeaders
    body: bytes


class Transport(Protocol):
    """Sends requests, from several threads at once."""

    def send(self, request: Request) -> Reply:
        """Send `request` and return the answer, whatever its status. Redirects are not followed.

        Raises:
            StorageError: no answer, or none that is HTTP.
            SourceFileError: from the body.
            CancelledError: the user asked to stop, or the transport was closed.
        """
        ...

    def close(self) -> None:
        """Close every connection. Requests in flight end with `CancelledError`."""
        ...
