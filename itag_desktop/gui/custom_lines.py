"""The planned lines of a custom dataset: see `items_lines`; each item with its fields and the files behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Task
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.custom_draft import CustomDraft
from itag_desktop.gui.item_fields import ItemFile, item_fields
from itag_desktop.gui.line_source import LineSource, PreviewItem
from itag_desktop.gui.page_cache import PageCache
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.texts import count_text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomLines:
    """The lines of a plan as they will be below `destination`; see `LineSource`."""

    planned: PageCache[bytes]
    tasks: PageCache[Task]
    count: int
    sources: Sequence[Source]
    destination: Destination

    def line_at(self, row: int) -> str:
        """Return the line of `row`; its fields are not looked at."""
        return with_addresses(self.planned.at(row) or b"", self.destination.uri("")).decode()

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read. Its file is that of its first field with one."""
        planned = self.planned.at(row)
        if planned is None:
            return None
        root = self.destination.uri("")
        fields = item_fields(planned, root, self._file_of)
        line = with_addresses(planned, root).decode()
        first = next((field.file for field in fields if field.file is not None), None)
        return PreviewItem(
            line=line,
            name=text("Item {number}", number=count_text(row + 1)) if first is None else first.name,
            path="" if first is None else first.path,
            relative_path="" if first is None else first.relative_path,
            size_bytes=len(line.encode()) if first is None else first.size_bytes,
            fields=fields,
        )

    def _file_of(self, ordinal: int) -> ItemFile | None:
        task = self.tasks.at(ordinal)
        if task is None or not 0 <= task.source < len(self.sources):
            return None
        path = PurePath(self.sources[task.source].path, task.relative_path)
        return ItemFile(path=str(path), relative_path=task.relative_path, name=task.name, size_bytes=task.size_bytes)


class CustomReading:
    """Reads the lines of a custom draft for the preview; see `DraftReading`."""

    def __init__(self, draft: CustomDraft, connections: Connections) -> None:
        self._draft = draft
        self._connections = connections
        self._caches: tuple[PageCache[bytes], PageCache[Task]] | None = None

    def lines(self, reader: LedgerReader) -> LineSource:
        """Return the lines planned so far."""
        if self._caches is None:
            self._caches = (
                PageCache(lambda first, count: reader.lines_page(first=first, count=count)),
                PageCache(lambda first, count: reader.tasks_page(Template.CUSTOM, first=first, count=count)),
            )
        planned, tasks = self._caches
        return CustomLines(
            planned=planned,
            tasks=tasks,
            count=self._draft.counts.items,
            sources=self._draft.sources,
            destination=self._connections.destination,
        )

    def forget(self) -> None:
        """Forget the pages read: the file is closed."""
        self._caches = None
