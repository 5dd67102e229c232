"""The table model of sources: what was dropped, joined with what the scan found of it so far."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.wording.texts import text

SOURCE, NAME_IN_BUCKET = range(2)
ROW_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source as the list shows it. `is_folder` None: not known before the scan reaches it."""

    path: str
    name: str
    is_folder: bool | None
    facts: str
    name_in_bucket: str


class SourcesModel(QAbstractTableModel):
    """The sources of a draft, as `row_of` shows them; where they have names in the bucket these can be edited."""

    name_edited = Signal(str, str)
    """Path and new name in the bucket."""

    def __init__(
        self,
        draft: AnyDraft,
        row_of: Callable[[DroppedPath], SourceRow],
        *,
        has_names: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._row_of = row_of
        self._columns = 2 if has_names else 1
        self._rows: list[SourceRow] = []
        draft.setup_changed.connect(self._renew)
        draft.scan_changed.connect(self._renew)

    def path(self, row: int) -> str:
        """Return the path of `row`."""
        return self._rows[row].path

    def _renew(self) -> None:
        rows = [self._row_of(path) for path in self._draft.setup.paths]
        if [row.path for row in rows] == [row.path for row in self._rows]:
            if rows != self._rows:
                self._rows = rows
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self._columns - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of sources."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """Return the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (text("Source"), text("Name in bucket"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the name in the bucket of a folder be edited."""
        flags = super().flags(index)
        if index.isValid() and index.column() == NAME_IN_BUCKET and self._rows[index.row()].is_folder:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the texts; the whole row for the delegate."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.column() == NAME_IN_BUCKET:
            return row.name_in_bucket
        return row.name if not row.facts or role == Qt.ItemDataRole.EditRole else f"{row.name}  {row.facts}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take a new name in the bucket."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or index.column() != NAME_IN_BUCKET:
            return False
        row = self._rows[index.row()]
        if str(value).strip() == row.name_in_bucket:
            return False
        self.name_edited.emit(row.path, str(value))
        return True
