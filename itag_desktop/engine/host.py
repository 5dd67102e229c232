"""The engine process: serves one window over its stdin and stdout (see `link`).

The main thread reads commands; each tab's plan, the run and each connection check have a thread of their own; a ticker
sends snapshots of what is going on, ten times a second at most and only when they changed. End of file on stdin means
that the window is gone: plans are stopped, the run cancelled (what was sent stays in the ledger), and the process ends.

The process runs at a lower priority than the window, so that painting comes first on a busy machine.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

import msgspec

from itag_desktop.domain.errors import InputError, ItagError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.engine.comparison_desk import ComparisonDesk
from itag_desktop.engine.connection import checked_connection
from itag_desktop.engine.draft_job import DraftJob
from itag_desktop.engine.items_job import ItemsJob
from itag_desktop.engine.keep_awake import KeepAwake
from itag_desktop.engine.practice_data import PracticeData
from itag_desktop.engine.problem_export import ProblemExports
from itag_desktop.engine.run_queue import RunQueue
from itag_desktop.engine.scan_job import ScanJob
from itag_desktop.state.app_dirs import AppDirs, app_dirs
from itag_desktop.state.drafts import remove_stale_drafts
from itag_desktop.support.priority import lower_priority
from itag_desktop.support.redacting_log import start_log

TICK_S = 0.1

log = logging.getLogger(__name__)

Emit = Callable[[link.Event], None]


class EngineHost:
    """Answers the commands of one window."""

    def __init__(self, dirs: AppDirs, emit: Emit) -> None:
        self._dirs = dirs
        self._emit = emit
        self._plans: dict[Template | None, DraftJob] = {}
        self._runs = RunQueue(dirs, emit)
        self._exports = ProblemExports(emit)
        self._checks: list[threading.Thread] = []
        self._awake = KeepAwake()
        self._comparisons = ComparisonDesk(dirs, emit)
        self._practice = PracticeData(dirs, emit, self._runs.has_practice_run)

    def handle(self, command: link.Command) -> None:
        """Do what a command asks for; returns at once."""
        match command:
            case link.ScanSources():
                self._start_plan(None, ScanJob(command, self._dirs, self._emit))
            case link.PlanItems():
                self._start_plan(command.template, ItemsJob(command, self._dirs, self._emit))
            case link.StopScan():
                self._stop_plan(command.scan_id)
            case link.StartRun():
                self._runs.add(command)
            case link.PauseRun() | link.ResumeRun() | link.CancelRun():
                self._runs.steer(command)
            case _:
                self._do_beside(command)

    def _do_beside(self, command: link.Command) -> None:
        """Do what concerns neither plans nor runs; each has a thread of its own."""
        match command:
            case link.CheckConnection():
                self._start_check(command)
            case link.ExportProblems():
                self._exports.start(command)
            case link.VerifyRun():
                self._comparisons.start(command)
            case link.MeasurePractice():
                self._practice.measure()
            case link.ClearPractice():
                self._practice.clear()

    def tick(self) -> None:
        """Send what has changed since the last tick."""
        for plan in tuple(self._plans.values()):
            plan.tell()
        self._runs.tell()
        self._awake.keep(is_needed=self._runs.is_working())

    def close(self) -> None:
        """Stop everything and wait for its threads."""
        for plan in self._plans.values():
            plan.close()
        self._runs.close()
        self._exports.close()
        self._awake.close()
        self._comparisons.close()
        self._practice.close()
        for thread in self._checks:
            thread.join()

    def _start_plan(self, tab: Template | None, plan: DraftJob) -> None:
        """Begin the plan of a tab in place of its earlier one; the three media kinds share a tab, None."""
        earlier = self._plans.get(tab)
        self._plans[tab] = plan
        if earlier is not None:
            earlier.stop()
        plan.start(earlier)

    def _stop_plan(self, scan_id: int) -> None:
        for plan in self._plans.values():
            if plan.scan_id == scan_id:
                plan.stop()

    def _start_check(self, command: link.CheckConnection) -> None:
        def check() -> None:
            self._emit(
                link.ConnectionChecked(
                    check_id=command.check_id, findings=checked_connection(command.access, command.prefix)
                )
            )

        thread = threading.Thread(target=check, name="connection-check", daemon=True)
        self._checks.append(thread)
        thread.start()


class _Ticker:
    """A thread that calls `tick` until it is stopped."""

    def __init__(self, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(TICK_S):
            self._tick()


def serve(commands: BinaryIO, events: BinaryIO, dirs: AppDirs) -> None:
    """Answer `commands`, line by line, with `events` until their end."""
    lock = threading.Lock()

    def emit(event: link.Event) -> None:
        with lock, suppress(BrokenPipeError):  # the window is gone; the end of its commands follows
            events.write(link.encode(event))
            events.flush()

    host = EngineHost(dirs, emit)
    emit(link.Ready())
    ticker = _Ticker(host.tick)
    try:
        for line in commands:
            host.handle(link.decode_command(line))
    except msgspec.ValidationError:
        log.exception("A command of another version")
        emit(link.EngineFailed(trouble=Trouble(code="engine-version")))
    finally:
        ticker.stop()
        host.close()


def serve_window() -> int:
    """Run the engine process on this process's stdin and stdout, and return its exit code."""
    dirs = app_dirs()
    start_log(dirs.logs, "engine")
    lower_priority()
    remove_stale_drafts(dirs)
    events = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library's print must not break the link
    try:
        serve(sys.stdin.buffer, events, dirs)
    except (InputError, ItagError):
        log.exception("The engine cannot go on")
        return 1
    return 0
