"""The fields of one data item under each other: key, value, and a small picture where the file is one."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from itag_desktop.gui.item_fields import ItemField
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnails
from itag_desktop.wording.texts import text

KEY, VALUE = range(2)
PICTURE = 48
_GAP = 8
_MOST_PICTURES = 100
_WIDEST_KEY = 160
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class FieldsModel(QAbstractTableModel):
    """The fields of an item; pictures come when they are decoded."""

    def __init__(self, thumbnails: Thumbnails, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = theme
        self._fields: tuple[ItemField, ...] = ()
        thumbnails.arrived.connect(self._on_thumbnail_arrived)

    @property
    def fields(self) -> tuple[ItemField, ...]:
        """The fields shown."""
        return self._fields

    def show_fields(self, fields: tuple[ItemField, ...]) -> None:
        """Show these fields."""
        if fields == self._fields:
            return
        self.beginResetModel()
        self._fields = fields
        self.endResetModel()
        pictures = [field.file.path for field in fields if field.file is not None and field.file.is_picture]
        for path in pictures[:_MOST_PICTURES]:
            self._thumbnails.want_first(path)

    @Slot(str)
    def _on_thumbnail_arrived(self, path: str) -> None:
        for row, field in enumerate(self._fields):
            if field.file is not None and field.file.path == path:
                index = self.index(row, VALUE)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return two: key and value."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return key or value; the picture beside the value."""
        if not index.isValid():
            return None
        field = self._fields[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return field.key if index.column() == KEY else field.value
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == KEY:
            return QColor(self._theme.colours.secondary)
        return self._picture(field) if role == Qt.ItemDataRole.DecorationRole and index.column() == VALUE else None

    def _picture(self, field: ItemField) -> QPixmap | None:
        if field.file is None:
            return None
        known = self._thumbnails.get(field.file.path) if field.file.is_picture else None
        if known is None or known.pixmap is None:
            return self._theme.pixmap("image" if field.file.is_picture else "file", "secondary")
        edge = QSize(PICTURE, PICTURE) * known.pixmap.devicePixelRatio()
        keeps, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return known.pixmap.scaled(edge, keeps, smooth)


class FieldsView(QTableView):
    """All fields of an item, for the eye; the line itself has the exact bytes."""

    def __init__(self, model: FieldsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fields = model
        self.setObjectName("fields_view")
        self.setAccessibleName(text("Fields of the item"))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(PICTURE, PICTURE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(KEY, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.setMinimumHeight(PICTURE + _GAP)
        model.modelReset.connect(self._renew_sizes)
        theme.changed.connect(self._renew_sizes)

    @Slot()
    def _renew_sizes(self) -> None:
        """Give rows with pictures their height, and the keys the room that they need."""
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(self._theme.metrics.row)
        fields = self._fields.fields[:_MOST_PICTURES]
        for row, field in enumerate(fields):
            has_picture = field.file is not None and field.file.is_picture
            rows.resizeSection(row, PICTURE + _GAP if has_picture else self._theme.metrics.row)
        widths = [self.fontMetrics().horizontalAdvance(field.key) for field in fields]
        self.setColumnWidth(KEY, min(max(widths, default=0) + 2 * _GAP, _WIDEST_KEY))
