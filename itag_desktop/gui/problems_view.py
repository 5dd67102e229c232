"""The table of problems with the ways out of them, or the word that there are none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem
from itag_desktop.gui.labels import label, separator
from itag_desktop.gui.problem_ways import file_of, rename_of
from itag_desktop.gui.problems_model import KIND, SENTENCE, WHERE, ProblemsModel
from itag_desktop.gui.style import GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.places import place_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_KIND_WIDTH = 110
_WHERE_WIDTH = 170


class ProblemsView(QStackedWidget):
    """Problems of the draft or the run, gravest first."""

    rename_requested = Signal(str, str)
    """The path of a source, and its new name in the bucket."""
    show_requested = Signal(str)
    """A path to show in its folder."""
    export_requested = Signal()
    all_requested = Signal()
    """The filter shall go."""

    def __init__(self, model: ProblemsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._sources: Sequence[Source] = ()
        self.table = QTableView()
        self.nothing = label(text("Nothing to look at"), Look.SECONDARY)
        self.sentence_label = label("", wraps=True)
        self.rename_button = QPushButton()
        self.show_button = QPushButton(text("Show file"))
        self.all_button = QPushButton(text("Show all"))
        self.export_button = QPushButton(text("Export…"))
        self._build()
        self._connect()
        self._on_theme_changed()
        self._renew_ways()

    def _build(self) -> None:
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence_label.setMargin(GAP)
        self.sentence_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build_table()
        ways = QHBoxLayout()
        ways.setContentsMargins(GAP, GAP, GAP, GAP)
        ways.setSpacing(GAP)
        ways.addWidget(self.rename_button)
        ways.addWidget(self.show_button)
        ways.addStretch(1)
        ways.addWidget(self.all_button)
        ways.addWidget(self.export_button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(separator())
        column.addWidget(self.sentence_label)
        column.addLayout(ways)
        self.addWidget(self.nothing)
        self.addWidget(page)

    def _build_table(self) -> None:
        table = self.table
        table.setObjectName("problems_view")
        table.setAccessibleName(text("Problem list"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(KIND, _KIND_WIDTH)
        header.resizeSection(WHERE, _WHERE_WIDTH)
        header.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)

    def _connect(self) -> None:
        self._model.modelReset.connect(self._renew)
        self._theme.changed.connect(self._on_theme_changed)
        self.table.selectionModel().selectionChanged.connect(self._renew_ways)
        self.rename_button.clicked.connect(self._on_rename_clicked)
        self.show_button.clicked.connect(self._on_show_clicked)
        self.export_button.clicked.connect(self.export_requested)
        self.all_button.clicked.connect(self.all_requested)

    def know_sources(self, sources: Sequence[Source]) -> None:
        """Take the sources that the problems speak of."""
        self._sources = sources
        self._renew_ways()

    def current_problem(self) -> Problem | None:
        """Return the problem of the selected row."""
        rows = self.table.selectionModel().selectedRows()
        return self._model.problem(rows[0].row()) if rows else None

    @Slot()
    def _renew(self) -> None:
        self.setCurrentIndex(1 if self._model.rowCount() or self._model.is_filtered else 0)
        self.all_button.setVisible(self._model.is_filtered)
        if self._model.rowCount():
            self.table.selectRow(0)
        self._fit_places()
        self._renew_ways()

    @Slot()
    def _renew_ways(self) -> None:
        problem = self.current_problem()
        rename = rename_of(problem, self._sources) if problem is not None else None
        path = file_of(problem, self._sources) if problem is not None else None
        self.sentence_label.setText("" if problem is None else _said(problem))
        self.rename_button.setVisible(rename is not None)
        self.rename_button.setText("" if rename is None else text("Rename to {name}", name=rename[1]))
        self.show_button.setEnabled(path is not None)

    def _fit_places(self) -> None:
        """Give the places as much room as they need, up to half of the table."""
        wanted = self.table.sizeHintForColumn(WHERE) + 2 * GAP
        most = max(_WHERE_WIDTH, (self.table.viewport().width() - _KIND_WIDTH) // 2)
        self.table.horizontalHeader().resizeSection(WHERE, min(max(wanted, _WHERE_WIDTH), most))

    @Slot()
    def _on_rename_clicked(self) -> None:
        problem = self.current_problem()
        rename = rename_of(problem, self._sources) if problem is not None else None
        if rename is not None:
            self.rename_requested.emit(*rename)

    @Slot()
    def _on_show_clicked(self) -> None:
        problem = self.current_problem()
        path = file_of(problem, self._sources) if problem is not None else None
        if path is not None:
            self.show_requested.emit(path)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._theme.metrics.row)


def _said(problem: Problem) -> str:
    """Return all that is said of a problem: of one in a table first its place, which its row may have cut."""
    words = sentence(problem.code, problem.values)
    return words if problem.row is None else f"{place_text(problem)}\n{words}"
