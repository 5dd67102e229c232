"""The media dataset being set up: see `template_draft`; one scan finds the files of all media kinds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import MEDIA_KINDS, MediaKind, Template
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import DatasetRequest, MediaOptions, Source
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine import link
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.scan_findings import ScanFindings
from itag_desktop.gui.setup import MediaSetup, exact_pattern
from itag_desktop.gui.template_draft import TemplateDraft
from itag_desktop.wording.texts import text

_EMPTY = PlanCounts()
_NOTHING = ScanFindings(0)


class MediaDraft(TemplateDraft[MediaSetup, link.ScanSnapshot]):
    """Setup, history and scan of one media dataset."""

    def __init__(self, engine: EngineClient, connections: Connections, parent: QObject | None = None) -> None:
        super().__init__(engine, connections, MediaSetup(), parent)
        self._findings = _NOTHING
        self._unusable: dict[str, UnusableSource] = {}

    @property
    def kind(self) -> MediaKind:
        """The kind chosen, else the one that most of the files are."""
        if self.setup.kind is not None:
            return self.setup.kind
        return max(MEDIA_KINDS, key=lambda kind: self.counts_of(kind).planned)

    @property
    def template(self) -> Template:
        """The kind of the moment."""
        return self.kind

    @property
    def counts(self) -> PlanCounts:
        """What the scan found for the kind of the moment."""
        return self.counts_of(self.kind)

    def counts_of(self, kind: MediaKind) -> PlanCounts:
        """Return what the scan found for `kind`."""
        return self._snapshot.counts.get(kind, _EMPTY) if self._snapshot is not None else _EMPTY

    @property
    def findings(self) -> ScanFindings:
        """What was said of the sources, by the scan that `snapshot` is of."""
        return _NOTHING if self._snapshot is None else self._findings

    def unusable(self, path: str) -> UnusableSource | None:
        """Return why the source at `path` cannot be used, or None where it can."""
        return self._unusable.get(path) if self._snapshot is not None else None

    @property
    def sources(self) -> Sequence[Source]:
        """The sources as the scan understood them, by number; grows with the scan."""
        return self.findings.sources

    @property
    def lack(self) -> str | None:
        """Files of the kind, where there are none."""
        return None if self.counts.planned else text("No files of this kind")

    def request(self, destination: Destination) -> DatasetRequest:
        """Return what is set up as a request; only where `is_ready`."""
        return DatasetRequest(
            template=self.kind,
            sources=tuple(self.sources),
            destination=destination,
            dataset_name=self.dataset_name,
            manifest_suffix=self.setup.suffix,
            media=self.setup.options,
        )

    def name_in_bucket(self, path: str, name: str) -> None:
        """Call the source at `path` `name` in the bucket; empty: as the folder is called."""
        self._step(self.setup.with_name_in_bucket(path, name.strip() or None))

    def keep_root_folder(self, keeps: bool) -> None:  # noqa: FBT001 - the slot of a check box
        """Put the dropped folder's own name in the addresses, or not."""
        self._step(replace(self.setup, keeps_root_folder=keeps))

    def set_options(self, options: MediaOptions) -> None:
        """Choose files and pre-label otherwise; scanned when typing has paused."""
        if options != self.setup.options:
            self._step_when_typed(replace(self.setup, options=options))

    def leave_out(self, relative_paths: Iterable[str]) -> None:
        """Exclude the files at these paths below their source, and no others."""
        options = self.setup.options
        added = tuple(exact_pattern(path) for path in relative_paths)
        if added:
            self._step(replace(self.setup, options=replace(options, exclude=(*options.exclude, *added))))

    def choose_kind(self, kind: MediaKind) -> None:
        """Make a dataset of `kind`, whatever most files are."""
        self._step(replace(self.setup, kind=kind))

    def _scan_command(self, scan_id: int) -> link.ScanSources:
        return link.ScanSources(
            scan_id=scan_id,
            paths=self.setup.paths,
            keeps_root_folder=self.setup.keeps_root_folder,
            destination=self._connections.destination,
            options=self.setup.options,
        )

    def _snapshot_of(self, event: link.Event) -> link.ScanSnapshot | None:
        return event if isinstance(event, link.ScanSnapshot) else None

    def _hear(self, snapshot: link.ScanSnapshot) -> None:
        if self._findings.scan_id != snapshot.scan_id:
            self._findings = ScanFindings(snapshot.scan_id)
        self._findings.take(snapshot.sources)
        self._unusable = {one.path: one for one in snapshot.unusable}

    def _understood(self, snapshot: link.ScanSnapshot) -> MediaSetup:
        return self.setup.with_scanned(self._findings.found, snapshot.unusable)
