"""The values of a pre-label field: how many items have each, and which look alike but are not the same."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from itag_desktop.domain.items import ValueCount

MOST_VALUES = 1000
MOST_CHARACTERS = 20_000
"""A field of more values than this, or of longer ones, is no pre-label; those met first are counted."""
_BLANKS = re.compile(r"\s+")


class ValueCounts:
    """Counts one field's values; memory is bounded by `MOST_VALUES` and `MOST_CHARACTERS`."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._characters = 0
        self.has_more = False
        self._twins: tuple[tuple[str, ...], ...] = ()
        self._twins_of = 0

    def add(self, values: Iterable[str]) -> None:
        """Count values."""
        for value, items in Counter(values).items():  # the same few come again and again
            if value in self._counts:
                self._counts[value] += items
            elif len(self._counts) < MOST_VALUES and self._characters + len(value) <= MOST_CHARACTERS:
                self._counts[value] = items
                self._characters += len(value)
            else:
                self.has_more = True

    def values(self) -> tuple[ValueCount, ...]:
        """Return the values, the most frequent first."""
        return tuple(ValueCount(value=value, items=items) for value, items in self._counts.most_common())

    def near_twins(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of values that differ in case, width, accents' spelling or blanks alone."""
        if self._twins_of != len(self._counts):  # asked for ten times a second, and values only come
            self._twins, self._twins_of = self._found_twins(), len(self._counts)
        return self._twins

    def _found_twins(self) -> tuple[tuple[str, ...], ...]:
        groups: dict[str, list[str]] = defaultdict(list)
        for value in self._counts:
            groups[_plain(value)].append(value)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _plain(value: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", value).casefold()).strip()
