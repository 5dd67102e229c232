"""The custom dataset being set up: see `items_draft`."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from itag_desktop.domain.items import FieldFacts, FieldKind, FieldRule, ItemOptions, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.custom_setup import CustomSetup
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.items_draft import ItemsDraft
from itag_desktop.state.presets import Preset


class CustomDraft(ItemsDraft[CustomSetup]):
    """Setup, history and plan of one custom dataset."""

    def __init__(self, engine: EngineClient, connections: Connections, parent: QObject | None = None) -> None:
        super().__init__(engine, connections, CustomSetup(), parent)

    @property
    def template(self) -> Template:
        """Custom."""
        return Template.CUSTOM

    @property
    def rows_from(self) -> RowsFrom | None:
        """What the rows are: chosen, else told by what was dropped."""
        if self.setup.options.rows_from is not None:
            return self.setup.options.rows_from
        return None if self.rows is None else self.rows.rows_from

    @property
    def options(self) -> ItemOptions:
        """What is set up, with the fields that were chosen for the user where none were given."""
        return replace(self.setup.options, fields=self.fields)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the table; none where there is no table."""
        if self.rows is None or self.rows.rows_from is not RowsFrom.TABLE:
            return ()
        return tuple(column.name for column in self.rows.columns)

    @property
    def has_file_fields(self) -> bool:
        """Say whether any field names files."""
        return any(rule.kind is FieldKind.FILE for rule in self.fields)

    @property
    def file_facts(self) -> dict[str, FieldFacts]:
        """What was found of the files of each column, as the plan's own rules call it."""
        if self._snapshot is None:
            return {}
        columns = {rule.key: rule.column for rule in self._snapshot.options.fields if rule.column}
        found = (field for field in self.facts.fields if field.found_files or field.missing_files)
        return {columns[field.key]: field for field in found if field.key in columns}

    @property
    def missing_files(self) -> int:
        """How many cells name a file that is not there."""
        return sum(field.missing_files for field in self.facts.fields)

    def choose_rows_from(self, rows_from: RowsFrom) -> None:
        """Make items of a table, or of files paired by name, whatever was dropped."""
        if rows_from is not self.rows_from:
            self._step(self.setup.with_rows_from(rows_from))

    def choose_fields(self, fields: Sequence[FieldRule]) -> None:
        """Make items of these fields in this order."""
        self._step(self.setup.with_fields(tuple(fields)))

    def apply_preset(self, preset: Preset) -> None:
        """Take fields and choices of a preset."""
        self._step(self.setup.with_preset(preset))

    def look_in(self, folder: str | None) -> None:
        """Look for the files in `folder`; None: where the table lies, or in the folders dropped beside it."""
        self.set_options(replace(self.setup.options, base_folder=folder))

    def keep_missing(self, keeps: bool) -> None:  # noqa: FBT001 - the slot of a choice
        """Send an empty text for a file that is missing, or leave its row out."""
        self.set_options(replace(self.setup.options, keeps_missing=keeps))

    def keep_incomplete(self, keeps: bool) -> None:  # noqa: FBT001 - the slot of a choice
        """Keep pairs that want a file, or leave them out."""
        self.set_options(replace(self.setup.options, keeps_incomplete=keeps))

    def name_in_bucket(self, path: str, name: str) -> None:
        """Call the folder at `path` `name` in the bucket; empty: as the folder is called."""
        self._step(self.setup.with_name_in_bucket(path, name.strip() or None))
