"""What oss2 takes for its HTTP session: requests of oss2 become ours, our answers become oss2's.

oss2 accepts any object with `do_request` (`oss2.Bucket(session=…)`). Its requests hold headers with the value None,
which mean "none of yours either", and parameters that are not yet in the address; one with an empty value is a bare
name, as it is in the signature.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import quote

from itag_desktop.storage.body import BytesBody
from itag_desktop.storage.object_store import Body
from itag_desktop.storage.transport import Reply, ReplyHeaders, Request, Transport


class Oss2Request(Protocol):
    """The part of `oss2.http.Request` that is used here."""

    method: str
    url: str
    data: Body | bytes | None
    params: Mapping[str, str | None]
    headers: Mapping[str, str | None]


class Oss2Reply:
    """An answer as oss2 reads it."""

    def __init__(self, reply: Reply) -> None:
        self.status = reply.status
        self.headers: ReplyHeaders = reply.headers
        self.request_id = reply.headers.get("x-oss-request-id", "")
        self._rest = reply.body

    @property
    def response(self) -> "Oss2Reply":
        """What oss2 calls the underlying response: used for `close` only."""
        return self

    def close(self) -> None:
        """Do nothing: the answer was read to its end."""

    def read(self, amount: int | None = None) -> bytes:
        """Return the next bytes of the body, at most `amount`."""
        end = len(self._rest) if amount is None else amount
        block, self._rest = self._rest[:end], self._rest[end:]
        return block

    def __iter__(self) -> Iterator[bytes]:
        yield self.read()


class Oss2Session:
    """Sends the requests of an `oss2.Bucket` through a `Transport`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def do_request(self, request: Oss2Request, timeout: object) -> Oss2Reply:  # noqa: ARG002 - the transport has its own
        """Send a signed request of oss2 and return the answer."""
        headers = tuple((name, value) for name, value in request.headers.items() if value is not None)
        body = BytesBody(request.data) if isinstance(request.data, bytes) else request.data
        url = request.url + _query(request.params) if request.params else request.url
        return Oss2Reply(self._transport.send(Request(method=request.method, url=url, headers=headers, body=body)))


def _query(params: Mapping[str, str | None]) -> str:
    pairs = ((quote(name, safe=""), quote(value, safe="")) for name, value in params.items() if value is not None)
    return "?" + "&".join(f"{name}={value}" if value else name for name, value in pairs)
