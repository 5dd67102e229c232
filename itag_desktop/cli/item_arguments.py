"""The options of `create text` and `create custom`, and what they ask for."""

import re
from argparse import Namespace
from dataclasses import replace
from typing import Any

from itag_desktop.cli import values
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import Division, FieldKind, FieldRule, ItemOptions, RowsFrom, TableReading
from itag_desktop.domain.kinds import MEDIA_KINDS, Template
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import DEFAULT_LABEL_FIELD
from itag_desktop.manifests.lines import SOURCE_FIELD
from itag_desktop.state.presets import Preset, applied
from itag_desktop.wording.texts import text

_KINDS = {kind.value: kind for kind in (FieldKind.TEXT, FieldKind.FILE, FieldKind.URI)}
_PILOT = re.compile(r"([0-9]{1,9})(?::([0-9]{1,9}))?")
_PER = {"line": RowsFrom.LINES, "file": RowsFrom.FILES}
_OF_MEDIA = ("include", "exclude", "label_from_folder", "label_field")
_OF_TEXT = ("column", "label", "one_item_per")
_OF_CUSTOM = ("field", "const", "preset", "pair", "base", "keep_missing", "keep_incomplete")
_OF_BOTH = ("sheet", "encoding", "delimiter", "no_header", "header", "keep_empty", "drop_duplicates")


def add_item_options(parser: Any) -> None:
    """Add the options in groups of their own."""
    _add_fields(parser.add_argument_group(text("text and custom: the fields")))
    _add_reading(parser.add_argument_group(text("text and custom: how the rows are read")))
    _add_rows(parser.add_argument_group(text("text and custom: which rows, and how many manifests")))


def item_options(arguments: Namespace) -> ItemOptions:
    """Return what the arguments say of the items.

    Raises:
        InputError: `field-option-wrong`.
    """
    rows_from = RowsFrom.PAIRS if arguments.pair else _PER.get(arguments.one_item_per)
    has_header = True if arguments.header else False if arguments.no_header else None
    return ItemOptions(
        rows_from=rows_from,
        reading=TableReading(
            sheet=arguments.sheet,
            encoding=arguments.encoding,
            delimiter=arguments.delimiter,
            has_header=has_header,
        ),
        fields=tuple(arguments.fields or ()) if arguments.template == Template.CUSTOM else _text_fields(arguments),
        base_folder=arguments.base,
        keeps_empty=arguments.keep_empty,
        drops_duplicates=arguments.drop_duplicates,
        keeps_missing=arguments.keep_missing,
        keeps_incomplete=arguments.keep_incomplete,
    )


def with_preset(options: ItemOptions, preset: Preset) -> ItemOptions:
    """Return the options with the fields of a preset, and what the preset or the arguments keep or leave out."""
    kept = applied(preset, options)
    return replace(
        kept,
        keeps_empty=kept.keeps_empty or options.keeps_empty,
        drops_duplicates=kept.drops_duplicates or options.drops_duplicates,
        keeps_missing=kept.keeps_missing or options.keeps_missing,
        keeps_incomplete=kept.keeps_incomplete or options.keeps_incomplete,
    )


def division(arguments: Namespace) -> Division:
    """Return how the items are divided over manifests."""
    items, seed = arguments.pilot or (None, None)
    return Division(pilot_items=items, pilot_seed=seed, split_items=arguments.split)


def stranger_among(arguments: Namespace) -> str | None:
    """Return an option that was given and does not go with the template, or None."""
    allowed = {
        Template.TEXT: (*_OF_TEXT, *_OF_BOTH),
        Template.CUSTOM: (*_OF_CUSTOM, *_OF_BOTH),
    }.get(arguments.template, _OF_MEDIA)
    every = (*_OF_MEDIA, *_OF_TEXT, *_OF_CUSTOM, *_OF_BOTH)
    given = {"field": arguments.fields, "const": arguments.fields}
    strange = (name for name in every if name not in allowed and given.get(name, getattr(arguments, name, None)))
    return next((f"--{name.replace('_', '-')}" for name in strange), None)


def is_media(arguments: Namespace) -> bool:
    """Say whether the template is of media files."""
    return arguments.template in MEDIA_KINDS


def field_rule(typed: str) -> FieldRule:
    """Return the rule of ``KEY=COLUMN`` or ``KEY=COLUMN:KIND``; `field-option-wrong` else."""
    key, equals, column = typed.partition("=")
    name, colon, kind = column.rpartition(":")
    if colon and name and kind in _KINDS:
        column = name
    if not key or not equals or not column:
        raise InputError("field-option-wrong", typed=printable(typed))
    return FieldRule(key=key, column=column, kind=_KINDS.get(kind) if name else None)


def constant_rule(typed: str) -> FieldRule:
    """Return the rule of ``KEY=VALUE``; `field-option-wrong` else."""
    key, equals, value = typed.partition("=")
    if not key or not equals:
        raise InputError("field-option-wrong", typed=printable(typed))
    return FieldRule(key=key, kind=FieldKind.CONSTANT, value=value)


def pilot(typed: str) -> tuple[int, int | None]:
    """Return the number of items and the seed of ``N`` or ``N:SEED``; `pilot-wrong` else."""
    match = _PILOT.fullmatch(typed)
    if match is None or int(match[1]) == 0:
        raise InputError("pilot-wrong", typed=printable(typed))
    return int(match[1]), None if match[2] is None else int(match[2])


def delimiter(typed: str) -> str:
    r"""Return the delimiter, one character; ``\t`` and ``tab`` mean a tab. `delimiter-wrong` else."""
    found = "\t" if typed in (r"\t", "tab") else typed
    if len(found) != 1 or found in '"\r\n\0':
        raise InputError("delimiter-wrong", typed=printable(typed))
    return found


def _text_fields(arguments: Namespace) -> tuple[FieldRule, ...]:
    """Return the text and its pre-labels; nothing where the text's column is left to the planning."""
    labels = tuple(_label_rule(typed) for typed in arguments.label)
    if arguments.column is None and not labels:
        return ()
    return (FieldRule(key=SOURCE_FIELD, column=arguments.column or ""), *labels)


def _label_rule(typed: str) -> FieldRule:
    column, equals, key = typed.rpartition("=")
    if not equals:
        column, key = typed, DEFAULT_LABEL_FIELD
    return FieldRule(key=values.label_field(key), column=column)


def _add_fields(group: Any) -> None:
    group.add_argument("--column", metavar="C", help=text("text: the column of the text, by header or as col:B"))
    group.add_argument(
        "--label", action="append", default=[], metavar="COLUMN[=FIELD]",
        help=text("text: a column that pre-labels the text; may be repeated"),
    )  # fmt: skip
    group.add_argument(
        "--field", dest="fields", action="append", type=field_rule, metavar="KEY=COLUMN[:KIND]",
        help=text("custom: a field, in the order of the item; KIND is text, file or uri; may be repeated"),
    )  # fmt: skip
    group.add_argument(
        "--const", dest="fields", action="append", type=constant_rule, metavar="KEY=VALUE",
        help=text("custom: a field with the same text in every item; may be repeated"),
    )  # fmt: skip
    group.add_argument("--preset", metavar="NAME", help=text("custom: the fields kept under this name in the window"))
    group.add_argument(
        "--base", metavar="DIR", help=text("custom: where the files lie that cells name; else beside the table")
    )
    group.add_argument("--pair", action="store_true", help=text("custom: join files by their names without suffix"))


def _add_reading(group: Any) -> None:
    group.add_argument("--sheet", metavar="S", help=text("the sheet of a workbook; else the first that is not hidden"))
    group.add_argument("--encoding", metavar="E", help=text("the encoding of a text file; else it is recognised"))
    group.add_argument(
        "--delimiter", type=delimiter, metavar="D", help=text("what stands between the cells of a text table")
    )
    header = group.add_mutually_exclusive_group()
    header.add_argument("--header", action="store_true", help=text("the first row is the header"))
    header.add_argument("--no-header", action="store_true", help=text("the first row is a row like the others"))
    group.add_argument("--one-item-per", choices=list(_PER), help=text("text files: an item a line, or one a file"))


def _add_rows(group: Any) -> None:
    group.add_argument("--keep-empty", action="store_true", help=text("make items of rows without text too"))
    group.add_argument("--drop-duplicates", action="store_true", help=text("leave out items equal to an earlier one"))
    group.add_argument(
        "--keep-missing", action="store_true", help=text("custom: write an empty text for a file that is not there")
    )
    group.add_argument(
        "--keep-incomplete", action="store_true", help=text("custom: keep pairs that want a file, its field empty")
    )
    group.add_argument(
        "--split", type=values.items, metavar="N", help=text("several manifests of at most N items each")
    )
    group.add_argument(
        "--pilot", type=pilot, metavar="N[:SEED]",
        help=text("first a manifest of N items: the first ones, or with SEED a random choice"),
    )  # fmt: skip
