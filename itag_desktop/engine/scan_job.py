"""One scan for the window: the dropped paths become sources, their files a draft, and the window is told as it goes.

The draft stays open, and so locked against being cleaned up, until the next scan has taken its place or the engine
ends: the window reads pages of it the whole time.
"""

import logging
import threading
from collections.abc import Callable
from itertools import islice

from itag_desktop.domain.errors import CancelledError, ItagError
from itag_desktop.domain.kinds import MediaKind
from itag_desktop.domain.names import DEFAULT_DATASET_NAME
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import MediaRequest, Source
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine import link
from itag_desktop.engine.control import trouble_of
from itag_desktop.planning.media_plan import ScanProgress, plan_media
from itag_desktop.planning.sources import resolve_sources
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.drafts import Draft

_MOST_TOLD = 2000
"""Sources in one snapshot, so that the window is not held by reading it."""

log = logging.getLogger(__name__)


class ScanJob:
    """A scan on a thread of its own."""

    def __init__(self, command: link.ScanSources, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        self._command = command
        self._dirs = dirs
        self._emit = emit
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._earlier: ScanJob | None = None
        self._draft: Draft | None = None
        self._sources: tuple[Source, ...] = ()
        self._unusable: list[UnusableSource] = []
        self._notices: tuple[Trouble, ...] = ()
        self._found: dict[int, ScanProgress] = {}
        self._untold: dict[int, None] = {}
        self._has_news = False
        self._is_over = False
        self._thread = threading.Thread(target=self._work, name="scan", daemon=True)

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
        with self._lock:  # held while sending, so that nothing follows the last snapshot
            if self._has_news and not self._is_over:
                self._emit(self._snapshot())
                self._has_news = bool(self._untold)

    def _work(self) -> None:
        trouble: Trouble | None = None
        try:
            self._scan()
        except CancelledError:
            self._stopped.set()
        except ItagError as error:
            trouble = trouble_of(error)
        except Exception as error:  # outermost frame of the scan thread: the window must hear of it
            log.exception("A scan ended in an error of the program")
            trouble = Trouble(code="internal-error", values={"detail": type(error).__name__})
        with self._lock:
            self._is_over = True
            while len(self._untold) > _MOST_TOLD:
                self._emit(self._snapshot())
            self._emit(self._snapshot(is_last=True, trouble=trouble))
        if self._earlier is not None:
            self._earlier.close()
            self._earlier = None

    def _scan(self) -> None:
        command = self._command
        with self._lock:
            self._draft = draft = Draft.create(self._dirs)
        sources, self._notices = resolve_sources(
            [dropped.path for dropped in command.paths],
            keep_root_folder=command.keeps_root_folder,
            names_in_bucket={d.path: d.name_in_bucket for d in command.paths if d.name_in_bucket is not None},
            on_unusable=self._unusable.append,
        )
        with self._lock:
            self._sources, self._untold = sources, dict.fromkeys(range(len(sources)))
        draft.add_problems([unusable.problem for unusable in self._unusable])
        request = MediaRequest(
            kind=MediaKind.IMAGE,  # the draft holds every kind; nothing but the sources and options is read
            sources=sources,
            destination=command.destination,
            dataset_name=DEFAULT_DATASET_NAME,
            options=command.options,
        )
        plan_media(
            request,
            draft,
            is_cancelled=self._stopped.is_set,
            on_progress=self._note,
            on_unusable=self._unusable.append,
        )

    def _note(self, progress: ScanProgress) -> None:
        with self._lock:
            is_first = not self._found
            self._found[progress.source] = progress
            self._untold[progress.source] = None
            self._has_news = True
        if is_first:
            self.tell()  # the first lines are waited for

    def _snapshot(self, *, is_last: bool = False, trouble: Trouble | None = None) -> link.ScanSnapshot:
        draft, is_stopped = self._draft, self._stopped.is_set()
        return link.ScanSnapshot(
            scan_id=self.scan_id,
            draft=str(draft.path) if draft is not None else "",
            sources=self._news(),
            counts={kind: draft.plan_counts(kind) for kind in MediaKind} if draft is not None else {},
            unusable=tuple(self._unusable),
            notices=self._notices,
            is_ready=is_last and not is_stopped and trouble is None,
            is_stopped=is_last and is_stopped,
            trouble=trouble,
        )

    def _news(self) -> tuple[link.FoundSource, ...]:
        """Return the sources to tell of next, by number: a new one is told before those after it."""
        numbers = sorted(islice(self._untold, _MOST_TOLD))
        for number in numbers:
            del self._untold[number]
        return tuple(self._found_source(number) for number in numbers)

    def _found_source(self, number: int) -> link.FoundSource:
        source, progress = self._sources[number], self._found.get(number)
        if progress is None:
            return link.FoundSource(number=number, source=source)
        return link.FoundSource(number=number, source=source, files=progress.files, size_bytes=progress.size_bytes)
