"""The lines of a draft: tasks read from its SQLite file page by page, addresses put together when asked for.

The address depends on the destination, the tasks do not: another bucket or prefix needs no scan.
"""

import os
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Task
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.line_source import LineSource, PreviewItem
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.manifests.lines import media_line
from itag_desktop.state.ledger_reader import LedgerReader

_PAGE = 256
_PAGES_KEPT = 64


class TaskCache:
    """The tasks of one media kind by ordinal, while their file grows; the pages asked for last are kept."""

    def __init__(self, reader: LedgerReader, kind: Template) -> None:
        self._reader = reader
        self._kind = kind
        self._pages: OrderedDict[int, tuple[Task, ...]] = OrderedDict()

    def task_at(self, ordinal: int) -> Task | None:
        """Return the task, or None where the table does not hold it."""
        number, offset = divmod(ordinal, _PAGE)
        page = self._pages.get(number, ())
        if offset >= len(page):
            page = self._read(number)
            self._pages[number] = page
        self._pages.move_to_end(number)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page[offset] if offset < len(page) else None

    def _read(self, number: int) -> tuple[Task, ...]:
        try:
            return self._reader.tasks_page(self._kind, first=number * _PAGE, count=_PAGE)
        except LedgerError:  # the engine threw the draft away; its next snapshot brings another
            return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLines:
    """The manifest lines of a draft's tasks below `destination`; see `LineSource`."""

    tasks: TaskCache
    count: int
    sources: Sequence[Source]
    destination: Destination
    label_field: str

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read."""
        task = self.tasks.task_at(row)
        if task is None:
            return None
        return PreviewItem(
            line=self._line(task),
            name=task.name,
            path=self._path(task),
            relative_path=task.relative_path,
            size_bytes=task.size_bytes,
        )

    def _line(self, task: Task) -> str:
        return media_line(self.destination.uri(task.name), label_field=self.label_field, label=task.label).decode()

    def _path(self, task: Task) -> str:
        if not 0 <= task.source < len(self.sources):
            return task.relative_path
        path = self.sources[task.source].path
        return os.path.normpath(os.path.join(path, task.relative_path)) if task.relative_path else path  # noqa: PTH118 - hot


class MediaReading:
    """Reads the lines of a media draft for the preview; see `DraftReading`."""

    def __init__(self, draft: MediaDraft, connections: Connections) -> None:
        self._draft = draft
        self._connections = connections
        self._tasks: dict[Template, TaskCache] = {}

    def lines(self, reader: LedgerReader) -> LineSource:
        """Return the lines of the kind of the moment."""
        kind = self._draft.kind
        return DraftLines(
            tasks=self._tasks.setdefault(kind, TaskCache(reader, kind)),
            count=self._draft.counts.planned,
            sources=self._draft.sources,
            destination=self._connections.destination,
            label_field=self._draft.setup.options.label_field,
        )

    def forget(self) -> None:
        """Forget the pages read: the file is closed."""
        self._tasks.clear()
