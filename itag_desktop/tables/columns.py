"""Columns: their letters, and the one that a user means."""

from collections.abc import Sequence

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.table import Column

_BY_LETTER = "col:"
_LETTERS = 26


def letter_of(index: int) -> str:
    """Return the letters of a column as in Excel: A is 0, AA is 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def columns_named(names: Sequence[str], width: int) -> tuple[Column, ...]:
    """Return `width` columns; those that `names` does not reach have no name."""
    padded = [*names, *[""] * (width - len(names))]
    return tuple(Column(index=index, letter=letter_of(index), name=padded[index]) for index in range(width))


def find_column(columns: Sequence[Column], typed: str) -> Column:
    """Return the column that `typed` names: a header, letter by letter; or ``col:B``, which always means the letter.

    Raises:
        InputError: `column-missing`, or `column-doubled` with the letters to choose from.
    """
    if typed.lower().startswith(_BY_LETTER):
        letter = typed[len(_BY_LETTER) :].strip().upper()
        found = [column for column in columns if column.letter == letter]
    else:
        found = [column for column in columns if typed and column.name == typed]
    if not found:
        raise InputError("column-missing", column=typed, known=_shown(columns))
    if len(found) > 1:
        letters = ", ".join(f"{_BY_LETTER}{column.letter}" for column in found)
        raise InputError("column-doubled", column=typed, letters=letters)
    return found[0]


def _shown(columns: Sequence[Column]) -> str:
    most = 20
    shown = [column.name or f"{_BY_LETTER}{column.letter}" for column in columns[:most]]
    return ", ".join([*shown, *["…"] * (len(columns) > most)])
