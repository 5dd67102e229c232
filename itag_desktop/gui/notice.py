"""Notices: one sentence above the place it speaks of, with an icon and at most three buttons."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from itag_desktop.gui.palette import Tone
from itag_desktop.gui.style import GAP, ICON, MARGIN, set_tone
from itag_desktop.gui.theme import Theme

_ICONS = {
    Tone.PLAIN: "info",
    Tone.INFO: "info",
    Tone.SUCCESS: "circle-check",
    Tone.AMBER: "triangle-alert",
    Tone.RED: "circle-x",
}
TONE_ROLES = {
    Tone.PLAIN: "secondary",
    Tone.INFO: "info",
    Tone.SUCCESS: "success",
    Tone.AMBER: "amber",
    Tone.RED: "red",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button of a notice. Pressing it does `action`; the notice goes unless `keeps_notice`."""

    label: str
    action: Callable[[], None]
    keeps_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """What a notice says; a later one of the same `topic` takes its place."""

    topic: str
    tone: Tone
    sentence: str
    choices: tuple[Choice, ...] = field(default=())

    def says_same(self, other: "NoticeText") -> bool:
        """Say whether a reader could tell the two apart."""
        labels, others = ([choice.label for choice in content.choices] for content in (self, other))
        return (self.tone, self.sentence, labels) == (other.tone, other.sentence, others)


class Notice(QFrame):
    """One notice."""

    was_answered = Signal(str)
    """A button was pressed that lets the notice of this topic go."""

    def __init__(self, content: NoticeText, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = content
        self._theme = theme
        self.setProperty("kind", "notice")
        set_tone(self, content.tone)
        self._icon = QLabel()
        sentence = QLabel(content.sentence)
        sentence.setWordWrap(True)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 4, GAP, 4)
        row.setSpacing(GAP)
        row.addWidget(self._icon)
        row.addWidget(sentence, 1)
        self.buttons = tuple(self._button(choice) for choice in content.choices)
        for button in self.buttons:
            row.addWidget(button)
        self.setMinimumHeight(40)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.label)

        def press() -> None:
            if not choice.keeps_notice:
                self.was_answered.emit(self.content.topic)
            choice.action()

        button.clicked.connect(press)
        return button

    def _on_theme_changed(self) -> None:
        tone = self.content.tone
        self._icon.setPixmap(self._theme.pixmap(_ICONS[tone], TONE_ROLES[tone], ICON))


class NoticeStack(QWidget):
    """The notices of a place, one under the other; nothing of it is seen while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_notice(self, content: NoticeText) -> None:
        """Show a notice in the place of the one of the same topic; one that says the same stays as it is."""
        known = self._shown.get(content.topic)
        if known is not None and known.content.says_same(content):
            return
        self.drop_notice(content.topic)
        notice = Notice(content, self._theme, self)
        self._shown[content.topic] = notice
        self._column.addWidget(notice)
        notice.was_answered.connect(self.drop_notice)
        self.show()

    def shown(self) -> tuple[Notice, ...]:
        """Return the notices, the oldest first."""
        return tuple(self._shown.values())

    @Slot(str)
    def drop_notice(self, topic: str) -> None:
        """Take the notice of `topic` away, if it is shown."""
        notice = self._shown.pop(topic, None)
        if notice is not None:
            notice.hide()
            notice.deleteLater()
        self.setVisible(bool(self._shown))

    def clear(self) -> None:
        """Take all notices away."""
        for topic in tuple(self._shown):
            self.drop_notice(topic)
