"""The focus ring: 2 px in the accent colour around the control that has the keyboard, with a gap of 1 px.

Qt's `QFocusFrame` follows one widget and lies outside of it; this one is given whatever has the focus, as long as the
focus came by the keyboard.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QTabBar,
    QWidget,
)

from itag_desktop.gui.theme import Theme

_RINGED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTabBar)
_WIDTH = 2
_OUTSIDE = 3


class FocusRing(QFocusFrame):
    """Shows where the keyboard is."""

    def __init__(self, application: QApplication, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        application.focusChanged.connect(self._on_focus_changed)
        theme.changed.connect(self.update)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        is_shown = isinstance(now, _RINGED) and not by_mouse
        self.setWidget(now if is_shown else None)  # type: ignore[arg-type] # Qt takes none; its stub forgot

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colours.accent), _WIDTH))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6 + _OUTSIDE, 6 + _OUTSIDE)
