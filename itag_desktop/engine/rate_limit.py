"""A limit on the bytes a second of a whole run, shared by its workers."""

import threading
import time
from collections.abc import Callable

from itag_desktop.engine.control import RunControl


class RateLimit:
    """A token bucket: every worker spends before it sends on, and waits for what it owes."""

    def __init__(self, bytes_a_second: int, control: RunControl, clock: Callable[[], float] = time.monotonic) -> None:
        self._bytes_a_second = bytes_a_second
        self._control = control
        self._clock = clock
        self._lock = threading.Lock()
        self._free_at = clock()

    def spend(self, size_bytes: int) -> None:
        """Take `size_bytes` out of the bucket and wait until they were due.

        Raises:
            CancelledError: the run was cancelled.
        """
        with self._lock:
            now = self._clock()
            wait_s = max(0.0, self._free_at - now)
            self._free_at = max(self._free_at, now) + size_bytes / self._bytes_a_second
        if wait_s > 0:
            self._control.sleep(wait_s)
