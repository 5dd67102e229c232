"""The text dataset being set up: one column is the text, another may be its pre-label."""

from dataclasses import replace

from PySide6.QtCore import QObject

from itag_desktop.domain.items import ColumnView, FieldRule, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DEFAULT_LABEL_FIELD
from itag_desktop.gui.column_names import columns_by_any_name
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.items_draft import ItemsDraft
from itag_desktop.gui.text_setup import TextSetup
from itag_desktop.manifests.lines import SOURCE_FIELD
from itag_desktop.planning.field_choice import column_name
from itag_desktop.wording.texts import text

NOT_CHOSEN = "text-column-not-chosen"


class TextDraft(ItemsDraft[TextSetup]):
    """Setup, history and plan of one text dataset."""

    def __init__(self, engine: EngineClient, connections: Connections, parent: QObject | None = None) -> None:
        super().__init__(engine, connections, TextSetup(), parent)
        self._named_columns: tuple[ColumnView, ...] = ()
        self._names: dict[str, ColumnView] = {}

    @property
    def template(self) -> Template:
        """Text."""
        return Template.TEXT

    @property
    def obstacle(self) -> str:
        """Why a plan that ended is not whole."""
        trouble = None if self._snapshot is None else self._snapshot.trouble
        if trouble is not None and trouble.code == NOT_CHOSEN:
            return text("Choose the column that holds the text")
        return super().obstacle

    @property
    def columns(self) -> tuple[ColumnView, ...]:
        """The columns to choose from; none where the rows are no table."""
        rows = self.rows
        return rows.columns if rows is not None and rows.rows_from is RowsFrom.TABLE else ()

    @property
    def text_column(self) -> ColumnView | None:
        """The column that holds the text, or None while it is not chosen."""
        rule = self._text_rule
        return None if rule is None else self._column_named(rule.column)

    @property
    def label_rule(self) -> FieldRule | None:
        """The rule of the pre-label, or None."""
        return next((rule for rule in self.fields if rule.key != SOURCE_FIELD), None)

    @property
    def label_column(self) -> ColumnView | None:
        """The column that holds the pre-label, or None."""
        rule = self.label_rule
        return None if rule is None else self._column_named(rule.column)

    def _column_named(self, name: str) -> ColumnView | None:
        columns = self.columns
        if columns is not self._named_columns:
            self._named_columns, self._names = columns, columns_by_any_name(columns)
        return self._names.get(name)

    @property
    def _text_rule(self) -> FieldRule | None:
        return next((rule for rule in self.fields if rule.key == SOURCE_FIELD), None)

    def choose_text(self, column: ColumnView) -> None:
        """Take the text from `column`, which is no pre-label any more."""
        labels = () if self.label_column in (None, column) else (self.label_rule,)
        rule = FieldRule(key=SOURCE_FIELD, column=column_name(self.columns, column))
        self._set_fields((rule, *filter(None, labels)))

    def choose_label(self, column: ColumnView | None) -> None:
        """Take the pre-label from `column`; None: there is none."""
        source = self._text_rule
        if source is None:
            return
        earlier = self.label_rule
        key = DEFAULT_LABEL_FIELD if earlier is None else earlier.key
        labels = () if column is None else (FieldRule(key=key, column=column_name(self.columns, column)),)
        self._set_fields((source, *labels))

    def name_label(self, key: str) -> None:
        """Call the field of the pre-label `key`."""
        source, label = self._text_rule, self.label_rule
        if source is not None and label is not None:
            fields = (source, replace(label, key=key))
            self.set_options(replace(self.setup.options, fields=fields), is_typed=True)

    def take_rows_from(self, rows_from: RowsFrom) -> None:
        """Make an item of each line, or of each file."""
        self.set_options(replace(self.setup.options, rows_from=rows_from))

    def _set_fields(self, fields: tuple[FieldRule, ...]) -> None:
        if fields != self.fields:
            self.set_options(replace(self.setup.options, fields=fields))
