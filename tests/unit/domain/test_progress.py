"""The states of a run."""

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.progress import RunState, checked_transition

FINAL = {
    RunState.FINISHED,
    RunState.FINISHED_LEFT_OUT,
    RunState.INCOMPLETE,
    RunState.CANCELLED,
    RunState.FAILED,
}


def test_five_states_are_final() -> None:
    assert {state for state in RunState if state.is_final} == FINAL


@pytest.mark.parametrize("end", FINAL)
def test_nothing_follows_a_final_state(end: RunState) -> None:
    for state in RunState:
        if state is not end:
            with pytest.raises(InputError) as caught:
                checked_transition(end, state)
            assert caught.value.code == "run-state-wrong"


def test_a_run_can_be_paused_go_on_and_be_cancelled() -> None:
    way = [RunState.WAITING, RunState.RUNNING, RunState.PAUSING, RunState.PAUSED, RunState.RUNNING]
    for old, new in zip(way, [*way[1:], RunState.CANCELLING], strict=True):
        assert checked_transition(old, new) is new
    assert checked_transition(RunState.CANCELLING, RunState.CANCELLED) is RunState.CANCELLED
