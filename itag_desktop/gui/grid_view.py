"""A list view of tiles in a grid, whose every answer takes the same time however many tiles there are.

`QListView` lays each item out, and asks about each when many are selected: 200,000 tiles held the window for more than
a second. Tiles of one size need no layout: where one is, and which is at a place, is arithmetic. So all that the view
asks of its layout is answered here. It stays a `QListView`, which assistive programs know as a list.
"""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction


class GridView(QListView):
    """Tiles of `gridSize`, from left to right and downwards, scrolled by pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def columns(self) -> int:
        """How many tiles there are beside each other."""
        return self._columns_within(self.viewport().width())

    def _columns_within(self, width: int) -> int:
        return max(1, width // max(1, self.gridSize().width()))

    def _count(self) -> int:
        model = self.model()
        return 0 if model is None else model.rowCount(self.rootIndex())

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, self.modelColumn(), self.rootIndex())

    def _rows_within(self, rect: QRect) -> range:
        """Return the rows of the lines of tiles that a part of the viewport shows."""
        height, columns, top = max(1, self.gridSize().height()), self.columns, self.verticalOffset()
        first = max(0, (rect.top() + top) // height) * columns
        last = max(0, (rect.bottom() + top) // height + 1) * columns
        return range(min(first, self._count()), min(last, self._count()))

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select all tiles; Qt would look for hidden ones among them, one by one."""
        if self._count():
            selection = QItemSelection(self._index(0), self._index(self._count() - 1))
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # What the view asks of its layout

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Return where the tile is in the viewport."""
        if not index.isValid():
            return QRect()
        size = self.gridSize()
        line, column = divmod(index.row(), self.columns)
        place = QPoint(column * size.width(), line * size.height() - self.verticalOffset())
        return QRect(place, size)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the tile at a place of the viewport."""
        size, columns = self.gridSize(), self.columns
        column = point.x() // max(1, size.width())
        row = (point.y() + self.verticalOffset()) // max(1, size.height()) * columns + column
        return self._index(row) if 0 <= column < columns and 0 <= row < self._count() else QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as far as it takes to show the tile whole."""
        if not index.isValid():
            return
        rect, height, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        at = bar.value()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(at + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(at + rect.top())
        elif rect.bottom() >= height or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(at + min(rect.top(), rect.bottom() - height + 1))

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the tile that a key leads to."""
        count, columns = self._count(), self.columns
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self._index(0)
        page = max(1, self.viewport().height() // max(1, self.gridSize().height())) * columns
        steps = {
            Move.MoveLeft: -1,
            Move.MovePrevious: -1,
            Move.MoveRight: 1,
            Move.MoveNext: 1,
            Move.MoveUp: -columns,
            Move.MoveDown: columns,
            Move.MovePageUp: -page,
            Move.MovePageDown: page,
            Move.MoveHome: -count,
            Move.MoveEnd: count,
        }
        row = current.row() + steps[action]
        if action in (Move.MoveUp, Move.MoveDown) and not 0 <= row < count:
            row = current.row()
        return self._index(min(max(0, row), count - 1))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """Select what a drag of the mouse, or keys with Shift, have gone over: all from one tile to the other."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        selection = QItemSelection()
        if first.isValid() and last.isValid():
            selection.select(*sorted((first, last), key=QModelIndex.row))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        """Return what of the viewport to paint anew: for one tile its place, else all."""
        rows = [selection.at(number) for number in range(min(selection.count(), 2))]
        if len(rows) == 1 and rows[0].top() == rows[0].bottom():
            return QRegion(self.visualRect(rows[0].topLeft()))
        return QRegion(self.viewport().rect())

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Return 0: it is as wide as it is."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Lay nothing out; only the scroll bar learns how much there is."""
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Tell the scroll bar how far it may go."""
        height, seen = self.gridSize().height(), self.viewport().height()
        lines = -(-self._count() // self.columns)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, lines * height - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(max(1, height // 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let as many tiles stand beside each other as there is room for; the first in sight stays there."""
        columns = self._columns_within(event.oldSize().width())
        first = self.verticalOffset() // max(1, self.gridSize().height()) * columns
        super().resizeEvent(event)
        self.updateGeometries()
        if columns != self.columns and first < self._count():
            self.scrollTo(self._index(first), QAbstractItemView.ScrollHint.PositionAtTop)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the tiles in sight."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        enabled = option.state
        current, chosen, painter = self.currentIndex(), self.selectionModel(), QPainter(self.viewport())
        for row in self._rows_within(event.rect()):
            index = self._index(row)
            option.rect = self.visualRect(index)
            option.state = enabled
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegateForIndex(index).paint(painter, option, index)
        painter.end()
