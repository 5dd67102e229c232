"""The run of a tab: asks the engine to run, pause, go on or stop, and hears what becomes of it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.progress import RunReport, RunSnapshot, RunState
from itag_desktop.domain.request import DatasetRequest, RunOptions
from itag_desktop.engine import link
from itag_desktop.gui.engine_client import EngineClient


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOrder:
    """All that a run is asked with. `draft` None: the engine scans the sources anew."""

    request: DatasetRequest
    options: RunOptions
    credential: Credential | None
    draft: str | None = None


class RunControl(QObject):
    """One run at a time."""

    started = Signal()
    progressed = Signal(object)
    """A `RunSnapshot`."""
    ended = Signal(object)
    """A `RunReport`."""
    lost = Signal()
    """The engine died in the run."""

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._order: RunOrder | None = None
        self._run_id: str | None = None
        self._is_running = False
        self._snapshot: RunSnapshot | None = None
        self._ledger: str | None = None
        self._report: RunReport | None = None
        engine.event_received.connect(self._on_engine_event)
        engine.was_lost.connect(self._on_engine_lost)

    @property
    def is_running(self) -> bool:
        """Say whether a run was started that has not ended."""
        return self._is_running

    @property
    def order(self) -> RunOrder | None:
        """What the last run was asked with."""
        return self._order

    @property
    def snapshot(self) -> RunSnapshot | None:
        """The last that the run said of itself."""
        return self._snapshot

    @property
    def report(self) -> RunReport | None:
        """How the last run ended, once it has."""
        return self._report

    @property
    def ledger(self) -> str | None:
        """The run's ledger, once it said where it is."""
        return self._ledger

    def start(self, order: RunOrder) -> None:
        """Run what `order` asks for."""
        self._order = order
        self._run_id = order.request.dataset_id
        self._snapshot = self._ledger = self._report = None
        self._is_running = True
        self._engine.send(
            link.StartRun(request=order.request, options=order.options, credential=order.credential, draft=order.draft)
        )
        self.started.emit()

    @Slot()
    def pause(self) -> None:
        """Let what is in flight end, then wait."""
        if self._is_running and self._run_id is not None:
            self._engine.send(link.PauseRun(run_id=self._run_id))

    @Slot()
    def resume(self, credential: Credential | None = None) -> None:
        """Go on, with a new credential where there is one."""
        if self._run_id is not None:
            if credential is not None and self._order is not None:
                self._order = replace(self._order, credential=credential)
            self._engine.send(link.ResumeRun(run_id=self._run_id, credential=credential))

    @Slot()
    def cancel(self) -> None:
        """End the run; what was sent stays."""
        if self._run_id is not None:
            self._engine.send(link.CancelRun(run_id=self._run_id))

    @property
    def is_paused(self) -> bool:
        """Say whether the run waits, or is about to."""
        return self._snapshot is not None and self._snapshot.state in (RunState.PAUSED, RunState.PAUSING)

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        if not self._is_running:
            return
        if isinstance(event, link.RunProgress) and self._is_ours(event.snapshot):
            self._snapshot = event.snapshot
            self._ledger = event.ledger or self._ledger
            self.progressed.emit(event.snapshot)
        elif isinstance(event, link.RunEnded) and self._is_ours(event.report):
            self._end(event.report)

    def _is_ours(self, said: RunSnapshot | RunReport) -> bool:
        return self._order is not None and said.run_id == self._order.request.dataset_id

    def _end(self, report: RunReport) -> None:
        self._is_running = False
        self._report = report
        self._ledger = report.ledger or self._ledger
        self.ended.emit(report)

    @Slot(object, bool)
    def _on_engine_lost(self) -> None:
        if self._is_running:
            self._is_running = False
            self.lost.emit()
