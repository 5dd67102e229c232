"""Pause, hold, cancel: what each does to the state of a run and to who waits."""

import threading

import pytest

from itag_desktop.domain.errors import CancelledError, InputError, ItagError
from itag_desktop.domain.progress import RunState
from itag_desktop.engine.control import RunControl


@pytest.fixture
def control() -> RunControl:
    running = RunControl(holds_on_trouble=True)
    running.begin()
    return running


def test_a_pause_lets_what_is_in_flight_end_first(control: RunControl) -> None:
    seen = []
    for step in (control.pause, control.drained, control.resume):
        step()
        seen.append(control.state)
    assert seen == [RunState.PAUSING, RunState.PAUSED, RunState.RUNNING]


def test_a_hold_has_a_cause_until_the_run_goes_on(control: RunControl) -> None:
    control.hold(ItagError("token-expired"))
    held = (control.cause is not None, control.may_go_on())
    control.resume()
    assert (held, control.cause, control.may_go_on()) == ((True, False), None, True)


def test_a_hold_stops_a_run_that_nobody_watches() -> None:
    control = RunControl(holds_on_trouble=False)
    control.begin()
    control.hold(ItagError("token-expired"))
    assert control.is_stopping
    assert control.fault is not None


def test_the_first_fault_counts(control: RunControl) -> None:
    control.stop(ItagError("first"))
    control.stop(ItagError("second"))
    assert control.fault is not None
    assert control.fault.code == "first"


def test_a_cancel_wakes_who_waits_for_the_end_of_a_pause(control: RunControl) -> None:
    control.pause()
    heard: list[bool] = []

    def wait() -> None:
        try:
            control.wait_while_paused()
        except CancelledError:
            heard.append(True)

    waiter = threading.Thread(target=wait)
    waiter.start()
    control.cancel()
    waiter.join(5)
    assert heard == [True]


def test_a_run_cancelled_in_the_queue_never_begins() -> None:
    control = RunControl(holds_on_trouble=True)
    control.cancel()
    control.begin()
    assert control.state is RunState.CANCELLING
    with pytest.raises(CancelledError):
        control.check_cancelled()


def test_a_final_state_is_final(control: RunControl) -> None:
    control.end(RunState.FINISHED)
    control.cancel()
    assert control.state is RunState.FINISHED
    with pytest.raises(InputError):
        control.end(RunState.FAILED)
