"""The segments *From a table · Pair files by name*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from itag_desktop.domain.items import RowsFrom
from itag_desktop.gui.style import Look, set_look
from itag_desktop.wording.texts import text


class RowsSegments(QWidget):
    """Chooses what the rows of a custom dataset are."""

    rows_from_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons = {
            RowsFrom.TABLE: self._button(text("From a table"), RowsFrom.TABLE, "first"),
            RowsFrom.PAIRS: self._button(text("Pair files by name"), RowsFrom.PAIRS, "last"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)

    def _button(self, words: str, rows_from: RowsFrom, place: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"rows_{rows_from}")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setProperty("place", place)
        set_look(button, Look.SEGMENT)
        button.clicked.connect(lambda: self.rows_from_chosen.emit(rows_from))
        self._group.addButton(button)
        return button

    def show_rows_from(self, rows_from: RowsFrom | None) -> None:
        """Show what the rows are."""
        button = self.buttons.get(rows_from) if rows_from is not None else None
        if button is not None:
            button.setChecked(True)
