"""What the settings pane of a tab shows before its first source: what can be dropped, and buttons that do the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from itag_desktop.gui.labels import label
from itag_desktop.gui.style import EMPTY_GAP, EMPTY_ICON, GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationText:
    """What an invitation says."""

    icon: str
    title: str
    more: str


class Invitation(QWidget):
    """Icon, two sentences, *Add folder…* where `takes_folders`, *Add files…* and *Try the sample*."""

    folder_requested = Signal()
    files_requested = Signal()
    sample_requested = Signal()

    def __init__(
        self, words: InvitationText, theme: Theme, *, takes_folders: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._icon = QLabel()
        self._more = label(words.more, Look.SECONDARY, wraps=True)
        self._column = QVBoxLayout(self)
        self.folder_button = QPushButton(text("Add folder…"))
        self.files_button = QPushButton(text("Add files…"))
        self.sample_button = QPushButton(text("Try the sample"))
        set_look(self.sample_button, Look.LINK)
        self.folder_button.clicked.connect(self.folder_requested)
        self.files_button.clicked.connect(self.files_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        self._buttons = (self.folder_button, self.files_button) if takes_folders else (self.files_button,)
        self._build(self._buttons)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        title = label(self._words.title, Look.EMPTY_TITLE, wraps=True)
        column = self._column
        column.setSpacing(GAP)
        column.addStretch(1)
        for words in (self._icon, title, self._more):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addSpacing(GAP)
        column.addLayout(_centred(*buttons))
        column.addLayout(_centred(self.sample_button))
        column.addStretch(2)

    def take_focus(self) -> None:
        """Let the keyboard go to the first button."""
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, size: QSize) -> None:
        """Show as much as there is room for: the buttons always, then the words, then the picture."""
        for gap, given_up in ((EMPTY_GAP, ()), (GAP, (self._icon,)), (0, (self._icon, self._more))):
            self._column.setContentsMargins(MARGIN, gap, MARGIN, gap)
            for part in (self._icon, self._more):
                part.setHidden(part in given_up)
            self._column.invalidate()
            if self._column.totalMinimumHeightForWidth(size.width()) <= size.height():
                return

    @Slot()
    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._words.icon, "secondary", EMPTY_ICON))


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
