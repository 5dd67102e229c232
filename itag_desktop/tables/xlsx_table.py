"""A sheet of a workbook as a table."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.tables.columns import columns_named, letter_of
from itag_desktop.tables.header import looks_like_header
from itag_desktop.tables.table import (
    UNWATCHED,
    CellProblem,
    Column,
    EmptyEnds,
    Reading,
    Row,
    TableOptions,
    Watch,
)
from itag_desktop.tables.xlsx_cells import CellTexts
from itag_desktop.tables.xlsx_package import SheetPart, Workbook, archive_of, read_workbook
from itag_desktop.tables.xlsx_sheet import RawRow, raw_rows
from itag_desktop.tables.xlsx_strings import SharedStrings

T = TypeVar("T")
HEAD_ROWS = 100
"""So many rows show how wide a table is."""


class XlsxTable:
    """One sheet."""

    def __init__(self, workbook: Workbook, part: SheetPart, options: TableOptions) -> None:
        self._workbook = workbook
        self._part = part
        head = self._head()
        if not head:
            raise InputError("sheet-empty", path=str(workbook.path), sheet=part.sheet.name)
        width = max(len(cells) for cells in head)
        has_header = looks_like_header(head) if options.has_header is None else options.has_header
        self.columns: tuple[Column, ...] = columns_named(head[0] if has_header else (), width)
        self.reading = Reading(
            has_header=has_header,
            sheet=part.sheet.name,
            sheets=tuple(each.sheet for each in workbook.sheets),
        )

    def rows(self, watch: Watch = UNWATCHED) -> Iterator[Row]:
        """Read the rows below the header; see `Table.rows`."""
        width = len(self.columns)
        ends = EmptyEnds()
        found = self._stream(watch, lambda raw, texts: _row(raw, texts, width))
        rows = chain.from_iterable(map(ends.passed, found))
        return islice(rows, 1, None) if self.reading.has_header else rows

    def batches(self, watch: Watch = UNWATCHED) -> Iterator[Row]:
        """Read the rows one by one; see `Table.batches`."""
        return self.rows(watch)

    def _head(self) -> list[list[str]]:
        """Return the texts of the first rows that hold any."""
        return list(islice(filter(None, self._stream(UNWATCHED, _texts_of)), HEAD_ROWS))

    def _stream(self, watch: Watch, made_of: Callable[[RawRow, CellTexts], T]) -> Iterator[T]:
        """Stream the sheet, beside it as much of the shared texts as it asks for."""
        with archive_of(self._workbook.path) as archive, ExitStack() as parts:
            names = [name for name in (self._part.part, self._workbook.strings_part) if name]
            total = sum(archive.getinfo(name).file_size for name in names)
            note = _noting(watch, total)
            streams = [parts.enter_context(archive.open(name)) for name in names]
            strings = SharedStrings(streams[1] if len(streams) > 1 else None, note)
            texts = CellTexts(self._workbook.formats, strings)
            for raw in raw_rows(streams[0], note):
                yield made_of(raw, texts)


def open_xlsx(path: Path, options: TableOptions) -> XlsxTable:
    """Open the sheet that `options` names, else the first that is not hidden.

    Raises:
        InputError: as `read_workbook`; also `sheet-missing` and `sheet-empty`.
    """
    workbook = read_workbook(path)
    return XlsxTable(workbook, _chosen(workbook, options.sheet), options)


def _chosen(workbook: Workbook, name: str | None) -> SheetPart:
    if name is None:
        return next((part for part in workbook.sheets if not part.sheet.is_hidden), workbook.sheets[0])
    for part in workbook.sheets:
        if part.sheet.name == name:
            return part
    known = ", ".join(part.sheet.name for part in workbook.sheets)
    raise InputError("sheet-missing", sheet=name, known=known)


def _noting(watch: Watch, total: int) -> Callable[[int], None]:
    done = 0

    def note(size_bytes: int) -> None:
        nonlocal done
        done += size_bytes
        watch.note(done, total)

    return note


def _texts_of(raw: RawRow, texts: CellTexts) -> list[str]:
    """Return the texts of a row up to its last that is something."""
    found = {cell.column: texts.text(cell) for cell in raw.cells}
    last = max((column for column, (text, problem) in found.items() if text or problem), default=-1)
    return [found[column][0] if column in found else "" for column in range(last + 1)]


def _row(raw: RawRow, texts: CellTexts, width: int) -> Row:
    cells = [""] * width
    problems: list[CellProblem] = []
    for cell in raw.cells:
        text, problem = texts.text(cell)
        if cell.column < width:
            cells[cell.column] = text
            if problem:
                problems.append(problem)
        elif text:
            problems.append(_beyond(cell.column))
    return Row(raw.number, raw.number, tuple(cells), tuple(problems), raw.is_hidden)


def _beyond(column: int) -> CellProblem:
    values = {"column": letter_of(column)}
    return CellProblem(kind=ProblemKind.WARNING, code="cell-beyond-columns", values=values)
