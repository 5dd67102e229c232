"""The table model of sources: what was dropped, joined with what the scan found of it so far.

Rows are made when they are shown, for a hundred thousand files may be dropped at once.
"""

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
    """A source as the list shows it. `is_folder` None: not known before the scan reaches it.

    `trouble` is the sentence that says why it cannot be used, or nothing.
    """

    path: str
    name: str
    is_folder: bool | None
    facts: str
    name_in_bucket: str
    trouble: str = ""
    can_be_named: bool = False


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
        self._paths: tuple[DroppedPath, ...] = ()
        self._scan: int | None = None
        draft.setup_changed.connect(self._renew)
        draft.scan_changed.connect(self._renew)

    def path(self, row: int) -> str:
        """Return the path of `row`."""
        return self._paths[row].path

    def row(self, number: int) -> SourceRow:
        """Return the row of that number."""
        return self._row_of(self._paths[number])

    def _renew(self) -> None:
        snapshot, paths = self._draft.snapshot, self._draft.setup.paths
        scan = None if snapshot is None else snapshot.scan_id
        is_new_scan, self._scan = self._scan != scan, scan
        if paths == self._paths:
            if paths:
                last = self._columns - 1 if is_new_scan else SOURCE  # a name being typed while the scan goes on stays
                self.dataChanged.emit(self.index(0, SOURCE), self.index(len(paths) - 1, last))
            return
        is_same_list = len(paths) == len(self._paths) and all(
            new.path == old.path for new, old in zip(paths, self._paths, strict=True)
        )
        if is_same_list:
            self._paths = paths
            self.dataChanged.emit(self.index(0, SOURCE), self.index(len(paths) - 1, self._columns - 1))
            return
        self.beginResetModel()
        self._paths = paths
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of sources."""
        return 0 if parent.isValid() else len(self._paths)

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
        if index.isValid() and index.column() == NAME_IN_BUCKET and self.row(index.row()).can_be_named:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the texts; the whole row for the delegate."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return f"{row.trouble}\n{row.path}" if row.trouble else row.path
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.column() == NAME_IN_BUCKET:
            return row.name_in_bucket
        return row.name if not row.facts or role == Qt.ItemDataRole.EditRole else f"{row.name}  {row.facts}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take a new name in the bucket."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or index.column() != NAME_IN_BUCKET:
            return False
        row = self.row(index.row())
        if str(value).strip() == row.name_in_bucket:
            return False
        self.name_edited.emit(row.path, str(value))
        return True
