"""Perform a transfer so that a cancel is heard at any moment, connecting included.

libcurl asks its progress callback once a second while a transfer waits or moves, but (8.23, `is_finished` in
``lib/multi.c``) not while it resolves a name, connects or shakes hands: precisely where a dead network keeps it. So a
transfer that may have to connect is driven step by step through a multi handle, which returns to us ten times a second.
A transfer on a connection used a moment ago goes the direct way, at half the cost. Both ways find the connection in the
same pool, that of a share which nobody else uses.

A thread of libcurl's that resolves a name cannot be stopped, and closing a multi handle waits for it: after a failed
transfer that is done in the background.
"""

import threading
import time
from collections.abc import Callable

import pycurl

from itag_desktop.domain.errors import CancelledError

_WARM_S = 5.0
_STEP_S = 0.1
_NOTHING_TO_WAIT_FOR_S = 0.01


class CurlLine:
    """A curl handle with its connection. `curl` takes the options."""

    def __init__(self, must_stop: Callable[[], bool]) -> None:
        self._must_stop = must_stop
        self._pool = pycurl.CurlShare()
        self._pool.setopt(pycurl.SH_SHARE, pycurl.LOCK_DATA_CONNECT)
        self._multi = pycurl.CurlMulti()
        self._warm_until = 0.0
        self._may_resolve_still = False
        self.curl = pycurl.Curl()
        self.curl.setopt(pycurl.SHARE, self._pool)  # survives `reset`

    def perform(self) -> None:
        """Do what the options say.

        Raises:
            pycurl.error: there is no answer.
            CancelledError: `must_stop` was true while connecting.
        """
        is_warm = time.monotonic() < self._warm_until
        self._warm_until = 0.0
        if is_warm:
            self.curl.perform()
        else:
            self._perform_step_by_step()
        self._warm_until = time.monotonic() + _WARM_S

    def close(self) -> None:
        """Close the connection, without waiting for anything."""
        if self._may_resolve_still:
            threading.Thread(target=self._close, name="curl-close", daemon=True).start()
        else:
            self._close()

    def _close(self) -> None:
        self.curl.close()
        self._multi.close()
        self._pool.close()

    def _perform_step_by_step(self) -> None:
        multi = self._multi
        self._may_resolve_still = True
        multi.add_handle(self.curl)
        try:
            while multi.perform()[1]:
                if self._must_stop():
                    raise CancelledError
                if multi.select(_STEP_S) == 0 and not any(multi.fdset()):
                    time.sleep(_NOTHING_TO_WAIT_FOR_S)
            _, _, failed = multi.info_read()
        finally:
            multi.remove_handle(self.curl)
        for _, code, message in failed:
            raise pycurl.error(code, message)
        self._may_resolve_still = False
