"""The detail under the lines: the picture, what the file is, its whole line, and what can be done with it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from itag_desktop.domain.kinds import MEDIA_KINDS, Template
from itag_desktop.gui.kind_look import KIND_ICONS, missing_words
from itag_desktop.gui.labels import ElidedLabel, label
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.style import GAP, MARGIN, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnail, Thumbnails
from itag_desktop.wording.quantities import length_text, size_text
from itag_desktop.wording.texts import text

PICTURE = 128
_ICON = 40


class ItemDetail(QFrame):
    """One data item."""

    leave_out_requested = Signal()
    show_requested = Signal()

    def __init__(self, thumbnails: Thumbnails, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = theme
        self._item: PreviewItem | None = None
        self._template = Template.IMAGE
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.facts_label = ElidedLabel()
        self.note_label = label("", Look.SECONDARY, wraps=True)
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
        acts.addWidget(self.leave_out_button)
        acts.addWidget(self.show_button)
        acts.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.facts_label)
        words.addWidget(self.line_label)
        words.addWidget(self.note_label)
        words.addStretch(1)
        words.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.setSpacing(MARGIN)
        row.addWidget(self._picture)
        row.addLayout(words, 1)

    def show_item(self, item: PreviewItem | None, *, template: Template) -> None:
        """Show `item`; None hides the detail."""
        self._item, self._template = item, template
        self.setVisible(item is not None)
        has_file = item is not None and item.has_file
        for part in (self.leave_out_button, self.show_button):
            part.setVisible(has_file)
        self._show_picture()
        if item is not None and template in MEDIA_KINDS:
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
        known = self._thumbnails.get(item.path) if self._template in MEDIA_KINDS else None
        if known is not None and known.pixmap is not None:
            edge = QSize(PICTURE, PICTURE) * known.pixmap.devicePixelRatio()
            keeps, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(known.pixmap.scaled(edge, keeps, smooth))
        else:
            self._picture.setPixmap(self._theme.pixmap(KIND_ICONS.get(self._template, "file"), "secondary", _ICON))
        self.facts_label.set_text_before("".join(f" · {fact}" for fact in _facts(item, known)), item.name)
        self.line_label.setFont(self._theme.line_font())
        self.line_label.setText(item.line)
        missing = missing_words(known, self._template) if known is not None else ""
        self.note_label.setText(missing)
        self.note_label.setVisible(bool(missing))

    @Slot(object)
    def _on_thumbnail_arrived(self, path: str) -> None:
        if self._item is not None and self._item.path == path:
            self._renew()


def _facts(item: PreviewItem, known: Thumbnail | None) -> list[str]:
    facts = [size_text(item.size_bytes)]
    if known is not None and not known.whole.isEmpty():
        facts.append(f"{known.whole.width()}×{known.whole.height()}")
    if known is not None and known.length_ms:
        facts.append(length_text(known.length_ms))
    return facts
