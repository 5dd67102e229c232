"""Driving a run: its report comes back, signals become a cancel, faults are not swallowed."""

import signal
import subprocess
import sys
import threading

import pytest

from itag_desktop.cli.driving import drive
from itag_desktop.domain.progress import PlanCounts, RunReport, RunSnapshot, RunState, Stage
from tests.support.reports import ended_report
from tests.support.source_tree import ROOT


class WaitingRun:
    """A run that goes on until it is cancelled, or ends at once."""

    def __init__(self, *, ends_at_once: bool = False) -> None:
        self.cancelled = threading.Event()
        self._ends_at_once = ends_at_once

    def execute(self) -> RunReport:
        if self._ends_at_once:
            return ended_report(RunState.FINISHED)
        assert self.cancelled.wait(10)
        return ended_report(RunState.CANCELLED)

    def snapshot(self) -> RunSnapshot:
        return RunSnapshot(run_id="r", state=RunState.RUNNING, stage=Stage.UPLOAD, plan=PlanCounts())

    def cancel(self) -> None:
        self.cancelled.set()


class Seen:
    """A progress that does something with the first snapshot."""

    def __init__(self, first: object = None) -> None:
        self.shown = 0
        self.has_ended = False
        self._first = first

    def show(self, _snapshot: RunSnapshot) -> None:
        self.shown += 1
        if self.shown == 1 and callable(self._first):
            self._first()

    def end(self) -> None:
        self.has_ended = True


class SnapshotError(Exception):
    """A fault of the painting side."""


def test_the_report_comes_back_and_the_progress_is_ended() -> None:
    seen = Seen()
    assert drive(WaitingRun(ends_at_once=True), seen).state is RunState.FINISHED
    assert seen.has_ended


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels_the_run_and_handlers_are_given_back(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(number)
    run = WaitingRun()
    assert drive(run, Seen(lambda: signal.raise_signal(number))).state is RunState.CANCELLED
    assert run.cancelled.is_set()
    assert signal.getsignal(number) == before
    assert "Press Ctrl+C again" in capsys.readouterr().err


def test_a_fault_while_painting_cancels_the_run_and_is_raised() -> None:
    def fail() -> None:
        raise SnapshotError

    run = WaitingRun()
    with pytest.raises(SnapshotError):
        drive(run, Seen(fail))
    assert run.cancelled.is_set()


def test_a_fault_of_the_run_is_raised() -> None:
    class FaultyRun(WaitingRun):
        def execute(self) -> RunReport:
            raise SnapshotError

    with pytest.raises(SnapshotError):
        drive(FaultyRun(), Seen())


SECOND_SIGNAL = """
import signal, threading
from itag_desktop.cli.driving import drive

class Run:
    def execute(self):
        threading.Event().wait(30)
    def snapshot(self):
        signal.raise_signal(signal.SIGINT)
    def cancel(self):
        pass

class Progress:
    def show(self, snapshot):
        pass
    def end(self):
        pass

drive(Run(), Progress())
"""


def test_the_second_signal_ends_the_process_at_once() -> None:
    process = subprocess.run([sys.executable, "-c", SECOND_SIGNAL], cwd=ROOT, timeout=20, check=False)
    assert process.returncode == 130
