"""One scan for the window: the dropped paths become sources, their files a draft, and the window is told as it goes.

The draft stays open, and so locked against being cleaned up, until the next scan has taken its place or the engine
ends: the window reads pages of it the whole time.
"""

import threading
from collections.abc import Callable

from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.drafts import Draft

NAMELESS = "dataset"
"""A draft's request wants a dataset name; what the scan finds does not depend on it."""


class ScanJob:
    """A scan on a thread of its own."""

    def __init__(self, command: link.ScanSources, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        self._command = command
        self._dirs = dirs
        self._emit = emit
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._draft: Draft | None = None
        self._sources: tuple[link.FoundSource, ...] = ()
        self._notices: tuple[Trouble, ...] = ()
        self._is_over = False
        self._has_news = False
        self._thread = threading.Thread(target=self._work, name="scan", daemon=True)
        self._earlier: ScanJob | None = None

    @property
    def scan_id(self) -> int:
        """The window's number of this scan."""
        return self._command.scan_id

    def start(self, earlier: "ScanJob | None") -> None:
        """Begin. `earlier` is closed when this scan is over: until then the window shows its draft."""
        self._earlier = earlier
        self._thread.start()

    def stop(self) -> None:
        """Ask the scan to end early."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, wait for the end, and give up the draft."""
        self.stop()
        if self._thread.is_alive():
            self._thread.join()
        if self._draft is not None:
            self._draft.close()

    def tell(self) -> None:
        """Send a snapshot if there is news."""
        with self._lock:
            if self._has_news and not self._is_over:
                self._has_news = False
                self._send()
