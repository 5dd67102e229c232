"""The view of sources: two lines a row, the path elided in its middle."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from itag_desktop.gui.sources_model import NAME_IN_BUCKET, ROW_ROLE, SOURCE, SourceRow, SourcesModel
from itag_desktop.gui.style import ICON
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_PADDING = 8
_NAME_WIDTH = 120


class SourceDelegate(QStyledItemDelegate):
    """Paints icon, name and facts, and the path under them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines."""
        return QSize(super().sizeHint(option, index).width(), self._theme.metrics.source)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, then the source on it."""
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        self._paint_source(painter, option, index.data(ROW_ROLE))
        painter.restore()

    def _paint_source(self, painter: QPainter, option: QStyleOptionViewItem, row: SourceRow) -> None:
        colours = self._theme.colours
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = QColor(colours.text if is_selected else colours.secondary)
        rect = option.rect.adjusted(_PADDING, 4, -_PADDING, -4)
        icon = "file" if row.is_folder is False else "folder"
        pixmap = self._theme.pixmap("triangle-alert", "amber") if row.trouble else self._theme.pixmap(icon, "secondary")
        painter.drawPixmap(rect.left(), rect.center().y() - ICON // 2, pixmap)
        rect.setLeft(rect.left() + ICON + _PADDING)
        upper, lower = QRect(rect), QRect(rect)
        upper.setBottom(rect.center().y())
        lower.setTop(rect.center().y() + 1)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        facts_width = QFontMetrics(option.font).horizontalAdvance(row.facts)
        _draw(painter, upper.adjusted(0, 0, -facts_width - _PADDING, 0), row.name, bold, QColor(colours.text))
        painter.setFont(option.font)
        painter.setPen(quiet)
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.facts)
        _draw(painter, lower, row.path, self._theme.small_font(), quiet)


def _draw(painter: QPainter, rect: QRect, words: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class SourcesView(QTableView):
    """The list of sources."""

    def __init__(self, model: SourcesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources = model
        self._theme = theme
        self.setObjectName("sources_list")
        self.setAccessibleName(text("Sources"))
        self.setProperty("look", "boxed")
        self.setModel(model)
        self.setItemDelegateForColumn(SOURCE, SourceDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        if model.columnCount() > NAME_IN_BUCKET:
            header.setSectionResizeMode(NAME_IN_BUCKET, QHeaderView.ResizeMode.Fixed)
        else:
            header.hide()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def selected_paths(self) -> list[str]:
        """Return the paths of the rows selected."""
        return [self._sources.path(index.row()) for index in self.selectionModel().selectedRows()]

    def edit_name(self) -> None:
        """Edit the name in the bucket of the current source."""
        current = self.currentIndex()
        if current.isValid() and self._sources.columnCount() > NAME_IN_BUCKET:
            self.edit(current.siblingAtColumn(NAME_IN_BUCKET))

    def _on_theme_changed(self) -> None:
        if self._sources.columnCount() > NAME_IN_BUCKET:
            title = str(self._sources.headerData(NAME_IN_BUCKET, Qt.Orientation.Horizontal))
            width = self.fontMetrics().horizontalAdvance(title) + 2 * _PADDING
            self.horizontalHeader().resizeSection(NAME_IN_BUCKET, max(_NAME_WIDTH, width))
        self.verticalHeader().setDefaultSectionSize(self._theme.metrics.source)
        self.verticalHeader().setMinimumSectionSize(self._theme.metrics.source)
