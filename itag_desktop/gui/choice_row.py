"""A name and a list of two: what usually happens, and what may be wanted instead."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from itag_desktop.gui.style import GAP


class ChoiceRow(QWidget):
    """Chooses between a usual and another way."""

    other_chosen = Signal(bool)
    """Whether the other way was chosen."""

    def __init__(self, name: str, usual: str, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.addItems([usual, other])
        self.box.activated.connect(lambda row: self.other_chosen.emit(row == 1))
        title = QLabel(name)
        title.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(title)
        row.addWidget(self.box)
        row.addStretch(1)

    def show_choice(self, *, is_other: bool) -> None:
        """Show what is chosen."""
        self.box.setCurrentIndex(int(is_other))
