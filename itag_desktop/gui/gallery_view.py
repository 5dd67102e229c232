"""The gallery: tiles with a thumbnail, a length, and the file's name, selected and left out like lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.gui.grid_view import GridView
from itag_desktop.gui.kind_look import KIND_ICONS, stand_in_words
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.lines_model import LINE, LinesModel
from itag_desktop.gui.style import EMPTY_ICON
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnail, Thumbnails
from itag_desktop.wording.quantities import length_text
from itag_desktop.wording.texts import text

TILE = 160
_GAP = 8
_SETTLE_MS = 60
_BADGE_GROUND = QColor(0, 0, 0, 165)
_BADGE_TEXT = QColor("white")
_BADGE_MARGIN = 4


class TileDelegate(QStyledItemDelegate):
    """Paints one tile."""

    def __init__(self, model: LinesModel, thumbnails: Thumbnails, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails
        self._theme = theme
        self.kind = Template.IMAGE

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of every tile."""
        return QSize(TILE + _GAP, TILE + self._theme.metrics.row + _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, the picture or its stand-in, and the name."""
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        item = self._model.item(index.row())
        if item is None:
            return
        painter.save()
        tile = option.rect.adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, -_GAP // 2)
        picture = QRect(tile.left(), tile.top(), tile.width(), TILE)
        self._paint_picture(painter, picture, item)
        name = QRect(tile.left(), picture.bottom(), tile.width(), tile.bottom() - picture.bottom())
        font = self._theme.small_font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.text))
        shown = QFontMetrics(font).elidedText(item.file_name, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def _paint_picture(self, painter: QPainter, rect: QRect, item: PreviewItem) -> None:
        known = self._thumbnails.get(item.path)
        if known is None or known.pixmap is None:
            self._paint_stand_in(painter, rect, known)
            return
        size = known.pixmap.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(rect.center())
        painter.drawPixmap(place.topLeft(), known.pixmap)
        if known.length_ms:
            _paint_badge(painter, place & rect, length_text(known.length_ms), self._theme.small_font())

    def _paint_stand_in(self, painter: QPainter, rect: QRect, known: Thumbnail | None) -> None:
        icon = self._theme.pixmap(KIND_ICONS[self.kind], "secondary", EMPTY_ICON)
        middle = rect.center()
        painter.drawPixmap(middle.x() - EMPTY_ICON // 2, middle.y() - EMPTY_ICON, icon)
        if known is not None:
            painter.setFont(self._theme.small_font())
            painter.setPen(QColor(self._theme.colours.secondary))
            words = QRect(rect.left(), middle.y(), rect.width(), rect.height() // 2)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(words, flags, stand_in_words(known, self.kind))


def _paint_badge(painter: QPainter, picture: QRect, words: str, font: QFont) -> None:
    """Paint words into the lower right corner of a picture, readable on any."""
    metrics = QFontMetrics(font)
    badge = QRect(0, 0, metrics.horizontalAdvance(words) + 2 * _BADGE_MARGIN, metrics.height() + 2)
    badge.moveBottomRight(picture.bottomRight() - QPoint(_BADGE_MARGIN, _BADGE_MARGIN))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BADGE_GROUND)
    painter.drawRoundedRect(badge, _BADGE_MARGIN, _BADGE_MARGIN)
    painter.setFont(font)
    painter.setPen(_BADGE_TEXT)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


class GalleryView(GridView):
    """Tiles of uniform size over the model of lines."""

    def __init__(self, model: LinesModel, thumbnails: Thumbnails, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self._thumbnails = thumbnails
        self._theme = theme
        self._delegate = TileDelegate(model, thumbnails, theme, self)
        self._rows_in_sight: dict[str, int] = {}
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self._want_visible)
        self._build()
        for signal in (
            self.verticalScrollBar().valueChanged,
            model.rowsInserted,
            model.modelReset,
            model.dataChanged,
        ):
            signal.connect(self._settle)
        thumbnails.arrived.connect(self._on_thumbnail_arrived)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.setObjectName("gallery_view")
        self.setAccessibleName(text("Gallery tiles"))
        self.setModel(self._lines)
        self.setModelColumn(LINE)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(GridView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)

    def show_kind(self, kind: MediaKind) -> None:
        """Show tiles of `kind`."""
        self._delegate.kind = kind

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to decode what is in sight; tiles are called by their file's name."""
        super().showEvent(event)
        self._lines.is_called_by_name = True
        self._settled.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Let lines be called by their text again: the list of lines comes into sight."""
        super().hideEvent(event)
        self._lines.is_called_by_name = False

    @Slot()
    def _settle(self) -> None:
        self._settled.start()  # not connected itself: it would take a scroll bar's value for its time

    @Slot()
    def _want_visible(self) -> None:
        if not self.isVisible():
            return
        first = self.indexAt(self._first_point())
        columns = self.columns
        rows = self.viewport().height() // self.gridSize().height() + 2
        start = max(0, first.row()) if first.isValid() else 0
        seen = range(start, min(start + columns * rows, self._lines.rowCount()))
        items = ((row, self._lines.item(row)) for row in seen)
        self._rows_in_sight = {item.path: row for row, item in items if item is not None}
        self._thumbnails.want(list(self._rows_in_sight))
        self.viewport().update()  # a picture may have come while rows were moving

    def _first_point(self) -> QPoint:
        return QPoint(self.gridSize().width() // 2, self.gridSize().height() // 2)

    @Slot(object)
    def _on_thumbnail_arrived(self, path: str) -> None:
        row = self._rows_in_sight.get(path)
        if row is not None and self.isVisible():  # that tile alone: painting all takes as long as decoding one
            self.update(self._lines.index(row, LINE))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setGridSize(QSize(TILE + 2 * _GAP, TILE + self._theme.metrics.row + 2 * _GAP))
