"""What the tabs share: settings and preview side by side, the run at the foot, a drop zone all over.

A tab has its own draft and its own runs; the engine lets one run upload at a time. What only one tab needs is in that
tab, which says here what its template is made of.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QSplitter, QVBoxLayout, QWidget

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.gui.card_actions import CardActions
from itag_desktop.gui.conflicts import conflict_notice
from itag_desktop.gui.drop_notices import DROP_TOPIC, refusal_of
from itag_desktop.gui.drop_taking import DropTaking
from itag_desktop.gui.drop_zone import DropTarget
from itag_desktop.gui.dropped import Dropped, read_mime
from itag_desktop.gui.file_manager import show_in_folder
from itag_desktop.gui.live_failures import LiveFailures
from itag_desktop.gui.orders import OrderBook, next_free, next_prefix, readiness_of
from itag_desktop.gui.parts import TabParts, WindowParts
from itag_desktop.gui.preview_feed import DraftReading, PreviewFeed
from itag_desktop.gui.preview_pane import Page, PreviewPane
from itag_desktop.gui.problem_export import ProblemExport
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.run_control import RunOrder
from itag_desktop.gui.run_panel import RunPanel
from itag_desktop.gui.scan_notices import SCAN_TOPICS, ScanWays, notices_of
from itag_desktop.gui.settings_pane import SettingsPane
from itag_desktop.gui.style import GAP, MARGIN
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.wording.texts import text

MISPLACED = "misplaced"
"""The topic of the notice that what was dropped is for another tab."""

_PREVIEW_WIDTH = 776
_PREVIEW_LEAST = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class TabFrame:
    """What makes a tab that of its templates. `name` is what its place in the settings file is called."""

    name: str
    title: str
    templates: tuple[Template, ...]
    settings_width: int = 400


class TemplateTab(DropTarget):
    """One dataset from its sources to its card."""

    prefix_requested = Signal(str)
    """Another prefix, because the place is taken."""
    misplaced = Signal(list)
    """Paths that are of no use to this tab."""

    def __init__(
        self,
        frame: TabFrame,
        parts: WindowParts,
        own: TabParts[AnyDraft],
        *,
        settings: SettingsPane,
        preview: PreviewPane,
        reading: DraftReading,
        questions: Questions,
    ) -> None:
        super().__init__(parts.theme)
        self.frame = frame
        self.run = own.run
        self._any_draft: AnyDraft = own.draft
        self._connections = parts.connections
        self._questions = questions
        self._orders = OrderBook(own.draft, parts.connections, parts.local_folder)
        self._sample = own.sample
        self._ways = ScanWays(
            remove=own.draft.remove_paths, rescan=self.rescan, show_problems=self._on_problems_requested
        )
        self.settings = settings
        self.preview = preview
        self.feed = PreviewFeed(own.draft, reading, parts.connections, preview)
        self.panel = RunPanel(own.run, parts.runs, questions, parts.theme)
        self._export = ProblemExport(parts.engine, self.panel.notices, self)
        self._taking = DropTaking(self.use_paths, self.panel.notices)
        self._failures = LiveFailures(own.run, self.feed)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        CardActions(self.panel.result_card, own.run)
        self._build_frame()
        self._connect_frame()
        self._renew()

    # What tabs differ in

    @abstractmethod
    def takes(self, path: str) -> bool:
        """Say whether a dropped path may be of use, as far as its name says; nothing is looked at."""

    @abstractmethod
    def load_request(self, request: DatasetRequest) -> None:
        """Set up what an old run was asked with."""

    def leave_out_selected(self) -> None:
        """Leave the selected items out of the dataset, where a tab can."""

    def _rename_source(self, path: str, name: str) -> None:
        """Call the source at `path` `name` in the bucket, where sources have one."""

    # What they share

    @property
    def draft(self) -> AnyDraft:
        """The dataset being set up."""
        return self._any_draft

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """The areas that the keyboard visits."""
        return self.settings, self.preview, self.panel

    def _build_frame(self) -> None:
        self.setObjectName(f"{self.frame.name}_tab")
        self.splitter.addWidget(self.settings)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(GAP)
        self.splitter.setSizes([self.frame.settings_width, _PREVIEW_WIDTH])
        self.preview.setMinimumWidth(_PREVIEW_LEAST)
        panes = QVBoxLayout()
        panes.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        panes.addWidget(self.splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(panes, 1)
        column.addWidget(self.panel)

    def _connect_frame(self) -> None:
        self.settings.files_requested.connect(self.pick_files)
        self.settings.folder_requested.connect(self.pick_folder)
        self.settings.sample_requested.connect(self.try_sample)
        row = self.panel.start_row
        row.start_requested.connect(self.create_dataset)
        row.check_requested.connect(self.check_first)
        row.problems_requested.connect(self._on_problems_requested)
        self.panel.progress_strip.failures_requested.connect(self._failures.show)
        self.panel.result_card.list_requested.connect(self._failures.show)
        self.panel.result_card.new_requested.connect(self.new_dataset)
        self.panel.result_card.edit_requested.connect(self._on_edit_requested)
        self.preview.leave_out_requested.connect(self._on_leave_out_requested)
        self.preview.show_requested.connect(self._show_selected)
        problems = self.preview.problems_view
        problems.rename_requested.connect(self._on_rename_requested)
        problems.show_requested.connect(show_in_folder)
        problems.all_requested.connect(lambda: self.feed.show_problems(()))
        problems.export_requested.connect(self.export_problems)
        self.panel.phase_changed.connect(self._on_phase_changed)
        self.panel.conflicted.connect(self._on_conflicted)
        self._any_draft.setup_changed.connect(self._renew)
        self._any_draft.scan_changed.connect(self._on_scan_changed)
        self._connections.destination_changed.connect(self._renew)

    @Slot()
    def pick_files(self) -> None:
        """Add files chosen in the system's dialog."""
        paths, _ = QFileDialog.getOpenFileNames(self, text("Add files"))
        self.use_paths(paths)

    @Slot()
    def pick_folder(self) -> None:
        """Add a folder chosen in the system's dialog."""
        path = QFileDialog.getExistingDirectory(self, text("Add folder"))
        self.use_paths([path] if path else [])

    @Slot()
    def try_sample(self) -> None:
        """Add the sample that comes with the program."""
        self.add_paths([str(self._sample)])

    def use_paths(self, paths: Sequence[str]) -> None:
        """Add paths that somebody has chosen, unless no one is of use here."""
        if not paths or any(self.takes(path) for path in paths):
            self.add_paths(paths)
        elif self.panel.is_editing:
            self.misplaced.emit(list(paths))

    def add_paths(self, paths: Sequence[str]) -> None:
        """Add paths, unless a run holds the tab."""
        if paths and self.panel.is_editing:
            self.panel.notices.drop_notice(MISPLACED)
            self.panel.notices.drop_notice(DROP_TOPIC)
            self._any_draft.add_paths(paths)

    def paste(self, mime: QMimeData) -> None:
        """Add the paths on the clipboard, or say why there are none."""
        self.take(read_mime(mime))

    @Slot()
    def undo(self) -> None:
        """Take the last change of the setup back, unless a run holds it."""
        if self.panel.is_editing:
            self._any_draft.undo()

    @Slot()
    def redo(self) -> None:
        """Do the change taken back again, unless a run holds the setup."""
        if self.panel.is_editing:
            self._any_draft.redo()

    @Slot()
    def rescan(self) -> None:
        """Look at every source again, unless a run holds them."""
        if self.panel.is_editing:
            self._any_draft.rescan()

    @Slot()
    def create_dataset(self) -> None:
        """Begin the run, where nothing is in its way."""
        self._start(is_dry_run=False)

    @Slot()
    def check_first(self) -> None:
        """Run the check stage only: nothing is sent."""
        self._start(is_dry_run=True)

    @Slot()
    def new_dataset(self) -> None:
        """Begin with empty settings; the keyboard is where they begin to fill."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.panel.edit()
        self.feed.show_ledger(None)
        self._any_draft.clear()
        if had_focus:
            self.settings.invitation.take_focus()

    def remove_focused(self, focused: QWidget | None) -> None:
        """Leave out or remove what is selected where the keyboard is."""
        if focused in (self.preview.lines_view, self.preview.gallery_view):
            self._on_leave_out_requested()
        elif focused is not None and self.settings.holds_sources(focused):
            self.settings.remove_selected()

    @Slot()
    def export_problems(self) -> None:
        """Write the problems shown to a file of the user's choice."""
        ledger = self.feed.problems_file()
        if ledger is None:
            return
        self._export.ask(self._any_draft.dataset_name, str(ledger), self.preview.problems_model.wanted)

    def close_files(self) -> None:
        """Close what is open beside the window: files and threads."""
        self.feed.close()
        self.preview.thumbnails.close()
        self.overlay.close_thread()

    @Slot()
    def _on_leave_out_requested(self) -> None:
        if self.panel.is_editing:
            self.leave_out_selected()

    @Slot(str, str)
    def _on_rename_requested(self, path: str, name: str) -> None:
        if self.panel.is_editing:
            self._rename_source(path, name)

    @Slot()
    def _show_selected(self) -> None:
        for item in islice(self.preview.selected_items(), 1):
            show_in_folder(item.path)

    def _start(self, *, is_dry_run: bool) -> None:
        is_ready = readiness_of(self._any_draft, self._connections).reason is None
        if self.panel.is_editing and is_ready and self._questions.has_credential():
            self.panel.start(self._orders.order(is_dry_run=is_dry_run, draft_path=self.feed.draft_path))

    @Slot()
    def _renew(self) -> None:
        row = self.panel.start_row
        row.show_counts(self._any_draft.counts, has_sources=bool(self._any_draft.setup.paths))
        row.show_readiness(readiness_of(self._any_draft, self._connections))
        self.settings.setEnabled(self.panel.is_editing)

    @Slot()
    def _on_phase_changed(self) -> None:
        self.panel.notices.drop_notice(DROP_TOPIC)  # what could not be dropped during a run can be now
        self._renew()

    @Slot()
    def _on_scan_changed(self) -> None:
        self._renew()
        snapshot = self._any_draft.snapshot
        for topic in SCAN_TOPICS:
            self.panel.notices.drop_notice(topic)
        if snapshot is not None and not self._any_draft.is_scanning:
            for notice in notices_of(snapshot, self._ways):
                self.panel.notices.show_notice(notice)

    @Slot(object)
    def _on_problems_requested(self, kinds: Sequence[ProblemKind]) -> None:
        if kinds:
            self.feed.show_problems(tuple(kinds))
        else:
            self.preview.show_page(Page.LINES)

    @Slot()
    def _on_edit_requested(self) -> None:
        self.panel.edit()
        self.feed.show_ledger(None)

    @Slot(object, int)
    def _on_conflicted(self, order: RunOrder, count: int) -> None:
        def use_other_prefix() -> None:
            self.prefix_requested.emit(next_prefix(order.request.destination, order.request.dataset_name))

        def save_under_other_name() -> None:
            self._any_draft.type_name(next_free(order.request.dataset_name))

        def replace() -> None:
            if self._questions.may_replace(order.request.destination.bucket, count):
                self.panel.replace_conflicts(order)

        notice = conflict_notice(
            order,
            count,
            self.run.ledger,
            use_other_prefix=use_other_prefix,
            save_under_other_name=save_under_other_name,
            replace=replace,
            leave_out=lambda: self.panel.leave_conflicts_out(order),
            show_list=self._failures.show,
        )
        self.panel.notices.show_notice(notice)

    def refusal(self, dropped: Dropped) -> str | None:
        """Return why a drop is refused."""
        if self.panel.is_editing:
            return refusal_of(dropped)
        if self.run.is_running:
            return text("Not during a run")
        return text("This dataset was run. Press New dataset, or Edit and run again to add to it.")

    def take(self, dropped: Dropped) -> bool:
        """Begin to add what was dropped or pasted; say whether any of it can be, and if not, why."""
        return self._taking.take(dropped, self.refusal(dropped))
