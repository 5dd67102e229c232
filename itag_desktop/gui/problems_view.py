"""The table of problems, or the word that there are none."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from itag_desktop.domain.tasks import Problem
from itag_desktop.gui.labels import label
from itag_desktop.gui.problems_model import KIND, SENTENCE, WHERE, ProblemsModel
from itag_desktop.gui.style import Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_KIND_WIDTH = 110
_WHERE_WIDTH = 200


class ProblemsView(QStackedWidget):
    """Problems of the draft or the run, gravest first."""

    def __init__(self, model: ProblemsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.table = QTableView()
        self.nothing = label(text("Nothing to look at"), Look.SECONDARY)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.addWidget(self.nothing)
        self.addWidget(self.table)
        model.modelReset.connect(self._renew)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        table = self.table
        table.setObjectName("problems_view")
        table.setAccessibleName(text("Problems"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(KIND, _KIND_WIDTH)
        header.resizeSection(WHERE, _WHERE_WIDTH)
        header.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)

    def current_problem(self) -> Problem | None:
        """Return the problem of the current row."""
        current = self.table.currentIndex()
        return self._model.problem(current.row()) if current.isValid() else None

    @Slot()
    def _renew(self) -> None:
        self.setCurrentWidget(self.table if self._model.rowCount() else self.nothing)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._theme.metrics.row)
