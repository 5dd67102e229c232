"""From the paths a user gave to the sources of a text or custom dataset, and what its rows are.

A folder given alone for a custom dataset that holds one table is that table with the folder beside it.

The source that holds the rows comes first: a table, a manifest, or the text files. Folders and files given beside a
table are where the files lie that its cells name; without any, that is `ItemOptions.base_folder` or the folder of the
table itself, whose name is then no part of the keys: ``pic/1.jpg`` in a cell becomes ``PREFIX/pic/1.jpg``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ItemOptions, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import printable
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import Source
from itag_desktop.manifests.existing_lines import begins_with_item
from itag_desktop.media.junk import name_skip_reason
from itag_desktop.media.local_paths import system_path
from itag_desktop.planning.sources import absolute_path, resolve_sources
from itag_desktop.tables.files import opened

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls"})
MANIFEST_SUFFIXES = frozenset({".manifest", ".jsonl"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
_HEAD_BYTES = 1 << 16
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSources:
    """What the rows are, the sources in order, and notices about paths that are none of their own."""

    rows_from: RowsFrom
    sources: tuple[Source, ...]
    notices: tuple[Trouble, ...] = ()


def resolve_item_sources(
    paths: Sequence[str],
    template: Template,
    options: ItemOptions,
    *,
    keep_root_folder: bool = True,
    names_in_bucket: Mapping[str, str] | None = None,
) -> ItemSources:
    """Return the sources that `paths` stand for.

    Raises:
        InputError: as `resolve_sources`; `several-tables`, `sources-do-not-mix`, `rows-missing` (folders where a table
            was asked for), `rows-of-other-kind`.
    """
    names = names_in_bucket or {}
    kinds = {path: _kind_of(path) for path in dict.fromkeys(paths)}
    if template is Template.CUSTOM and options.rows_from in (None, RowsFrom.TABLE):
        kinds.update(_only_table_in(kinds))
    rows_from = options.rows_from or _rows_from(kinds, template)
    if rows_from not in (RowsFrom.TABLE, RowsFrom.MANIFEST):
        _refuse_others(kinds, rows_from)
        sources, notices = resolve_sources(list(kinds), keep_root_folder=keep_root_folder, names_in_bucket=names)
        return ItemSources(rows_from=rows_from, sources=sources, notices=notices)
    first = _row_file(kinds, rows_from)
    beside = [path for path in kinds if path != first]
    if beside and (rows_from is RowsFrom.MANIFEST or template is Template.TEXT):
        raise InputError("sources-do-not-mix", first=printable(first), second=printable(beside[0]))
    (table,), _ = resolve_sources([first], keep_root_folder=False)
    if rows_from is RowsFrom.MANIFEST or template is Template.TEXT:
        return ItemSources(rows_from=rows_from, sources=(table,))
    bases, notices = _bases(table, beside, options, keep_root_folder=keep_root_folder, names=names)
    return ItemSources(rows_from=rows_from, sources=(table, *bases), notices=notices)


def _bases(
    table: Source, beside: Sequence[str], options: ItemOptions, *, keep_root_folder: bool, names: Mapping[str, str]
) -> tuple[tuple[Source, ...], tuple[Trouble, ...]]:
    given = [*beside, *([] if options.base_folder is None else [options.base_folder])]
    if given:
        return resolve_sources(given, keep_root_folder=keep_root_folder, names_in_bucket=names)
    return resolve_sources([str(PurePath(table.path).parent)], keep_root_folder=False)


def _rows_from(kinds: Mapping[str, RowsFrom | None], template: Template) -> RowsFrom:
    found = list(kinds.values())
    if RowsFrom.TABLE in found:
        return RowsFrom.TABLE
    if RowsFrom.MANIFEST in found:
        return RowsFrom.MANIFEST
    if template is Template.CUSTOM:
        return RowsFrom.PAIRS
    is_one_file = len(found) == 1 and found[0] is RowsFrom.LINES
    return RowsFrom.LINES if is_one_file else RowsFrom.FILES


def _only_table_in(paths: Collection[str]) -> dict[str, RowsFrom]:
    """Return the table of a folder that was given alone and holds just one at its top: its files lie below."""
    if len(paths) != 1 or not Path(*paths).is_dir():
        return {}
    try:
        names = [entry.name for entry in Path(*paths).iterdir() if name_skip_reason(entry.name) is None]
    except OSError:  # `resolve_sources` says so
        return {}
    tables = [name for name in names if PurePath(name).suffix.lower() in TABLE_SUFFIXES]
    return {str(Path(*paths, tables[0])): RowsFrom.TABLE} if len(tables) == 1 else {}


def _row_file(kinds: Mapping[str, RowsFrom | None], rows_from: RowsFrom) -> str:
    """Return the one path that holds the rows."""
    of_kind = [path for path, kind in kinds.items() if kind is rows_from]
    if not of_kind:  # said to be a table, whatever it looks like
        of_kind = [path for path in kinds if not Path(path).is_dir()]
    if not of_kind:
        raise InputError("rows-missing", path=printable(next(iter(kinds), "")))
    if len(of_kind) > 1:
        raise InputError("several-tables", first=printable(of_kind[0]), second=printable(of_kind[1]))
    return of_kind[0]


def _refuse_others(kinds: Mapping[str, RowsFrom | None], rows_from: RowsFrom) -> None:
    """Refuse files that are no text where text files are wanted; pairs may be of anything."""
    if rows_from is RowsFrom.PAIRS:
        return
    for path, kind in kinds.items():
        if kind is None and not Path(path).is_dir() and Path(path).exists():
            raise InputError("rows-of-other-kind", path=printable(path))


def _kind_of(path: str) -> RowsFrom | None:
    """Return what the file at `path` would be as rows, by its name and first bytes; None for a folder or other file."""
    whole = Path(system_path(absolute_path(path))) if path else None
    if whole is None or not whole.is_file():
        return None
    suffix = whole.suffix.lower()
    if suffix in TABLE_SUFFIXES:
        return RowsFrom.TABLE
    if suffix not in MANIFEST_SUFFIXES | TEXT_SUFFIXES and suffix:
        return None
    with opened(whole) as stream:
        head = stream.read(_HEAD_BYTES)
    if head.startswith(_ZIP):
        return RowsFrom.TABLE
    if suffix in MANIFEST_SUFFIXES or begins_with_item(head, is_whole=len(head) < _HEAD_BYTES):
        return RowsFrom.MANIFEST
    return RowsFrom.LINES
