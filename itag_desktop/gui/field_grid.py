"""The grid of fields: a row for each column of the table, dragged into the order that a data item has them in."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from itag_desktop.gui.field_delegates import FactsDelegate, KindDelegate, NameDelegate, facts_width
from itag_desktop.gui.field_grid_model import (
    COLUMN,
    FACTS_ROLE,
    FIELD,
    FILES,
    HANDLE,
    KIND,
    SAMPLE,
    FieldGridModel,
)
from itag_desktop.gui.style import GAP, ICON
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_NARROW = 520
_FEWEST_ROWS, _MOST_ROWS = 2, 7
_ARROW_ROOM = ICON + 3 * GAP
_TICK_ROOM = ICON + 3 * GAP
_LOOKED_AT = 60


class FieldGrid(QTableView):
    """Columns with their ticks, fields, kinds and first values."""

    def __init__(self, model: FieldGridModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        self._theme = theme
        self._row_before_reset = -1
        self._build()
        self._take_drags()
        model.modelAboutToBeReset.connect(self._note_row)
        model.modelReset.connect(self._on_rows_changed)
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            signal.connect(self._renew_sizes)
        theme.changed.connect(self._renew_sizes)
        self._renew_sizes()

    def _build(self) -> None:
        self.setObjectName("field_grid")
        self.setAccessibleName(text("Fields"))
        self.setProperty("look", "boxed")
        self.setModel(self._grid)
        name_delegate = NameDelegate(self._grid, self)
        self.setItemDelegateForColumn(COLUMN, name_delegate)
        self.setItemDelegateForColumn(FIELD, name_delegate)
        self.setItemDelegateForColumn(KIND, KindDelegate(self._theme, self))
        self.setItemDelegateForColumn(FILES, FactsDelegate(self._theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(ICON, ICON))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(ICON)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._on_clicked)

    def _take_drags(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)  # the model tells its rows from all else
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Open the list of kinds by one click, as it looks like one that does."""
        if index.column() == KIND and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def edit_row(self, row: int, column: int) -> None:
        """Let a cell of `row` be typed in."""
        self.select_row(row, column)
        self.edit(self._grid.index(row, column))

    def edit_current(self) -> None:
        """Let what can be typed in the current row be typed: where the cursor is, else the field's name."""
        current = self.currentIndex()
        is_typed = current.flags() & Qt.ItemFlag.ItemIsEditable and current.column() != KIND
        index = current if is_typed else current.siblingAtColumn(FIELD)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def select_row(self, row: int, column: int = COLUMN) -> None:
        """Make `row` the current one and bring it into sight."""
        index = self._grid.index(row, column)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the current row by Alt and an arrow, tick it by the space bar, take a constant out by Delete."""
        row, key = self.currentIndex().row(), event.key()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if row >= 0 and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        elif row >= 0 and key == Qt.Key.Key_Space:
            self._grid.tick(row, is_included=not self._grid.rows[row].is_included)
        elif key == Qt.Key.Key_Delete:
            self.remove_current()
        else:
            super().keyPressEvent(event)

    def remove_current(self) -> None:
        """Take the current row out, if it is a constant."""
        self._grid.remove_constant(self.currentIndex().row())

    def move_current(self, step: int) -> None:
        """Move the current row up (-1) or down (1)."""
        row = self.currentIndex().row()
        if self._grid.move_row(row, row - 1 if step < 0 else row + 2):
            self.scrollTo(self.currentIndex())

    @Slot()
    def _note_row(self) -> None:
        self._row_before_reset = self.currentIndex().row()

    @Slot()
    def _on_rows_changed(self) -> None:
        if 0 <= self._row_before_reset < self._grid.rowCount():
            self.select_row(self._row_before_reset)
        self._renew_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width out; the first value gives way first."""
        super().resizeEvent(event)
        self._share_width()

    @Slot()
    def _renew_sizes(self) -> None:
        row = self._theme.metrics.row
        if self.verticalHeader().defaultSectionSize() != row:
            self.verticalHeader().setMinimumSectionSize(row)
            self.verticalHeader().setDefaultSectionSize(row)
        shown = min(max(self._grid.rowCount(), _FEWEST_ROWS), _MOST_ROWS)
        height = shown * row + self.horizontalHeader().sizeHint().height() + 4
        if self.height() != height:
            self.setFixedHeight(height)
        self._share_width()

    def _share_width(self) -> None:
        room = self.viewport().width()
        widths = {HANDLE: ICON + GAP, KIND: self._width(KIND) + _ARROW_ROOM}
        if self._grid.has_file_facts:
            widths[FILES] = self._facts_width()
        is_wide = room >= _NARROW
        rest = room - sum(widths.values())
        least = self._width(COLUMN) + _TICK_ROOM
        parts = (0.3, 0.36, 0.34) if is_wide else (0.45, 0.55, 0.0)
        widths[COLUMN] = min(least, round(rest * parts[0]))
        widths[FIELD] = round((rest - widths[COLUMN]) * parts[1] / (parts[1] + parts[2]))
        if is_wide:
            widths[SAMPLE] = rest - widths[COLUMN] - widths[FIELD]
        for column in range(self._grid.columnCount()):
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, max(widths[column], ICON))

    def _width(self, column: int) -> int:
        """Return how wide the words of a column are, as far as the first rows show it."""
        rows = range(min(self._grid.rowCount(), _LOOKED_AT))
        words = [str(self._grid.index(row, column).data() or "") for row in rows]
        words.append(str(self._grid.headerData(column, Qt.Orientation.Horizontal)))
        return max(map(self.fontMetrics().horizontalAdvance, words))

    def _facts_width(self) -> int:
        rows = range(min(self._grid.rowCount(), _LOOKED_AT))
        known = [facts for row in rows if (facts := self._grid.index(row, FILES).data(FACTS_ROLE)) is not None]
        return max((facts_width(self.fontMetrics(), facts) for facts in known), default=ICON)
