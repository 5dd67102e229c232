"""F6: the keyboard goes from one area of the window to the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

_REASON = Qt.FocusReason.ShortcutFocusReason


class FocusAreas:
    """The areas of a window, in the order the keyboard visits them; `areas` returns those of the moment."""

    def __init__(self, areas: Callable[[], Sequence[QWidget]]) -> None:
        self._areas = areas

    def go_on(self) -> None:
        """Move into the next area."""
        self._go(1)

    def go_back(self) -> None:
        """Move into the area before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        focused = QApplication.focusWidget()
        areas = self._areas()
        holders = (number for number, area in enumerate(areas) if focused and area.isAncestorOf(focused))
        now = next(holders, -step)
        for distance in range(1, len(areas) + 1):
            area = areas[(now + step * distance) % len(areas)]
            target = _first_control(area)
            if target is not None:
                target.setFocus(_REASON)
                return


def _first_control(area: QWidget) -> QWidget | None:
    """Return the first control of `area` that the keyboard can be given, in the order of Tab."""
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes_tab and area.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None
