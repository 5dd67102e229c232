"""What is tried again, how often, and when the network counts as gone."""

import pytest

from itag_desktop.domain.errors import CancelledError, Reaction, StorageError
from itag_desktop.domain.progress import RunState
from itag_desktop.engine import retry
from itag_desktop.engine.control import RunControl
from itag_desktop.engine.retry import NETWORK_GONE_AFTER_S, TRIES, NetworkWatch, Retrier


@pytest.fixture
def control(monkeypatch: pytest.MonkeyPatch) -> RunControl:
    """Return the control of a running run whose pauses take no time."""
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.0)
    running = RunControl(holds_on_trouble=False)
    running.begin()
    return running


class Failing:
    """Fails so many times, then answers."""

    def __init__(self, times: int, reaction: Reaction) -> None:
        self.calls = 0
        self._times = times
        self._reaction = reaction

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self._times:
            raise StorageError("busy", reaction=self._reaction)
        return "answer"


def test_a_passing_error_is_tried_again(control: RunControl) -> None:
    attempt = Failing(TRIES - 1, Reaction.RETRY)
    assert Retrier(control).call(attempt) == "answer"
    assert attempt.calls == TRIES


def test_the_tries_are_bounded(control: RunControl) -> None:
    attempt = Failing(TRIES, Reaction.RETRY)
    with pytest.raises(StorageError):
        Retrier(control).call(attempt)
    assert attempt.calls == TRIES


@pytest.mark.parametrize("reaction", [Reaction.GIVE_UP_FILE, Reaction.STOP_RUN, Reaction.RENEW_CREDENTIAL])
def test_a_final_error_is_not_tried_again(control: RunControl, reaction: Reaction) -> None:
    attempt = Failing(1, reaction)
    with pytest.raises(StorageError):
        Retrier(control).call(attempt)
    assert attempt.calls == 1


def test_network_errors_do_not_count_while_nothing_succeeds(control: RunControl) -> None:
    retrier = Retrier(control)
    retrier.watch.succeeded()
    attempt = Failing(TRIES * 3, Reaction.RETRY_NETWORK)
    assert retrier.call(attempt) == "answer"


def test_network_errors_count_before_anything_ever_succeeded(control: RunControl) -> None:
    with pytest.raises(StorageError):
        Retrier(control).call(Failing(TRIES, Reaction.RETRY_NETWORK))


def test_a_network_that_is_gone_stops_a_run_that_nobody_watches(control: RunControl) -> None:
    now = [0.0]
    watch = NetworkWatch(clock=lambda: now[0])
    watch.succeeded()

    def attempt() -> str:
        now[0] += NETWORK_GONE_AFTER_S / 2
        raise StorageError("network-unreachable", reaction=Reaction.RETRY_NETWORK)

    with pytest.raises(StorageError):
        Retrier(control, watch).call(attempt)
    assert control.fault is not None
    assert control.fault.code == "network-unreachable"


def test_a_network_that_is_gone_holds_a_watched_run() -> None:
    control = RunControl(holds_on_trouble=True)
    control.begin()
    control.hold(StorageError("network-unreachable", reaction=Reaction.RETRY_NETWORK))
    assert control.state is RunState.PAUSING
    assert control.cause is not None
    assert control.fault is None


def test_a_resumed_run_is_not_held_again_for_what_was_before(control: RunControl) -> None:
    now = [0.0]
    watch = NetworkWatch(clock=lambda: now[0])
    Retrier(control, watch)
    watch.failed()
    now[0] = NETWORK_GONE_AFTER_S * 2
    control.pause()
    control.resume()
    assert not watch.failed()


def test_a_cancel_ends_a_backoff_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 1000.0)
    monkeypatch.setattr(retry, "LONGEST_PAUSE_S", 1000.0)
    control = RunControl(holds_on_trouble=False)
    control.begin()

    def attempt() -> str:
        control.cancel()
        raise StorageError("busy", reaction=Reaction.RETRY)

    with pytest.raises((CancelledError, StorageError)):
        Retrier(control).call(attempt)


def test_retry_after_is_a_lower_bound(control: RunControl, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(control, "sleep", pauses.append)
    answers = iter([StorageError("busy", reaction=Reaction.RETRY, retry_after_s=7.0), None])

    def attempt() -> str:
        error = next(answers)
        if error is not None:
            raise error
        return "answer"

    assert Retrier(control).call(attempt) == "answer"
    assert pauses == [7.0]
