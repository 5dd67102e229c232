"""Driving one run from the terminal.

The session works in a thread of its own, because the main thread alone hears signals: it paints the progress and passes
the first Ctrl+C (or SIGTERM) on as a cancel, which lets the ledger settle. The second ends the process at once; the
ledger survives that too.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType
from typing import Protocol, TypeVar

from itag_desktop.cli.console import note
from itag_desktop.cli.progress import Progress
from itag_desktop.domain.progress import RunReport, RunSnapshot
from itag_desktop.wording.texts import text

T = TypeVar("T")

CANCELLED_EXIT = 130
_LOOK_EVERY_S = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Run(Protocol):
    """What is driven: an `engine.session.Session`."""

    def execute(self) -> RunReport:
        """Run to the end."""
        ...

    def snapshot(self) -> RunSnapshot:
        """Return the run at this moment."""
        ...

    def cancel(self) -> None:
        """Stop soon."""
        ...


class _StopRequests:
    """Counts the signals that ask to stop."""

    def __init__(self) -> None:
        self.count = 0

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """Count one; leave at once on the second."""
        self.count += 1
        if self.count > 1:
            os._exit(CANCELLED_EXIT)


def drive(run: Run, progress: Progress) -> RunReport:
    """Run to the end, showing progress, and return the report."""

    def stop() -> None:
        run.cancel()
        progress.end()
        note(text("Stopping. What was sent stays. Press Ctrl+C again to leave at once."))

    report = wait_for(run.execute, run.cancel, stop=stop, look=lambda: progress.show(run.snapshot()))
    progress.end()
    return report


def wait_for(
    work: Callable[[], T],
    cancel: Callable[[], None],
    *,
    stop: Callable[[], None] | None = None,
    look: Callable[[], None] = lambda: None,
) -> T:
    """Do `work` in a thread and return its result; meanwhile `look` ten times a second.

    The first stop signal calls `stop`, or `cancel` where there is none; an error in here cancels too.
    """
    with _stop_requests() as requests, ThreadPoolExecutor(1, "session") as executor:
        result = executor.submit(work)
        try:
            _watch(result, requests, stop or cancel, look)
        except BaseException:
            cancel()
            raise
        return result.result()


def _watch(result: Future[T], requests: _StopRequests, stop: Callable[[], None], look: Callable[[], None]) -> None:
    ended = threading.Event()
    result.add_done_callback(lambda _: ended.set())
    is_stopped = False
    while not ended.wait(_LOOK_EVERY_S):
        if requests.count and not is_stopped:
            is_stopped = True
            stop()
        look()


@contextmanager
def _stop_requests() -> Iterator[_StopRequests]:
    """Count stop signals instead of raising, where this thread may (only the main one is asked)."""
    requests = _StopRequests()
    if threading.current_thread() is not threading.main_thread():
        yield requests
        return
    before = {number: signal.signal(number, requests.hear) for number in _SIGNALS}
    try:
        yield requests
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
