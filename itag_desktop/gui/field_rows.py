"""The rows of the grid of fields: every column of a table, ticked or not, and the constants, in the user's order.

The engine knows only the fields, which are the ticked rows from top to bottom. What is not ticked keeps its place and
its settings here, so that a column ticked off and on again is what it was.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from itag_desktop.domain.items import ColumnView, FieldKind, FieldRule
from itag_desktop.domain.names import printable
from itag_desktop.gui.column_names import columns_by_name, letter_name, shown_column
from itag_desktop.wording.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A column, or a constant where `column` is None, and the field it is or would be."""

    rule: FieldRule
    column: ColumnView | None
    is_included: bool

    @property
    def kind(self) -> FieldKind:
        """What the field holds."""
        if self.rule.kind is not None:
            return self.rule.kind
        return FieldKind.CONSTANT if self.column is None else self.column.kind

    @property
    def name(self) -> str:
        """What the row is called: a column's letter and header, the suffix of pairs alone, a constant's value."""
        if self.column is None:
            return self.rule.value
        is_suffix = self.column.name.startswith(".")
        return self.column.name if is_suffix else shown_column(self.column).strip()


def fields_of(rows: Sequence[FieldRow]) -> tuple[FieldRule, ...]:
    """Return the fields of a data item, in their order."""
    return tuple(row.rule for row in rows if row.is_included)


def arranged(
    shown: Sequence[FieldRow], columns: Sequence[ColumnView], fields: Sequence[FieldRule]
) -> tuple[FieldRow, ...]:
    """Return the rows of a table with these columns of which `fields` are made.

    What is not ticked stays where it is in `shown`, or where the table has it; the fields fill the other places.
    """
    columns_by_reference = columns_by_name(columns)
    included = [_included(rule, columns_by_reference) for rule in fields]
    taken = {row.column.letter for row in included if row.column is not None}
    places = {_sign(row.column): place for place, row in enumerate(shown) if row.column is not None}
    known = {_sign(row.column): row.rule for row in shown if row.column is not None}
    idle = [
        (
            places.get(_sign(column), index),
            FieldRow(rule=known.get(_sign(column)) or _default(reference, column), column=column, is_included=False),
        )
        for index, (reference, column) in enumerate(columns_by_reference.items())
        if column.letter not in taken
    ]
    idle.extend((place, row) for place, row in enumerate(shown) if row.column is None and _is_idle(row, included))
    return tuple(_merged(included, sorted(idle, key=_place)))


def _sign(column: ColumnView) -> tuple[str, str]:
    return column.letter, column.name


def _place(placed: tuple[int, FieldRow]) -> int:
    return placed[0]


def _is_idle(row: FieldRow, included: Sequence[FieldRow]) -> bool:
    return not row.is_included and all(row.rule != other.rule for other in included)


def _included(rule: FieldRule, columns: Mapping[str, ColumnView]) -> FieldRow:
    return FieldRow(rule=rule, column=_column_of(rule, columns), is_included=True)


def _column_of(rule: FieldRule, columns: Mapping[str, ColumnView]) -> ColumnView | None:
    if rule.kind is FieldKind.CONSTANT:
        return None
    found = columns.get(rule.column)
    if found is None:  # by its letter, though its header would do
        named = rule.column.casefold()
        found = next((column for column in columns.values() if letter_name(column).casefold() == named), None)
    return found or ColumnView(letter="", name=rule.column)


def _default(reference: str, column: ColumnView) -> FieldRule:
    return FieldRule(key=column.key, kind=column.kind, column=reference)


def _merged(fields: Sequence[FieldRow], idle: Sequence[tuple[int, FieldRow]]) -> Iterator[FieldRow]:
    """Yield the idle rows at their places and the fields between them."""
    left = iter(fields)
    count = 0
    for place, row in idle:
        while count < place and (field := next(left, None)) is not None:
            yield field
            count += 1
        yield row
        count += 1
    yield from left


def moved(rows: Sequence[FieldRow], start: int, place: int) -> tuple[FieldRow, ...]:
    """Return the rows with the one of `start` before the one that is at `place`."""
    row = rows[start]
    rest = [*rows[:start], *rows[start + 1 :]]
    rest.insert(place - (place > start), row)
    return tuple(rest)


def with_tick(rows: Sequence[FieldRow], index: int, *, is_included: bool) -> tuple[FieldRow, ...]:
    """Return the rows with one ticked or not; a field that another is called like gets a number."""
    row = rows[index]
    key = free_key(row.rule.key, [rule.key for rule in fields_of(rows)]) if is_included else row.rule.key
    return with_row(rows, index, replace(row, rule=replace(row.rule, key=key), is_included=is_included))


def with_row(rows: Sequence[FieldRow], index: int, row: FieldRow) -> tuple[FieldRow, ...]:
    """Return the rows with another at `index`."""
    return (*rows[:index], row, *rows[index + 1 :])


def with_constant(rows: Sequence[FieldRow]) -> tuple[FieldRow, ...]:
    """Return the rows with an empty constant behind them."""
    key = free_key("constant", [rule.key for rule in fields_of(rows)])
    rule = FieldRule(key=key, kind=FieldKind.CONSTANT)
    return (*rows, FieldRow(rule=rule, column=None, is_included=True))


def free_key(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, or with the first number behind it that no field has."""
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}_{number}", number + 1
    return key


def key_fault(rows: Sequence[FieldRow], index: int, typed: str) -> str | None:
    """Return in words why the field of a row cannot be called `typed`, or None."""
    key = typed.strip()
    if not key:
        return text("A field needs a name.")
    if printable(key) != key:
        return text("A field's name holds only characters that can be shown.")
    if any(row.is_included and row.rule.key == key for place, row in enumerate(rows) if place != index):
        return text("Another field is called {name}.", name=key)
    return None


def has_other_headers(rows: Sequence[FieldRow]) -> bool:
    """Say whether any column's header could name its field, and is not what the field is called unless asked."""
    return any(row.column is not None and row.column.name and row.column.name != row.column.key for row in rows)


def is_named_by_headers(rows: Sequence[FieldRow]) -> bool:
    """Say whether each field of a column that has a header is called by it."""
    named = [row for row in rows if row.is_included and row.column is not None and row.column.name]
    return bool(named) and all(row.column is not None and row.rule.key == row.column.name for row in named)


def named_by_headers(rows: Sequence[FieldRow]) -> tuple[FieldRow, ...]:
    """Return the rows with the fields called by their columns' headers, as far as these can be shown and differ."""
    return _renamed(rows, lambda column: column.name if printable(column.name) == column.name else "")


def named_plainly(rows: Sequence[FieldRow]) -> tuple[FieldRow, ...]:
    """Return the rows with the fields called as they are unless asked."""
    return _renamed(rows, lambda column: column.key)


def _renamed(rows: Sequence[FieldRow], name_of: Callable[[ColumnView], str]) -> tuple[FieldRow, ...]:
    taken = {row.rule.key for row in rows if row.is_included and row.column is None}
    renamed = []
    for row in rows:
        key = row.rule.key if row.column is None else name_of(row.column).strip() or row.column.key
        if row.column is not None and row.is_included:
            key = free_key(key, taken)
            taken.add(key)
        renamed.append(replace(row, rule=replace(row.rule, key=key)))
    return tuple(renamed)
