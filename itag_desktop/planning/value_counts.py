"""The values of a pre-label field: how many items have each, and which look alike but are not the same."""

import re
import unicodedata
from collections import Counter, defaultdict

from itag_desktop.domain.items import ValueCount

MOST_VALUES = 1000
"""A field of more values than this is no pre-label; those met first are counted."""
_BLANKS = re.compile(r"\s+")


class ValueCounts:
    """Counts one field's values; memory is bounded by `MOST_VALUES`."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self.has_more = False

    def add(self, value: str) -> None:
        """Count a value."""
        if value in self._counts or len(self._counts) < MOST_VALUES:
            self._counts[value] += 1
        else:
            self.has_more = True

    def values(self) -> tuple[ValueCount, ...]:
        """Return the values, the most frequent first."""
        return tuple(ValueCount(value=value, items=items) for value, items in self._counts.most_common())

    def near_twins(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of values that differ in case, width, accents' spelling or blanks alone."""
        groups: dict[str, list[str]] = defaultdict(list)
        for value in self._counts:
            groups[_plain(value)].append(value)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _plain(value: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", value).casefold()).strip()
