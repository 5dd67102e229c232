"""The grid of fields with what is done to all of it: constants, names from headers, presets."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from itag_desktop.domain.items import ColumnView, FieldFacts, FieldRule, ItemOptions, RowsFrom, RowsView
from itag_desktop.gui.field_grid import FieldGrid
from itag_desktop.gui.field_grid_model import COLUMN, FieldGridModel
from itag_desktop.gui.labels import label
from itag_desktop.gui.preset_box import PresetBox
from itag_desktop.gui.preset_shelf import PresetShelf
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.style import GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text


class FieldPanel(QWidget):
    """What a data item is made of."""

    fields_changed = Signal(object)
    """The fields as the user wants them."""

    def __init__(self, shelf: PresetShelf, questions: Questions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FieldGridModel(theme, self)
        self.grid = FieldGrid(self.model, theme)
        self.fault_label = label("", Look.WRONG, wraps=True)
        self.headers_box = QCheckBox(text("Use headers as field names"))
        self.constant_button = QPushButton(text("+ Constant"))
        self.preset_box = PresetBox(shelf, questions)
        self._build()
        self.model.fields_changed.connect(self._on_fields_changed)
        self.model.refused.connect(self._on_refused)
        for signal in (self.model.dataChanged, self.model.modelReset):
            signal.connect(self._renew)
        self._renew()

    def _build(self) -> None:
        self.constant_button.setObjectName("constant_button")
        self.constant_button.setAccessibleName(text("Add a constant"))
        self.constant_button.setToolTip(text("A field with the same text in every item"))
        self.constant_button.clicked.connect(self.add_constant)
        self.headers_box.clicked.connect(self.model.name_by_headers)
        self.fault_label.hide()
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        acts.addWidget(self.constant_button)
        acts.addStretch(1)
        acts.addWidget(self.preset_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.grid, self.fault_label, self.headers_box):
            column.addWidget(widget)
        column.addLayout(acts)

    def show_fields(self, rows: RowsView, options: ItemOptions, facts: Mapping[str, FieldFacts]) -> None:
        """Show what fields are made of these rows; `options` have the fields, `facts` are by their columns."""
        self.model.show_fields(rows.columns, options.fields, rows.rows_from)
        self.model.show_facts(facts)
        self.preset_box.show_options([column.name for column in rows.columns], options)
        self.preset_box.setVisible(rows.rows_from is RowsFrom.TABLE)

    @Slot(object)
    def show_column(self, column: ColumnView) -> None:
        """Go to the row of a column."""
        row = next((n for n, row in enumerate(self.model.rows) if row.column == column), None)
        if row is not None:
            self.grid.select_row(row)
            self.grid.setFocus()

    @Slot()
    def add_constant(self) -> None:
        """Add a constant and let its value be typed."""
        self.grid.edit_row(self.model.add_constant(), COLUMN)

    @Slot(object)
    def _on_fields_changed(self, fields: tuple[FieldRule, ...]) -> None:
        self.fault_label.hide()
        self.fields_changed.emit(fields)

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        self.fault_label.setText(reason)
        self.fault_label.show()

    @Slot()
    def _renew(self) -> None:
        self.headers_box.setVisible(self.model.has_other_headers)
        self.headers_box.setChecked(self.model.is_named_by_headers)
