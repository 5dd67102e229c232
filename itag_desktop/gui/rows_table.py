"""The page *Table* of the preview: the first rows as they are read; a click on a header chooses its column."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QTableView, QWidget

from itag_desktop.domain.items import RowsView
from itag_desktop.gui.labels import label
from itag_desktop.gui.rows_model import RowsModel
from itag_desktop.gui.style import EMPTY_GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_COLUMN_WIDTH, _LEAST_WIDTH, _MOST_WIDTH = 150, 72, 360
_PADDING = 16
_COLUMNS_FITTED = 50


class RowsTable(QStackedWidget):
    """A table, or the word that there is none yet."""

    column_chosen = Signal(object)
    """A `ColumnView`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = RowsModel(theme, self)
        self.table = QTableView()
        empty = label(text("The first rows of the table appear here"), Look.SECONDARY, wraps=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setMargin(EMPTY_GAP)
        self._build_table()
        self.addWidget(empty)
        self.addWidget(self.table)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build_table(self) -> None:
        table = self.table
        table.setObjectName("rows_table")
        table.setAccessibleName(text("First rows of the table"))
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setDefaultSectionSize(_COLUMN_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setToolTip(text("Click on a header to take the text from its column"))
        header.sectionClicked.connect(self._on_header_clicked)
        table.verticalHeader().setHighlightSections(False)
        table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, rows: RowsView | None, marked: frozenset[str]) -> None:
        """Show `rows`; the columns of the letters `marked` are fields."""
        columns = self.model.columnCount()
        self.model.show_rows(rows, marked)
        self.setCurrentIndex(0 if rows is None else 1)
        if self.model.columnCount() != columns:
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column the room that its first rows need, within bounds."""
        header = self.table.horizontalHeader()
        for section in range(min(self.model.columnCount(), _COLUMNS_FITTED)):
            wanted = max(self.table.sizeHintForColumn(section), header.sectionSizeHint(section)) + _PADDING
            header.resizeSection(section, min(max(wanted, _LEAST_WIDTH), _MOST_WIDTH))

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        column = self.model.column(section)
        if column is not None:
            self.column_chosen.emit(column)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._theme.metrics.row)
