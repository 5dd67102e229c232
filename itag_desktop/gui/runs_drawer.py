"""The runs drawer: one line when closed, a table of all runs and what can be done with one when open."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.domain.progress import RunState
from itag_desktop.gui.labels import label, separator
from itag_desktop.gui.run_failures import RunFailures
from itag_desktop.gui.runs_model import DATASET, DESTINATION, ITEMS, SIZE, STARTED, STATE, TEMPLATE, RunsModel
from itag_desktop.gui.style import GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.state.runs import RunSummary
from itag_desktop.wording.texts import count_text, plural, text
from itag_desktop.wording.words import state_word

OPEN_HEIGHT = 240
LEAST_HEIGHT = 150
_WIDTHS = {STATE: 190, DATASET: 150, TEMPLATE: 80, ITEMS: 80, SIZE: 90, STARTED: 160}
_UNDER_WAY = frozenset({RunState.RUNNING, RunState.WAITING})
_MAY_CARRY_ON = frozenset({RunState.INCOMPLETE, RunState.CANCELLED, RunState.FAILED})


class RunsDrawer(QWidget):
    """The runs of this user."""

    manifest_requested = Signal(object)
    folder_requested = Signal(object)
    resume_requested = Signal(object)
    verify_requested = Signal(object)
    receipt_requested = Signal(object)
    forget_requested = Signal(object)
    """Each with the `RunSummary` of the selected run."""

    def __init__(self, model: RunsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._theme = theme
        self.fold_button = QToolButton()
        self.table = QTableView()
        self.nothing = label(text("Runs appear here"), Look.SECONDARY)
        self.failures = RunFailures()
        self.resume_button = QPushButton()
        self.manifest_button = QPushButton(text("Open manifest"))
        self.folder_button = QPushButton(text("Open folder"))
        self.verify_button = QPushButton(text("Verify"))
        self.verify_button.setToolTip(text("Compares the bucket with what was recorded. Nothing is sent or changed."))
        self.receipt_button = QPushButton(text("Receipt…"))
        self.receipt_button.setToolTip(text("Saves a text file with how the run ended and every object it recorded"))
        self.forget_button = QPushButton(text("Forget"))
        self._body = QWidget()
        self._kept: str | None = None
        self._build()
        self._connect()
        self.set_open(is_open=False)
        self._renew()

    def _build(self) -> None:
        set_look(self.fold_button, Look.FLAT)
        self.fold_button.setObjectName("runs_button")
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setCheckable(True)
        self._build_table()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        for button in (
            self.resume_button, self.manifest_button, self.folder_button, self.verify_button, self.receipt_button
        ):  # fmt: skip
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.forget_button)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        inner.setSpacing(GAP)
        inner.addWidget(self.nothing, 1)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.failures)
        inner.addLayout(acts)
        self._body.setMaximumHeight(OPEN_HEIGHT)
        self._body.setMinimumHeight(LEAST_HEIGHT)
        self._body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(separator())
        column.addWidget(self.fold_button)
        column.addWidget(self._body)

    def _build_table(self) -> None:
        table = self.table
        table.setObjectName("runs_view")
        table.setAccessibleName(text("Run list"))
        table.setProperty("look", "boxed")
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(DESTINATION, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)

    def _connect(self) -> None:
        self.model.modelAboutToBeReset.connect(self._keep_selection)
        self.model.modelReset.connect(self._renew)
        self._theme.changed.connect(self._on_theme_changed)
        self.fold_button.toggled.connect(lambda is_open: self.set_open(is_open=is_open))
        self.table.selectionModel().selectionChanged.connect(self._renew_actions)
        self.failures.retry_requested.connect(self.resume_button.click)
        for button, signal in (
            (self.resume_button, self.resume_requested),
            (self.manifest_button, self.manifest_requested),
            (self.folder_button, self.folder_requested),
            (self.verify_button, self.verify_requested),
            (self.receipt_button, self.receipt_requested),
            (self.forget_button, self.forget_requested),
        ):
            button.clicked.connect(lambda _checked, signal=signal: signal.emit(self.selected_run()))

    @property
    def is_open(self) -> bool:
        """Say whether the table is shown."""
        return self.fold_button.isChecked()

    @Slot()
    def toggle(self) -> None:
        """Open the closed drawer, close the open one."""
        self.set_open(is_open=not self.is_open)

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the table."""
        self.fold_button.setChecked(is_open)
        self._body.setVisible(is_open)
        self._theme.dress(self.fold_button, "chevron-down" if is_open else "chevron-right")
        if is_open:
            self.model.read_again()

    def selected_run(self) -> RunSummary | None:
        """Return the selected run."""
        rows: list[QModelIndex] = self.table.selectionModel().selectedRows()
        return self.model.run(rows[0].row()) if rows else None

    @Slot()
    def _keep_selection(self) -> None:
        """Remember the run that is selected, unless that is the newest: a newer one takes its place."""
        rows: list[QModelIndex] = self.table.selectionModel().selectedRows()
        self._kept = self.model.run(rows[0].row()).run_id if rows and rows[0].row() else None

    @Slot()
    def _renew(self) -> None:
        count = self.model.rowCount()
        self.fold_button.setText(self._headline(count))
        self.nothing.setVisible(count == 0)
        self.table.setVisible(count > 0)
        self._on_theme_changed()
        if count:
            kept = (row for row in range(count) if self.model.run(row).run_id == self._kept)
            self.table.selectRow(next(kept, 0))
        else:
            self._renew_actions()

    def _headline(self, count: int) -> str:
        if not count:
            return text("Runs: none yet")
        last = self.model.run(0)
        return plural(
            "Runs: {count}, the last one {name}: {state}",
            "Runs: {count}, the last one {name}: {state}",
            count,
            name=last.dataset_name,
            state=state_word(last.state),
        )

    @Slot()
    def _renew_actions(self) -> None:
        run = self.selected_run()
        report = run.report if run is not None else None
        has_manifest = report is not None and report.local_manifest is not None
        self.manifest_button.setEnabled(has_manifest)
        self.folder_button.setEnabled(has_manifest)
        self.resume_button.setEnabled(run is not None and (report is not None or run.state is RunState.INCOMPLETE))
        for button in (self.verify_button, self.receipt_button, self.forget_button):
            button.setEnabled(run is not None and run.state not in _UNDER_WAY)
        self.resume_button.setText(self._resume_words(run))
        self.failures.show_run(None if run is None or run.state in _UNDER_WAY else run)

    def _resume_words(self, run: RunSummary | None) -> str:
        if run is None or run.state not in _MAY_CARRY_ON:
            return text("Run again")
        if run.report is not None and run.report.failed:
            return text("Retry failed {count}", count=count_text(run.report.failed))
        return text("Resume")

    @Slot()
    def _on_theme_changed(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._theme.metrics.run)
