"""Which fields a dataset has where the user has not said so, and what a chooser shows of the columns.

All of it looks at the first rows alone. The text of a text dataset is the column whose texts are the longest; where two
come within 20 % of each other nothing is chosen in silence. A column of a custom dataset names files where nine of ten
of its cells end in the suffix of a media file and one of them leads to a file; it holds OSS URIs where all begin so.
Keys without a header to follow are those of Alibaba's page: ``picture_url``, ``text``.
"""

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from itertools import count

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ColumnView, FieldKind, FieldRule, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import printable
from itag_desktop.manifests.lines import SOURCE_FIELD
from itag_desktop.media.kind import format_of
from itag_desktop.tables.table import Column, Row

FIRST_ROWS = 200
_SAMPLES = 3
_MOST_SAMPLE_CHARACTERS = 500
_MOST_NAMED = 20
_CLEAR_LEAD = 1.25  # the second is less than 80 % of the first
_MOST_OF_CELLS = 0.9
_URI = "oss://"
_MOST_LOOKED_UP = 5000
"""So many cells are looked up in the folders, whatever the number of columns."""
_MEDIA_KEYS = {Template.IMAGE: "picture_url", Template.VIDEO: "video_url", Template.AUDIO: "audio_url"}
_TEXT_SUFFIX = ".txt"

IsFile = Callable[[str], bool]
"""Says whether a cell leads to a file."""


def column_views(columns: Sequence[Column], rows: Sequence[Row], is_file: IsFile) -> tuple[ColumnView, ...]:
    """Return what a chooser shows of the columns of a table."""
    is_found = _bounded(is_file)
    kinds = [_kind_of(_cells(rows, column.index), is_found) for column in columns]
    suggested = _longest_text(columns, rows)
    keys = _keys(columns, rows, kinds)
    return tuple(
        ColumnView(
            letter=column.letter,
            name=column.name,
            samples=_samples(rows, column.index),
            is_text_suggested=column.index == suggested,
            kind=kind,
            key=key,
            seems_files=kind is FieldKind.TEXT and _look_like_files(_cells(rows, column.index)),
        )
        for column, kind, key in zip(columns, kinds, keys, strict=True)
    )


def _bounded(is_file: IsFile) -> IsFile:
    """Return `is_file`, which finds nothing any more when it was asked often enough."""
    asked = count()
    return lambda cell: next(asked) < _MOST_LOOKED_UP and is_file(cell)


def pair_views(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[ColumnView, ...]:
    """Return what a chooser shows of the suffixes of pairs."""
    kinds = [FieldKind.TEXT if column.name == _TEXT_SUFFIX else FieldKind.FILE for column in columns]
    wanted = [_pair_key(column.name) for column in columns]
    uses = Counter(wanted)
    keys = [
        key if uses[key] == 1 else f"{key}_{column.name.lstrip('.') or column.letter.lower()}"
        for key, column in zip(wanted, columns, strict=True)
    ]
    return tuple(
        ColumnView(
            letter=column.letter,
            name=column.name,
            samples=_samples(rows, column.index),
            kind=kind,
            key=key,
        )
        for column, kind, key in zip(columns, kinds, keys, strict=True)
    )


def chosen_fields(template: Template, rows_from: RowsFrom, columns: Sequence[ColumnView]) -> tuple[FieldRule, ...]:
    """Return the fields of a dataset for which the user chose none.

    Raises:
        InputError: `text-column-not-chosen`, with the columns to choose from.
    """
    if rows_from is RowsFrom.MANIFEST:
        return ()
    if template is Template.TEXT:
        text = next((column for column in columns if column.is_text_suggested), None)
        if text is None and len(columns) > 1:
            known = ", ".join(printable(column.name) or f"col:{column.letter}" for column in columns[:_MOST_NAMED])
            raise InputError("text-column-not-chosen", known=known)
        return (FieldRule(key=SOURCE_FIELD, column=column_name(columns, text or columns[0])),)
    names = column_names(columns)
    return tuple(FieldRule(key=c.key, kind=c.kind, column=name) for c, name in zip(columns, names, strict=True))


def with_kinds(rules: Sequence[FieldRule], columns: Sequence[ColumnView]) -> tuple[FieldRule, ...]:
    """Return the rules, those without a kind with the one that their column seems to have."""
    kinds = {name: column.kind for column in columns for name in (column.name, f"col:{column.letter}")}
    return tuple(replace(rule, kind=rule.kind or kinds.get(rule.column, FieldKind.TEXT)) for rule in rules)


def column_names(columns: Sequence[ColumnView]) -> tuple[str, ...]:
    """Return how rules name the columns: by header, where that means one column; else by letter.

    All at once: a table may have 16,384 columns.
    """
    headers = Counter(column.name for column in columns)
    return tuple(
        column.name if _is_plain(column.name) and headers[column.name] == 1 else f"col:{column.letter}"
        for column in columns
    )


def unfound_columns(rules: Sequence[FieldRule], columns: Sequence[ColumnView]) -> tuple[ColumnView, ...]:
    """Return the columns whose texts become fields and seem to be the names of files that were not found."""
    texts = {rule.column for rule in rules if rule.kind is FieldKind.TEXT}
    named = zip(columns, column_names(columns), strict=True)
    return tuple(c for c, name in named if c.seems_files and not texts.isdisjoint((name, f"col:{c.letter}")))


def column_name(columns: Sequence[ColumnView], column: ColumnView) -> str:
    """Return how a rule names one of the columns; see `column_names`."""
    return column_names(columns)[columns.index(column)]


def _is_plain(header: str) -> bool:
    return bool(header) and not header.lower().startswith("col:")


def _cells(rows: Sequence[Row], index: int) -> list[str]:
    """Return the cells of a column that are not empty."""
    return [cell for row in rows if (cell := row.cells[index].strip())]


def _samples(rows: Sequence[Row], index: int) -> tuple[str, ...]:
    return tuple(cell[:_MOST_SAMPLE_CHARACTERS] for cell in _cells(rows, index)[:_SAMPLES])


def _longest_text(columns: Sequence[Column], rows: Sequence[Row]) -> int | None:
    """Return the index of the column with the longest mean text, or None where no one is clearly ahead."""
    lengths = sorted(((_mean_length(_cells(rows, column.index)), column.index) for column in columns), reverse=True)
    if not lengths or lengths[0][0] == 0:
        return None
    is_clear = len(lengths) == 1 or lengths[0][0] >= _CLEAR_LEAD * lengths[1][0]
    return lengths[0][1] if is_clear else None


def _mean_length(cells: Sequence[str]) -> float:
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def _kind_of(cells: Sequence[str], is_file: IsFile) -> FieldKind:
    if not cells:
        return FieldKind.TEXT
    if all(cell.startswith(_URI) for cell in cells):
        return FieldKind.URI
    if _look_like_files(cells) and any(map(is_file, filter(format_of, cells))):
        return FieldKind.FILE
    return FieldKind.TEXT


def _look_like_files(cells: Sequence[str]) -> bool:
    """Say whether most cells end in the suffix of a media file."""
    return bool(cells) and sum(format_of(cell) is not None for cell in cells) >= _MOST_OF_CELLS * len(cells)


def _keys(columns: Sequence[Column], rows: Sequence[Row], kinds: Sequence[FieldKind]) -> list[str]:
    """Return a key for each column: its header where that is an identifier of ASCII, else one that its kind suggests.

    What would not be the only one of its name is numbered by its column.
    """
    names = [column.name.strip() for column in columns]
    wanted = [
        name if name.isascii() and name.isidentifier() else _kind_key(kind, _cells(rows, column.index))
        for column, name, kind in zip(columns, names, kinds, strict=True)
    ]
    times = Counter(wanted)
    return [key if key and times[key] == 1 else _numbered(number, times) for number, key in enumerate(wanted, 1)]


def _numbered(number: int, taken: Container[str]) -> str:
    key = f"field_{number}"
    return key if key not in taken else f"{key}_{number}"


def _kind_key(kind: FieldKind, cells: Sequence[str]) -> str:
    if kind is FieldKind.TEXT:
        return "text"
    promised = next((found for cell in cells if (found := format_of(cell)) is not None), None)
    return _MEDIA_KEYS[promised.kind] if promised is not None else "file_url"


def _pair_key(suffix: str) -> str:
    promised = format_of(f"a{suffix}")
    if promised is not None:
        return _MEDIA_KEYS[promised.kind]
    return "text" if suffix == _TEXT_SUFFIX else "file_url"
