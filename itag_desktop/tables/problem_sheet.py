"""Lists written for a spreadsheet program, as csv or xlsx; no cell of them is ever taken for a formula.

Names of files and texts of tables come from elsewhere, and one that begins with ``=``, ``+``, ``-`` or ``@`` would be
run by a spreadsheet program that opens a csv (OWASP, "CSV Injection"): there it gets an apostrophe before it, the sign
that a text follows. In an xlsx a cell says itself that it is a text.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from itag_desktop.support.atomic_file import atomic_file

Cell = str | int | None
Rows = Iterable[Sequence[Cell]]

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ROWS_OF_A_SHEET = 1_048_576
_LETTERS_OF_A_CELL = 32_767


def write_sheet(target: Path, header: Sequence[str], rows: Rows) -> None:
    """Write `rows` below `header` to `target`, as xlsx where it is called so, else as csv; a file there is replaced.

    Raises:
        OSError: it cannot be written.
    """
    write = _WRITERS.get(target.suffix.lower(), _write_csv)
    with atomic_file(target) as stream:
        write(stream, header, rows)


def _write_csv(stream: BinaryIO, header: Sequence[str], rows: Rows) -> None:
    words = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")  # Excel wants the mark
    writer = csv.writer(words)
    writer.writerow(header)
    writer.writerows([_unrunnable(cell) for cell in row] for row in rows)
    words.flush()
    words.detach()


def _unrunnable(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUN_BY_SPREADSHEETS) else cell


def _write_xlsx(stream: BinaryIO, header: Sequence[str], rows: Rows) -> None:
    """Write sheets of at most as many rows as a spreadsheet program reads."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, seldom needed

    book = Workbook(write_only=True)
    sheet, used = None, _ROWS_OF_A_SHEET
    for row in rows:
        if sheet is None or used == _ROWS_OF_A_SHEET:
            sheet, used = book.create_sheet(), 1
            sheet.append([_text_cell(sheet, name) for name in header])
        sheet.append([_text_cell(sheet, cell) for cell in row])
        used += 1
    if sheet is None:
        sheet = book.create_sheet()
        sheet.append([_text_cell(sheet, name) for name in header])
    book.save(stream)


def _text_cell(sheet: object, cell: Cell) -> object:
    """Return a cell that says what it is: a text stays a text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow to import, seldom needed
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - slow to import, seldom needed

    if not isinstance(cell, str):
        return cell
    words = ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell.encode(errors="replace").decode())
    made = WriteOnlyCell(sheet, value=words[:_LETTERS_OF_A_CELL])
    made.data_type = "s"
    return made


_WRITERS: Mapping[str, Callable[[BinaryIO, Sequence[str], Rows], None]] = MappingProxyType({".xlsx": _write_xlsx})
