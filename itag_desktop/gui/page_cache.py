"""Entries of a file by number, read page by page while it grows; the pages asked for last are kept."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from itag_desktop.domain.errors import LedgerError

Entry = TypeVar("Entry")

_PAGE = 256
_PAGES_KEPT = 64


class PageCache(Generic[Entry]):
    """Reads with `read`, which is given the number of the first entry and how many are wanted."""

    def __init__(self, read: Callable[[int, int], tuple[Entry, ...]]) -> None:
        self._read = read
        self._pages: OrderedDict[int, tuple[Entry, ...]] = OrderedDict()

    def at(self, number: int) -> Entry | None:
        """Return the entry, or None where the file does not hold it."""
        place, offset = divmod(number, _PAGE)
        page = self._pages.get(place, ())
        if offset >= len(page):
            page = self._page(place)
            self._pages[place] = page
        self._pages.move_to_end(place)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page[offset] if offset < len(page) else None

    def _page(self, place: int) -> tuple[Entry, ...]:
        try:
            return self._read(place * _PAGE, _PAGE)
        except LedgerError:  # the engine threw the draft away; its next snapshot brings another
            return ()
