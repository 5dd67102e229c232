"""What the user has set up in the custom tab; see `setup`.

`super` is given its arguments: a dataclass with slots is another class than the one that its methods were written in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Self

from itag_desktop.domain.items import FieldRule, ItemOptions, RowsFrom
from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.dropped_names import is_file_of_rows
from itag_desktop.gui.items_setup import ItemsSetup
from itag_desktop.state.presets import Preset, applied


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomSetup(ItemsSetup):
    """Sources of a custom dataset: a table and the folders its files lie in, or files paired by name."""

    @property
    def pairs_files(self) -> bool:
        """Say whether files are paired by name because the user said so."""
        return self.options.rows_from is RowsFrom.PAIRS

    @property
    def table(self) -> DroppedPath | None:
        """The path that holds the rows, as far as its name says."""
        if self.pairs_files:
            return None
        return next((path for path in self.paths if is_file_of_rows(path.path)), None)

    @property
    def first_stem(self) -> str | None:
        """The stem of the table, wherever it stands among the sources; else of the first source."""
        return super(CustomSetup, self).first_stem if self.table is None else PurePath(self.table.path).stem

    def with_paths(self, paths: Iterable[str]) -> Self:
        """Return the setup with `paths` added; a second table takes the place of the first, and fields begin anew."""
        added = list(dict.fromkeys(paths))
        tables = [] if self.pairs_files else [path for path in added if is_file_of_rows(path)]
        known = {path.path for path in self.paths}
        if not tables or all(path in known for path in tables):
            return super(CustomSetup, self).with_paths(added)
        others = tuple(path for path in self.paths if not is_file_of_rows(path.path))
        anew = replace(self, paths=others, options=_without_fields(self.options, self.options.rows_from))
        return super(CustomSetup, anew).with_paths(added)

    def with_rows_from(self, rows_from: RowsFrom) -> Self:
        """Return the setup with rows of another sort; fields of the other sort mean nothing then."""
        return replace(self, options=_without_fields(self.options, rows_from))

    def with_fields(self, fields: tuple[FieldRule, ...]) -> Self:
        """Return the setup with these fields."""
        return replace(self, options=replace(self.options, fields=fields))

    def with_preset(self, preset: Preset) -> Self:
        """Return the setup with the fields and choices of a preset."""
        return replace(self, options=applied(preset, self.options))


def _without_fields(options: ItemOptions, rows_from: RowsFrom | None) -> ItemOptions:
    """Return what stays when other rows come: the choices, but nothing that speaks of columns or of one file."""
    return ItemOptions(
        rows_from=rows_from,
        keeps_empty=options.keeps_empty,
        drops_duplicates=options.drops_duplicates,
        keeps_missing=options.keeps_missing,
        keeps_incomplete=options.keeps_incomplete,
    )
