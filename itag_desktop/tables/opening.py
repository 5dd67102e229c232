"""Opening a table by what is in the file, whatever it is called."""

import re
from pathlib import Path

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.csv_table import open_csv
from itag_desktop.tables.files import opened
from itag_desktop.tables.table import Table, TableOptions

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Both Excel 97 workbooks and workbooks with a password (MS-CFB)."""
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_BYTES = 1 << 20
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|table|\?xml|\?mso)", re.IGNORECASE)
_OTHER_STARTS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"SQLite format 3\0",
)


def open_table(path: Path, options: TableOptions | None = None) -> Table:
    """Open a csv, a tsv or a sheet of a workbook.

    Raises:
        InputError: as `open_csv` and `open_xlsx`; also `source-empty`, `workbook-encrypted`, `workbook-old` and
            `table-of-other-kind`.
    """
    options = options or TableOptions()
    with opened(path) as stream:
        head = stream.read(_DIRECTORY_BYTES)
    if not head:
        raise InputError("source-empty", path=str(path))
    if head.startswith(_ZIP):
        from itag_desktop.tables.xlsx_table import open_xlsx  # noqa: PLC0415 - openpyxl is slow to import

        return open_xlsx(path, options)
    if head.startswith(_COMPOUND_FILE):
        code = "workbook-encrypted" if _ENCRYPTED_PACKAGE in head else "workbook-old"
        raise InputError(code, path=str(path))
    if head.startswith(_OTHER_STARTS) or _WEB_PAGE.match(head):
        raise InputError("table-of-other-kind", path=str(path))
    return open_csv(path, options)
