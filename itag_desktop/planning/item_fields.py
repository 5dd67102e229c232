"""The fields of a dataset's items, bound to the columns of its rows and checked."""

from collections.abc import Sequence
from typing import NamedTuple

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ColumnView, FieldKind, FieldRule
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import printable
from itag_desktop.manifests.lines import SOURCE_FIELD, field_fault
from itag_desktop.tables.columns import ColumnFinder
from itag_desktop.tables.table import Column


class BoundField(NamedTuple):
    """A field with the index of its column, -1 for a constant; `place` names the column as problems do."""

    key: str
    kind: FieldKind
    column: int
    value: str
    place: str


def bind_fields(template: Template, rules: Sequence[FieldRule], columns: Sequence[Column]) -> tuple[BoundField, ...]:
    """Return the fields of `rules` in their order.

    Raises:
        InputError: `fields-missing`, `fields-all-constant`, `field-key-wrong`, `field-twice`, `text-field-wrong` (a
            text dataset begins with its text, as text); `column-missing` and `column-doubled`.
    """
    if not rules:
        raise InputError("fields-missing")
    for rule in rules:
        if not rule.key.strip() or rule.key != printable(rule.key):
            raise InputError("field-key-wrong", field=printable(rule.key))
    keys = [(rule.key, "") for rule in rules]
    if len(dict(keys)) != len(keys):
        raise field_fault(keys)
    if template is Template.TEXT and (rules[0].key != SOURCE_FIELD or any(not _is_text(rule) for rule in rules)):
        raise InputError("text-field-wrong", field=SOURCE_FIELD)
    if all(rule.kind is FieldKind.CONSTANT for rule in rules):
        raise InputError("fields-all-constant")
    finder = ColumnFinder(columns)
    return tuple(_bound(rule, finder) for rule in rules)


def column_place(column: Column | ColumnView) -> str:
    """Return a column as problems name it: its letter, and its header where it has one."""
    return f"{column.letter} {printable(column.name)}".strip()


def _is_text(rule: FieldRule) -> bool:
    return rule.kind in (FieldKind.TEXT, FieldKind.CONSTANT)


def _bound(rule: FieldRule, finder: ColumnFinder) -> BoundField:
    if rule.kind is FieldKind.CONSTANT:
        return BoundField(rule.key, rule.kind, -1, rule.value, "")
    column = finder.find(rule.column)
    return BoundField(rule.key, rule.kind or FieldKind.TEXT, column.index, "", column_place(column))
