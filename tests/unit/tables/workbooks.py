"""Making workbooks for the tests: by openpyxl, and by hand where openpyxl would not write such a thing."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
SHARED = (
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
INLINE = re.compile(r't="inlineStr"><is>(.*?)</is>', re.DOTALL)


def workbook(path: Path, rows: Sequence[Sequence[object]], formats: Mapping[str, str] | None = None) -> Path:
    """Write `rows` with their texts shared, as Excel does; `formats` are number formats by cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    book.save(path)
    return with_shared_strings(path)


def with_shared_strings(path: Path) -> Path:
    """Move the texts of the first sheet, which openpyxl writes into the cells, to where Excel keeps them."""
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
        types = archive.read(TYPES).decode()
    items = INLINE.findall(sheet)
    numbers = iter(range(len(items)))
    sheet = INLINE.sub(lambda _match: f't="s"><v>{next(numbers)}</v>', sheet)
    strings = "".join(f"<si>{item}</si>" for item in items)
    return with_parts(
        path,
        {
            SHEET: sheet.encode(),
            STRINGS: strings_xml(strings),
            TYPES: types.replace("</Types>", SHARED + "</Types>").encode(),
        },
    )


def strings_xml(strings: str) -> bytes:
    return f'<?xml version="1.0"?><sst xmlns="{MAIN}">{strings}</sst>'.encode()


def sheet_xml(rows: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_parts(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """Replace, add or (None) remove parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**kept, **parts}.items():
            if data is not None:
                archive.writestr(name, data)
    return path


def handmade(path: Path, rows: str, strings: str | None = None, before: str = "") -> Path:
    """Write a workbook whose sheet, and shared texts, are the given XML."""
    workbook(path, [["x"]])
    parts: dict[str, bytes | None] = {SHEET: sheet_xml(rows, before)}
    if strings is not None:
        parts[STRINGS] = strings_xml(strings)
    return with_parts(path, parts)
