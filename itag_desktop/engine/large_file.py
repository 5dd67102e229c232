"""One large file in parts: a multipart upload that survives restarts.

`LargeFile` is the state of one upload; its pieces are taken by the workers like small files:

* `BeginUpload` opens the upload, or finds the one an earlier sitting left: parts that the store lists count where
  number, size and ETag equal the ledger's. It hands the missing parts to the feeder.
* `SendPart` sends one part and posts it to the ledger. Whoever sends the last one completes the upload: the file is
  done when the store's CRC-64 equals that joined from the parts' and the file did not change from first byte to last.

When the store no longer knows the upload, or refuses its parts, it is begun anew, `RESTARTS` times at most.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.domain.tasks import PartDone, Task
from itag_desktop.engine.pieces import Piece, SendContext, done, send_window
from itag_desktop.engine.small_file import accept_own_object
from itag_desktop.media.kind import content_type
from itag_desktop.state.ledger_records import OpenUpload
from itag_desktop.storage.object_store import PartRef, Stored
from itag_desktop.support.crc64 import joined_crc64

LARGE_FROM_BYTES = 64 * 1024 * 1024 + 1
SMALLEST_PART_BYTES = 8 * 1024 * 1024
MAX_PARTS = 10_000  # OSS documentation, limits of multipart upload
RESTARTS = 2

log = logging.getLogger(__name__)


def part_size_bytes(file_size_bytes: int) -> int:
    """Return the size of the parts: 8 to 16 MiB, more only where 10,000 parts would not hold the file.

    The size grows with the file, in whole MiB, so that a file has some hundred parts rather than thousands.
    """
    mebibyte = 1024 * 1024
    wanted = min(16 * mebibyte, max(SMALLEST_PART_BYTES, file_size_bytes // 500))
    needed = -(-file_size_bytes // MAX_PARTS)
    return -(-max(wanted, needed) // mebibyte) * mebibyte


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    offset: int
    size_bytes: int


class LargeFile:
    """The multipart upload of one file, shared by the workers that send its parts."""

    def __init__(self, context: SendContext, task: Task, add_parts: Callable[[Sequence[Piece]], None]) -> None:
        self.context = context
        self.task = task
        self.path = context.path_of(task)
        self.key = context.key_of(task)
        self._add_parts = add_parts
        self._lock = threading.Lock()
        self._restarts = 0
        self._is_over = False
        self._missing = 0
        self._done: dict[int, PartDone] = {}
        self.upload_id = ""

    def begin(self) -> None:
        """Open or find the upload and hand its missing parts to the feeder."""
        self.context.check_unchanged(self.task, self.path)
        upload = self._found_upload() or self._new_upload()
        parts = self._parts(upload.part_size_bytes)
        with self._lock:
            self.upload_id = upload.upload_id
            self._done = {part.number: part for part in upload.parts}
            missing = [part for part in parts if part.number not in self._done]
            self._missing = len(missing)
        self.context.board.add_kept_part(sum(part.size_bytes for part in upload.parts))
        if missing:
            self._add_parts([SendPart(self, part, upload.upload_id) for part in missing])
        else:
            self._complete()

    def send(self, part: _Part, upload_id: str) -> None:
        """Send one part; complete the upload when it was the last. A part of an upload that is over is passed over."""
        if self._is_over or upload_id != self.upload_id:
            return
        store = self.context.store
        try:
            stored = send_window(
                self.context,
                self.path,
                part.offset,
                part.size_bytes,
                lambda window: store().put_part(self.key, upload_id, part.number, window),
            )
        except StorageError as error:
            self._restart_or_raise(error, upload_id)
            return
        self.context.board.add_acknowledged(part.size_bytes)
        finished = PartDone(number=part.number, size_bytes=part.size_bytes, etag=stored.etag, crc64=stored.crc64)
        self.context.writer.post_part(upload_id, finished)
        with self._lock:
            if upload_id != self.upload_id:
                return
            self._done[part.number] = finished
            self._missing -= 1
            is_last = self._missing == 0
        if is_last:
            self._complete()

    def give_up(self) -> bool:
        """End the upload after an error of one of its parts; say whether this was the first to end it."""
        with self._lock:
            if self._is_over:
                return False
            self._is_over = True
            lost = sum(part.size_bytes for part in self._done.values())
        self.context.board.take_back(lost)
        if self.upload_id and not self.context.control.is_stopping:
            self._forget(self.upload_id)
        return True

    def _found_upload(self) -> OpenUpload | None:
        known = self.context.writer.ledger.upload_of(self.task.ordinal)
        if known is None:
            return None
        try:
            listed = self.context.retrier.call(lambda: self.context.store().list_parts(self.key, known.upload_id))
        except StorageError as error:
            if error.reaction is not Reaction.RESTART_UPLOAD:
                raise
            self.context.writer.ledger.forget_upload(known.upload_id)
            return None
        there = {(part.number, part.size_bytes, part.etag) for part in listed}
        kept = tuple(part for part in known.parts if (part.number, part.size_bytes, part.etag) in there)
        return OpenUpload(upload_id=known.upload_id, part_size_bytes=known.part_size_bytes, parts=kept)

    def _new_upload(self) -> OpenUpload:
        context = self.context
        upload_id = context.retrier.call(
            lambda: context.store().begin_upload(
                self.key,
                content_type=content_type(self.task.name),
                forbid_overwrite=context.forbids_overwrite(self.task),
            )
        )
        size_bytes = part_size_bytes(self.task.size_bytes)
        context.writer.ledger.record_upload(self.task.ordinal, upload_id, size_bytes)
        return OpenUpload(upload_id=upload_id, part_size_bytes=size_bytes, parts=())

    def _parts(self, size_bytes: int) -> list[_Part]:
        total = self.task.size_bytes
        return [
            _Part(number, offset, min(size_bytes, total - offset))
            for number, offset in enumerate(range(0, total, size_bytes), start=1)
        ]

    def _complete(self) -> None:
        context = self.context
        context.check_unchanged(self.task, self.path)
        parts = sorted(self._done.values(), key=lambda part: part.number)
        crc64 = 0
        for part in parts:
            crc64 = joined_crc64(crc64, part.crc64, part.size_bytes)
        upload_id = self.upload_id
        try:
            stored = self._completed(upload_id, tuple(parts), crc64)
        except StorageError as error:
            self._restart_or_raise(error, upload_id)
            return
        self._is_over = True
        context.writer.post(done(self.task, stored))
        context.board.add_sent()

    def _completed(self, upload_id: str, parts: tuple[PartDone, ...], crc64: int) -> Stored:
        context = self.context
        context.writer.flush()
        with context.writer.ledger.durable():
            pass  # the parts must be known after a loss of power, before the store makes one object of them
        try:
            return context.retrier.call(
                lambda: context.store().complete_upload(
                    self.key,
                    upload_id,
                    tuple(PartRef(number=part.number, etag=part.etag) for part in parts),
                    crc64=crc64,
                    forbid_overwrite=context.forbids_overwrite(self.task),
                )
            )
        except StorageError as error:
            if error.code not in ("object-exists", "upload-gone"):
                raise
            return self._accept_lost_answer(error, crc64)

    def _accept_lost_answer(self, error: StorageError, crc64: int) -> Stored:
        """Return the object if it is ours: the answer of a *Complete* that succeeded may have been lost."""
        try:
            return accept_own_object(self.context, self.key, self.task, lambda: crc64)
        except StorageError as refusal:
            if refusal.code == "object-appeared" and error.code == "upload-gone":
                raise error from refusal
            raise

    def _restart_or_raise(self, error: StorageError, upload_id: str) -> None:
        with self._lock:
            if upload_id != self.upload_id or self._is_over:
                return  # another worker has begun anew, or given up
            if error.reaction is not Reaction.RESTART_UPLOAD or self._restarts >= RESTARTS:
                raise error
            self._restarts += 1
            lost = sum(part.size_bytes for part in self._done.values())
            self._done, self.upload_id = {}, ""
        self.context.board.take_back(lost)
        self._forget(upload_id)
        self.begin()

    def _forget(self, upload_id: str) -> None:
        abort_upload(self.context, self.key, upload_id)


def abort_upload(context: SendContext, key: str, upload_id: str) -> None:
    """Abort an upload that nobody goes on with, and forget it; where that fails it is tried again by the next run."""
    try:
        context.store().abort_upload(key, upload_id)
    except StorageError as error:
        log.warning("An upload could not be aborted: %s", error)
    else:
        context.writer.ledger.forget_upload(upload_id)


@dataclass(frozen=True, slots=True)
class BeginUpload:
    """The first step of a large file."""

    file: LargeFile

    @property
    def task(self) -> Task:
        """The task it belongs to."""
        return self.file.task

    @property
    def size_bytes(self) -> int:
        """It sends no bytes of the file."""
        return 0

    def send(self) -> None:
        """Open or find the upload."""
        self.file.begin()


@dataclass(frozen=True, slots=True)
class SendPart:
    """One part of a large file."""

    file: LargeFile
    part: _Part
    upload_id: str

    @property
    def task(self) -> Task:
        """The task it belongs to."""
        return self.file.task

    @property
    def size_bytes(self) -> int:
        """The bytes it sends."""
        return self.part.size_bytes

    def send(self) -> None:
        """Send the part; the last one completes the upload."""
        self.file.send(self.part, self.upload_id)
