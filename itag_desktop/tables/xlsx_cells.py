"""A raw cell as the text that the user sees, or what is wrong with it."""

from collections.abc import Sequence
from datetime import datetime, time

from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.tables.format_dates import DAY_S, serial_of
from itag_desktop.tables.number_format import GENERAL, NumberFormat, is_plain_integer, number_format, raw_number
from itag_desktop.tables.table import CellProblem
from itag_desktop.tables.xlsx_sheet import RawCell
from itag_desktop.tables.xlsx_strings import SharedStrings, decoded
from itag_desktop.tables.xml_pass import DamagedError

_NUMBERS = {"n", "d"}
_MOST_KNOWN = 20_000
_LEFT_OUT = {"number-too-long", "date-out-of-range"}


class CellTexts:
    """Makes texts of the cells of one workbook. `formats` are by the number of a style."""

    def __init__(self, formats: Sequence[NumberFormat], strings: SharedStrings) -> None:
        self._formats = formats
        self._strings = strings
        self._general = number_format(GENERAL)
        self._known: dict[tuple[int, str], str] = {}

    def text(self, cell: RawCell) -> tuple[str, CellProblem | None]:
        """Return the text of a cell and what is to be said about it.

        Raises:
            DamagedError: the cell is not what it says.
        """
        if not cell.value:
            return _without_value(cell)
        if cell.kind in _NUMBERS:
            return self._number(cell, cell.value)
        if cell.kind == "e":
            values = {"value": cell.value}
            return cell.value, CellProblem(
                kind=ProblemKind.LEFT_OUT, code="cell-error", column=cell.column, values=values
            )
        return self._plain(cell.kind, cell.value, self._format(cell)), None

    def is_shown(self, cell: RawCell) -> bool:
        """Say whether a cell is a number that has a text, whatever that is; most of the time goes into formats."""
        return bool(cell.value) and cell.kind == "n" and self._format(cell).is_never_empty

    def _plain(self, kind: str, value: str, form: NumberFormat) -> str:
        """Return the text of a cell that is no number."""
        if kind == "b":
            return "TRUE" if value.strip() in {"1", "true"} else "FALSE"
        text = self._shared(value) if kind == "s" else decoded(value) if kind == "str" else value
        return form.shown_text(text)

    def _shared(self, value: str) -> str:
        try:
            return self._strings[int(value)]
        except ValueError:
            raise DamagedError from None

    def _number(self, cell: RawCell, value: str) -> tuple[str, CellProblem | None]:
        """Return the text of a number; prices, dates and grades come again and again, so the last ones are kept."""
        known = self._known.get((cell.style, value)) if cell.kind == "n" else None
        if known is not None:
            return known, None
        text, problem = self._formatted(cell, value)
        if problem is None and cell.kind == "n":
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[cell.style, value] = text
        return text, problem

    def _formatted(self, cell: RawCell, value: str) -> tuple[str, CellProblem | None]:
        form = self._format(cell)
        if form.code == GENERAL and is_plain_integer(value):
            return value, None
        try:
            number = _date_number(value, form) if cell.kind == "d" else raw_number(value)
        except ValueError:
            raise DamagedError from None
        shown = form.shown(number)
        if not shown.code:
            return shown.text, None
        kind = ProblemKind.LEFT_OUT if shown.code in _LEFT_OUT else ProblemKind.WARNING
        values = {"text": shown.text, "format": form.code}
        return shown.text, CellProblem(kind=kind, code=shown.code, column=cell.column, values=values)

    def _format(self, cell: RawCell) -> NumberFormat:
        if not 0 <= cell.style < len(self._formats):
            return self._general
        return self._formats[cell.style]


def _without_value(cell: RawCell) -> tuple[str, CellProblem | None]:
    """A formula whose result is no text has one only after a spreadsheet program has calculated it."""
    if cell.is_formula and cell.kind != "str":
        return "", CellProblem(kind=ProblemKind.LEFT_OUT, code="formula-without-value", column=cell.column)
    return "", None


def _date_number(value: str, form: NumberFormat) -> float:
    """Return the serial number of a date or time in ISO 8601."""
    if "-" not in value:
        return _day_part(time.fromisoformat(value))
    moment = datetime.fromisoformat(value)
    return serial_of(moment.date(), is_1904=form.is_1904) + _day_part(moment.time())


def _day_part(clock: time) -> float:
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    return (seconds + clock.microsecond / 1e6) / DAY_S
