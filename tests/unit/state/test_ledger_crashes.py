"""A process killed at any moment loses what it had not committed, and nothing else."""

import random
import time
from pathlib import Path

import pytest

from itag_desktop.domain.tasks import Problem, ProblemKind, TaskState
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.child import python_child
from tests.support.ledgers import IMAGE, pictures, planned_ledger

RECORD_OUTCOMES = """
import sys
from pathlib import Path
from itag_desktop.domain.tasks import TaskOutcome, TaskState
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_writer import LedgerWriter

with Ledger.open(Path(sys.argv[1])) as ledger, LedgerWriter(ledger) as writer:
    for ordinal in range(100_000):
        writer.post(TaskOutcome(ordinal=ordinal, state=TaskState.DONE, etag="A1", crc64=ordinal))
        if ordinal % 50 == 49:
            writer.flush()
            print(ordinal + 1, flush=True)
"""

ADOPT_BY_TURNS = """
import sys
from pathlib import Path
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from tests.support.ledgers import IMAGE, pictures

with Ledger.open(Path(sys.argv[1])) as ledger:
    drafts = []
    for count in (3000, 2000):
        draft = Draft.create(app_dirs())
        draft.add_tasks(IMAGE, pictures(count))
        draft.add_problems([Problem(kind=ProblemKind.SKIPPED, code="hidden", path=str(count))] * count)
        drafts.append(draft)
    while True:
        for draft in drafts:
            ledger.adopt(draft.path, ledger.request())
            print("adopted", flush=True)
"""

INSERT_TASKS = """
import sys
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from tests.support.ledgers import IMAGE, picture

def peak_memory_kib() -> int:
    if sys.platform == "win32":
        return 0
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak

with Draft.create(app_dirs()) as draft:
    for first in range(0, 200_000, 1000):
        names = (f"a folder of some depth/{ordinal % 97}/{ordinal}.jpg" for ordinal in range(first, first + 1000))
        draft.add_tasks(IMAGE, [picture(first + index, name) for index, name in enumerate(names)])
        if first == 10_000:
            early = peak_memory_kib()
    print(peak_memory_kib() - early)
"""


def assert_counters_are_true(ledger: LedgerReader) -> None:
    """Compare the kept counters with the rows."""
    rows = list(ledger.tasks(IMAGE))
    for state, (tasks, size_bytes) in ledger.state_counts(IMAGE).items():
        sizes = [task.size_bytes for task in rows if task.state is state]
        assert (tasks, size_bytes) == (len(sizes), sum(sizes))


def test_a_killed_process_loses_no_committed_outcome(ledger_path: Path) -> None:
    planned_ledger(ledger_path, pictures(20_000)).close()
    with python_child(RECORD_OUTCOMES, str(ledger_path)) as child:
        assert child.stdout is not None
        committed = [int(child.stdout.readline()) for _ in range(10)][-1]
        child.kill()
        committed = max([committed, *(int(line) for line in child.stdout if line.endswith("\n"))])
    with LedgerReader(ledger_path) as reader:  # the first to look at what was left
        assert reader.state_counts(IMAGE)[TaskState.DONE][0] >= committed
    with Ledger.open(ledger_path) as ledger:
        done = [task.ordinal for task in ledger.tasks(IMAGE, state=TaskState.DONE)]
        assert done[:committed] == list(range(committed))
        assert_counters_are_true(ledger)


@pytest.mark.parametrize("seed", range(3))
def test_a_process_killed_while_it_adopts_leaves_the_old_plan_or_the_new(ledger_path: Path, seed: int) -> None:
    problems = [Problem(kind=ProblemKind.SKIPPED, code="hidden", path="2000")] * 2000
    planned_ledger(ledger_path, pictures(2000), problems).close()
    with python_child(ADOPT_BY_TURNS, str(ledger_path)) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.15))  # noqa: S311 - no secret
        child.kill()
    with Ledger.open(ledger_path) as ledger:
        count = ledger.plan_counts(IMAGE).planned
        assert count in (2000, 3000)
        assert list(ledger.tasks(IMAGE)) == pictures(count)
        found = ledger.problems_page(kind=IMAGE, after=0, count=9000)
        assert [problem.path for _, problem in found] == [str(count)] * count
        assert_counters_are_true(ledger)


def test_memory_does_not_grow_with_the_plan() -> None:
    with python_child(INSERT_TASKS) as child:
        assert child.stdout is not None
        grown_kib = int(child.stdout.readline())
    assert grown_kib < 16 * 1024
