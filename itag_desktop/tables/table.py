"""What a table is, whatever file it came from: columns, rows of text, and what could not be read.

A table begins with its first row that holds text and ends with its last one; empty rows between are rows. Where it has
a header, that is the first row. Rows carry the number that a spreadsheet program shows beside them and, for text files,
the line that an editor shows; both count from 1.

Rows are streamed: nothing here grows with their number. Each pass opens the file anew and closes it when it ends.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, Protocol

from itag_desktop.domain.errors import CancelledError, Value
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.tables.encodings import Encoding, EncodingGuess

MAX_COLUMNS = 16_384
"""As many as Excel has."""
BATCH_ROWS = 200
"""No more at a time than a chooser looks at: it should not wait for those behind them."""
MAX_CELL_CHARACTERS = 4 << 20
"""More than any cell of Excel (32,767) or any text that people label; less than an unclosed quote may swallow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its letter as in Excel, and its name in the header, which may be empty or doubled."""

    index: int
    letter: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """What is wrong with a cell, or with a whole row where `column` (an index) is None."""

    kind: ProblemKind
    code: str
    column: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


class Row(NamedTuple):
    """One row, its cells as many as the table has columns."""

    number: int
    line: int
    cells: tuple[str, ...]
    problems: tuple[CellProblem, ...] = ()
    is_hidden: bool = False


class PlainRows(NamedTuple):
    """Neighbouring rows with nothing to say about them: as wide as the table, none hidden, none without a first cell.

    `first` and `first_line` are the number and line of the first one; a workbook's rows have no lines worth the name.
    """

    first: int
    first_line: int
    cells: Sequence[Sequence[str]]

    def rows(self) -> Iterator[Row]:
        """Return them one by one."""
        line = self.first_line
        for number, cells in enumerate(self.cells, self.first):
            yield Row(number, line, tuple(cells))
            line += lines_in(cells)


def in_batches(rows: Iterable[Row]) -> Iterator[Row | PlainRows]:
    """Gather plain rows that follow on each other; the others stay alone.

    Rows of a text file have one line each.
    """
    plain: list[Row] = []
    for row in rows:
        is_plain = bool(row.cells[0]) and not row.problems and not row.is_hidden
        follows = not plain or row.number == plain[-1].number + 1
        if plain and not (is_plain and follows and len(plain) < BATCH_ROWS):
            yield _plain_rows(plain)
            plain = []
        if is_plain:
            plain.append(row)
        else:
            yield row
    if plain:
        yield _plain_rows(plain)


def _plain_rows(rows: Sequence[Row]) -> PlainRows:
    return PlainRows(rows[0].number, rows[0].line, [row.cells for row in rows])


def lines_in(cells: Sequence[str]) -> int:
    """Return how many lines of its file a record of these cells takes."""
    text = "".join(cells)
    return 1 + text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    is_hidden: bool


def _never() -> bool:
    return False


def _nowhere(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who watches a long reading: it is told of bytes done and in all, and may cancel."""

    is_cancelled: Callable[[], bool] = _never
    on_progress: Callable[[int, int], None] = _nowhere

    def note(self, done: int, total: int) -> None:
        """Report progress.

        Raises:
            CancelledError: when the watcher says so.
        """
        if self.is_cancelled():
            raise CancelledError
        self.on_progress(done, total)


UNWATCHED = Watch()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How to read a table; None is guessed. `quote` may be "" for none. What a file has no use for is ignored."""

    encoding: Encoding | None = None
    delimiter: str | None = None
    quote: str | None = None
    has_header: bool | None = None
    sheet: str | None = None
    is_preview: bool = False
    """Guess the encoding from the beginning of the file alone, to show its first rows at once."""
    watch: Watch = UNWATCHED
    """Who watches while all of a file is read for its encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a table is read: what was chosen, and what was guessed where nothing was."""

    has_header: bool
    encoding: EncodingGuess | None = None
    delimiter: str = ""
    quote: str = ""
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()


class Table(Protocol):
    """An opened table. It holds no file open between calls."""

    @property
    def reading(self) -> Reading:
        """How it is read."""
        ...

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, as far as its header and first rows show them."""
        ...

    def rows(self, watch: Watch = UNWATCHED) -> Iterator[Row]:
        """Read the rows below the header, in order.

        Raises:
            InputError: the rest cannot be read.
            CancelledError: the watcher cancelled.
        """
        ...

    def batches(self, watch: Watch = UNWATCHED, used: Collection[int] | None = None) -> Iterator[Row | PlainRows]:
        """Read the same rows, plain ones many at a time: a million of a csv pass in a second.

        `used` are the columns (by index) whose texts are wanted, None for all. In the others only what is empty and
        what is not can be relied upon.
        """
        ...


def first_rows(table: Table, count: int) -> tuple[Row, ...]:
    """Return up to `count` rows, reading no further than they go."""
    return tuple(islice(table.rows(), count))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCounts:
    """What a whole table holds. `empty` and `hidden` are among `rows`."""

    rows: int
    empty: int
    hidden: int
    problems: int


def count(table: Table, watch: Watch = UNWATCHED) -> TableCounts:
    """Read the whole table and count."""
    rows = empty = hidden = problems = 0
    for row in table.rows(watch):
        rows += 1
        empty += not any(row.cells) and not row.problems
        hidden += row.is_hidden
        problems += len(row.problems)
    return TableCounts(rows=rows, empty=empty, hidden=hidden, problems=problems)


class EmptyEnds:
    """Drops the empty rows before the first and after the last row that holds something; fills gaps in the numbers.

    Sheets end in thousands of rows that only have a colour. Such rows are counted, not kept. `expected` is the number
    of the next row, None before the first.
    """

    def __init__(self) -> None:
        self.expected: int | None = None
        self._hidden: deque[int] = deque()

    def passed(self, row: Row) -> Iterator[Row]:
        """Yield `row` and the empty rows before it, unless it is empty itself: then it waits for the next."""
        if any(row.cells) or row.problems:
            if self.expected is not None:
                yield from self._gap(self.expected, row)
            self._hidden.clear()
            self.expected = row.number + 1
            yield row
        elif row.is_hidden and self.expected is not None:
            self._hidden.append(row.number)

    def _gap(self, first: int, row: Row) -> Iterator[Row]:
        """Yield the empty rows before `row`; each takes one line."""
        nothing = ("",) * len(row.cells)
        line_offset = row.line - row.number
        for number in range(first, row.number):
            is_hidden = bool(self._hidden) and self._hidden[0] == number
            if is_hidden:
                self._hidden.popleft()
            yield Row(number, number + line_offset, nothing, (), is_hidden)
