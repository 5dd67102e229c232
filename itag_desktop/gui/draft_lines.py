"""The lines of a draft: tasks read from its SQLite file page by page, addresses put together when asked for.

The address depends on the destination, the tasks do not: another bucket or prefix needs no scan.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Task
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.line_source import LineSource, PreviewItem
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.page_cache import PageCache
from itag_desktop.manifests.lines import media_line
from itag_desktop.state.ledger_reader import LedgerReader


def task_cache(reader: LedgerReader, kind: Template) -> PageCache[Task]:
    """Return the tasks of one media kind by ordinal."""
    return PageCache(lambda first, count: reader.tasks_page(kind, first=first, count=count))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLines:
    """The manifest lines of a draft's tasks below `destination`; see `LineSource`."""

    tasks: PageCache[Task]
    count: int
    sources: Sequence[Source]
    destination: Destination
    label_field: str

    def line_at(self, row: int) -> str:
        """Return the line of `row`."""
        task = self.tasks.at(row)
        return "" if task is None else self._line(task)

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read."""
        task = self.tasks.at(row)
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
        self._tasks: dict[Template, PageCache[Task]] = {}

    def lines(self, reader: LedgerReader) -> LineSource:
        """Return the lines of the kind of the moment."""
        kind = self._draft.kind
        return DraftLines(
            tasks=self._tasks.setdefault(kind, task_cache(reader, kind)),
            count=self._draft.counts.planned,
            sources=self._draft.sources,
            destination=self._connections.destination,
            label_field=self._draft.setup.options.label_field,
        )

    def forget(self) -> None:
        """Forget the pages read: the file is closed."""
        self._tasks.clear()
