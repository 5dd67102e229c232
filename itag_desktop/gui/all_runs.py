"""The runs of all tabs as one: which goes on, which waits behind it. The engine takes them in the order they start."""

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal

from itag_desktop.domain.progress import RunReport, RunSnapshot
from itag_desktop.gui.run_control import RunControl


class AllRuns(QObject):
    """Hears the runs of every tab; each signal says first whose it is."""

    started = Signal(object)
    """A `RunControl`."""
    progressed = Signal(object, object)
    """A `RunControl` and its `RunSnapshot`."""
    ended = Signal(object, object)
    """A `RunControl` and its `RunReport`."""
    lost = Signal(object)
    """A `RunControl`."""

    def __init__(self, runs: Iterable[RunControl], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = tuple(runs)
        self._queue: list[RunControl] = []
        for run in self._runs:
            run.started.connect(partial(self._on_started, run))
            run.progressed.connect(partial(self._on_progressed, run))
            run.ended.connect(partial(self._on_ended, run))
            run.lost.connect(partial(self._on_lost, run))

    def __iter__(self) -> Iterator[RunControl]:
        """Return the runs of the tabs, in the order of the tabs."""
        return iter(self._runs)

    @property
    def front(self) -> RunControl | None:
        """The run that goes on, or None."""
        return next((run for run in self._queue if run.is_running), None)

    def before(self, run: RunControl) -> RunControl | None:
        """Return the run that must end before `run` begins, or None where nothing is before it."""
        queue = [one for one in self._queue if one.is_running]
        place = queue.index(run) if run in queue else 0
        return queue[place - 1] if place else None

    def _on_started(self, run: RunControl) -> None:
        if run in self._queue:
            self._queue.remove(run)
        self._queue.append(run)
        self.started.emit(run)

    def _on_progressed(self, run: RunControl, snapshot: RunSnapshot) -> None:
        self.progressed.emit(run, snapshot)

    def _on_ended(self, run: RunControl, report: RunReport) -> None:
        self.ended.emit(run, report)

    def _on_lost(self, run: RunControl) -> None:
        self.lost.emit(run)
