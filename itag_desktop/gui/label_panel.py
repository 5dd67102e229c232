"""The pre-label of a text dataset: its column, its field, and the values it has, near twins among them named."""

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itag_desktop.domain.items import ColumnView, FieldFacts
from itag_desktop.domain.request import DEFAULT_LABEL_FIELD
from itag_desktop.gui.column_names import shown_column
from itag_desktop.gui.labels import label
from itag_desktop.gui.style import GAP, Look, set_look
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.manifests.lines import SOURCE_FIELD
from itag_desktop.wording.texts import count_text, plural, text

_VALUES_SHOWN = 4
_TWINS_SHOWN = 2


def values_text(facts: FieldFacts) -> str:
    """Return the values of a pre-label, the most frequent first, and how many look alike."""
    parts = [f"{one.value or text('(empty)')} {count_text(one.items)}" for one in facts.values[:_VALUES_SHOWN]]
    more = len(facts.values) - _VALUES_SHOWN
    if facts.has_more_values:
        parts.append(text("many more"))
    elif more > 0:
        parts.append(plural("{count} more", "{count} more", more))
    alike = sum(len(group) for group in facts.near_twins)
    if alike:
        parts.append(plural("{count} looks alike", "{count} look alike", alike))
    return " · ".join(parts)


def twins_text(facts: FieldFacts) -> str:
    """Return the values that look alike, each in quotes, so that a blank at an end is seen."""
    groups = [" / ".join(f"“{value}”" for value in group) for group in facts.near_twins[:_TWINS_SHOWN]]
    return text("Look alike: {values}", values="; ".join(groups)) if groups else ""


class LabelPanel(QWidget):
    """Column and field of the pre-label."""

    def __init__(self, draft: TextDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._offered: tuple[ColumnView, ...] = ()
        self.column_box = QComboBox()
        self.field_edit = QLineEdit()
        self.values_label = label("", Look.SMALL, wraps=True)
        self.twins_label = label("", Look.SMALL, wraps=True)
        self._build()

    def _build(self) -> None:
        name, field = label(text("Pre-label")), label(text("field"))
        name.setBuddy(self.column_box)
        field.setBuddy(self.field_edit)
        self.column_box.setAccessibleName(text("Pre-label"))
        self.column_box.setToolTip(text("Classification jobs only. A wrong label misleads annotators."))
        self.column_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.column_box.activated.connect(self._on_column_chosen)
        self.field_edit.setAccessibleName(text("field"))
        self.field_edit.setPlaceholderText(DEFAULT_LABEL_FIELD)
        self.field_edit.setAcceptDrops(False)  # the tab takes drops
        self.field_edit.textChanged.connect(self._on_field_typed)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(name)
        row.addWidget(self.column_box, 3)
        row.addWidget(field)
        row.addWidget(self.field_edit, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.values_label)
        column.addWidget(self.twins_label)

    def renew(self) -> None:
        """Show the pre-label of the moment."""
        chosen, rule = self._draft.label_column, self._draft.label_rule
        of_text = self._draft.text_column  # found once: it is looked for among all columns
        columns = tuple(column for column in self._draft.columns if column is not of_text)
        if columns != self._offered or not self.column_box.count():
            self._offered = columns
            self.column_box.clear()
            self.column_box.addItem(text("None"))
            self.column_box.addItems([shown_column(column) for column in columns])
        self.column_box.setCurrentIndex(0 if chosen not in columns else columns.index(chosen) + 1)
        self.column_box.setEnabled(of_text is not None)
        self.field_edit.setEnabled(rule is not None)
        if rule is not None and not self.field_edit.hasFocus():
            with QSignalBlocker(self.field_edit):
                self.field_edit.setText("" if rule.key == DEFAULT_LABEL_FIELD else rule.key)
            set_look(self.field_edit, Look.PLAIN)
        facts = next((one for one in self._draft.facts.fields if rule is not None and one.key == rule.key), None)
        self._show_facts(FieldFacts(key="") if facts is None else facts)

    def _show_facts(self, facts: FieldFacts) -> None:
        for where, words in ((self.values_label, values_text(facts)), (self.twins_label, twins_text(facts))):
            where.setText(words)
            where.setVisible(bool(words))

    @Slot(int)
    def _on_column_chosen(self, row: int) -> None:
        self._draft.choose_label(self._offered[row - 1] if row else None)

    @Slot(str)
    def _on_field_typed(self, typed: str) -> None:
        key = typed.strip() or DEFAULT_LABEL_FIELD
        is_right = key != SOURCE_FIELD  # a data item has each field once
        set_look(self.field_edit, Look.PLAIN if is_right else Look.WRONG)
        if is_right:
            self._draft.name_label(key)
