"""One scan for the window: the dropped paths become sources, their files a draft (see `draft_job`)."""

from collections.abc import Callable
from itertools import islice

from itag_desktop.domain.kinds import MEDIA_KINDS, Template
from itag_desktop.domain.names import DEFAULT_DATASET_NAME
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine import link
from itag_desktop.engine.draft_job import DraftJob
from itag_desktop.planning.media_plan import ScanProgress, plan_media
from itag_desktop.planning.sources import resolve_sources
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.drafts import Draft

_MOST_TOLD = 2000
"""Sources in one snapshot, so that the window is not held by reading it."""


class ScanJob(DraftJob):
    """A scan for a media dataset of any kind."""

    def __init__(self, command: link.ScanSources, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        super().__init__(command.scan_id, dirs, emit)
        self._command = command
        self._sources: tuple[Source, ...] = ()
        self._unusable: list[UnusableSource] = []
        self._notices: tuple[Trouble, ...] = ()
        self._found: dict[int, ScanProgress] = {}
        self._untold: dict[int, None] = {}

    def fill(self, draft: Draft) -> None:
        """Scan; see `DraftJob.fill`."""
        command = self._command
        sources, self._notices = resolve_sources(
            [dropped.path for dropped in command.paths],
            keep_root_folder=command.keeps_root_folder,
            names_in_bucket=link.chosen_names(command.paths),
            on_unusable=self._unusable.append,
        )
        with self._lock:
            self._sources, self._untold = sources, dict.fromkeys(range(len(sources)))
        draft.add_problems([unusable.problem for unusable in self._unusable])
        request = DatasetRequest(
            template=Template.IMAGE,  # the draft holds every kind; nothing but the sources and options is read
            sources=sources,
            destination=command.destination,
            dataset_name=DEFAULT_DATASET_NAME,
            media=command.options,
        )
        plan_media(
            request,
            draft,
            is_cancelled=lambda: self.is_stopped,
            on_progress=self._note_progress,
            on_unusable=self._unusable.append,
        )

    def snapshot(self, *, is_last: bool, trouble: Trouble | None) -> link.ScanSnapshot:
        """Return what was found so far; see `DraftJob.snapshot`."""
        draft, is_stopped = self._draft, self.is_stopped
        return link.ScanSnapshot(
            scan_id=self.scan_id,
            draft=self.draft_path,
            sources=self._news(),
            counts={kind: draft.plan_counts(kind) for kind in MEDIA_KINDS} if draft is not None else {},
            unusable=tuple(self._unusable),
            notices=self._notices,
            is_ready=is_last and not is_stopped and trouble is None,
            is_stopped=is_last and is_stopped,
            trouble=trouble,
        )

    @property
    def has_more_to_tell(self) -> bool:
        """Say whether one snapshot cannot tell all sources; see `DraftJob.has_more_to_tell`."""
        return len(self._untold) > _MOST_TOLD

    def _news(self) -> tuple[link.FoundSource, ...]:
        """Return the sources to tell of next, by number: a new one is told before those after it."""
        numbers = sorted(islice(self._untold, _MOST_TOLD))
        for number in numbers:
            del self._untold[number]
        return tuple(self._found_source(number) for number in numbers)

    def _note_progress(self, progress: ScanProgress) -> None:
        with self._lock:
            is_first = not self._found
            self._found[progress.source] = progress
            self._untold[progress.source] = None
            self.note()
        if is_first:
            self.tell()  # the first lines are waited for

    def _found_source(self, number: int) -> link.FoundSource:
        source, progress = self._sources[number], self._found.get(number)
        if progress is None:
            return link.FoundSource(number=number, source=source)
        return link.FoundSource(number=number, source=source, files=progress.files, size_bytes=progress.size_bytes)
