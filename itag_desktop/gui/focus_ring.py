"""The focus ring: 2 px in the accent colour around the control that has the keyboard, with a gap of 1 px.

A control cannot paint outside of itself, so the ring is a widget of its own over the window, one for each window, that
lets the mouse through. It follows the focused control by the events of that control and of the widgets it lies in. A
click shows no ring: who points with the mouse knows where.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from itag_desktop.gui.theme import Theme

_RINGED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
_WIDTH = 2
_OUTSIDE = 3
_RADIUS = 8


class FocusRing(QWidget):
    """The ring of one window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._control: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def control(self) -> QWidget | None:
        """The control that the ring is around."""
        return self._control

    def surround(self, control: QWidget | None) -> None:
        """Go around `control`, a widget of this window; None: vanish."""
        for watched in self._watched:
            if shiboken6.isValid(watched):
                watched.removeEventFilter(self)
        self._control, self._watched = control, []
        widget: QWidget | None = control
        while widget is not None and widget is not self.parentWidget():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the control."""
        if event.type() in _FOLLOWED:
            self._follow()
        return False

    def _follow(self) -> None:
        control, window = self._control, self.parentWidget()
        is_seen = control is not None and window is not None and not control.visibleRegion().isEmpty()
        self.setVisible(is_seen)
        if control is not None and window is not None and is_seen:
            place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
            self.setGeometry(place.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE))
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colours.accent), _WIDTH))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class FocusRings(QObject):
    """Gives each window its ring, and the ring of the active window its control."""

    def __init__(self, application: QApplication, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: FocusRing | None = None
        application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._shown is not None and shiboken6.isValid(self._shown):
            self._shown.surround(None)
        self._shown = None
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and isinstance(now, _RINGED) and not by_mouse:
            self._shown = self._ring_of(now.window())
            self._shown.surround(now)

    def _ring_of(self, window: QWidget) -> FocusRing:
        known = window.findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return known if known is not None else FocusRing(self._theme, window)
