"""The check stage: what is in the bucket already, before a byte moves.

Every planned task is compared with the listing of its key range. What the ledger knows to be equal is settled by size
and ETag; otherwise equal sizes are settled by the MD5 that the ETag of a simple upload is, and only where the ETag is
none (a multipart upload) by a HEAD and the CRC-64. What differs is a conflict, or will be replaced, as the user
chose; unless it is what this dataset's own runs have put there of a file that has changed since, which is sent anew.
"""

from dataclasses import dataclass, field

from itag_desktop.domain.errors import SourceFileError
from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.tasks import Problem, ProblemKind, Task, TaskState
from itag_desktop.engine.file_digest import file_crc64, file_md5
from itag_desktop.engine.listing import tasks_with_objects
from itag_desktop.engine.pieces import SendContext
from itag_desktop.state.ledger import Ledger
from itag_desktop.storage.object_store import ListedObject

BATCH = 1000


@dataclass(slots=True)
class _Findings:
    present: list[tuple[int, str, int | None]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    conflicts: dict[int, Problem] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.present) + len(self.gone) + len(self.conflicts)


class ObjectCheck:
    """One pass over the plan and the bucket's listing."""

    def __init__(
        self, context: SendContext, ledger: Ledger, *, is_carried_on: bool, leaves_out_conflicts: bool
    ) -> None:
        self._context = context
        self._ledger = ledger
        self._kind = context.request.template
        self._is_carried_on = is_carried_on
        self._leaves_out_conflicts = leaves_out_conflicts
        self._findings = _Findings()

    def run(self) -> int:
        """Mark in the ledger what is in the bucket and equal, and return the number of conflicts that stop the run.

        Raises:
            StorageError: the bucket cannot be listed.
            CancelledError: the run was cancelled.
        """
        context = self._context
        conflicts = 0
        tasks = self._ledger.tasks_by_name(self._kind)
        for task, found in tasks_with_objects(tasks, context.request.destination, self._list_page):
            context.control.check_cancelled()
            self._judge(task, found)
            context.board.add_steps()
            if len(self._findings) >= BATCH:
                conflicts += self._record()
        return conflicts + self._record()

    def _list_page(self, prefix: str, start_after: str) -> tuple[tuple[ListedObject, ...], bool]:
        self._context.control.wait_while_paused()
        store = self._context.store
        return self._context.retrier.call(lambda: store().list_page(prefix=prefix, start_after=start_after))

    def _judge(self, task: Task, found: ListedObject | None) -> None:
        if found is None:
            if task.state is TaskState.DONE or task.own_etag is not None:
                self._findings.gone.append(task.ordinal)
            return
        if task.etag == found.etag and task.size_bytes == found.size_bytes:
            if task.state is not TaskState.DONE:
                self._findings.present.append((task.ordinal, found.etag, task.crc64))
            return
        is_equal, crc64 = self._compare(task, found)
        if is_equal and (self._context.if_exists is not IfExists.FAIL or self._is_carried_on):
            self._findings.present.append((task.ordinal, found.etag, crc64))
        elif self._context.if_exists is IfExists.REPLACE:
            if task.state is TaskState.DONE:
                self._findings.gone.append(task.ordinal)
        elif task.state is not TaskState.PLANNED or found.etag != task.own_etag:
            self._findings.conflicts[task.ordinal] = self._conflict(task, is_equal=is_equal)

    def _compare(self, task: Task, found: ListedObject) -> tuple[bool, int | None]:
        """Say whether the object equals the file, with its CRC-64 where that was needed to know."""
        if found.size_bytes != task.size_bytes:
            return False, None
        context = self._context
        path = context.path_of(task)
        try:
            context.check_unchanged(task, path)
            if found.is_etag_md5:
                return file_md5(path) == found.etag, None
            crc64 = file_crc64(path)
        except SourceFileError:
            return False, None  # it cannot be sent either; the upload stage names the reason
        head = context.retrier.call(lambda: context.store().head(found.key))
        return head is not None and head.crc64 == crc64, crc64

    def _conflict(self, task: Task, *, is_equal: bool) -> Problem:
        return Problem(
            kind=ProblemKind.LEFT_OUT if self._leaves_out_conflicts else ProblemKind.BLOCKER,
            code="object-already-there" if is_equal else "object-differs",
            path=task.name,
            values={"key": self._context.key_of(task)},
            template=self._kind,
        )

    def _record(self) -> int:
        findings, self._findings = self._findings, _Findings()
        self._ledger.mark_present(findings.present)
        self._ledger.reset(findings.gone)
        if self._leaves_out_conflicts:
            self._ledger.leave_out(findings.conflicts)
            return 0
        self._ledger.add_problems(tuple(findings.conflicts.values()))
        return len(findings.conflicts)
