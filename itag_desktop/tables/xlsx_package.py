"""A workbook as a file: what its sheets are called, where their parts lie, what formats its styles have.

openpyxl reads the small parts that say so; sheets, shared texts and styles are streamed by `xlsx_sheet`, `xlsx_strings`
and `xlsx_styles` (docs/decisions/tables.md). Before openpyxl sees a part, its size and the number of its elements are
bounded and it is searched for a document type declaration.
External links are never followed.
"""

import errno
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from openpyxl.packaging.relationship import get_rels_path
from openpyxl.reader.excel import ExcelReader, _find_workbook_part
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import ARC_CONTENT_TYPES, ARC_STYLE, SHARED_STRINGS

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.files import opened
from itag_desktop.tables.number_format import NumberFormat
from itag_desktop.tables.table import MAX_CELL_CHARACTERS, Sheet
from itag_desktop.tables.xlsx_styles import read_formats
from itag_desktop.tables.xml_pass import DamagedError, DoctypeError, TextTooLongError, refuse_bombs

MAX_SMALL_PART_BYTES = 64 << 20
MAX_PART_BYTES = 4 << 30
MAX_RATIO = 200
"""Parts of real workbooks shrink to a tenth or a hundredth; deflate can reach a thousandth."""
_ENCRYPTED = 0x1
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""All that ECMA-376 part 2 allows."""
_PARSER_FAULTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, RuntimeError)
"""What openpyxl, and `zipfile` for unknown ways of packing, raise when a part is not what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A sheet of cells, and the name of its part in the archive."""

    sheet: Sheet
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """What is known of a workbook before a sheet is read. `formats` are by the number of a style."""

    path: Path
    sheets: tuple[SheetPart, ...]
    strings_part: str | None
    formats: tuple[NumberFormat, ...]


@contextmanager
def archive_of(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a workbook's archive; every fault of its parts becomes an error with a code.

    Raises:
        InputError: those of `files.opened`; `workbook-damaged`, `workbook-encrypted`, `workbook-too-large`,
            `workbook-with-doctype` or `workbook-cell-too-long`.
    """
    shown = str(path)
    try:
        with opened(path) as stream, zipfile.ZipFile(stream) as archive:
            _refuse_bombs(archive, shown)
            yield archive
    except DoctypeError as error:
        raise InputError("workbook-with-doctype", path=shown) from error
    except TextTooLongError as error:
        raise InputError("workbook-cell-too-long", path=shown, most=MAX_CELL_CHARACTERS) from error
    except (*_PARSER_FAULTS, zipfile.BadZipFile, zlib.error, EOFError, ExpatError, DamagedError) as error:
        raise InputError("workbook-damaged", path=shown) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # the archive says that a part begins before it
            raise InputError("workbook-damaged", path=shown) from error
        raise InputError("source-unreadable", path=shown, detail=error.strerror or str(error)) from error


def read_workbook(path: Path) -> Workbook:
    """Read all of a workbook but its cells.

    Raises:
        InputError: as `archive_of`; also `workbook-of-other-kind` where it is no workbook of Excel 2007 or later, and
            `workbook-without-sheets`.
    """
    with archive_of(path) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out; none of it is cells
        if ARC_CONTENT_TYPES not in archive.namelist():
            raise InputError("workbook-of-other-kind", path=str(path))
        _check_small(archive, ARC_CONTENT_TYPES)
        reader = ExcelReader(archive.fp, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        try:
            part = _find_workbook_part(reader.package).PartName.lstrip("/")
        except OSError:
            raise InputError("workbook-of-other-kind", path=str(path)) from None
        for name in (part, get_rels_path(part)):
            _check_small(archive, name)
        reader.read_workbook()
        formats = _formats(archive, is_1904=reader.wb.epoch == CALENDAR_MAC_1904)
        sheets = tuple(_sheets(reader))
        strings = reader.package.find(SHARED_STRINGS)
        strings_part = strings.PartName.lstrip("/") if strings else None
    if not sheets:
        raise InputError("workbook-without-sheets", path=str(path))
    known = strings_part if strings_part in reader.valid_files else None
    return Workbook(path=path, sheets=sheets, strings_part=known, formats=formats)


def _sheets(reader: ExcelReader) -> Iterator[SheetPart]:
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and "worksheet" in relation.Type:
            is_hidden = sheet.state not in {None, "visible"}
            yield SheetPart(sheet=Sheet(name=sheet.name, is_hidden=is_hidden), part=relation.target)


def _formats(archive: zipfile.ZipFile, *, is_1904: bool) -> tuple[NumberFormat, ...]:
    if ARC_STYLE not in archive.namelist():
        return ()
    if archive.getinfo(ARC_STYLE).file_size > MAX_SMALL_PART_BYTES:
        raise DamagedError
    with archive.open(ARC_STYLE) as stream:
        return read_formats(stream, is_1904=is_1904)


def _refuse_bombs(archive: zipfile.ZipFile, shown: str) -> None:
    for part in archive.infolist():
        if part.flag_bits & _ENCRYPTED:
            raise InputError("workbook-encrypted", path=shown)
        if part.compress_type not in _PACKINGS:
            raise DamagedError
        is_blown_up = part.file_size > MAX_SMALL_PART_BYTES and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if part.file_size > MAX_PART_BYTES or is_blown_up:
            raise InputError("workbook-too-large", path=shown, size_bytes=part.file_size)


def _check_small(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what openpyxl, which takes a part whole, must not be given."""
    if name not in archive.namelist():
        return
    if archive.getinfo(name).file_size > MAX_SMALL_PART_BYTES:
        raise DamagedError
    with archive.open(name) as stream:
        refuse_bombs(stream)
