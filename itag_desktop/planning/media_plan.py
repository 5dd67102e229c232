"""The plan of a media dataset: every file of the sources to a task, or to a problem that says why not.

One pass plans the datasets of all three kinds, each with ordinals of its own without gaps, so that another kind can be
chosen without another scan. Every file goes through three steps: `media.folder_scan` finds it, `media_items` judges its
name, `media.inspection` its first bytes. What comes out is handed to a sink in batches, for nothing here may grow with
the number of files. Keys wanted twice are asked of the sink at the end, since only it knows all of them.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.domain.kinds import MEDIA_KINDS, MediaKind
from itag_desktop.domain.names import printable
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import Problem, ProblemKind, Task
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.media.folder_scan import FoundFile, scan_source
from itag_desktop.media.inspection import inspect_file
from itag_desktop.media.path_filter import PathFilter
from itag_desktop.planning.key_conflicts import key_conflict
from itag_desktop.planning.media_items import ItemRules, MediaItem

MOST_IN_A_BATCH = 2000
TICK_S = 0.1


class PlanSink(Protocol):
    """Where a plan goes."""

    def add_tasks(self, kind: MediaKind, tasks: Sequence[Task]) -> None:
        """Add tasks of a kind, in the order of their ordinals."""
        ...

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Add problems in the order of being found."""
        ...

    def key_twins(self, kind: MediaKind) -> Iterator[tuple[str, tuple[Task, ...]]]:
        """Return each name that several tasks of a kind share, with those tasks by ordinal."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanProgress:
    """A scan at a moment. `files_seen` counts what was met in all sources, whatever became of it.

    `source` is the index of the source being scanned; `files` and `size_bytes` are of its files that were planned so
    far, of all kinds together. The last progress of every source has its final numbers.
    """

    files_seen: int
    source: int
    files: int
    size_bytes: int


def plan_media(
    request: DatasetRequest,
    sink: PlanSink,
    *,
    is_cancelled: Callable[[], bool],
    on_progress: Callable[[ScanProgress], None],
    on_unusable: Callable[[UnusableSource], None] | None = None,
) -> None:
    """Scan the request's sources in order and put tasks and problems of every media kind into `sink`.

    Reports progress, and hands over what was found, ten times a second; reports it at each source's end too. A source
    that is gone or cannot be read is passed to `on_unusable` and becomes a problem; without `on_unusable` it is raised.

    Raises:
        InputError: `source-empty` when not even something skipped was found; or a source is gone or cannot be read, see
            `scan_source`.
        CancelledError: as soon as `is_cancelled` says so.
    """
    scan = _MediaScan(request, sink, is_cancelled, on_progress, on_unusable)
    for number in range(len(request.sources)):
        scan.add_source(number)
    scan.add_key_conflicts()


def require_items(counts: PlanCounts, kind: MediaKind) -> None:
    """Refuse a plan without an item.

    Raises:
        InputError: `all-left-out` or `all-rows-left-out` when all there is has problems, `no-file-of-kind` or `no-rows`
            when there is nothing.
    """
    if counts.items:
        return
    if kind not in MEDIA_KINDS:
        raise InputError("all-rows-left-out", count=counts.left_out) if counts.left_out else InputError("no-rows")
    if counts.left_out:
        raise InputError("all-left-out", kind=kind, count=counts.left_out)
    raise InputError("no-file-of-kind", kind=kind)


class _MediaScan:
    """The scan of one request."""

    def __init__(
        self,
        request: DatasetRequest,
        sink: PlanSink,
        is_cancelled: Callable[[], bool],
        on_progress: Callable[[ScanProgress], None],
        on_unusable: Callable[[UnusableSource], None] | None,
    ) -> None:
        self._request = request
        self._sink = sink
        self._is_cancelled = is_cancelled
        self._on_progress = on_progress
        self._on_unusable = on_unusable
        self._has_unusable = False
        self._rules = ItemRules(request)
        self._filter = PathFilter(include=request.media.include, exclude=request.media.exclude)
        self._tasks: dict[MediaKind, list[Task]] = {kind: [] for kind in MEDIA_KINDS}
        self._next_ordinals = dict.fromkeys(MEDIA_KINDS, 0)
        self._problems: list[Problem] = []
        self._files_seen = self._files = self._size_bytes = 0
        self._next_tick_s = 0.0

    def add_source(self, number: int) -> None:
        """Plan the files of one source."""
        self._files = self._size_bytes = 0
        source = self._request.sources[number]
        try:
            self._scan(number, source)
        except InputError as error:
            if self._on_unusable is None:
                raise
            self._leave_out(UnusableSource.of(source.path, error))
        self._report(number)

    def _leave_out(self, unusable: UnusableSource) -> None:
        self._has_unusable = True
        self._add_problem(unusable.problem)
        if self._on_unusable is not None:
            self._on_unusable(unusable)

    def _scan(self, number: int, source: Source) -> None:
        for found in scan_source(source, self._filter):
            self._check_cancelled()
            self._files_seen += 1
            if isinstance(found, Problem):
                self._add_problem(found)
            else:
                self._add_file(number, source, found)
            if time.monotonic() >= self._next_tick_s:
                self._hand_over()
                self._report(number)
                self._next_tick_s = time.monotonic() + TICK_S

    def add_key_conflicts(self) -> None:
        """Look for names wanted twice; also see that there was anything at all."""
        self._hand_over()
        sources = self._request.sources
        if sources and self._files_seen == 0 and not self._has_unusable:
            raise InputError("source-empty", path=printable(sources[0].path))
        for kind in MEDIA_KINDS:
            for name, tasks in self._sink.key_twins(kind):
                self._check_cancelled()
                self._add_problem(key_conflict(name, tasks, kind=kind, request=self._request))
        self._hand_over()

    def _add_file(self, number: int, source: Source, found: FoundFile) -> None:
        item = self._rules.item(source, found)
        if isinstance(item, Problem):
            self._add_problem(item)
            return
        findings = [
            Problem(
                kind=finding.kind,
                code=finding.code,
                path=source.shown_path(found.relative_path),
                values=finding.values,
                template=item.promised.kind,
            )
            for finding in inspect_file(found.path, item.promised, is_placeholder=found.is_placeholder)
        ]
        for problem in findings:
            self._add_problem(problem)
        if all(problem.kind is not ProblemKind.LEFT_OUT for problem in findings):
            self._add_task(number, found, item)

    def _add_task(self, number: int, found: FoundFile, item: MediaItem) -> None:
        kind = item.promised.kind
        task = Task(
            ordinal=self._next_ordinals[kind],
            source=number,
            relative_path=found.relative_path,
            name=item.name,
            size_bytes=found.size_bytes,
            mtime_ns=found.mtime_ns,
            label=item.label,
        )
        self._next_ordinals[kind] += 1
        self._files += 1
        self._size_bytes += found.size_bytes
        batch = self._tasks[kind]
        batch.append(task)
        if len(batch) >= MOST_IN_A_BATCH:
            self._hand_over()

    def _add_problem(self, problem: Problem) -> None:
        self._problems.append(problem)
        if len(self._problems) >= MOST_IN_A_BATCH:
            self._hand_over()

    def _hand_over(self) -> None:
        for kind, tasks in self._tasks.items():
            if tasks:
                self._sink.add_tasks(kind, tasks)
                self._tasks[kind] = []
        if self._problems:
            self._sink.add_problems(self._problems)
            self._problems = []

    def _report(self, number: int) -> None:
        self._on_progress(
            ScanProgress(files_seen=self._files_seen, source=number, files=self._files, size_bytes=self._size_bytes)
        )

    def _check_cancelled(self) -> None:
        if self._is_cancelled():
            raise CancelledError
