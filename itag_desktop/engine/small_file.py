"""One small file, one PUT."""

from collections.abc import Callable
from dataclasses import dataclass

from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.domain.tasks import Task
from itag_desktop.engine.file_digest import file_crc64
from itag_desktop.engine.pieces import SendContext, done, send_window
from itag_desktop.media.kind import content_type
from itag_desktop.storage.body import FileWindow
from itag_desktop.storage.object_store import Stored


@dataclass(frozen=True, slots=True)
class SmallFile:
    """The whole of a small file."""

    context: SendContext
    task: Task

    @property
    def size_bytes(self) -> int:
        """The bytes it sends."""
        return self.task.size_bytes

    def send(self) -> None:
        """Send the file; it is done when the store's CRC-64 is that of the bytes sent and the file did not change."""
        context, task = self.context, self.task
        path = context.path_of(task)
        context.check_unchanged(task, path)
        stored = self._put(path)
        context.board.add_acknowledged(task.size_bytes)
        context.writer.post(
            done(task, stored)
        )  # now, for the object is ours even if the file turns out to have changed
        context.check_unchanged(task, path)
        context.board.add_sent()

    def _put(self, path: str) -> Stored:
        context, task = self.context, self.task
        key = context.key_of(task)
        guards = context.forbids_overwrite(task)

        def put(window: FileWindow) -> Stored:
            nonlocal guards
            try:
                return context.store().put(key, window, content_type=content_type(task.name), forbid_overwrite=guards)
            except StorageError as error:
                if error.code == "sent-damaged":
                    guards = False  # what stands there now is our own, damaged on the way: the next try replaces it
                raise

        try:
            return send_window(context, path, 0, task.size_bytes, put)
        except StorageError as error:
            if error.code != "object-exists":
                raise
            return accept_own_object(context, key, task, lambda: file_crc64(path))


def accept_own_object(context: SendContext, key: str, task: Task, own_crc64: Callable[[], int]) -> Stored:
    """Return the object at `key` if it equals the file: an answer that was lost on the way may have been a success.

    Raises:
        StorageError: `object-appeared`, when somebody else's object came there since the check.
    """
    head = context.retrier.call(lambda: context.store().head(key))
    if head is not None and head.size_bytes == task.size_bytes:
        crc64 = own_crc64()
        if head.crc64 == crc64:
            return Stored(etag=head.etag, crc64=crc64)
    raise StorageError("object-appeared", reaction=Reaction.GIVE_UP_FILE, key=key)
