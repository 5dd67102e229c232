"""The planned lines of a draft: read from its SQLite file page by page, addresses put in when asked for.

A line of text alone does not depend on the destination; one that names files has marks where their addresses stand, so
that another bucket or prefix needs no new plan.
"""

from collections import OrderedDict
from dataclasses import dataclass

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.errors import LedgerError
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.items_draft import AnyItemsDraft
from itag_desktop.gui.line_source import LineSource, PreviewItem
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.texts import count_text, text

_PAGE = 256
_PAGES_KEPT = 64


class LineCache:
    """Planned lines by number, while their file grows; the pages asked for last are kept."""

    def __init__(self, reader: LedgerReader) -> None:
        self._reader = reader
        self._pages: OrderedDict[int, tuple[bytes, ...]] = OrderedDict()

    def line_at(self, row: int) -> bytes | None:
        """Return the planned line, or None where the file does not hold it."""
        number, offset = divmod(row, _PAGE)
        page = self._pages.get(number, ())
        if offset >= len(page):
            page = self._read(number)
            self._pages[number] = page
        self._pages.move_to_end(number)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page[offset] if offset < len(page) else None

    def _read(self, number: int) -> tuple[bytes, ...]:
        try:
            return self._reader.lines_page(first=number * _PAGE, count=_PAGE)
        except LedgerError:  # the engine threw the draft away; its next snapshot brings another
            return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLines:
    """The lines of a plan as they will be below `destination`; see `LineSource`."""

    cache: LineCache
    count: int
    destination: Destination

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read."""
        planned = self.cache.line_at(row)
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
        self._cache: LineCache | None = None

    def lines(self, reader: LedgerReader) -> LineSource:
        """Return the lines planned so far."""
        if self._cache is None:
            self._cache = LineCache(reader)
        return ItemLines(cache=self._cache, count=self._draft.counts.items, destination=self._connections.destination)

    def forget(self) -> None:
        """Forget the pages read: the file is closed."""
        self._cache = None
