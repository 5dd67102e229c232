"""The kept counters equal the rows, whatever is done in whatever order."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from itag_desktop.domain.tasks import ProblemKind, TaskOutcome, TaskState
from itag_desktop.state.ledger import Ledger
from tests.support.ledgers import IMAGE, picture, pictures, plan, planned_ledger

COUNT = 6
operations = st.tuples(st.sampled_from(["done", "failed", "present", "reset", "plan"]), st.integers(0, COUNT - 1))


def carry_out(ledger: Ledger, operation: str, ordinal: int) -> None:
    """Do one thing to one task, or plan more or fewer of them."""
    if operation == "plan":
        plan(ledger, [picture(number, size_bytes=ordinal + 1) for number in range(ordinal, COUNT)])
    elif operation == "present":
        ledger.mark_present([(ordinal, "A1", None)])
    elif operation == "reset":
        ledger.reset([ordinal])
    elif ledger.tasks_page(IMAGE, first=ordinal, count=1)[:1]:
        state = TaskState.DONE if operation == "done" else TaskState.FAILED
        (task,) = ledger.tasks_page(IMAGE, first=ordinal, count=1)
        ledger.record_outcomes([TaskOutcome(ordinal=task.ordinal, state=state, reason="no-network")])


@settings(deadline=None)  # files on a busy disk
@given(st.lists(operations, max_size=12))
def test_counters_equal_the_rows(steps: list[tuple[str, int]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        planned_ledger(Path(folder, "a.ledger"), pictures(COUNT)) as ledger,
    ):
        for operation, ordinal in steps:
            carry_out(ledger, operation, ordinal)
        rows = "SELECT state, count(*), sum(size_bytes) FROM task GROUP BY state"
        counted = {TaskState(state): (tasks, size_bytes) for state, tasks, size_bytes in ledger._db.rows(rows)}
        kept = ledger.state_counts(IMAGE)
        failures = len(ledger.problems_page(kind=IMAGE, after=0, count=99, problem_kinds=[ProblemKind.FAILED]))
    assert {state: counts for state, counts in kept.items() if counts != (0, 0)} == counted
    assert failures == kept[TaskState.FAILED][0]
