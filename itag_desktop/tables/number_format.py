"""Numbers as text, the way Excel shows them, compiled once for each format code.

``General`` is the one exception: Excel shortens it to the width of the cell and shows long numbers as powers of ten;
here it is written in full. Blanks and fillers that only align columns are left out. What cannot be rendered exactly
gives the raw value and a warning, never a wrong text: fractions, DBNum, calendars and names of other languages, and
what Excel itself takes from the settings of the computer.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from itag_desktop.tables.format_dates import DateOutOfRangeError, date_format, moment_of
from itag_desktop.tables.format_digits import digit_format, general_text
from itag_desktop.tables.format_tokens import Kind, Section, UnknownFormatError, sections_of

GENERAL = "General"
TEXT_SECTION = 3
KEPT_DIGITS = 15
_DATE_OF_COMPUTER = "yyyy/m/d"


_FIXED: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00 ;(#,##0.00)",
    40: "#,##0.00 ;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_OF_COMPUTER: Mapping[int, str] = {
    14: _DATE_OF_COMPUTER,
    22: f"{_DATE_OF_COMPUTER} h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""What Excel takes from the settings of the computer, as it is in Simplified Chinese."""


class Shown(NamedTuple):
    """The text of a number, and the code of what is to be said about it."""

    text: str
    code: str = ""


_Render = Callable[[float], tuple[str, bool]]
"""Text of the absolute value, and whether a minus belongs before it when the number is negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """A compiled format. `sections` is empty where the format is not known."""

    code: str
    sections: tuple[Section, ...]
    renders: tuple[_Render, ...]
    is_date: bool
    is_1904: bool
    warning: str
    is_never_empty: bool
    """Every number has a text; ``;;;`` hides them all, ``#`` hides zero."""

    def shown(self, number: float) -> Shown:
        """Return `number` as text.

        Codes: `number-format-unknown` and `date-out-of-range` come with the raw value, `date-as-computer` with a form
        that the settings of the computer choose, `number-too-long` where digits beyond the fifteenth were lost.
        """
        if not self.sections:
            return Shown(self._raw(number), "number-format-unknown")
        place = self._place(number)
        if place is None:
            return Shown(self._raw(number), "number-format-unknown")
        try:
            text = self._rendered(number, place)
        except DateOutOfRangeError:
            return Shown(general_text(number), "date-out-of-range")
        has_lost_digits = abs(number) >= 10**KEPT_DIGITS and not self.sections[place].has(Kind.EXPONENT)
        return Shown(text, "number-too-long" if has_lost_digits else self.warning)

    def shown_text(self, text: str) -> str:
        """Return a cell's text as its format shows it: ``@`` stands for the text."""
        section = self.sections[-1] if self.sections else None
        if section is None or not (len(self.sections) > TEXT_SECTION or section.has(Kind.TEXT)):
            return text
        return "".join(text if token.kind is Kind.TEXT else token.text for token in section.tokens)

    def _rendered(self, number: float, place: int) -> str:
        text, may_be_negative = self.renders[place](number)
        return f"-{text}" if number < 0 and may_be_negative and self._has_own_minus(place) else text

    def _place(self, number: float) -> int | None:
        """Return which section shows `number`."""
        last = min(len(self.renders), TEXT_SECTION) - 1
        for place in range(last + 1):
            if self._holds(place, last, number):
                return place
        return None

    def _holds(self, place: int, last: int, number: float) -> bool:
        condition = self.sections[place].condition
        if condition is not None:
            return condition.holds(number)
        if place == last:
            return True
        if place == 0:
            return number > 0 if last > 1 else number >= 0
        return number < 0

    def _has_own_minus(self, place: int) -> bool:
        """Say whether Excel puts the minus, not the section: the section was not made for negative numbers alone."""
        condition = self.sections[place].condition
        if condition is not None:
            return not condition.is_of_negatives_only
        if place == 0:
            return True
        first = self.sections[0].condition
        if place == 1 and len(self.renders) == 1 + place:
            return first is not None and first.sign in {"=", ">", ">="}
        return place > 1

    def _raw(self, number: float) -> str:
        if not self.is_date:
            return general_text(number)
        try:
            moment = moment_of(number, is_1904=self.is_1904, places=0)
        except DateOutOfRangeError:
            return general_text(number)
        day = f"{moment.year:04}-{moment.month:02}-{moment.dom:02}"
        hours, rest = divmod(moment.seconds, 3600)
        clock = f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
        return clock if not moment.day else f"{day} {clock}" if moment.seconds else day


@lru_cache(maxsize=4096)
def number_format(code: str, *, is_1904: bool = False) -> NumberFormat:
    """Compile a format code."""
    return _compiled(code, is_1904=is_1904, warning="")


@lru_cache(maxsize=512)
def built_in_format(number: int, *, is_1904: bool = False) -> NumberFormat:
    """Compile the format that workbooks name only by its number, below 164 (ECMA-376 part 1, 18.8.30)."""
    warning = "" if number in _FIXED else "date-as-computer"
    code = _FIXED.get(number) or _OF_COMPUTER.get(number)
    if code is None:
        return NumberFormat(
            code=str(number),
            sections=(),
            renders=(),
            is_date=False,
            is_1904=is_1904,
            warning="",
            is_never_empty=True,
        )
    return _compiled(code, is_1904=is_1904, warning=warning)


def _compiled(code: str, *, is_1904: bool, warning: str) -> NumberFormat:
    try:
        sections = sections_of(code)
        renders = tuple(_render(section, is_1904=is_1904) for section in _of_numbers(sections))
    except UnknownFormatError:
        sections, renders = (), ()
    is_date = any(section.has(Kind.DATE, Kind.ELAPSED) for section in sections) or (
        not sections and _looks_like_date(code)
    )
    return NumberFormat(
        code=code,
        sections=sections,
        renders=renders,
        is_date=is_date,
        is_1904=is_1904,
        warning=warning,
        is_never_empty=all(map(_is_never_empty, _of_numbers(sections))),
    )


def _of_numbers(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections that show numbers; a last one with ``@`` shows texts alone."""
    without_text = sections[:-1] if len(sections) > 1 and sections[-1].has(Kind.TEXT) else sections
    return without_text[:TEXT_SECTION]


def _is_never_empty(section: Section) -> bool:
    if section.has(Kind.DATE, Kind.ELAPSED, Kind.GENERAL):
        return True
    return any(token.kind is Kind.DIGIT and token.text == "0" for token in section.tokens)


def _looks_like_date(code: str) -> bool:
    return "yy" in code.lower() or "[$-f800]" in code.lower()


def _render(section: Section, *, is_1904: bool) -> _Render:
    if section.has(Kind.DATE, Kind.ELAPSED, Kind.HALF_DAY):
        dates = date_format(section)
        return lambda number: (dates.shown(number, is_1904=is_1904), False)
    if section.has(Kind.GENERAL, Kind.TEXT):
        return _general(section)
    if not section.has(Kind.DIGIT):
        literal = "".join(token.text for token in section.tokens)
        return lambda _number: (literal, bool(literal))
    digits = digit_format(section)
    return digits.shown


def _general(section: Section) -> _Render:
    if section.has(Kind.DIGIT, Kind.POINT, Kind.COMMA, Kind.EXPONENT, Kind.PERCENT):
        raise UnknownFormatError
    kinds = {Kind.GENERAL, Kind.TEXT}

    def shown(number: float) -> tuple[str, bool]:
        value = general_text(abs(number))
        return "".join(value if token.kind in kinds else token.text for token in section.tokens), True

    return shown


def is_plain_integer(raw: str) -> bool:
    """Say whether ``General`` shows the number that a workbook holds exactly as it is written there."""
    return raw.isascii() and raw.isdigit() and len(raw) <= KEPT_DIGITS and (raw[0] != "0" or raw == "0")


def raw_number(raw: str) -> float:
    """Return the number that a workbook holds.

    Raises:
        ValueError: it is none, or not finite.
    """
    number = float(raw)
    if not math.isfinite(number):
        raise ValueError(raw)
    return number
