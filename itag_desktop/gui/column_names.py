"""Names of columns in rules, as `tables.columns` understands them: a header, or ``col:B`` where that does not do.

`planning.field_choice.column_names` gives them. An empty header names no column and a doubled one several, so these are
named by their letter and never confused.
"""

from collections.abc import Sequence
from dataclasses import replace

from itag_desktop.domain.items import ColumnView, FieldRule
from itag_desktop.planning.field_choice import column_names

_BY_LETTER = "col:"


def columns_by_name(columns: Sequence[ColumnView]) -> dict[str, ColumnView]:
    """Return the columns by how rules name them."""
    return dict(zip(column_names(columns), columns, strict=True))


def letter_name(column: ColumnView) -> str:
    """Return the name of `column` that holds whatever its header is."""
    return f"{_BY_LETTER}{column.letter}"


def column_named(columns: Sequence[ColumnView], name: str) -> ColumnView | None:
    """Return the column that a rule names, or None."""
    return columns_by_any_name(columns).get(name)


def by_letter(columns: Sequence[ColumnView], fields: Sequence[FieldRule]) -> tuple[FieldRule, ...]:
    """Return `fields` with their columns named by letter: they hold while headers change."""
    known = columns_by_any_name(columns)
    found = [(rule, known.get(rule.column)) for rule in fields]
    return tuple(rule if column is None else replace(rule, column=letter_name(column)) for rule, column in found)


def shown_column(column: ColumnView) -> str:
    """Return a column as people are shown it: its letter, then its header."""
    return f"{column.letter}  {column.name}" if column.name else column.letter


def columns_by_any_name(columns: Sequence[ColumnView]) -> dict[str, ColumnView]:
    """Return the columns by every name that a rule may call them."""
    return {letter_name(column): column for column in columns} | columns_by_name(columns)
