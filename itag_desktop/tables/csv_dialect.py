"""How the cells of a csv or tsv are set apart: delimiter and quote, guessed from its first lines."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from itag_desktop.tables.table import MAX_CELL_CHARACTERS

DELIMITERS = (",", "\t", ";", "|")
"""In the order in which they win a draw."""
_FEWEST_QUOTED = 2


class Records(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int:
        """How many lines have been taken."""
        ...

    def __iter__(self) -> Iterator[list[str]]:
        """Return itself."""
        ...

    def __next__(self) -> list[str]:
        """Return the cells of the next record."""
        ...


def guessed_quote(lines: Sequence[str], delimiter: str) -> str:
    """Return the quote, which is the double one unless cells are plainly in single ones."""
    if any('"' in line for line in lines):
        return '"'
    cells = [cell.strip() for line in lines for cell in line.rstrip("\r\n").split(delimiter)]
    single = [cell for cell in cells if len(cell) > 1 and cell[0] == cell[-1] == "'"]
    return "'" if len(single) >= _FEWEST_QUOTED and len(single) * 2 >= len(cells) else '"'


def guessed_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that cuts most lines into the same number of cells, more than one."""
    scores = {delimiter: _agreement(lines, delimiter) for delimiter in DELIMITERS}
    best = max(scores.values())
    return next(delimiter for delimiter, score in scores.items() if score == best)


def csv_reader(lines: Iterable[str], delimiter: str, quote: str) -> Records:
    """Return a strict reader of records; no quote means that none is special."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)


def parsed(lines: Sequence[str], delimiter: str, quote: str) -> list[list[str]]:
    """Return the cells of the whole records among `lines`; those that are wrong or cut are passed over."""
    reader = csv_reader(lines, delimiter, quote)
    records: list[list[str]] = []
    while True:
        try:
            records.append(next(reader))
        except StopIteration:
            return records
        except csv.Error:
            continue


def common_width(records: Sequence[Sequence[str]]) -> int:
    """Return how many cells most records have; empty lines have no say."""
    widths = Counter(len(record) for record in records if record)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    records = [record for record in parsed(lines, delimiter, '"') if record]
    width = common_width(records)
    if width == 1 or not records:
        return 0.0, 0
    same = sum(len(record) == width for record in records) / len(records)
    return round(same, 1), width
