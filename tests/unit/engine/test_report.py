"""The exit code of each end of a run."""

import pytest

from itag_desktop.domain.errors import CancelledError, InputError, ItagError, LedgerError, Reaction, StorageError
from itag_desktop.domain.progress import RunState
from itag_desktop.engine.report import end_state, exit_code


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (InputError("conflicts", count=1), RunState.FAILED, 2),
        (LedgerError("ledger-locked", path="x"), RunState.FAILED, 2),
        (StorageError("secret-wrong", reaction=Reaction.STOP_RUN), RunState.FAILED, 3),
        (ItagError("internal-error", detail="x"), RunState.FAILED, 70),
        (CancelledError(), RunState.CANCELLED, 130),
    ],
)
def test_a_run_that_failed_says_by_its_exit_code_who_must_act(error: ItagError, state: RunState, code: int) -> None:
    assert end_state(None, error) is state
    assert exit_code(state, error) == code


def test_only_a_whole_dataset_is_exit_0() -> None:
    ends = {RunState.FINISHED: 0, RunState.FINISHED_LEFT_OUT: 1, RunState.INCOMPLETE: 1}
    assert {state: exit_code(state, None) for state in ends} == ends
