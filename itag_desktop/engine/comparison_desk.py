"""Comparisons that the window asks for, each on a thread of its own."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from itag_desktop.domain.comparison import ComparisonReport, Difference
from itag_desktop.domain.errors import ItagError
from itag_desktop.engine import link
from itag_desktop.engine.comparison import Comparison
from itag_desktop.engine.control import trouble_of
from itag_desktop.engine.report import EXIT_FAULT
from itag_desktop.state.app_dirs import AppDirs

log = logging.getLogger(__name__)


class ComparisonDesk:
    """Answers `VerifyRun`."""

    def __init__(self, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        self._dirs = dirs
        self._emit = emit
        self._threads: dict[threading.Thread, Comparison] = {}

    def start(self, command: link.VerifyRun) -> None:
        """Compare, and say what came of it; returns at once."""
        comparison = Comparison(Path(command.ledger), self._dirs, command.credential)
        thread = threading.Thread(target=self._work, args=(command.run_id, comparison), name="comparison", daemon=True)
        self._threads = {known: its for known, its in self._threads.items() if known.is_alive()}
        self._threads[thread] = comparison
        thread.start()

    def close(self) -> None:
        """End all comparisons and wait for their threads."""
        for comparison in self._threads.values():
            comparison.cancel()
        for thread in self._threads:
            thread.join()

    def _work(self, run_id: str, comparison: Comparison) -> None:
        first: list[Difference] = []

        def note(difference: Difference) -> None:
            if not first:
                first.append(difference)

        try:
            report = comparison.execute(note)
        except Exception as fault:  # outermost frame of the thread: the window must hear of it
            log.exception("A comparison ended in an error of the program")
            trouble = trouble_of(ItagError("internal-error", detail=type(fault).__name__))
            report = ComparisonReport(objects=0, missing=0, different=0, exit_code=EXIT_FAULT, trouble=trouble)
        self._emit(link.RunVerified(run_id=run_id, report=report, first=first[0] if first else None))
