"""The dataset being set up in the media tab: the user's setup, and what the engine's scan of it has found so far.

How it works: every change makes a new `MediaSetup`, a step of the undo history. A change that needs another scan sends
one `ScanSources`; the engine stops a scan still going on by itself, and snapshots of an older scan are ignored. Nothing
is read here: the snapshots hold counts, the lines are pages of the draft file they name.
"""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import MediaKind
from itag_desktop.domain.names import is_dataset_name, suggest_dataset_name
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import MediaOptions, MediaRequest
from itag_desktop.engine import link
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.history import History
from itag_desktop.gui.scan_findings import ScanFindings
from itag_desktop.gui.setup import MediaSetup, exact_pattern

_TYPING_MS = 300
_EMPTY = PlanCounts()


class MediaDraft(QObject):
    """Setup, history and scan of one media dataset."""

    setup_changed = Signal()
    scan_changed = Signal()

    def __init__(self, engine: EngineClient, connections: Connections, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._connections = connections
        self._history = History(MediaSetup())
        self._scan_id = 0
        self._scanned = MediaSetup()
        self._snapshot: link.ScanSnapshot | None = None
        self._findings = ScanFindings(0)
        self._is_scanning = False
        self._scan_engine = 0
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._scan_if_needed)
        engine.event_received.connect(self._on_engine_event)

    @property
    def setup(self) -> MediaSetup:
        """What is set up now."""
        return self._history.now

    @property
    def snapshot(self) -> link.ScanSnapshot | None:
        """The last that the scan of this setup, or while it has said nothing the scan before, said."""
        return self._snapshot

    @property
    def findings(self) -> ScanFindings:
        """What was said of the sources, by the scan that `snapshot` is of."""
        return self._findings

    @property
    def is_scanning(self) -> bool:
        """Say whether a scan is going on or about to begin."""
        return self._is_scanning or self._typing.isActive()

    @property
    def is_ready(self) -> bool:
        """Say whether what is set up was scanned to its end."""
        return not self.is_scanning and self._snapshot is not None and self._snapshot.is_ready

    @property
    def kind(self) -> MediaKind:
        """The kind chosen, else the one that most of the files are."""
        if self.setup.kind is not None:
            return self.setup.kind
        return max(MediaKind, key=lambda kind: self.counts_of(kind).planned)

    @property
    def counts(self) -> PlanCounts:
        """What the scan found for the kind of the moment."""
        return self.counts_of(self.kind)

    def counts_of(self, kind: MediaKind) -> PlanCounts:
        """Return what the scan found for `kind`."""
        return self._snapshot.counts.get(kind, _EMPTY) if self._snapshot is not None else _EMPTY

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

    def request(self, destination: Destination) -> MediaRequest:
        """Return what is set up as a request; only where `is_ready`."""
        return MediaRequest(
            kind=self.kind,
            sources=tuple(self._findings.sources),
            destination=destination,
            dataset_name=self.dataset_name,
            manifest_suffix=self.setup.suffix,
            options=self.setup.options,
        )

    def add_paths(self, paths: Iterable[str]) -> None:
        """Add dropped or picked paths; one that is there already is scanned anew."""
        self._step(self.setup.with_paths(paths), is_forced=True)

    def remove_paths(self, paths: Iterable[str]) -> None:
        """Take sources out."""
        self._step(self.setup.without_paths(paths))

    def name_in_bucket(self, path: str, name: str) -> None:
        """Call the source at `path` `name` in the bucket; empty: as the folder is called."""
        self._step(self.setup.with_name_in_bucket(path, name.strip() or None))

    def keep_root_folder(self, keeps: bool) -> None:  # noqa: FBT001 - the slot of a check box
        """Put the dropped folder's own name in the addresses, or not."""
        self._step(replace(self.setup, keeps_root_folder=keeps))

    def set_options(self, options: MediaOptions) -> None:
        """Choose files and pre-label otherwise; scanned when typing has paused."""
        if options != self.setup.options:
            self._history.step(replace(self.setup, options=options))
            self._typing.start()
            self.setup_changed.emit()

    def leave_out(self, relative_paths: Iterable[str]) -> None:
        """Exclude the files at these paths below their source, and no others."""
        options = self.setup.options
        added = tuple(exact_pattern(path) for path in relative_paths)
        if added:
            self._step(replace(self.setup, options=replace(options, exclude=(*options.exclude, *added))))

    def choose_kind(self, kind: MediaKind) -> None:
        """Make a dataset of `kind`, whatever most files are."""
        self._step(replace(self.setup, kind=kind))

    def type_name(self, name: str) -> None:
        """Call the dataset `name`; empty: as its first source is called."""
        self._step(replace(self.setup, typed_name=name or None))

    def choose_suffix(self, suffix: str) -> None:
        """End the manifest's name with `suffix`."""
        self._step(replace(self.setup, suffix=suffix))

    def load(self, setup: MediaSetup) -> None:
        """Take `setup` in place of what is set up."""
        self._step(setup)

    def clear(self) -> None:
        """Begin a new dataset; the old one can be brought back by undo."""
        self._step(MediaSetup())

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
            self._scan()

    @Slot()
    def stop_scan(self) -> None:
        """Stop the scan; what it found is thrown away."""
        if self._is_scanning:
            self._engine.send(link.StopScan(scan_id=self._scan_id))

    def _step(self, setup: MediaSetup, *, is_forced: bool = False) -> None:
        self._history.step(setup)
        self._after_step(is_forced=is_forced)

    def _after_step(self, *, is_forced: bool = False) -> None:
        self.setup_changed.emit()
        if is_forced or not self.setup.needs_same_scan(self._scanned):
            self._scan()

    @Slot()
    def _scan_if_needed(self) -> None:
        self._after_step()

    def _scan(self) -> None:
        self._typing.stop()
        self._scanned = self.setup
        if not self.setup.paths:
            self.stop_scan()
            self._scan_id += 1
            self._is_scanning = False
            self._snapshot = None
            self._findings = ScanFindings(self._scan_id)
        else:
            self._scan_id += 1
            self._is_scanning = True
            self._scan_engine = self._engine.starts
            self._engine.send(self._scan_command())
        self.scan_changed.emit()

    def _scan_command(self) -> link.ScanSources:
        return link.ScanSources(
            scan_id=self._scan_id,
            paths=self.setup.paths,
            keeps_root_folder=self.setup.keeps_root_folder,
            destination=self._connections.destination,
            options=self.setup.options,
        )

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        if not isinstance(event, link.ScanSnapshot) or event.scan_id != self._scan_id:
            return
        if self._findings.scan_id != event.scan_id:
            self._findings = ScanFindings(event.scan_id)
        self._findings.take(event.sources)
        self._snapshot = event
        if event.is_ready:
            self._history.amend(self.setup.with_scanned(self._findings.found, event.unusable))
            self._scanned = self.setup
        if event.is_ready or event.is_stopped or event.trouble is not None:
            self._is_scanning = False
            self.setup_changed.emit()
        self.scan_changed.emit()

    @Slot()
    def scan_again(self) -> None:
        """Scan anew where the engine that scanned is gone; one that is asked before it listens keeps the wish."""
        if self._scan_engine != self._engine.starts and self.setup.paths:
            self._scan()
