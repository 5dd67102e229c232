"""The table model of the first rows of a table, with the number that is shown beside each."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from itag_desktop.domain.items import ColumnView, RowsView
from itag_desktop.gui.column_names import shown_column
from itag_desktop.gui.line_painting import MOST_IN_TOOLTIP, shortened
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import count_text, text

_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """The first rows as they are read; columns that are fields are marked in their header."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: RowsView | None = None
        self._marked: frozenset[str] = frozenset()
        theme.changed.connect(self._on_theme_changed)

    def show_rows(self, rows: RowsView | None, marked: frozenset[str]) -> None:
        """Show `rows`; the columns of the letters `marked` are fields."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows, self._marked = rows, marked
            self.endResetModel()
        elif marked != self._marked:
            self._marked = marked
            self._on_theme_changed()

    def column(self, section: int) -> ColumnView | None:
        """Return the column of a section."""
        columns = () if self._rows is None else self._rows.columns
        return columns[section] if 0 <= section < len(columns) else None

    def _on_theme_changed(self) -> None:
        if self.columnCount():
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows shown."""
        return 0 if parent.isValid() or self._rows is None else len(self._rows.first_rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() or self._rows is None else len(self._rows.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: N802 - Qt's name
        """Return letter and header of a column with a mark where it is a field; the number beside a row."""
        if self._rows is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._number(section) if role == _DISPLAY and section < self.rowCount() else None
        column = self.column(section)
        if column is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole and column.letter in self._marked:
            return self._theme.icon("check", "accent")
        return shown_column(column) if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole) else None

    def _number(self, row: int) -> str:
        shown = self._rows.first_rows[row] if self._rows is not None else None
        if shown is None:
            return ""
        number = count_text(shown.number)
        return text("{number} hidden", number=number) if shown.is_hidden else number

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return the cell's text in one line, the whole as a tooltip; rows that the spreadsheet hides are greyed."""
        if not index.isValid() or self._rows is None:
            return None
        row = self._rows.first_rows[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and row.is_hidden:
            return QColor(self._theme.colours.secondary)
        if role == Qt.ItemDataRole.FontRole and row.is_hidden:
            font = QFont()
            font.setItalic(True)
            return font
        cell = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return shortened(cell, MOST_IN_TOOLTIP)
        return " ".join(cell.split()) if role == _DISPLAY else None
