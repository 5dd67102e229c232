"""Pieces: what a worker takes. One small file, or one step of a large file's multipart upload.

`SendContext` is what every piece needs from its run. A piece's `send` ends in one of three ways: it returns (the
outcome is posted to the ledger), it raises `SourceFileError` or `StorageError` (the worker decides by the error's
reaction), or it raises `CancelledError`.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from itag_desktop.domain.errors import SourceFileError
from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import Task, TaskOutcome, TaskState
from itag_desktop.engine.board import ProgressBoard
from itag_desktop.engine.control import RunControl
from itag_desktop.engine.rate_limit import RateLimit
from itag_desktop.engine.retry import Retrier
from itag_desktop.planning.sources import source_file_path
from itag_desktop.state.ledger_writer import LedgerWriter
from itag_desktop.storage.body import FileWindow
from itag_desktop.storage.object_store import ObjectStore, Stored

WATCHED_FROM_BYTES = 256 * 1024
"""Bodies from this size on report the bytes on their way; smaller ones are over before anyone looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendContext:
    """What every piece of a run needs. `store` is asked for each time: a new credential brings a new one."""

    request: DatasetRequest
    if_exists: IfExists
    store: Callable[[], ObjectStore]
    control: RunControl
    board: ProgressBoard
    retrier: Retrier
    writer: LedgerWriter
    rate_limit: RateLimit | None

    def forbids_overwrite(self, task: Task) -> bool:
        """Say whether the store shall refuse to overwrite the task's object.

        Only *replace* may write over what the check did not see; any run may over what the dataset itself put there.
        """
        return self.if_exists is not IfExists.REPLACE and task.own_etag is None

    def path_of(self, task: Task) -> str:
        """Return the path of the task's file."""
        return source_file_path(self.request.sources[task.source], task.relative_path)

    def key_of(self, task: Task) -> str:
        """Return the object key of the task."""
        return self.request.destination.key(task.name)

    def check_unchanged(self, task: Task, path: str) -> None:
        """Compare size and modification time of the file with those that were planned.

        Raises:
            SourceFileError: `file-gone`, `file-unreadable` or `file-changed`.
        """
        try:
            now = os.stat(path)  # noqa: PTH116 - called twice a file; Path would cost more than the call
        except FileNotFoundError as error:
            raise SourceFileError("file-gone", path=printable(path)) from error
        except OSError as error:
            raise SourceFileError("file-unreadable", path=printable(path), detail=error.strerror or "") from error
        if now.st_size != task.size_bytes or now.st_mtime_ns != task.mtime_ns:
            raise SourceFileError("file-changed", path=printable(path))


class Transit:
    """The bytes of one body on their way: counted on the board while they go, taken back when the try is over."""

    def __init__(self, context: SendContext, size_bytes: int) -> None:
        self._board = context.board
        self._limit = context.rate_limit
        self._is_watched = size_bytes >= WATCHED_FROM_BYTES
        self._size_bytes = 0

    def went(self, size_bytes: int) -> None:
        """Note bytes handed to the network; waits when there is a rate limit."""
        if self._is_watched:
            self._size_bytes += size_bytes
            self._board.add_transit(size_bytes)
        if self._limit is not None:
            self._limit.spend(size_bytes)

    def over(self) -> None:
        """Take the bytes back: they are acknowledged, and counted as such, or were in vain."""
        if self._size_bytes:
            self._board.add_transit(-self._size_bytes)
            self._size_bytes = 0


def send_window(
    context: SendContext, path: str, offset: int, size_bytes: int, put: Callable[[FileWindow], Stored]
) -> Stored:
    """Send `size_bytes` of the file from `offset` with `put`, with retries, a fresh window for every try."""

    def attempt() -> Stored:
        transit = Transit(context, size_bytes)
        with FileWindow(path, offset, size_bytes, on_read=transit.went) as window:
            try:
                return put(window)
            finally:
                transit.over()

    return context.retrier.call(attempt)


class Piece(Protocol):
    """What a worker takes."""

    @property
    def task(self) -> Task:
        """The task it belongs to."""
        ...

    @property
    def size_bytes(self) -> int:
        """The bytes it sends."""
        ...

    def send(self) -> None:
        """Do the work; see the module's docstring for the ways it ends."""
        ...


def done(task: Task, stored: Stored) -> TaskOutcome:
    """Return the outcome of a task whose object is in the bucket."""
    return TaskOutcome(ordinal=task.ordinal, state=TaskState.DONE, etag=stored.etag, crc64=stored.crc64)
