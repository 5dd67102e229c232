"""The table model of the grid of fields: rows that are ticked, named, given a kind and dragged into another order."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from itag_desktop.domain.items import ColumnView, FieldFacts, FieldKind, FieldRule, RowsFrom
from itag_desktop.gui.field_rows import (
    FieldRow,
    arranged,
    fields_of,
    has_other_headers,
    is_named_by_headers,
    key_fault,
    moved,
    named_by_headers,
    named_plainly,
    with_constant,
    with_row,
    with_tick,
)
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import count_text, text
from itag_desktop.wording.words import field_kind_word

HANDLE, COLUMN, FIELD, KIND, SAMPLE, FILES = range(6)
COLUMNS = 6
KINDS_ROLE = Qt.ItemDataRole.UserRole
FACTS_ROLE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)

Index = QModelIndex | QPersistentModelIndex


class FieldGridModel(QAbstractTableModel):
    """Columns and constants; what the user changes is told as the fields that follow from it."""

    fields_changed = Signal(object)
    """The fields as they are now."""
    refused = Signal(str)
    """A change was not made; why, in words."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[FieldRow, ...] = ()
        self._columns: tuple[ColumnView, ...] = ()
        self._rows_from = RowsFrom.TABLE
        self._facts: Mapping[str, FieldFacts] = {}
        self._mime = f"application/x-itag-desktop-field-{secrets.token_hex(8)}"  # of no other grid
        theme.changed.connect(self._repaint)

    # What is shown

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The rows in the user's order."""
        return self._rows

    @property
    def letters(self) -> frozenset[str]:
        """The letters of the columns that are fields."""
        return frozenset(row.column.letter for row in self._rows if row.is_included and row.column is not None)

    @property
    def has_other_headers(self) -> bool:
        """Say whether fields could be called by their columns' headers and are not by themselves."""
        return self._rows_from is RowsFrom.TABLE and has_other_headers(self._rows)

    @property
    def is_named_by_headers(self) -> bool:
        """Say whether the fields are called by their columns' headers."""
        return is_named_by_headers(self._rows)

    @property
    def has_file_facts(self) -> bool:
        """Say whether there is anything to tell of files."""
        return bool(self._facts) and any(self._facts_of(row) is not None for row in self._rows)

    def show_fields(
        self, columns: tuple[ColumnView, ...], fields: Sequence[FieldRule], rows_from: RowsFrom = RowsFrom.TABLE
    ) -> None:
        """Show the columns of a table, ticked where one of `fields` is made of them."""
        same_columns = columns is self._columns or columns == self._columns
        if same_columns and rows_from is self._rows_from and tuple(fields) == fields_of(self._rows):
            return
        self._columns, self._rows_from = columns, rows_from
        self._replace(arranged(self._rows, columns, fields))

    def show_facts(self, facts: Mapping[str, FieldFacts]) -> None:
        """Show what was found for the fields of columns, by what rules call these: a field may be renamed meanwhile."""
        if facts != self._facts:
            self._facts = dict(facts)
            self._repaint(FILES)

    # What the user does

    def move_row(self, start: int, place: int) -> bool:
        """Bring the row of `start` before the one at `place`."""
        if place in (start, start + 1) or not 0 <= start < len(self._rows) or not 0 <= place <= len(self._rows):
            return False
        self.beginMoveRows(_NOWHERE, start, start, _NOWHERE, place)
        self._rows = moved(self._rows, start, place)
        self.endMoveRows()
        self.fields_changed.emit(fields_of(self._rows))
        return True

    def add_constant(self) -> int:
        """Add a constant behind all rows; return its row."""
        row = len(self._rows)
        self.beginInsertRows(_NOWHERE, row, row)
        self._rows = with_constant(self._rows)
        self.endInsertRows()
        self.fields_changed.emit(fields_of(self._rows))
        return row

    def remove_constant(self, row: int) -> bool:
        """Take a constant out; columns stay."""
        if not 0 <= row < len(self._rows) or self._rows[row].column is not None or self._is_last_field(row):
            return False
        self.beginRemoveRows(_NOWHERE, row, row)
        self._rows = (*self._rows[:row], *self._rows[row + 1 :])
        self.endRemoveRows()
        self.fields_changed.emit(fields_of(self._rows))
        return True

    def name_by_headers(self, uses_headers: bool) -> None:  # noqa: FBT001 - the slot of a check box
        """Call the fields by their columns' headers, or plainly."""
        self._change(named_by_headers(self._rows) if uses_headers else named_plainly(self._rows))

    def tick(self, row: int, *, is_included: bool) -> bool:
        """Make a field of the row, or not; the last field stays."""
        if not is_included and self._is_last_field(row):
            self.refused.emit(text("A data item needs at least one field."))
            return False
        return self._change(with_tick(self._rows, row, is_included=is_included))

    def key_fault(self, row: int, typed: str) -> str | None:
        """Return in words why the field of `row` cannot be called `typed`, or None."""
        return key_fault(self._rows, row, typed)

    def _is_last_field(self, row: int) -> bool:
        return self._rows[row].is_included and len(fields_of(self._rows)) == 1

    def _rename(self, row: int, typed: str) -> bool:
        fault = self.key_fault(row, typed)
        if fault is not None:
            self.refused.emit(fault)
            return False
        return self._change_rule(row, key=typed.strip())

    def _change_rule(self, row: int, **changes: Any) -> bool:
        old = self._rows[row]
        return self._change(with_row(self._rows, row, replace(old, rule=replace(old.rule, **changes))))

    def _change(self, rows: tuple[FieldRow, ...]) -> bool:
        if rows == self._rows:
            return False
        before = fields_of(self._rows)
        self._replace(rows)
        if fields_of(rows) != before:
            self.fields_changed.emit(fields_of(rows))
        return True

    def _replace(self, rows: tuple[FieldRow, ...]) -> None:
        if [row.column for row in rows] == [row.column for row in self._rows]:
            self._rows = rows
            self._repaint()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _repaint(self, first: int = HANDLE) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, first), self.index(len(self._rows) - 1, FILES))

    # Qt's model

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns and constants."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns of the grid."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """Return the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        first = text("Suffix") if self._rows_from is RowsFrom.PAIRS else text("Column")
        return ("", first, text("Field"), text("Kind"), text("First value"), text("Files"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be dragged and dropped between, ticks be set, and fields be edited."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        row = self._rows[index.row()]
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        if index.column() == COLUMN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_editable(row, index.column()) else flags

    def _is_editable(self, row: FieldRow, column: int) -> bool:
        if column == COLUMN:
            return row.column is None
        return row.is_included and (column == FIELD or (column == KIND and len(self._kinds(row)) > 1))

    def _kinds(self, row: FieldRow) -> tuple[FieldKind, ...]:
        if row.column is None:
            return (FieldKind.CONSTANT,)
        if self._rows_from is RowsFrom.PAIRS:
            is_text = FieldKind.TEXT in (row.column.kind, row.kind)
            return (FieldKind.TEXT, FieldKind.FILE) if is_text else (FieldKind.FILE,)
        return (FieldKind.TEXT, FieldKind.FILE, FieldKind.URI)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return texts, ticks, the kinds a field may have, and what was found of its files."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in _TEXTS:
            return self._text(row, column, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text("Move {name}", name=row.name) if column == HANDLE else self._text(row, column, role)
        if role == Qt.ItemDataRole.ForegroundRole:
            return None if row.is_included else QColor(self._theme.colours.disabled)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._theme.icon("grip-vertical", "secondary") if column == HANDLE else None
        return self._value(row, column, role)

    def _value(self, row: FieldRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and column == COLUMN:
            return Qt.CheckState.Checked if row.is_included else Qt.CheckState.Unchecked
        if role == KINDS_ROLE:
            return self._kinds(row) if row.is_included else ()
        return self._facts_of(row) if role == FACTS_ROLE else None

    def _text(self, row: FieldRow, column: int, role: int) -> str:
        if column == COLUMN:
            is_empty = row.column is None and not row.rule.value and role != Qt.ItemDataRole.EditRole
            return text("(empty)") if is_empty else row.name
        if column == SAMPLE:
            return row.rule.value if row.column is None else " ".join(next(iter(row.column.samples), "").split())
        if not row.is_included:
            return ""
        facts = self._facts_of(row)
        if column == FILES and facts is not None:
            return " · ".join(file_facts(facts))
        return {FIELD: row.rule.key, KIND: field_kind_word(row.kind)}.get(column, "")

    def _facts_of(self, row: FieldRow) -> FieldFacts | None:
        return self._facts.get(row.rule.column) if row.is_included and row.kind is FieldKind.FILE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take a tick, a field's name or kind, or a constant's value."""
        if not index.isValid():
            return False
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == COLUMN:
            return self.tick(row, is_included=Qt.CheckState(value) is Qt.CheckState.Checked)
        if role != Qt.ItemDataRole.EditRole or not self._is_editable(self._rows[row], column):
            return False
        if column == FIELD:
            return self._rename(row, str(value))
        if column == KIND:
            return FieldKind(value) in self._kinds(self._rows[row]) and self._change_rule(row, kind=FieldKind(value))
        return self._change_rule(row, value=str(value))

    # Dragging rows

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Move rows, never copy them."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Return what is dragged: rows of this grid and no other."""
        return [self._mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the number of the dragged row."""
        mime = QMimeData()
        if indexes:
            mime.setData(self._mime, QByteArray(str(indexes[0].row()).encode()))
        return mime

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Bring the dragged row to where it was dropped: before `row`, behind all rows where that is -1."""
        if not self.canDropMimeData(data, _action, row, column, parent):
            return False
        start = int(data.data(self._mime).toStdString())
        self.move_row(start, row if row >= 0 else len(self._rows))
        return True


def file_facts(facts: FieldFacts) -> tuple[str, ...]:
    """Return in words what was found of a field's files: how many are there, and how many are not, if any."""
    found = text("{count} found", count=count_text(facts.found_files))
    missing = text("{count} missing", count=count_text(facts.missing_files))
    return (found, missing) if facts.missing_files else (found,)
