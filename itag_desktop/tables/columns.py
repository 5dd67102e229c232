"""Columns: their letters, and the one that a user means."""

from collections import defaultdict
from collections.abc import Sequence

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
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


class ColumnFinder:
    """Finds the columns that a user means among `columns`, which may be many."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._by_letter = {column.letter: column for column in columns}
        self._by_name: defaultdict[str, list[Column]] = defaultdict(list)
        for column in columns:
            self._by_name[column.name].append(column)

    def find(self, typed: str) -> Column:
        """Return the column that `typed` names: a header, letter by letter; or ``col:B``, which means the letter.

        Raises:
            InputError: `column-missing`, or `column-doubled` with the letters to choose from.
        """
        if typed.lower().startswith(_BY_LETTER):
            letter = typed[len(_BY_LETTER) :].strip().upper()
            found = [self._by_letter[letter]] if letter in self._by_letter else []
        else:
            found = self._by_name.get(typed, []) if typed else []
        if not found:
            raise InputError("column-missing", column=printable(typed), known=_shown(self._columns))
        if len(found) > 1:
            letters = ", ".join(f"{_BY_LETTER}{column.letter}" for column in found)
            raise InputError("column-doubled", column=printable(typed), letters=letters)
        return found[0]


def _shown(columns: Sequence[Column]) -> str:
    most = 20
    shown = [printable(column.name) or f"{_BY_LETTER}{column.letter}" for column in columns[:most]]
    return ", ".join([*shown, *["…"] * (len(columns) > most)])
