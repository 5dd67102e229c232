"""Opening a table's file, every way it can fail told apart."""

from pathlib import Path
from typing import BinaryIO

from itag_desktop.domain.errors import InputError

_WINDOWS_SHARING = {32, 33}
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""


def opened(path: Path) -> BinaryIO:
    """Open a file for reading.

    Raises:
        InputError: `source-missing`, `source-not-file`, `table-held-open` or `source-unreadable`.
    """
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InputError("source-missing", path=str(path)) from None
    except OSError as error:
        if path.is_dir():
            raise InputError("source-not-file", path=str(path)) from error
        if isinstance(error, PermissionError) and _is_held_open(path, error):
            raise InputError("table-held-open", path=str(path)) from error
        raise InputError("source-unreadable", path=str(path), detail=error.strerror or str(error)) from error


def _is_held_open(path: Path, error: PermissionError) -> bool:
    """Say whether a spreadsheet program holds the file: Windows says so, or the program's own mark lies beside it."""
    winerror = getattr(error, "winerror", None)
    return winerror in _WINDOWS_SHARING or path.with_name(f"~${path.name}").exists()
