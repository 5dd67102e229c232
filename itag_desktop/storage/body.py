"""Bodies of requests: a window of a file, bytes in memory, and a measure of what was handed out.

A body has a length and `read` and nothing else: with `seek` and `tell` oss2 would wrap it. It is read once, front to
back; every try gets a fresh one.
"""

from collections.abc import Callable
from io import FileIO
from types import TracebackType
from typing import Self

from fastcrc import crc64

from itag_desktop.domain.errors import SourceFileError
from itag_desktop.domain.names import printable
from itag_desktop.storage.object_store import Body

BLOCK_BYTES = 256 * 1024
"""Larger blocks cost as much processor time a gigabyte, and their size in memory for every connection."""


class FileWindow:
    """`size_bytes` of a file from `offset`: a `Body`, and a context manager that closes the file.

    `on_read` is told the size of every block handed out; what it raises ends the request. The file is opened by the
    first `read` and closed with the last.
    """

    __slots__ = ("_file", "_left", "_offset", "_on_read", "_path", "_size_bytes")

    def __init__(self, path: str, offset: int, size_bytes: int, on_read: Callable[[int], None] | None = None) -> None:
        self._path = path
        self._offset = offset
        self._size_bytes = size_bytes
        self._on_read = on_read
        self._left = size_bytes
        self._file: FileIO | None = None

    def __len__(self) -> int:
        return self._size_bytes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def read(self, amount: int = -1, /) -> bytes:
        """Return the next bytes of the window, at most `amount`.

        Raises:
            SourceFileError: `file-changed` when the file ends before the window, `file-gone`, `file-unreadable`.
        """
        wanted = self._left if amount < 0 else min(amount, self._left)
        if not wanted:
            return b""
        block = self._next_block(wanted)
        self._left -= len(block)
        if not self._left:
            self.close()
        if self._on_read is not None:
            self._on_read(len(block))
        return block

    def _next_block(self, wanted: int) -> bytes:
        try:
            if self._file is None:
                self._file = FileIO(self._path)
                if self._offset:
                    self._file.seek(self._offset)
            block: bytes = self._file.read(wanted)
        except OSError as error:
            raise _unreadable(self._path, error) from error
        if not block:
            raise SourceFileError("file-changed", path=printable(self._path))
        return block


class BytesBody:
    """Bytes in memory as a `Body`."""

    __slots__ = ("_at", "_content")

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def __len__(self) -> int:
        return len(self._content)

    def read(self, amount: int = -1, /) -> bytes:
        """Return the next bytes, at most `amount`."""
        end = len(self._content) if amount < 0 else self._at + amount
        block = self._content[self._at : end]
        self._at += len(block)
        return block


class MeasuredBody:
    """Another body, with the CRC-64 of what was handed out so far."""

    __slots__ = ("_body", "crc64")

    def __init__(self, body: Body) -> None:
        self._body = body
        self.crc64 = 0

    def __len__(self) -> int:
        return len(self._body)

    def read(self, amount: int = -1, /) -> bytes:
        """Return the next bytes of the body."""
        block = self._body.read(amount)
        self.crc64 = crc64.xz(block, self.crc64)
        return block


def file_crc64(path: str) -> int:
    """Return the CRC-64/XZ of a file, as OSS computes it.

    Raises:
        SourceFileError: `file-gone`, `file-unreadable`.
    """
    total = 0
    try:
        with FileIO(path) as file:
            while block := file.read(BLOCK_BYTES):
                total = crc64.xz(block, total)
    except OSError as error:
        raise _unreadable(path, error) from error
    return total


def _unreadable(path: str, error: OSError) -> SourceFileError:
    if isinstance(error, FileNotFoundError):
        return SourceFileError("file-gone", path=printable(path))
    return SourceFileError("file-unreadable", path=printable(path), detail=error.strerror or "")
