"""The planned lines of a draft: read from its SQLite file page by page, addresses put in when asked for.

A line of text alone does not depend on the destination; one that names files has marks where their addresses stand, so
that another bucket or prefix needs no new plan.
"""

from dataclasses import dataclass

from itag_desktop.domain.destination import Destination
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.items_draft import AnyItemsDraft
from itag_desktop.gui.line_source import LineSource, PreviewItem
from itag_desktop.gui.page_cache import PageCache
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.texts import count_text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLines:
    """The lines of a plan as they will be below `destination`; see `LineSource`."""

    cache: PageCache[bytes]
    count: int
    destination: Destination

    def line_at(self, row: int) -> str:
        """Return the line of `row`."""
        return with_addresses(self.cache.at(row) or b"", self.destination.uri("")).decode()

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read."""
        planned = self.cache.at(row)
        if planned is None:
            return None
        line = with_addresses(planned, self.destination.uri(""))
        return PreviewItem(
            line=line.decode(),
            name=text("Item {number}", number=count_text(row + 1)),
            path="",
            relative_path="",
            size_bytes=len(line),
        )


class ItemsReading:
    """Reads the lines of a draft of items for the preview; see `DraftReading`."""

    def __init__(self, draft: AnyItemsDraft, connections: Connections) -> None:
        self._draft = draft
        self._connections = connections
        self._cache: PageCache[bytes] | None = None

    def lines(self, reader: LedgerReader) -> LineSource:
        """Return the lines planned so far."""
        if self._cache is None:
            self._cache = PageCache(lambda first, count: reader.lines_page(first=first, count=count))
        return ItemLines(cache=self._cache, count=self._draft.counts.items, destination=self._connections.destination)

    def forget(self) -> None:
        """Forget the pages read: the file is closed."""
        self._cache = None
