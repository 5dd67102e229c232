"""One plan made for the window: something fills a draft, and the window is told as it goes.

The draft stays open, and so locked against being cleaned up, until the next plan of the same tab has taken its place or
the engine ends: the window reads pages of it the whole time.
"""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self

from itag_desktop.domain.errors import CancelledError, ItagError
from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.engine.control import trouble_of
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.drafts import Draft

log = logging.getLogger(__name__)


class DraftJob(ABC):
    """A plan on a thread of its own. `scan_id` is the window's number of it."""

    def __init__(self, scan_id: int, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        self.scan_id = scan_id
        self._dirs = dirs
        self._emit = emit
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._earlier: Self | None = None
        self._draft: Draft | None = None
        self._has_news = False
        self._is_over = False
        self._thread = threading.Thread(target=self._work, name="plan", daemon=True)

    @abstractmethod
    def fill(self, draft: Draft) -> None:
        """Plan into `draft`; calls `note` when there is something to tell."""

    @abstractmethod
    def snapshot(self, *, is_last: bool, trouble: Trouble | None) -> link.Event:
        """Return what there is to tell; `is_last` says that the plan is over, well unless `trouble` or stopped."""

    @property
    def has_more_to_tell(self) -> bool:
        """Say whether the next snapshot cannot tell all that is new, so that another must follow it."""
        return False

    @property
    def draft_path(self) -> str:
        """The draft's file, or nothing before there is one."""
        return str(self._draft.path) if self._draft is not None else ""

    @property
    def is_stopped(self) -> bool:
        """Say whether the plan was asked to end early."""
        return self._stopped.is_set()

    def start(self, earlier: Self | None) -> None:
        """Begin. `earlier` is closed when this plan is over: until then the window shows its draft."""
        self._earlier = earlier
        self._thread.start()

    def stop(self) -> None:
        """Ask the plan to end early."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the end."""
        if self._thread.is_alive():
            self._thread.join()

    def close(self) -> None:
        """Stop, wait for the end, and give up the draft."""
        self.stop()
        self.join()
        if self._draft is not None:
            self._draft.close()

    def note(self) -> None:
        """Have a snapshot sent at the next tick."""
        self._has_news = True

    def tell(self) -> None:
        """Send a snapshot if there is news."""
        with self._lock:  # held while sending, so that nothing follows the last snapshot
            if self._has_news and not self._is_over:
                self._has_news = self.has_more_to_tell
                self._emit(self.snapshot(is_last=False, trouble=None))

    def _work(self) -> None:
        trouble: Trouble | None = None
        try:
            with self._lock:
                self._draft = Draft.create(self._dirs)
            self.fill(self._draft)
        except CancelledError:
            self._stopped.set()
        except ItagError as error:
            trouble = trouble_of(error)
        except Exception as error:  # outermost frame of the thread: the window must hear of it
            log.exception("A plan ended in an error of the program")
            trouble = Trouble(code="internal-error", values={"detail": type(error).__name__})
        with self._lock:
            self._is_over = True
            while self.has_more_to_tell:
                self._emit(self.snapshot(is_last=False, trouble=None))
            self._emit(self.snapshot(is_last=True, trouble=trouble))
        if self._earlier is not None:
            self._earlier.close()
            self._earlier = None
