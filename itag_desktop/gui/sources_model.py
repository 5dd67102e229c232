"""The table model of sources: what was dropped, joined with what the scan found of it so far.

Rows are made when they are shown, for a hundred thousand files may be dropped at once.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from itag_desktop.domain.names import printable
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine.link import DroppedPath, FoundSource
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import plural, text
from itag_desktop.wording.words import problem_word

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


def source_row(
    dropped: DroppedPath, found: FoundSource | None, unusable: UnusableSource | None, *, is_scanning: bool
) -> SourceRow:
    """Return the row of a source."""
    pure = PurePath(dropped.path)
    facts = ""
    if unusable is not None:
        facts = problem_word(unusable.problem.kind)
    elif found is not None:
        files = plural("{count} file", "{count} files", found.files)
        facts = f"{files} · {size_text(found.size_bytes)}"
    elif is_scanning:
        facts = text("Scanning…")
    in_bucket = dropped.name_in_bucket or (found.source.name_in_bucket if found is not None else "") or ""
    return SourceRow(
        path=dropped.path,
        name=printable(pure.name or dropped.path),
        is_folder=found.source.is_folder if found is not None else None,
        facts=facts,
        name_in_bucket=in_bucket,
        trouble="" if unusable is None else sentence(unusable.trouble.code, unusable.trouble.values),
        can_be_named=unusable.needs_name if unusable is not None else found is not None and found.source.is_folder,
    )


class SourcesModel(QAbstractTableModel):
    """The sources of a draft; their name in the bucket can be edited."""

    name_edited = Signal(str, str)
    """Path and new name in the bucket."""

    def __init__(self, draft: MediaDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._paths: tuple[DroppedPath, ...] = ()
        self._unusable: dict[str, UnusableSource] = {}
        self._findings = draft.findings
        draft.setup_changed.connect(self._renew)
        draft.scan_changed.connect(self._renew)

    def path(self, row: int) -> str:
        """Return the path of `row`."""
        return self._paths[row].path

    def row(self, number: int) -> SourceRow:
        """Return the row of that number."""
        dropped = self._paths[number]
        return source_row(
            dropped,
            self._draft.findings.of_path(dropped.path),
            self._unusable.get(dropped.path),
            is_scanning=self._draft.is_scanning,
        )

    def _renew(self) -> None:
        snapshot, paths = self._draft.snapshot, self._draft.setup.paths
        self._unusable = {one.path: one for one in snapshot.unusable} if snapshot is not None else {}
        is_new_scan, self._findings = self._findings is not self._draft.findings, self._draft.findings
        if paths == self._paths:
            if paths:
                last = NAME_IN_BUCKET if is_new_scan else SOURCE  # a name being typed while the scan goes on stays
                self.dataChanged.emit(self.index(0, SOURCE), self.index(len(paths) - 1, last))
            return
        is_same_list = len(paths) == len(self._paths) and all(
            new.path == old.path for new, old in zip(paths, self._paths, strict=True)
        )
        if is_same_list:
            self._paths = paths
            self.dataChanged.emit(self.index(0, SOURCE), self.index(len(paths) - 1, NAME_IN_BUCKET))
            return
        self.beginResetModel()
        self._paths = paths
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of sources."""
        return 0 if parent.isValid() else len(self._paths)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else 2

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
