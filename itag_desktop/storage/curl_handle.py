"""One curl handle: a connection kept alive, and how a request becomes options of libcurl.

How it works: options that stay the same from request to request are set once for each *shape* of request (upload from
memory, streamed upload, GET, HEAD, DELETE), so that a run of small PUTs changes three options a request. Headers and
answer are collected by `list.append`, without a Python frame for each line.

What libcurl needs to be told (each has a contract test):

* A body up to 64 KiB is handed over as bytes; libcurl sends it again itself when a kept connection turns out to be
  dead. A streamed body is asked for through `READFUNCTION`; its first block is kept for the same case and given again
  after `SEEKFUNCTION`.
* libcurl prints exceptions of callbacks and forgets them: they are stored, the transfer is aborted, they are raised.
* Without a Content-Type libcurl invents one for a body, which breaks the signature; and it asks before large ones
  (`Expect`). Both are switched off by naming them without a value.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pycurl

from itag_desktop.domain.errors import CancelledError
from itag_desktop.storage.body import BLOCK_BYTES
from itag_desktop.storage.curl_faults import CurlFault, storage_error
from itag_desktop.storage.curl_line import CurlLine
from itag_desktop.storage.object_store import Body
from itag_desktop.storage.transport import Reply, ReplyHeaders, Request

_FROM_MEMORY_UP_TO_BYTES = 64 * 1024
_MAX_ANSWER_BYTES = 64 * 1024 * 1024
_STALLED_BELOW_BYTES_A_SECOND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CurlSettings:
    """What holds for every request. `stall_timeout_s` is how long nothing may move, once connected."""

    connect_timeout_s: float
    stall_timeout_s: int
    ca_file: str
    uses_proxies: bool


class CurlHandle:
    """A connection and its options. Used by one thread at a time."""

    def __init__(self, settings: CurlSettings, must_stop: Callable[[], bool]) -> None:
        self._settings = settings
        self._must_stop = must_stop
        self._line = CurlLine(must_stop)
        self._curl = self._line.curl
        self._shape: tuple[str, bool] | None = None
        self._header_lines: list[bytes] = []
        self._blocks: list[bytes] = []
        self._body: _StreamedBody | None = None
        self._raised: BaseException | None = None

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def send(self, request: Request) -> Reply:
        """Send `request` and return the answer; see `Transport.send`."""
        self._header_lines.clear()
        self._blocks.clear()
        try:
            self._prepare(request)
            self._line.perform()
        except pycurl.error as error:
            raise self._error(error.args[0], request) from error
        finally:
            self._body = self._raised = None
        return Reply(
            status=self._curl.getinfo(pycurl.RESPONSE_CODE),
            headers=_parsed_headers(self._header_lines),
            body=b"".join(self._blocks),
        )

    def _prepare(self, request: Request) -> None:
        size_bytes = 0 if request.body is None else len(request.body)
        is_streamed = size_bytes > _FROM_MEMORY_UP_TO_BYTES
        if self._shape != (request.method, is_streamed):
            self._take_shape(request.method, is_streamed=is_streamed)
        curl = self._curl
        curl.setopt(pycurl.URL, request.url)
        curl.setopt(pycurl.HTTPHEADER, _header_list(request))
        if is_streamed and request.body is not None:
            self._body = _StreamedBody(request.body)
            curl.setopt(pycurl.INFILESIZE_LARGE, size_bytes)
        elif request.method in ("PUT", "POST"):
            curl.setopt(pycurl.POSTFIELDS, b"" if request.body is None else _whole(request.body))

    def _take_shape(self, method: str, *, is_streamed: bool) -> None:
        curl = self._curl
        curl.reset()
        self._shape = None
        self._set_common_options()
        if is_streamed:
            curl.setopt(pycurl.UPLOAD, 1)
            curl.setopt(pycurl.UPLOAD_BUFFERSIZE, BLOCK_BYTES)
            curl.setopt(pycurl.READFUNCTION, self._on_read)
            curl.setopt(pycurl.SEEKFUNCTION, self._on_seek)
        elif method == "HEAD":
            curl.setopt(pycurl.NOBODY, 1)
            curl.setopt(pycurl.MAXFILESIZE_LARGE, 0)  # the length is that of an object that does not come
        elif method != "GET":
            curl.setopt(pycurl.POST, method in ("PUT", "POST"))
        if method not in ("GET", "HEAD"):
            curl.setopt(pycurl.CUSTOMREQUEST, method)
        self._shape = (method, is_streamed)

    def _set_common_options(self) -> None:
        curl, settings = self._curl, self._settings
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.PATH_AS_IS, 1)
        curl.setopt(pycurl.TCP_KEEPALIVE, 1)
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, int(settings.connect_timeout_s * 1000))
        curl.setopt(pycurl.LOW_SPEED_LIMIT, _STALLED_BELOW_BYTES_A_SECOND)
        curl.setopt(pycurl.LOW_SPEED_TIME, settings.stall_timeout_s)
        curl.setopt(pycurl.MAXFILESIZE_LARGE, _MAX_ANSWER_BYTES)
        ca_file = os.fsencode(settings.ca_file)  # pycurl takes ASCII text or bytes
        curl.setopt(pycurl.CAINFO, ca_file)
        curl.setopt(pycurl.PROXY_CAINFO, ca_file)
        if not settings.uses_proxies:
            curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.HEADERFUNCTION, self._header_lines.append)
        curl.setopt(pycurl.WRITEFUNCTION, self._blocks.append)
        curl.setopt(pycurl.NOPROGRESS, 0)
        curl.setopt(pycurl.XFERINFOFUNCTION, self._on_progress)

    def _on_progress(self, *_counts: int) -> int:
        try:
            return int(self._must_stop())
        except BaseException as error:  # noqa: BLE001 - libcurl would print and forget it; raised after the transfer
            self._raised = error
            return 1

    def _on_read(self, amount: int) -> bytes | int:
        try:
            return b"" if self._body is None else self._body.read(amount)
        except BaseException as error:  # noqa: BLE001 - libcurl would print and forget it; raised after the transfer
            self._raised = error
            abort: int = pycurl.READFUNC_ABORT
            return abort

    def _on_seek(self, offset: int, _origin: int) -> int:
        could = self._body is not None and offset == 0 and self._body.rewind()
        answer: int = pycurl.SEEKFUNC_OK if could else pycurl.SEEKFUNC_FAIL
        return answer

    def _error(self, curl_code: int, request: Request) -> BaseException:
        if self._raised is not None:
            return self._raised
        if curl_code == pycurl.E_ABORTED_BY_CALLBACK:
            return CancelledError()
        curl = self._curl
        return storage_error(
            CurlFault(
                curl_code=curl_code,
                host=urlsplit(request.url).hostname or "",
                was_sent=curl.getinfo(pycurl.REQUEST_SIZE) > 0,
                used_proxy=bool(curl.getinfo(pycurl.USED_PROXY)),
                proxy_status=curl.getinfo(pycurl.HTTP_CONNECTCODE),
            )
        )


class _StreamedBody:
    """A body asked for block by block. As long as only one block was asked for, it can be given again."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._blocks_read = 0
        self._first = b""
        self._again = b""

    def read(self, amount: int) -> bytes:
        """Return the next bytes, at most `amount`."""
        if self._again:
            block, self._again = self._again[:amount], self._again[amount:]
            return block
        block = self._body.read(min(amount, BLOCK_BYTES))
        self._first = b"" if self._blocks_read else block
        self._blocks_read += 1
        return block

    def rewind(self) -> bool:
        """Go back to the begin; say whether that could be done."""
        self._again = self._first
        return self._blocks_read <= 1


def _whole(body: Body) -> bytes:
    size_bytes = len(body)
    content = body.read(size_bytes)
    while len(content) < size_bytes:
        content += body.read(size_bytes - len(content))
    return content


def _header_list(request: Request) -> list[str]:
    lines = [f"{name}: {value}" if value else f"{name};" for name, value in request.headers]
    lines.append("Expect:")
    if not any(name.lower() == "content-type" for name, _ in request.headers):
        lines.append("Content-Type:")
    return lines


def _parsed_headers(lines: list[bytes]) -> ReplyHeaders:
    """Return the headers of the last answer among `lines`: a proxy's, or ``100 Continue``, may come before it."""
    headers = ReplyHeaders()
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            headers[name.lower()] = value.strip()
        elif name.startswith("HTTP/"):
            headers.clear()
    return headers
