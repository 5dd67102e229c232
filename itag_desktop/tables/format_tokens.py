"""The code of a number format, taken apart: sections, conditions, tokens.

The rules are those of ECMA-376 part 1, 18.8.31, and what Excel does beyond them. What cannot be rendered exactly raises
`UnknownFormatError`, so that nobody is shown a text that Excel would not show.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

MAX_SECTIONS = 4
_ENGLISH = 0x09
_CHINESE = 0x0804


class UnknownFormatError(Exception):
    """The format asks for something that is not rendered here: fractions, DBNum, other calendars."""


class Kind(Enum):
    """What a token is."""

    LITERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TEXT = auto()
    DATE = auto()
    ELAPSED = auto()
    HALF_DAY = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a section; letters of dates are lower case."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """``[<100]``."""

    sign: str
    operand: float

    def holds(self, number: float) -> bool:
        """Say whether `number` belongs to the section."""
        return _COMPARE[self.sign](number, self.operand)

    @property
    def is_of_negatives_only(self) -> bool:
        """Say whether only negative numbers can belong: such a section writes its minus itself, or none."""
        return self.operand < 0 if self.sign in {"<=", "="} else self.sign == "<" and self.operand <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the up to four sections of a format."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    is_chinese: bool = False

    def has(self, *kinds: Kind) -> bool:
        """Say whether there is a token of one of `kinds`."""
        return any(token.kind in kinds for token in self.tokens)


_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_PIECE = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | _.  | \*.                                     # the width of a character, a character that fills: no text
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+(?![+-]))
    | (?P<exponent>E[+-])
    | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@)
    | (?P<end>;)
    | (?P<plain>[-$+():\ ^'{}<>=~&1-9/]|[^\x00-\x7f])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_KINDS: Mapping[str, Kind] = {
    "quoted": Kind.LITERAL,
    "escaped": Kind.LITERAL,
    "plain": Kind.LITERAL,
    "general": Kind.GENERAL,
    "half": Kind.HALF_DAY,
    "date": Kind.DATE,
    "exponent": Kind.EXPONENT,
    "digit": Kind.DIGIT,
    "point": Kind.POINT,
    "comma": Kind.COMMA,
    "percent": Kind.PERCENT,
    "text": Kind.TEXT,
}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*([-+]?\d+(?:\.\d+)?(?:E[-+]?\d+)?)", re.IGNORECASE)
_CURRENCY = re.compile(r"\$(?P<symbol>[^-]*)(?:-(?P<locale>[\w-]+))?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+)", re.IGNORECASE)
_LOCALE_NAMES: Mapping[str, int] = {"en-us": 0x0409, "en-gb": 0x0809, "zh-cn": _CHINESE}


def sections_of(code: str) -> tuple[Section, ...]:
    """Take a format code apart.

    Raises:
        UnknownFormatError: something in it is not rendered here.
    """
    parts = [_SectionBuilder()]
    at = 0
    while at < len(code):
        match = _PIECE.match(code, at)
        if match is None:
            raise UnknownFormatError(code)
        at = match.end()
        if match["end"]:
            parts.append(_SectionBuilder())
        else:
            parts[-1].take(match)
    if len(parts) > MAX_SECTIONS:
        raise UnknownFormatError(code)
    return tuple(part.built() for part in parts)


class _SectionBuilder:
    """One section while it is read."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._condition: Condition | None = None
        self._locale: int | None = None

    def take(self, match: re.Match[str]) -> None:
        group = match.lastgroup
        if group is None:
            return
        text = match[group]
        if group == "bracket":
            self._take_bracket(text)
        else:
            is_of_date = group == "date"
            self._tokens.append(Token(_KINDS[group], text.lower() if is_of_date else text))

    def built(self) -> Section:
        section = Section(tokens=tuple(self._tokens), condition=self._condition, is_chinese=self._locale == _CHINESE)
        self._refuse_foreign_dates(section)
        return section

    def _take_bracket(self, text: str) -> None:
        if condition := _CONDITION.fullmatch(text):
            self._condition = Condition(sign=condition[1], operand=float(condition[2]))
        elif currency := _CURRENCY.fullmatch(text):
            self._take_currency(currency["symbol"], currency["locale"])
        elif _ELAPSED.fullmatch(text):
            self._tokens.append(Token(Kind.ELAPSED, text.lower()))
        elif not _COLOUR.fullmatch(text):
            raise UnknownFormatError(text)

    def _take_currency(self, symbol: str, locale: str | None) -> None:
        if symbol:
            self._tokens.append(Token(Kind.LITERAL, symbol))
        if locale:
            self._locale = _locale_number(locale)

    def _refuse_foreign_dates(self, section: Section) -> None:
        """Names of days, eras and halves of the day are rendered in English and Chinese, nothing else."""
        if self._locale is None or not section.has(Kind.DATE, Kind.ELAPSED, Kind.HALF_DAY):
            return
        if self._locale > 0xFFFF:  # noqa: PLR2004 - calendar and digits of another writing stand above the language
            raise UnknownFormatError(hex(self._locale))
        is_known = self._locale == _CHINESE or self._locale & 0xFF == _ENGLISH
        is_named = section.has(Kind.HALF_DAY) or any(
            token.text.startswith(("mmm", "ddd", "a", "e")) for token in section.tokens if token.kind is Kind.DATE
        )
        is_of_computer = self._locale in {0xF400, 0xF800}
        if is_of_computer or (is_named and not is_known):
            raise UnknownFormatError(hex(self._locale))


def _locale_number(locale: str) -> int:
    known = _LOCALE_NAMES.get(locale.lower())
    if known is not None:
        return known
    try:
        return int(locale, 16)
    except ValueError:
        raise UnknownFormatError(locale) from None
