"""Plain text as rows: the lines of a text file as a table of one column, or the whole of it as one text.

Lines are kept as they are, blanks at their ends too; only the line end itself and a byte order mark go. Blank lines are
rows, for whoever counts them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.tables.columns import columns_named
from itag_desktop.tables.encodings import Encoding
from itag_desktop.tables.table import (
    MAX_CELL_CHARACTERS,
    UNWATCHED,
    CellProblem,
    Column,
    PlainRows,
    Reading,
    Row,
    TableOptions,
    Watch,
    in_batches,
)
from itag_desktop.tables.text_lines import TextLines, encoding_of, text_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesTable:
    """The lines of a text file."""

    path: Path
    encoding: Encoding
    reading: Reading

    @property
    def columns(self) -> tuple[Column, ...]:
        """The only column, without a name."""
        return columns_named((), 1)

    def rows(self, watch: Watch = UNWATCHED) -> Iterator[Row]:
        """Read the lines; see `Table.rows`."""
        with text_lines(self.path, self.encoding, watch) as lines:
            for number, line in enumerate(lines, 1):
                problems = _odd(lines, number, line) if lines.is_odd else ()
                lines.returns.discard(number)
                yield Row(number, number, (_without_end(line),), problems)

    def batches(self, watch: Watch = UNWATCHED, _used: Collection[int] | None = None) -> Iterator[Row | PlainRows]:
        """Read the lines; see `Table.batches`."""
        return in_batches(self.rows(watch))


def open_lines(path: Path, options: TableOptions) -> LinesTable:
    """Open a text file, one row a line.

    Raises:
        InputError: as `encodings.recognise` and `files.opened`.
    """
    guess = encoding_of(path, options)
    return LinesTable(path=path, encoding=guess.encoding, reading=Reading(has_header=False, encoding=guess))


def whole_text(path: Path, options: TableOptions) -> str:
    """Return the text of a file without the line ends at its end.

    Raises:
        InputError: as `open_lines` and `text_lines`; `text-too-long`, `cell-with-zero-byte`.
    """
    parts: list[str] = []
    size = 0
    with text_lines(path, encoding_of(path, options).encoding, UNWATCHED) as lines:
        for line in lines:
            parts.append(line)
            if "\0" in line:
                raise InputError("cell-with-zero-byte")
            size += len(line)
            if size > MAX_CELL_CHARACTERS:
                raise InputError("text-too-long", path=str(path), most=MAX_CELL_CHARACTERS)
    return "".join(parts).rstrip("\r\n")


def _without_end(line: str) -> str:
    if line.endswith("\r\n"):
        return line[:-2]
    return line[:-1] if line.endswith(("\n", "\r")) else line


def _odd(lines: TextLines, number: int, line: str) -> tuple[CellProblem, ...]:
    problems: list[CellProblem] = []
    if "\0" in line:
        problems.append(CellProblem(kind=ProblemKind.LEFT_OUT, code="cell-with-zero-byte", column=0))
    if number in lines.returns:
        problems.append(CellProblem(kind=ProblemKind.WARNING, code="csv-lone-return"))
    return tuple(problems)
