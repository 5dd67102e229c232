"""The preview pane: the exact lines of the manifest, and the problems."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from itag_desktop.gui.labels import label
from itag_desktop.gui.lines_model import LinesModel
from itag_desktop.gui.lines_view import LinesView
from itag_desktop.gui.problems_model import ProblemsModel
from itag_desktop.gui.problems_view import ProblemsView
from itag_desktop.gui.style import EMPTY_GAP, GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import count_text, text

LINES, PROBLEMS = range(2)


class PreviewPane(QFrame):
    """Tabs over the views of one draft or run."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.lines_model = LinesModel(self)
        self.lines_view = LinesView(self.lines_model, theme)
        self.problems_model = ProblemsModel(theme, self)
        self.problems_view = ProblemsView(self.problems_model, theme)
        self.tabs = QTabBar()
        self.copy_button = QPushButton(text("Copy"))
        self._lines = QStackedWidget()
        self._stack = QStackedWidget()
        self._build()
        theme.dress(self.copy_button, "copy")
        self.lines_model.modelReset.connect(self._renew_emptiness)
        self.lines_model.rowsInserted.connect(self._renew_emptiness)
        self.lines_view.selectionModel().selectionChanged.connect(self._renew_copy)
        self._renew_emptiness()
        self._renew_copy()
        self.show_problem_count(0)

    def _build(self) -> None:
        empty = label(text("The exact lines of the manifest appear here"), Look.SECONDARY, wraps=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setMargin(EMPTY_GAP)
        self._lines.addWidget(empty)
        self._lines.addWidget(self.lines_view)
        self._stack.addWidget(self._lines)
        self._stack.addWidget(self.problems_view)
        self.tabs.setObjectName("preview_tabs")
        self.tabs.setAccessibleName(text("Preview"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(text("Lines"))
        self.tabs.addTab(text("Problems"))
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.tabs.currentChanged.connect(self._renew_copy)
        self.copy_button.setObjectName("copy_lines_button")
        self.copy_button.clicked.connect(self.copy_lines)
        head = QHBoxLayout()
        head.setContentsMargins(GAP, 0, GAP, 0)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def show_problem_count(self, count: int) -> None:
        """Show the number of problems in the tab."""
        words = text("Problems {count}", count=count_text(count)) if count else text("Problems")
        if self.tabs.tabText(PROBLEMS) != words:
            self.tabs.setTabText(PROBLEMS, words)

    @Slot()
    def copy_lines(self) -> None:
        """Copy the exact bytes of the selected lines."""
        QGuiApplication.clipboard().setText(self.lines_view.exact_lines())

    @Slot()
    def _renew_emptiness(self) -> None:
        self._lines.setCurrentIndex(1 if self.lines_model.rowCount() else 0)

    @Slot()
    def _renew_copy(self) -> None:
        self.copy_button.setVisible(self.tabs.currentIndex() == LINES)
        self.copy_button.setEnabled(self.lines_view.selectionModel().hasSelection())
