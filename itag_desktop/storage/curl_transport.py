"""The transport on libcurl: handles with a connection each, as many as there are requests at once.

A thread takes the handle that was used last, so that as few connections as possible are kept and those are warm.
Between threads nothing is shared but that stack, whose `pop` and `append` are atomic. libcurl itself takes care of
time-outs, stalled transfers, keep-alive, TLS and proxies.
"""

from collections import deque

from itag_desktop.storage.curl_handle import CurlHandle, CurlSettings
from itag_desktop.storage.object_store import IsCancelled
from itag_desktop.storage.transport import Reply, Request


class CurlTransport:
    """A `Transport` on libcurl."""

    def __init__(self, settings: CurlSettings, is_cancelled: IsCancelled) -> None:
        self._settings = settings
        self._is_cancelled = is_cancelled
        self._idle: deque[CurlHandle] = deque()
        self._is_closed = False

    def send(self, request: Request) -> Reply:
        """Send `request` and return the answer; see `Transport.send`."""
        handle = self._taken()
        try:
            return handle.send(request)
        finally:
            self._give_back(handle)

    def close(self) -> None:
        """Close every connection. Requests in flight end with `CancelledError` and close theirs."""
        self._is_closed = True
        self._close_idle()

    def _taken(self) -> CurlHandle:
        try:
            return self._idle.pop()
        except IndexError:
            return CurlHandle(self._settings, self._must_stop)

    def _give_back(self, handle: CurlHandle) -> None:
        self._idle.append(handle)
        if self._is_closed:
            self._close_idle()

    def _close_idle(self) -> None:
        while True:
            try:
                handle = self._idle.pop()
            except IndexError:
                return
            handle.close()

    def _must_stop(self) -> bool:
        return self._is_closed or self._is_cancelled()
