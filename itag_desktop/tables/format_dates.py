"""Dates and times of a number format: ``yyyy-mm-dd``, ``yyyy"年"m"月"d"日"``, ``[h]:mm``, ``hh:mm:ss.00 AM/PM``.

A date is a number of days. Day 1 is 1900-01-01, and Excel believes in 1900-02-29 (day 60), as Lotus did; workbooks from
old Macs count from 1904-01-01, which is their day 0. Times are rounded to the last unit that is shown of a second.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP

from itag_desktop.tables.format_digits import kept_by_excel
from itag_desktop.tables.format_tokens import Kind, Section, Token, UnknownFormatError

DAY_S = 86_400
_LEAP_DAY = 60
_LAST_DAY = 2_958_465
"""9999-12-31."""
_DAYS_1904 = 1462
_HALF_DAY_HOURS = 12
_MAX_DECIMALS = 3
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_CHINESE_WEEKDAYS = "日一二三四五六"


class DateOutOfRangeError(Exception):
    """Excel shows such a date as ``####``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A serial number taken apart. `day` counts from 1900; `ticks` are units of ``10**-places`` seconds in the day."""

    year: int
    month: int
    dom: int
    weekday: int
    day: int
    seconds: int
    ticks: int
    total_s: int


def moment_of(number: float, *, is_1904: bool, places: int) -> Moment:
    """Take a serial number apart, rounded to `places` decimals of a second.

    Raises:
        DateOutOfRangeError: it is before the first day or after 9999.
    """
    if number < 0:
        raise DateOutOfRangeError
    unit = 10**places
    if number == int(number):
        days, ticks = int(number), 0
    else:
        ticks = int((kept_by_excel(number) * DAY_S * unit).to_integral_value(ROUND_HALF_UP))
        days, ticks = divmod(ticks, DAY_S * unit)
    seconds, below = divmod(ticks, unit)
    day = days + (_DAYS_1904 if is_1904 else 0)
    if day > _LAST_DAY:
        raise DateOutOfRangeError
    year, month, dom = _calendar(day)
    return Moment(
        year=year,
        month=month,
        dom=dom,
        weekday=(day - 1) % 7,
        day=day,
        seconds=seconds,
        ticks=below,
        total_s=days * DAY_S + seconds,
    )


def serial_of(moment: date, *, is_1904: bool) -> int:
    """Return the number of a day."""
    day = (moment - date(1899, 12, 31)).days
    return day + (day >= _LEAP_DAY) - (_DAYS_1904 if is_1904 else 0)


def _calendar(day: int) -> tuple[int, int, int]:
    if day == 0:
        return 1900, 1, 0
    if day == _LEAP_DAY:
        return 1900, 2, 29
    found = date(1899, 12, 31) + timedelta(days=day if day < _LEAP_DAY else day - 1)
    return found.year, found.month, found.day


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFormat:
    """A section of date letters, each token already decided."""

    parts: tuple[Callable[[Moment], str], ...]
    places: int

    def shown(self, number: float, *, is_1904: bool) -> str:
        """Return the text of a serial number."""
        moment = moment_of(number, is_1904=is_1904, places=self.places)
        return "".join(part(moment) for part in self.parts)


def date_format(section: Section) -> DateFormat:
    """Compile a section that holds letters of dates.

    Raises:
        UnknownFormatError: it mixes dates and digits in a way that is not known.
    """
    tokens = _with_minutes(section.tokens)
    is_half_day = section.has(Kind.HALF_DAY)
    places = 0
    parts: list[Callable[[Moment], str]] = []
    at = 0
    while at < len(tokens):
        decimals = _decimals(tokens, at)
        if decimals:
            if decimals > _MAX_DECIMALS or (places and places != decimals):
                raise UnknownFormatError
            places = decimals
            parts.append(_fraction_part(decimals))
            at += 1 + decimals
            continue
        parts.append(_part(tokens[at], is_half_day=is_half_day, is_chinese=section.is_chinese))
        at += 1
    return DateFormat(parts=tuple(parts), places=places)


def _with_minutes(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Turn `m` and `mm` that stand behind hours or before seconds into minutes, called `n`."""
    clock = [place for place, token in enumerate(tokens) if token.kind in {Kind.DATE, Kind.ELAPSED}]
    turned = list(tokens)
    for nth, place in enumerate(clock):
        if tokens[place].kind is Kind.DATE and tokens[place].text in {"m", "mm"}:
            before = tokens[clock[nth - 1]].text if nth else ""
            after = tokens[clock[nth + 1]].text if nth + 1 < len(clock) else ""
            if before.startswith("h") or after.startswith("s"):
                turned[place] = Token(Kind.DATE, "n" * len(tokens[place].text))
    return tuple(turned)


def _decimals(tokens: tuple[Token, ...], at: int) -> int:
    """Return how many decimals of a second stand at `at`: a point and zeros right behind seconds."""
    if tokens[at].kind is not Kind.POINT or not at or not tokens[at - 1].text.startswith("s"):
        return 0
    count = 0
    while at + 1 + count < len(tokens) and tokens[at + 1 + count] == Token(Kind.DIGIT, "0"):
        count += 1
    return count


def _fraction_part(places: int) -> Callable[[Moment], str]:
    return lambda moment: f".{moment.ticks:0{places}}"


def _part(token: Token, *, is_half_day: bool, is_chinese: bool) -> Callable[[Moment], str]:
    if token.kind in {Kind.LITERAL, Kind.POINT, Kind.COMMA}:
        return lambda _moment: token.text
    if token.kind is Kind.HALF_DAY:
        names = "上午/下午" if is_chinese and token.text.upper() == "AM/PM" else token.text
        morning, afternoon = names.split("/")
        return lambda moment: afternoon if _hour(moment) >= _HALF_DAY_HOURS else morning
    if token.kind is Kind.ELAPSED:
        seconds = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
        return lambda moment: f"{moment.total_s // seconds:0{len(token.text)}}"
    if token.kind is not Kind.DATE:
        raise UnknownFormatError
    if token.text[0] == "h" and is_half_day:
        return lambda moment: f"{(_hour(moment) - 1) % _HALF_DAY_HOURS + 1:0{min(len(token.text), 2)}}"
    if token.text[0] in "ymd" and is_chinese and token.text[:3] in {"mmm", "ddd"}:
        raise UnknownFormatError
    if token.text[0] == "a" and not is_chinese:
        raise UnknownFormatError
    return _LETTERS.get(token.text) or _longest(token.text)


def _hour(moment: Moment) -> int:
    return moment.seconds // 3600


_LETTERS: Mapping[str, Callable[[Moment], str]] = {
    "yy": lambda moment: f"{moment.year % 100:02}",
    "yyyy": lambda moment: f"{moment.year:04}",
    "e": lambda moment: f"{moment.year}",
    "m": lambda moment: f"{moment.month}",
    "mm": lambda moment: f"{moment.month:02}",
    "mmm": lambda moment: _MONTHS[moment.month - 1][:3],
    "mmmm": lambda moment: _MONTHS[moment.month - 1],
    "mmmmm": lambda moment: _MONTHS[moment.month - 1][0],
    "d": lambda moment: f"{moment.dom}",
    "dd": lambda moment: f"{moment.dom:02}",
    "ddd": lambda moment: _WEEKDAYS[moment.weekday][:3],
    "dddd": lambda moment: _WEEKDAYS[moment.weekday],
    "aaa": lambda moment: f"周{_CHINESE_WEEKDAYS[moment.weekday]}",
    "aaaa": lambda moment: f"星期{_CHINESE_WEEKDAYS[moment.weekday]}",
    "h": lambda moment: f"{_hour(moment)}",
    "hh": lambda moment: f"{_hour(moment):02}",
    "n": lambda moment: f"{moment.seconds // 60 % 60}",
    "nn": lambda moment: f"{moment.seconds // 60 % 60:02}",
    "s": lambda moment: f"{moment.seconds % 60}",
    "ss": lambda moment: f"{moment.seconds % 60:02}",
}


def _longest(letters: str) -> Callable[[Moment], str]:
    """Return what Excel makes of odd counts of a letter."""
    meant = {"y": "yy", "yyy": "yyyy", "hhh": "hh", "sss": "ss", "ee": "e"}.get(letters)
    if meant is None:
        raise UnknownFormatError
    return _LETTERS[meant]
