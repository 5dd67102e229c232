"""A csv or tsv as a table, streamed with the standard library.

How it works: `csv.reader` asks for as many lines as a record needs and counts them, so that each row has its line. It
is strict. A quote that closes where no cell ends makes one bad row of the lines it covers; one that
never closes would swallow the rest of the file, so it ends the reading.
"""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.tables.columns import columns_named
from itag_desktop.tables.csv_dialect import Records, common_width, csv_reader, guessed_delimiter, guessed_quote, parsed
from itag_desktop.tables.encodings import Encoding
from itag_desktop.tables.header import looks_like_header
from itag_desktop.tables.table import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    UNWATCHED,
    CellProblem,
    Column,
    EmptyEnds,
    PlainRows,
    Reading,
    Row,
    TableOptions,
    Watch,
    lines_in,
)
from itag_desktop.tables.text_lines import TextLines, encoding_of, text_lines

HEAD_LINES = 200
HEAD_CHARACTERS = 1 << 18
_ENDS_WITHIN = "unexpected end of data"
_TOO_LONG = "larger than field limit"
"""What the errors of `csv` say; they have no codes."""
BATCH_RECORDS = 512
BATCH_CHARACTERS = 1 << 21
"""A batch ends at the first step beyond either."""
_STEP_RECORDS = 16
_first_cell = itemgetter(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """A text file of records."""

    path: Path
    encoding: Encoding
    reading: Reading
    columns: tuple[Column, ...]

    def rows(self, watch: Watch = UNWATCHED) -> Iterator[Row]:
        """Read the rows below the header; see `Table.rows`."""
        for batch in self.batches(watch):
            if isinstance(batch, PlainRows):
                yield from batch.rows()
            else:
                yield batch

    def batches(self, watch: Watch = UNWATCHED, _used: Collection[int] | None = None) -> Iterator[Row | PlainRows]:
        """Read the rows below the header; see `Table.batches`."""
        is_header_due = self.reading.has_header
        for batch in self._batches(watch):
            if not is_header_due:
                yield batch
                continue
            is_header_due = False
            if isinstance(batch, PlainRows):
                rows = batch.rows()
                next(rows)
                yield from rows

    def _batches(self, watch: Watch) -> Iterator[Row | PlainRows]:
        """Cut records from the lines, many at a time; where anything is odd about them, look at each."""
        ends = EmptyEnds()
        number = line = 0
        with text_lines(self.path, self.encoding, watch) as lines:
            reader = csv_reader(lines, self.reading.delimiter, self.reading.quote)
            is_over = False
            while not is_over:
                records, error, is_over = _next_records(reader, lines)
                if number + 1 == ends.expected and not lines.is_odd and _are_plain(records, len(self.columns)):
                    yield PlainRows(number + 1, line + 1, records)
                    number += len(records)
                    ends.expected = number + 1
                    line += sum(map(lines_in, records)) if reader.line_num > line + len(records) else len(records)
                else:
                    for cells in records:
                        number += 1
                        first, line = line + 1, line + lines_in(cells)
                        yield from ends.passed(
                            _fitted(Row(number, first, tuple(cells)), line, lines, len(self.columns))
                        )
                if error is not None:
                    number += 1
                    first, line = line + 1, reader.line_num
                    yield from ends.passed(self._uncut(number, first, line, error))
                lines.returns.clear()

    def _uncut(self, number: int, first: int, last: int, error: csv.Error) -> Row:
        """Return a row in place of a record that cannot be cut into cells.

        Raises:
            InputError: `csv-quote-open` or `csv-cell-too-long`.
        """
        is_long = _TOO_LONG in str(error)
        if _ENDS_WITHIN in str(error) or (is_long and last > first):
            raise InputError("csv-quote-open", path=str(self.path), line=first)
        if is_long:
            raise InputError("csv-cell-too-long", path=str(self.path), line=first, most=MAX_CELL_CHARACTERS)
        values = {"first": first, "last": last}
        problem = CellProblem(kind=ProblemKind.LEFT_OUT, code="csv-quote-wrong", values=values)
        return Row(number, first, ("",) * len(self.columns), (problem,))


def _next_records(reader: Records, lines: TextLines) -> tuple[list[list[str]], csv.Error | None, bool]:
    """Return the next records, the error that ended them, and whether they are the last; of long ones fewer."""
    records: list[list[str]] = []
    most_characters = lines.characters + BATCH_CHARACTERS
    wanted = 0
    try:
        while wanted < BATCH_RECORDS and lines.characters < most_characters:
            wanted += min(_STEP_RECORDS, BATCH_RECORDS - wanted)
            records.extend(islice(reader, wanted - len(records)))  # those before an error stay
            if len(records) < wanted:
                return records, None, True
    except csv.Error as error:
        return records, error, False
    return records, None, False


def _are_plain(records: Sequence[Sequence[str]], width: int) -> bool:
    return set(map(len, records)) == {width} and all(map(_first_cell, records))


def _fitted(row: Row, last_line: int, lines: TextLines, width: int) -> Row:
    """Return `row` in the table's width, and say what is odd about it."""
    cells = row.cells
    if not any(cells):
        return row._replace(cells=("",) * width)
    problems: list[CellProblem] = []
    if lines.is_odd:
        problems = [
            CellProblem(kind=ProblemKind.LEFT_OUT, code="cell-with-zero-byte", column=column)
            for column, cell in enumerate(cells[:width])
            if "\0" in cell
        ]
        if last_line in lines.returns:
            problems.append(CellProblem(kind=ProblemKind.WARNING, code="csv-lone-return"))
    counts = {"count": len(cells), "columns": width}
    if len(cells) < width:
        problems.append(CellProblem(kind=ProblemKind.WARNING, code="row-short", values=counts))
    elif any(cells[width:]):
        problems.append(CellProblem(kind=ProblemKind.LEFT_OUT, code="row-long", values=counts))
    fitted = (*cells[:width], *[""] * (width - len(cells)))
    return row._replace(cells=fitted, problems=tuple(problems))


def open_csv(path: Path, options: TableOptions) -> CsvTable:
    """Open a csv or tsv; what `options` leave open is guessed.

    Raises:
        InputError: as `recognise` and `text_lines`; also `source-empty` and `table-too-wide`.
    """
    guess = encoding_of(path, options)
    head = _head(path, guess.encoding)
    if not head:
        raise InputError("source-empty", path=str(path))
    delimiter = guessed_delimiter(head) if options.delimiter is None else options.delimiter
    quote = guessed_quote(head, delimiter) if options.quote is None else options.quote
    records = [record for record in parsed(head, delimiter, quote) if any(record)]
    has_header = options.has_header
    if has_header is None:
        has_header = not records or looks_like_header(records)
    names = records[0] if has_header and records else []
    width = max(len(names), common_width(records))
    if width > MAX_COLUMNS:
        raise InputError("table-too-wide", path=str(path), count=width, most=MAX_COLUMNS)
    reading = Reading(has_header=has_header, encoding=guess, delimiter=delimiter, quote=quote)
    return CsvTable(path=path, encoding=guess.encoding, reading=reading, columns=columns_named(names, width))


def _head(path: Path, encoding: Encoding) -> list[str]:
    """Return the first lines that are not empty."""
    head: list[str] = []
    size = 0
    with text_lines(path, encoding, UNWATCHED) as lines:
        for line in lines:
            size += len(line)
            if line.strip("\r\n"):
                head.append(line)
            if len(head) == HEAD_LINES or size > HEAD_CHARACTERS:
                break
    return head
