"""The wheel over a closed list or a number scrolls what is around it, and changes nothing.

Qt lets the wheel choose the next entry of whatever box lies under the mouse. In settings that scroll, a dataset would
be given another pre-label by somebody who only wants to see the end of the page.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class WheelGuard(QObject):
    """Keeps the wheel from the boxes that are in `root` now."""

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        for kind in (QComboBox, QAbstractSpinBox):
            for box in root.findChildren(kind):
                box.installEventFilter(self)
                box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keyboard does not go to what the wheel passes over

    def eventFilter(self, _box: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave the wheel to what the box lies in."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
