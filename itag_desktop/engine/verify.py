"""The verify stage: the last look at the bucket before the manifest names its objects.

One more listing of the key range: every object that is to be named must be there with the size of its file and the ETag
that the store answered when it was written. What is not becomes a failed task.
"""

from itag_desktop.domain.tasks import Task, TaskOutcome, TaskState
from itag_desktop.engine.listing import tasks_with_objects
from itag_desktop.engine.pieces import SendContext
from itag_desktop.state.ledger import Ledger
from itag_desktop.storage.object_store import ListedObject

BATCH = 1000


def verify_objects(context: SendContext, ledger: Ledger) -> int:
    """Compare every done task with the bucket; return how many turned out to be missing or different.

    Raises:
        StorageError: the bucket cannot be listed.
        CancelledError: the run was cancelled.
    """

    def list_page(prefix: str, start_after: str) -> tuple[tuple[ListedObject, ...], bool]:
        context.control.wait_while_paused()
        return context.retrier.call(lambda: context.store().list_page(prefix=prefix, start_after=start_after))

    kind = context.request.template
    wrong = 0
    outcomes: list[TaskOutcome] = []
    tasks = ledger.tasks_by_name(kind, state=TaskState.DONE)
    for task, found in tasks_with_objects(tasks, context.request.destination, list_page):
        context.control.check_cancelled()
        context.board.add_steps()
        reason = fault_of(task, found)
        if reason is not None:
            outcomes.append(_failed(context, task, reason))
        if len(outcomes) >= BATCH:
            ledger.record_outcomes(outcomes)
            wrong += len(outcomes)
            outcomes = []
    ledger.record_outcomes(outcomes)
    return wrong + len(outcomes)


def fault_of(task: Task, found: ListedObject | None) -> str | None:
    """Return the code of what is wrong with the object of a done task, or None."""
    if found is None:
        return "object-missing"
    if found.size_bytes != task.size_bytes or found.etag != task.etag:
        return "object-not-ours"
    return None


def _failed(context: SendContext, task: Task, reason: str) -> TaskOutcome:
    values = {"key": context.key_of(task)}
    return TaskOutcome(ordinal=task.ordinal, state=TaskState.FAILED, reason=reason, values=values)
