"""The rows of a sheet as a workbook holds them: kinds, styles and raw values, before anything is made of them.

The dimension that a sheet claims is not read: it is often wrong. What counts is the cells that are there.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import IO, NamedTuple

from itag_desktop.tables.table import MAX_COLUMNS
from itag_desktop.tables.xlsx_strings import RichTextPass
from itag_desktop.tables.xml_pass import DamagedError, pieces_of

MAX_ROWS = 1_048_576
_DIGITS = "0123456789"
_TRUE = {"1", "true"}


class RawCell(NamedTuple):
    """A cell as it is written. `kind` is its attribute `t`; `value` is None where there is none."""

    column: int
    kind: str
    style: int
    value: str | None
    is_formula: bool


class RawRow(NamedTuple):
    """A row as it is written, without its empty cells."""

    number: int
    is_hidden: bool
    cells: tuple[RawCell, ...]


def raw_rows(stream: IO[bytes], on_piece: Callable[[int], None]) -> Iterator[RawRow]:
    """Yield the rows of a sheet in order; `on_piece` is told the bytes that each step read.

    Raises:
        DamagedError: rows or cells stand where none can be.
        The errors of `XmlPass.feed`.
    """
    sheet = _SheetPass()
    for piece in pieces_of(stream):
        sheet.xml.feed(piece)
        yield from sheet.taken()
        on_piece(len(piece))


class _SheetPass:
    """What has been read of the row and the cell at hand."""

    def __init__(self) -> None:
        self._rows: list[RawRow] = []
        self._number = 0
        self._is_hidden = False
        self._cells: list[RawCell] = []
        self._column = -1
        self._kind = ""
        self._style = 0
        self._value: str | None = None
        self._is_formula = False
        self._columns: dict[str, int] = {}
        self.xml = RichTextPass(
            {
                "row": self._on_row_start,
                "c": self._on_cell_start,
                "v": self._on_value_start,
                "f": self._on_formula_start,
            },
            {"row": self._on_row_end, "c": self._on_cell_end, "v": self._on_value_end, "is": self._on_inline_end},
        )

    def taken(self) -> list[RawRow]:
        """Return the rows that are whole, and forget them."""
        rows, self._rows = self._rows, []
        return rows

    def _on_row_start(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._number + 1))
        if not self._number < number <= MAX_ROWS:
            raise DamagedError
        self._number = number
        self._is_hidden = attributes.get("hidden", "") in _TRUE
        self._cells = []
        self._column = -1

    def _on_row_end(self) -> None:
        self._rows.append(RawRow(self._number, self._is_hidden, tuple(self._cells)))

    def _on_cell_start(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        self._column = self._column + 1 if place is None else self._column_of(place.rstrip(_DIGITS))
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._value = None
        self._is_formula = False

    def _column_of(self, letters: str) -> int:
        known = self._columns.get(letters)
        if known is None:
            known = _index_of(letters)
            self._columns[letters] = known
        return known

    def _on_cell_end(self) -> None:
        if self._value is not None or self._is_formula:
            self._cells.append(RawCell(self._column, self._kind, self._style, self._value, self._is_formula))

    def _on_value_start(self, _attributes: Mapping[str, str]) -> None:
        self.xml.gather()

    def _on_value_end(self) -> None:
        self._value = self.xml.gathered()

    def _on_inline_end(self) -> None:
        self._value = self.xml.taken()

    def _on_formula_start(self, _attributes: Mapping[str, str]) -> None:
        self._is_formula = True


def _index_of(letters: str) -> int:
    index = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or index > MAX_COLUMNS:
            raise DamagedError
        index = index * 26 + ord(letter) - ord("A") + 1
    if not 0 < index <= MAX_COLUMNS:
        raise DamagedError
    return index - 1
