"""A part of the settings that most datasets leave alone: folded to its title until it is opened."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from itag_desktop.gui.style import Look, set_look
from itag_desktop.gui.theme import Theme


class Fold(QWidget):
    """A title, and the body that it opens."""

    def __init__(self, title: str, body: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._body = body
        self.button = QToolButton()
        set_look(self.button, Look.FLAT)
        self.button.setText(title)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button)
        column.addWidget(body)
        self._on_toggled(False)  # noqa: FBT003 - a slot takes no keywords

    def unfold(self) -> None:
        """Open it."""
        self.button.setChecked(True)

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._body.setVisible(is_open)
        self._theme.dress(self.button, "chevron-down" if is_open else "chevron-right")
