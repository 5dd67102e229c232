"""The tab *Image, video, audio*: settings and preview side by side, the run at the foot, a drop zone all over."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.gui.background import Background
from itag_desktop.gui.card_actions import CardActions
from itag_desktop.gui.conflicts import conflict_notice
from itag_desktop.gui.drop_zone import DropOverlay, local_paths
from itag_desktop.gui.file_manager import show_in_folder
from itag_desktop.gui.live_failures import LiveFailures
from itag_desktop.gui.media_settings import MediaSettings
from itag_desktop.gui.orders import OrderBook, next_free, next_prefix, readiness_of
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.preview_feed import PreviewFeed
from itag_desktop.gui.preview_pane import LINES, PreviewPane
from itag_desktop.gui.problem_export import export_problems
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.run_control import RunOrder
from itag_desktop.gui.run_panel import RunPanel
from itag_desktop.gui.scan_notices import SCAN_TOPICS, notices_of
from itag_desktop.gui.style import GAP, MARGIN
from itag_desktop.wording.texts import text

_SETTINGS_WIDTH = 400
_PREVIEW_WIDTH = 776


class MediaTab(QWidget):
    """One media dataset from its sources to its card."""

    prefix_requested = Signal(str)
    """Another prefix, because the place is taken."""

    def __init__(self, parts: WindowParts, questions: Questions, has_credential: Callable[[], bool]) -> None:
        """`has_credential` says whether the chosen connection has one, after asking for it where it is missing."""
        super().__init__()
        self._has_credential = has_credential
        self._draft = parts.draft
        self._run = parts.run
        self._connections = parts.connections
        self._questions = questions
        self._orders = OrderBook(parts.draft, parts.connections, parts.local_folder)
        self._sample = parts.sample
        self._writing = Background("problem list")
        self.settings = MediaSettings(parts.draft, parts.connections, parts.theme)
        self.preview = PreviewPane(parts.theme)
        self.feed = PreviewFeed(parts.draft, parts.connections, self.preview)
        self.panel = RunPanel(parts.run, questions, parts.theme)
        self._failures = LiveFailures(parts.run, self.feed)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.overlay = DropOverlay(parts.theme, self)
        CardActions(self.panel.result_card, parts.run)
        self._build()
        self._connect()
        self._renew()

    def _build(self) -> None:
        self.setObjectName("media_tab")
        self.setAcceptDrops(True)
        self.splitter.addWidget(self.settings)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(GAP)
        self.splitter.setSizes([_SETTINGS_WIDTH, _PREVIEW_WIDTH])
        self.preview.setMinimumWidth(280)
        panes = QVBoxLayout()
        panes.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        panes.addWidget(self.splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(panes, 1)
        column.addWidget(self.panel)

    def _connect(self) -> None:
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
        self.preview.leave_out_requested.connect(self.leave_out_selected)
        self.preview.show_requested.connect(self._show_selected)
        problems = self.preview.problems_view
        problems.rename_requested.connect(self._on_rename_requested)
        problems.show_requested.connect(show_in_folder)
        problems.all_requested.connect(lambda: self.feed.show_problems(()))
        problems.export_requested.connect(self.export_problems)
        self.panel.phase_changed.connect(self._renew)
        self.panel.conflicted.connect(self._on_conflicted)
        self._draft.setup_changed.connect(self._renew)
        self._draft.scan_changed.connect(self._on_scan_changed)
        self._connections.destination_changed.connect(self._renew)

    @Slot()
    def pick_files(self) -> None:
        """Add files chosen in the system's dialog."""
        paths, _ = QFileDialog.getOpenFileNames(self, text("Add files"))
        self.add_paths(paths)

    @Slot()
    def pick_folder(self) -> None:
        """Add a folder chosen in the system's dialog."""
        path = QFileDialog.getExistingDirectory(self, text("Add folder"))
        self.add_paths([path] if path else [])

    @Slot()
    def try_sample(self) -> None:
        """Add the sample that comes with the program."""
        self.add_paths([str(self._sample)])

    def add_paths(self, paths: list[str]) -> None:
        """Add paths, unless a run holds the tab."""
        if paths and self.panel.is_editing:
            self._draft.add_paths(paths)

    def paste(self, mime: QMimeData) -> None:
        """Add the paths on the clipboard."""
        self.add_paths(local_paths(mime))

    @Slot()
    def undo(self) -> None:
        """Take the last change of the setup back, unless a run holds it."""
        if self.panel.is_editing:
            self._draft.undo()

    @Slot()
    def redo(self) -> None:
        """Do the change taken back again, unless a run holds the setup."""
        if self.panel.is_editing:
            self._draft.redo()

    @Slot()
    def rescan(self) -> None:
        """Look at every source again, unless a run holds them."""
        if self.panel.is_editing:
            self._draft.rescan()

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
        """Begin with empty settings."""
        self.panel.edit()
        self.feed.show_ledger(None)
        self._draft.clear()

    @Slot()
    def leave_out_selected(self) -> None:
        """Leave the selected items out of the dataset."""
        if self.panel.is_editing:
            self._draft.leave_out([item.relative_path or item.file_name for item in self.preview.selected_items()])

    @Slot()
    def export_problems(self) -> None:
        """Write the problems shown to a file of the user's choice."""
        ledger = self.feed.problems_file()
        if ledger is None:
            return
        name = f"{self._draft.dataset_name}-problems.csv"
        path, _ = QFileDialog.getSaveFileName(self, text("Export problems"), name, "CSV (*.csv)")
        if path:
            wanted = self.preview.problems_model.wanted
            self._writing.start(partial(export_problems, ledger, wanted, Path(path)))

    @Slot(str, str)
    def _on_rename_requested(self, path: str, name: str) -> None:
        if self.panel.is_editing:
            self._draft.name_in_bucket(path, name)

    @Slot()
    def _show_selected(self) -> None:
        for item in self.preview.selected_items()[:1]:
            show_in_folder(item.path)

    def close_files(self) -> None:
        """Close what is open beside the window: files and threads."""
        self.feed.close()
        self.preview.thumbnails.close()
        self.overlay.close_thread()
        self._writing.close()

    def _start(self, *, is_dry_run: bool) -> None:
        is_ready = readiness_of(self._draft, self._connections).reason is None
        if self.panel.is_editing and is_ready and self._has_credential():
            self.panel.start(self._orders.order(is_dry_run=is_dry_run, draft_path=self.feed.draft_path))

    @Slot()
    def _renew(self) -> None:
        row = self.panel.start_row
        row.show_counts(self._draft.counts, has_sources=bool(self._draft.setup.paths))
        row.show_readiness(readiness_of(self._draft, self._connections))
        self.settings.setEnabled(self.panel.is_editing)

    @Slot()
    def _on_scan_changed(self) -> None:
        self._renew()
        snapshot = self._draft.snapshot
        for topic in SCAN_TOPICS:
            self.panel.notices.drop_notice(topic)
        if snapshot is not None and not self._draft.is_scanning:
            for notice in notices_of(snapshot, lambda path: self._draft.remove_paths([path])):
                self.panel.notices.show_notice(notice)

    @Slot(object)
    def _on_problems_requested(self, kinds: tuple[ProblemKind, ...]) -> None:
        if kinds:
            self.feed.show_problems(kinds)
        else:
            self.preview.tabs.setCurrentIndex(LINES)

    @Slot()
    def _on_edit_requested(self) -> None:
        self.panel.edit()
        self.feed.show_ledger(None)

    @Slot(object, int)
    def _on_conflicted(self, order: RunOrder, count: int) -> None:
        def use_other_prefix() -> None:
            self.prefix_requested.emit(next_prefix(order.request.destination, order.request.dataset_name))

        def save_under_other_name() -> None:
            self._draft.type_name(next_free(order.request.dataset_name))

        def replace() -> None:
            if self._questions.may_replace(order.request.destination.bucket, count):
                self.panel.replace_conflicts(order)

        notice = conflict_notice(
            order,
            count,
            self._run.ledger,
            use_other_prefix=use_other_prefix,
            save_under_other_name=save_under_other_name,
            replace=replace,
            leave_out=lambda: self.panel.leave_conflicts_out(order),
            show_list=self._failures.show,
        )
        self.panel.notices.show_notice(notice)

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Say what a drop would add, or why it would add nothing."""
        paths = local_paths(event.mimeData())
        refusal = self._refusal(paths)
        if refusal is None:
            self.overlay.show_paths(paths)
        else:
            self.overlay.show_refusal(refusal)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Forget what was dragged."""
        self.overlay.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Add what was dropped; returns at once."""
        self.overlay.hide()
        paths = local_paths(event.mimeData())
        if self._refusal(paths) is not None:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add_paths(paths)

    def _refusal(self, paths: list[str]) -> str | None:
        if not self.panel.is_editing:
            return text("Not during a run")
        return None if paths else text("Nothing here is a file on this computer")
