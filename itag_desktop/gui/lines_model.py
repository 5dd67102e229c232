"""The table model of manifest lines: a number and the exact line in each row, read page by page when painted."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from itag_desktop.gui.line_painting import MOST_IN_TOOLTIP, shortened
from itag_desktop.gui.line_source import LineSource, PreviewItem
from itag_desktop.wording.texts import count_text

NUMBER, LINE = range(2)
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """The lines of a `LineSource`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: LineSource | None = None
        self._count = 0
        self.is_called_by_name = False
        """Whether assistive programs are told the file's name in place of the line; the gallery says so while shown."""

    def show_source(self, source: LineSource | None, *, is_continued: bool = False) -> None:
        """Show `source`; `is_continued` says that the lines shown so far are its first ones."""
        count = 0 if source is None else source.count
        if is_continued and count >= self._count:
            self._source = source
            self._repaint_lines()
            if count > self._count:
                self.beginInsertRows(_NOWHERE, self._count, count - 1)
                self._count = count
                self.endInsertRows()
            return
        self.beginResetModel()
        self._source, self._count = source, count
        self.endResetModel()

    @property
    def source(self) -> LineSource | None:
        """What the lines are of."""
        return self._source

    def item(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read."""
        return self._source.item_at(row) if self._source is not None and 0 <= row < self._count else None

    def _line(self, row: int) -> str:
        return self._source.line_at(row) if self._source is not None and 0 <= row < self._count else ""

    def _tooltip(self, row: int) -> str:
        return shortened(self._line(row), MOST_IN_TOOLTIP)

    def _repaint_lines(self) -> None:
        if self._count:  # each may read differently now: the bucket or the prefix changed
            self.dataChanged.emit(self.index(0, NUMBER), self.index(self._count - 1, LINE))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of lines."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the number or the exact line; for assistive programs the file's name if lines are called by it."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == LINE and self.is_called_by_name:
            item = self.item(index.row())
            return item.file_name if item is not None else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole and (role != Qt.ItemDataRole.ToolTipRole or index.column() != LINE):
            return None
        if index.column() == NUMBER:
            return count_text(index.row() + 1)
        return self._tooltip(index.row()) if role == Qt.ItemDataRole.ToolTipRole else self._line(index.row())
