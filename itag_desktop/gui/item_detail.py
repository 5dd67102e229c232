"""The detail under the lines: the picture, what the file is, its whole line, and what can be done with it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from itag_desktop.gui.labels import ElidedLabel, label
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.style import GAP, MARGIN
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnails
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import text

PICTURE = 128


class ItemDetail(QFrame):
    """One data item."""

    leave_out_requested = Signal()
    show_requested = Signal()

    def __init__(self, thumbnails: Thumbnails, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = theme
        self._item: PreviewItem | None = None
        self._has_picture = False
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.facts_label = ElidedLabel()
        self.line_label = label("", wraps=True)
        self.line_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line_label.setTextFormat(Qt.TextFormat.PlainText)
        self.leave_out_button = QPushButton(text("Leave out"))
        self.show_button = QPushButton(text("Show in folder"))
        self._build()
        thumbnails.arrived.connect(self._on_thumbnail_arrived)
        theme.changed.connect(self._renew)

    def _build(self) -> None:
        self.setObjectName("item_detail")
        self.leave_out_button.clicked.connect(self.leave_out_requested)
        self.show_button.clicked.connect(self.show_requested)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        acts.addWidget(self.facts_label, 1)
        acts.addWidget(self.leave_out_button)
        acts.addWidget(self.show_button)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(acts)
        words.addWidget(self.line_label)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.setSpacing(MARGIN)
        row.addWidget(self._picture)
        row.addLayout(words, 1)

    def show_item(self, item: PreviewItem | None, *, has_picture: bool) -> None:
        """Show `item`; None hides the detail."""
        self._item, self._has_picture = item, has_picture
        self.setVisible(item is not None)
        has_file = item is not None and item.has_file
        for part in (self.leave_out_button, self.show_button):
            part.setVisible(has_file)
        self._show_picture()
        if item is not None and has_picture:
            self._thumbnails.want_first(item.path)
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Drop the picture where there is no room for it."""
        super().resizeEvent(event)
        self._show_picture()

    def _show_picture(self) -> None:
        has_file = self._item is not None and self._item.has_file
        self._picture.setVisible(has_file and self.width() > 3 * PICTURE)

    @Slot()
    def _renew(self) -> None:
        item = self._item
        if item is None:
            return
        known = self._thumbnails.get(item.path) if self._has_picture else None
        facts = [item.name, size_text(item.size_bytes)]
        if known is not None and not known.whole.isEmpty():
            facts.append(_measures(known.whole))
        if known is not None and known.pixmap is not None:
            edge = QSize(PICTURE, PICTURE) * known.pixmap.devicePixelRatio()
            keeps, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(known.pixmap.scaled(edge, keeps, smooth))
        else:
            self._picture.setPixmap(self._theme.pixmap("image" if self._has_picture else "file", "secondary", 40))
        self.facts_label.setText(" · ".join(facts))
        self.line_label.setFont(self._theme.line_font())
        self.line_label.setText(item.line)

    @Slot(str)
    def _on_thumbnail_arrived(self, path: str) -> None:
        if self._item is not None and self._item.path == path:
            self._renew()


def _measures(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"
