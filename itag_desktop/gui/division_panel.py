"""*Split and pilot*: all items in one manifest, or in several of a bounded length, a pilot before them."""

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.domain.items import Division
from itag_desktop.gui.items_draft import AnyItemsDraft
from itag_desktop.gui.labels import label
from itag_desktop.gui.style import GAP, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import plural, text

_SPLIT, _PILOT, _SEED = 10_000, 50, 1
_MOST = 10_000_000
_MOST_SEED = 999_999


class DivisionPanel(QWidget):
    """How the items are divided over manifests; folded, for most datasets leave it alone."""

    def __init__(self, draft: AnyItemsDraft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._theme = theme
        self.fold_button = QToolButton()
        self.split_box = QCheckBox(text("At most"))
        self.split_spin = _spin(_MOST, _SPLIT, text("Items per manifest"))
        self.pilot_box = QCheckBox(text("Pilot of"))
        self.pilot_spin = _spin(_MOST, _PILOT, text("Items of the pilot"))
        self.first_button = QRadioButton(text("the first ones"))
        self.random_button = QRadioButton(text("at random, seed"))
        self.seed_spin = _spin(_MOST_SEED, _SEED, text("Seed"))
        self.sum_label = label("", Look.SMALL, wraps=True)
        self._choice = QButtonGroup(self)
        self._body = QWidget()
        self._build()
        self._connect()
        self._fold(is_open=False)

    def _build(self) -> None:
        set_look(self.fold_button, Look.FLAT)
        self.fold_button.setText(text("Split and pilot"))
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setCheckable(True)
        self.pilot_box.setToolTip(text("The pilot gets a manifest of its own, before the others"))
        for button in (self.first_button, self.random_button):
            self._choice.addButton(button)
        self.first_button.setChecked(True)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(_row(self.split_box, self.split_spin, label(text("items per manifest"))))
        rows.addLayout(_row(self.pilot_box, self.pilot_spin, label(text("items"))))
        rows.addLayout(_row(self.first_button, self.random_button, self.seed_spin, indent=22))
        rows.addWidget(self.sum_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fold_button)
        column.addWidget(self._body)

    def _connect(self) -> None:
        self.fold_button.toggled.connect(lambda is_open: self._fold(is_open=is_open))
        for box in (self.split_box, self.pilot_box, self.first_button, self.random_button):
            box.clicked.connect(self._on_edited)
        for spin in (self.split_spin, self.pilot_spin, self.seed_spin):
            spin.valueChanged.connect(self._on_edited)

    def _fold(self, *, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self.fold_button.setChecked(is_open)
        self._theme.dress(self.fold_button, "chevron-down" if is_open else "chevron-right")

    @Slot()
    def _on_edited(self) -> None:
        has_pilot = self.pilot_box.isChecked()
        self._draft.divide(
            Division(
                pilot_items=self.pilot_spin.value() if has_pilot else None,
                pilot_seed=self.seed_spin.value() if has_pilot and self.random_button.isChecked() else None,
                split_items=self.split_spin.value() if self.split_box.isChecked() else None,
            )
        )

    def renew(self) -> None:
        """Show the division of the moment, open where there is one."""
        division = self._draft.setup.division
        if not division.is_one:
            self._fold(is_open=True)
        self.split_box.setChecked(division.split_items is not None)
        self.pilot_box.setChecked(division.pilot_items is not None)
        if division.pilot_items is not None:
            (self.first_button if division.pilot_seed is None else self.random_button).setChecked(True)
        values = (
            (self.split_spin, division.split_items),
            (self.pilot_spin, division.pilot_items),
            (self.seed_spin, division.pilot_seed),
        )
        for spin, value in values:
            if value is not None and spin.value() != value:
                with QSignalBlocker(spin):
                    spin.setValue(value)
        has_pilot = division.pilot_items is not None
        for part in (self.pilot_spin, self.first_button, self.random_button):
            part.setEnabled(has_pilot)
        self.split_spin.setEnabled(division.split_items is not None)
        self.seed_spin.setEnabled(division.pilot_seed is not None)
        count = manifest_count(division, self._draft.counts.items)
        self.sum_label.setText(plural("{count} manifest", "{count} manifests", count))
        self.sum_label.setVisible(not division.is_one and self._draft.is_ready)


def manifest_count(division: Division, items: int) -> int:
    """Return how many manifests `items` data items make."""
    pilot = min(items, division.pilot_items or 0)
    rest = items - pilot
    pieces = -(-rest // division.split_items) if division.split_items else int(rest > 0)
    return pieces + int(pilot > 0)


def _spin(most: int, value: int, name: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(1, most)
    spin.setValue(value)
    spin.setGroupSeparatorShown(True)
    spin.setAccessibleName(name)
    spin.setKeyboardTracking(False)
    spin.lineEdit().setTextMargins(GAP - 2, 0, 0, 0)  # its style has no say in that
    return spin


def _row(*widgets: QWidget, indent: int = 0) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(indent, 0, 0, 0)
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
