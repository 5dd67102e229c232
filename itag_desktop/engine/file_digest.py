"""Digests of a local file, to compare with what a store says of an object."""

import hashlib
from collections.abc import Callable

from fastcrc import crc64

from itag_desktop.domain.errors import SourceFileError
from itag_desktop.domain.names import printable

BLOCK_BYTES = 1024 * 1024


def file_md5(path: str) -> str:
    """Return the MD5 of the file as OSS writes an ETag: upper-case hex.

    Raises:
        SourceFileError: `file-gone`, `file-unreadable`.
    """
    digest = hashlib.md5(usedforsecurity=False)
    _read(path, digest.update)
    return digest.hexdigest().upper()


def file_crc64(path: str) -> int:
    """Return the CRC-64/XZ of the file.

    Raises:
        SourceFileError: `file-gone`, `file-unreadable`.
    """
    total = 0

    def update(block: bytes) -> None:
        nonlocal total
        total = crc64.xz(block, total)

    _read(path, update)
    return total


def _read(path: str, update: Callable[[bytes], None]) -> None:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - once a file; Path would cost more than the call
            while block := file.read(BLOCK_BYTES):
                update(block)
    except FileNotFoundError as error:
        raise SourceFileError("file-gone", path=printable(path)) from error
    except OSError as error:
        raise SourceFileError("file-unreadable", path=printable(path), detail=error.strerror or "") from error
