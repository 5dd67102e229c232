"""The choice of the text column: a card a column, with its letter, its header and its first values."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from itag_desktop.domain.items import ColumnView
from itag_desktop.gui.column_names import shown_column
from itag_desktop.gui.labels import ElidedLabel, label
from itag_desktop.gui.style import GAP, Look, set_look
from itag_desktop.wording.texts import plural, text

_SHOWN_AT_FIRST = 12
_SHOWN_BY_CLICK = 100
_UNDER_BUTTON = 22
"""Where the words of a radio button begin."""


class ColumnCard(QWidget):
    """One column to choose."""

    def __init__(self, column: ColumnView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self.button = QRadioButton(shown_column(column).replace("&", "&&"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.button)
        if not column.name:
            head.addWidget(label(text("no header"), Look.SMALL))
        if column.is_text_suggested:
            head.addWidget(label(text("suggested"), Look.SMALL))
        head.addStretch(1)
        samples = ElidedLabel(" · ".join(" ".join(sample.split()) for sample in column.samples))
        set_look(samples, Look.SMALL)
        under = QHBoxLayout()
        under.setContentsMargins(_UNDER_BUTTON, 0, 0, 0)
        under.addWidget(samples, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addLayout(under)


class ColumnCards(QWidget):
    """Chooses one of the columns of a table; of many, the first are shown and the chosen one."""

    column_chosen = Signal(object)
    """A `ColumnView`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnView, ...] = ()
        self._most = _SHOWN_AT_FIRST
        self._group = QButtonGroup(self)
        self.cards: list[ColumnCard] = []
        self.more_button = QPushButton()
        set_look(self.more_button, Look.LINK)
        self.more_button.clicked.connect(self._on_more_clicked)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._cards)
        column.addWidget(self.more_button)

    def show_columns(self, columns: tuple[ColumnView, ...], chosen: ColumnView | None) -> None:
        """Show `columns`, of which `chosen` is marked."""
        if columns != self._columns:
            self._most = _SHOWN_AT_FIRST
            self._columns = columns
            self._rebuild(chosen)
        self._group.setExclusive(False)  # else the one that is marked could not be unmarked
        for card in self.cards:
            is_chosen = card.column == chosen
            card.button.setChecked(is_chosen)
            by_tab = is_chosen or chosen is None  # from the chosen one the arrow keys lead on
            card.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)

    def _rebuild(self, chosen: ColumnView | None) -> None:
        for card in self.cards:
            self._group.removeButton(card.button)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ColumnCard(column) for column in self._shown(chosen)]
        for card in self.cards:
            self._group.addButton(card.button)
            self._cards.addWidget(card)
            card.button.clicked.connect(lambda _checked, column=card.column: self.column_chosen.emit(column))
        self._order_tabs()
        hidden = len(self._columns) - len(self.cards)
        self.more_button.setText(
            plural("Show {count} more column", "Show {count} more columns", min(hidden, _SHOWN_BY_CLICK))
        )
        self.more_button.setVisible(hidden > 0)

    def _order_tabs(self) -> None:
        """Let Tab come to the cards before the button below them: what is made late would come last in the window."""
        buttons = [card.button for card in self.cards]
        for first, second in pairwise((self.more_button, *buttons)):
            self.setTabOrder(first, second)
        if buttons:
            self.setTabOrder(buttons[-1], self.more_button)

    def _shown(self, chosen: ColumnView | None) -> list[ColumnView]:
        others = (column for column in self._columns[self._most :] if column is chosen or column.is_text_suggested)
        return [*self._columns[: self._most], *others]

    @Slot()
    def _on_more_clicked(self) -> None:
        chosen = next((card.column for card in self.cards if card.button.isChecked()), None)
        self._most += _SHOWN_BY_CLICK  # thousands of cards at once would hold the window
        self._rebuild(chosen)
        self.show_columns(self._columns, chosen)
