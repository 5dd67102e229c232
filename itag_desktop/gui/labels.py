"""Small labels: text that elides in its middle, text of a look, a state word with its icon."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from itag_desktop.gui.notice import TONE_ROLES
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.style import Look, set_look, set_tone
from itag_desktop.gui.theme import Theme

_LEAST_CHARACTERS = 6


def label(text: str = "", look: Look | None = None, *, wraps: bool = False) -> QLabel:
    """Return a label of a look."""
    made = QLabel(text)
    made.setWordWrap(wraps)
    if look is not None:
        set_look(made, look)
    return made


def separator() -> QFrame:
    """Return a line across."""
    line = QFrame()
    line.setProperty("frame", "line")
    return line


class ElidedLabel(QLabel):
    """A label that gives way: it elides its text in the middle and shows the whole as a tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tail = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def set_text_before(self, tail: str, text: str) -> None:
        """Show `text` and then `tail`, which stays whole while there is room for it."""
        self._tail = tail
        self.setText(text + tail)

    def shown_text(self) -> str:
        """Return as much of the text as fits."""
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(self._tail)
        if not self._tail or room < metrics.averageCharWidth() * _LEAST_CHARACTERS:
            return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        head = self.text().removesuffix(self._tail)
        return metrics.elidedText(head, Qt.TextElideMode.ElideMiddle, room) + self._tail

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint as much of the text as fits."""
        painter = QPainter(self)
        shown = self.shown_text()
        self.setToolTip("" if shown == self.text() else self.text())
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


class StateMark(QWidget):
    """A state as icon and word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._tone = "info", Tone.PLAIN
        self._icon = QLabel()
        self._word = QLabel()
        self._word.setProperty("look", "state")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._word, 1)
        theme.changed.connect(self._on_theme_changed)

    @property
    def word(self) -> str:
        """What it says."""
        return self._word.text()

    def say(self, icon: str, tone: Tone, word: str) -> None:
        """Show a state."""
        self._name, self._tone = icon, tone
        self._word.setText(word)
        set_tone(self._word, tone)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._name, TONE_ROLES[self._tone]))
