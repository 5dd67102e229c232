"""The dataset being set up in a tab: the user's setup, and what the engine's scan of it has found so far.

How it works: every change makes a new setup, a step of the undo history. A change that needs another scan sends one
command; the engine stops a scan of this tab still going on by itself, and snapshots of an older scan are ignored.
Nothing is read here: the snapshots hold counts, the lines are pages of the draft file they name.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import is_dataset_name, suggest_dataset_name
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.engine import link
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.history import History
from itag_desktop.gui.setup import TemplateSetup
from itag_desktop.wording.texts import text

_TYPING_MS = 300

Setup = TypeVar("Setup", bound=TemplateSetup)
Snapshot = TypeVar("Snapshot", bound=link.ScanSnapshot | link.ItemsSnapshot)


class TemplateDraft(QObject, Generic[Setup, Snapshot]):
    """Setup, history and scan of one dataset. A tab's own draft says what its scan is asked and what it found."""

    setup_changed = Signal()
    scan_changed = Signal()
    rescan_asked = Signal()

    def __init__(
        self, engine: EngineClient, connections: Connections, first: Setup, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._connections = connections
        self._first = first
        self._history = History(first)
        self._scan_id = 0
        self._scanned = first
        self._snapshot: Snapshot | None = None
        self._is_scanning = False
        self._scan_engine = 0
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._scan_if_needed)
        engine.event_received.connect(self._on_engine_event)

    # What drafts differ in

    @property
    @abstractmethod
    def template(self) -> Template:
        """The template of the dataset as it is set up now."""

    @property
    @abstractmethod
    def counts(self) -> PlanCounts:
        """What the scan found."""

    @property
    @abstractmethod
    def sources(self) -> Sequence[Source]:
        """The sources as the scan understood them."""

    @property
    @abstractmethod
    def lack(self) -> str | None:
        """What a scan that has ended still lacks for a run, or None."""

    @abstractmethod
    def request(self, destination: Destination) -> DatasetRequest:
        """Return what is set up as a request; only where `is_ready`."""

    @abstractmethod
    def _scan_command(self, scan_id: int) -> link.Command:
        """Return what asks the engine for a scan of the setup."""

    @abstractmethod
    def _snapshot_of(self, event: link.Event) -> Snapshot | None:
        """Return `event` where it is a snapshot of this draft's sort."""

    @property
    def obstacle(self) -> str:
        """Why a scan that ended is not whole, in the words of the Start row."""
        return text("Rescan to begin")

    def _hear(self, snapshot: Snapshot) -> None:
        """Take in what a snapshot of the scan of the moment says."""

    def _understood(self, snapshot: Snapshot) -> Setup:
        """Return the setup as a whole scan has understood it, which takes the place of what was asked for."""
        del snapshot
        return self.setup

    # What they share

    @property
    def setup(self) -> Setup:
        """What is set up now."""
        return self._history.now

    @property
    def snapshot(self) -> Snapshot | None:
        """The last that the scan of this setup, or while it has said nothing the scan before, said."""
        return self._snapshot

    @property
    def is_scanning(self) -> bool:
        """Say whether a scan is going on or about to begin."""
        return self._is_scanning or self._typing.isActive()

    @property
    def is_ready(self) -> bool:
        """Say whether what is set up was scanned to its end."""
        return not self.is_scanning and self._snapshot is not None and self._snapshot.is_ready

    @property
    def dataset_name(self) -> str:
        """The name typed, else the one that follows from the first source, else nothing."""
        if self.setup.typed_name is not None:
            return self.setup.typed_name
        stem = self.setup.first_stem
        return "" if stem is None else suggest_dataset_name(stem)

    @property
    def has_right_name(self) -> bool:
        """Say whether the dataset's name can be used."""
        return is_dataset_name(self.dataset_name)

    def add_paths(self, paths: Iterable[str]) -> None:
        """Add dropped or picked paths; one that is there already is scanned anew."""
        self._step(self.setup.with_paths(paths), is_forced=True)

    def remove_paths(self, paths: Iterable[str]) -> None:
        """Take sources out."""
        self._step(self.setup.without_paths(paths))

    def type_name(self, name: str) -> None:
        """Call the dataset `name`; empty: as its first source is called."""
        self._step(replace(self.setup, typed_name=name or None))

    def choose_suffix(self, suffix: str) -> None:
        """End the manifest's name with `suffix`."""
        self._step(replace(self.setup, suffix=suffix))

    def load(self, setup: Setup) -> None:
        """Take `setup` in place of what is set up."""
        self._step(setup)

    def clear(self) -> None:
        """Begin a new dataset; the old one can be brought back by undo."""
        self._step(self._first)

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Say whether there is a step to do again."""
        return self._history.can_redo

    @Slot()
    def undo(self) -> None:
        """Take back the last change."""
        self._history.undo()
        self._after_step()

    @Slot()
    def redo(self) -> None:
        """Do the change taken back again."""
        self._history.redo()
        self._after_step()

    @Slot()
    def rescan(self) -> None:
        """Look at every source again."""
        if self.setup.paths:
            self.rescan_asked.emit()
            self._scan()

    @Slot()
    def stop_scan(self) -> None:
        """Stop the scan; what it found is thrown away."""
        if self._is_scanning:
            self._engine.send(link.StopScan(scan_id=self._scan_id))

    @Slot()
    def scan_again(self) -> None:
        """Scan anew where the engine that scanned is gone; one that is asked before it listens keeps the wish."""
        if self._scan_engine != self._engine.starts and self.setup.paths:
            self._scan()

    def _step(self, setup: Setup, *, is_forced: bool = False) -> None:
        self._history.step(setup)
        self._after_step(is_forced=is_forced)

    def _step_when_typed(self, setup: Setup) -> None:
        """Step to `setup`; it is scanned when typing has paused."""
        self._history.step(setup)
        self._typing.start()
        self.setup_changed.emit()

    def _after_step(self, *, is_forced: bool = False) -> None:
        self.setup_changed.emit()
        if is_forced or self.setup.scanned != self._scanned.scanned:
            self._scan()

    @Slot()
    def _scan_if_needed(self) -> None:
        self._after_step()

    def _scan(self) -> None:
        self._typing.stop()
        self._scanned = self.setup
        if not self.setup.paths:
            self.stop_scan()
            self._scan_id = self._engine.next_number()
            self._is_scanning = False
            self._snapshot = None
        else:
            self._scan_id = self._engine.next_number()
            self._is_scanning = True
            self._scan_engine = self._engine.starts
            self._engine.send(self._scan_command(self._scan_id))
        self.scan_changed.emit()

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        snapshot = self._snapshot_of(event)
        if snapshot is None or snapshot.scan_id != self._scan_id:
            return
        self._hear(snapshot)
        self._snapshot = snapshot
        if snapshot.is_ready:
            self._history.amend(self._understood(snapshot))
            self._scanned = self.setup
        if snapshot.is_ready or snapshot.is_stopped or snapshot.trouble is not None:
            self._is_scanning = False
            self.setup_changed.emit()
        self.scan_changed.emit()


AnyDraft: TypeAlias = TemplateDraft[Any, Any]
"""The draft of any tab."""
