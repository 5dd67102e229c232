"""How the data items of text and custom datasets are made: what their rows are, and which fields rows become.

Rows come from a table, a text file, several text files, files paired by name, or an existing manifest. A rule a field
says what it holds; with no rule the planning chooses (`planning.field_choice`).
"""

from dataclasses import dataclass
from enum import StrEnum


class RowsFrom(StrEnum):
    """What the rows of a dataset are."""

    TABLE = "table"
    """The rows of a csv or of a sheet of a workbook."""
    LINES = "lines"
    """The lines of text files."""
    FILES = "files"
    """Whole text files."""
    PAIRS = "pairs"
    """Files of one stem: ``1.jpg`` and ``1.txt``."""
    MANIFEST = "manifest"
    """The lines of an existing manifest, which keep all they hold."""


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    """The cell's text."""
    FILE = "file"
    """The OSS URI of the file that the cell names, which is uploaded."""
    URI = "uri"
    """The OSS URI that the cell holds."""
    CONSTANT = "constant"
    """The same text in every item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """One field of a data item.

    `column` names the column as the command line does (`tables.columns.ColumnFinder`): its header, or ``col:B``; of
    pairs it is the suffix, ``.jpg``. A constant has no column but a `value`. `kind` None: chosen by the planning.
    """

    key: str
    kind: FieldKind | None = FieldKind.TEXT
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """How to read a table or text file; None is guessed. `encoding` is one of `tables.encodings.Encoding`."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    has_header: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOptions:
    """How rows become data items.

    `rows_from` None: told by the sources. `fields` are in the order of the item; none: chosen by the planning, as is
    the text's column where the first rule of a text dataset names none. `base_folder` is where named files lie, None
    for the table's own folder; sources that are folders come beside it. `keeps_empty` keeps rows whose text is empty,
    `drops_duplicates` leaves out items equal to an earlier one, `keeps_missing` writes an empty text for a file that is
    not there instead of leaving the row out, `keeps_incomplete` keeps pairs that want a file, its field's value empty.
    """

    rows_from: RowsFrom | None = None
    reading: TableReading = TableReading()
    fields: tuple[FieldRule, ...] = ()
    base_folder: str | None = None
    keeps_empty: bool = False
    drops_duplicates: bool = False
    keeps_missing: bool = False
    keeps_incomplete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBlock:
    """Neighbouring lines of a plan, each with its line end, and how many rows were read for them."""

    lines: int
    rows: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """How the items are divided over manifests: all in one, unless something is set.

    A pilot of `pilot_items` comes first in a manifest of its own: the first ones, or with `pilot_seed` a random choice
    that the seed decides. The rest is cut into manifests of at most `split_items`. None: no pilot, no cut.
    """

    pilot_items: int | None = None
    pilot_seed: int | None = None
    split_items: int | None = None

    @property
    def is_one(self) -> bool:
        """Say whether all goes into one manifest."""
        return self.pilot_items is None and self.split_items is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column as a chooser shows it: its letter, its header (may be empty), its first values that are not empty.

    `is_text_suggested` marks the one whose texts are the longest; `kind` and `key` are what a field of it would be.
    `seems_files` marks one whose cells look like names of files, none of which was found: then it is a text.
    """

    letter: str
    name: str
    samples: tuple[str, ...] = ()
    is_text_suggested: bool = False
    kind: FieldKind = FieldKind.TEXT
    key: str = ""
    seems_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row of a table: the number shown beside it, its cells, and whether the spreadsheet hides it."""

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A sheet of a workbook."""

    name: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsView:
    """What the rows of a dataset are, how they are read, and the first of them.

    `path` is the source that holds them, "" where they come from several. `reading` has everything filled in that
    applies to the file; `other_encodings` would decode it too, to another text, and `is_encoding_sure` says that the
    encoding was marked, proved or chosen. Of text files and pairs the columns are the one text, or the suffixes.
    """

    rows_from: RowsFrom
    path: str
    reading: TableReading = TableReading()
    sheets: tuple[SheetView, ...] = ()
    is_encoding_sure: bool = True
    other_encodings: tuple[str, ...] = ()
    columns: tuple[ColumnView, ...] = ()
    first_rows: tuple[RowView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCount:
    """How many items have a value in a field."""

    value: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """What was found in a field: its values where it is a pre-label, its files where it names files.

    `values` come most frequent first; there are no more than `planning.value_counts` keeps, else `has_more_values`.
    `near_twins` are groups of values that differ only in case, width or blanks.
    """

    key: str
    values: tuple[ValueCount, ...] = ()
    has_more_values: bool = False
    near_twins: tuple[tuple[str, ...], ...] = ()
    found_files: int = 0
    missing_files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What a plan of items found, beside its counts. `duplicates` is None where it was not counted."""

    fields: tuple[FieldFacts, ...] = ()
    empty_rows: int = 0
    duplicates: int | None = 0
    hidden_rows: int = 0
    unused_files: int = 0
