"""Digits of a number format: ``#,##0.00``, ``00000``, ``0.0%``, ``0.00E+00``, ``000-00-0000``.

Excel keeps 15 significant digits and rounds half away from zero, in decimal. Placeholders take digits from the right;
the leftmost takes what is left over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from itag_desktop.tables.format_tokens import Kind, Section, Token, UnknownFormatError

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""Wide enough for any float times any percentage: nothing is rounded but by `quantize`."""
_GROUP = 3
_MAX_PLACES = 30
"""Excel's own bound."""
_MAX_SHIFT = 60
_UNITS = tuple(Decimal(1).scaleb(-places) for places in range(_MAX_PLACES + 1))
_BLANK = {"0": "0", "?": " ", "#": ""}


def kept_by_excel(number: float) -> Decimal:
    """Return `number` as the decimal of 15 significant digits that Excel shows."""
    return Decimal(format(number, ".15g"))


def general_text(number: float) -> str:
    """Return `number` in full, never as a power of ten."""
    text = format(kept_by_excel(number), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitFormat:
    """A section of placeholders: what stands before the point, behind it, and in the exponent."""

    whole: tuple[Token, ...]
    fraction: tuple[Token, ...]
    exponent: tuple[Token, ...]
    exponent_sign: str
    has_point: bool
    is_grouped: bool
    shift: int
    """The power of ten that percent signs and scaling commas make."""
    places: int
    plain_zeros: int
    """How many zeros stand before the point where the format is of digits alone, which is quickly done; else 0."""

    def shown(self, number: float) -> tuple[str, bool]:
        """Return the text of the absolute value, and whether it is not zero as shown."""
        value = abs(kept_by_excel(number))
        if self.shift:
            value = value.scaleb(self.shift, _EXACT)
        power = 0
        if self.exponent:
            value, power = self._normalised(value)
        rounded = value.quantize(_UNITS[self.places], context=_EXACT)
        text = format(rounded, ",f" if self.is_grouped else "f")
        if self.plain_zeros == 1 or (self.plain_zeros and rounded >= 10 ** (self.plain_zeros - 1)):
            return text, bool(rounded)
        whole, _, fraction = format(rounded, "f").partition(".")
        text = self._whole(whole.lstrip("0")) + ("." if self.has_point else "") + self._fraction(fraction)
        if self.exponent:
            text += self._power(power)
        return text, bool(rounded)

    def _normalised(self, value: Decimal) -> tuple[Decimal, int]:
        """Return mantissa and exponent; the exponent is a multiple of the placeholders before the point."""
        step = _count(self.whole)
        power = value.adjusted() // step * step if value else 0
        mantissa = value.scaleb(-power, _EXACT)
        if mantissa.quantize(_UNITS[self.places], context=_EXACT) >= Decimal(10) ** step:
            power += step
            mantissa = mantissa.scaleb(-step, _EXACT)
        return mantissa, power

    def _whole(self, digits: str) -> str:
        places = _count(self.whole)
        if not places:
            return "".join(token.text for token in self.whole) + digits
        shown: list[str] = []
        left = digits
        emitted = 0
        for token in reversed(self.whole):
            if token.kind is not Kind.DIGIT:
                shown.append(token.text)
                continue
            places -= 1
            taken = (left if places == 0 else left[-1:]) or _BLANK[token.text]
            left = left[: -len(taken)] if left else ""
            for digit in reversed(taken):
                if self.is_grouped and emitted and emitted % _GROUP == 0:
                    shown.append(" " if digit == " " else ",")
                shown.append(digit)
                emitted += 1
        return "".join(reversed(shown))

    def _fraction(self, digits: str) -> str:
        last = len(digits.rstrip("0"))
        places = iter(range(len(digits)))
        shown = []
        for token in self.fraction:
            if token.kind is not Kind.DIGIT:
                shown.append(token.text)
            else:
                place = next(places)
                shown.append(digits[place] if place < last else _BLANK[token.text])
        return "".join(shown)

    def _power(self, power: int) -> str:
        sign = "-" if power < 0 else "+" if self.exponent_sign == "+" else ""
        places = _count(self.exponent)
        rest = "".join(token.text for token in self.exponent if token.kind is not Kind.DIGIT)
        least = sum(token.text == "0" for token in self.exponent if token.kind is Kind.DIGIT)
        return f"E{sign}{str(abs(power)).zfill(least or min(places, 1))}{rest}"


def digit_format(section: Section) -> DigitFormat:
    """Compile a section of placeholders.

    Raises:
        UnknownFormatError: it is a fraction, or its parts are in no order that is known.
    """
    tokens, commas = _without_commas(section.tokens)
    mantissa, exponent, sign = _split_exponent(tokens)
    points = [place for place, token in enumerate(mantissa) if token.kind is Kind.POINT]
    if len(points) > 1 or any(token.kind is Kind.POINT for token in exponent) or _is_fraction(tokens):
        raise UnknownFormatError
    point = points[0] if points else len(mantissa)
    whole, fraction = mantissa[:point], mantissa[point + 1 :]
    if exponent and not _count(whole):
        raise UnknownFormatError
    places = _count(fraction)
    if places > _MAX_PLACES:
        raise UnknownFormatError
    shift = 2 * sum(token.kind is Kind.PERCENT for token in tokens) - _GROUP * commas[1]
    if abs(shift) > _MAX_SHIFT:
        raise UnknownFormatError
    return DigitFormat(
        whole=whole,
        fraction=fraction,
        exponent=exponent,
        exponent_sign=sign,
        has_point=bool(points),
        is_grouped=commas[0],
        shift=shift,
        places=places,
        plain_zeros=_plain_zeros(whole, fraction) if not exponent and len(points) == bool(places) else 0,
    )


def _plain_zeros(whole: Sequence[Token], fraction: Sequence[Token]) -> int:
    letters = "".join(token.text if token.kind is Kind.DIGIT else "x" for token in whole)
    is_plain = all(token == Token(Kind.DIGIT, "0") for token in fraction)
    return letters.count("0") if is_plain and not letters.lstrip("#").strip("0") else 0


def _without_commas(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[bool, int]]:
    """Return the other tokens; whether commas between placeholders group; and how many behind them scale."""
    is_grouped = False
    scale = 0
    digits = [place for place, token in enumerate(tokens) if token.kind is Kind.DIGIT]
    point = next((place for place, token in enumerate(tokens) if token.kind is Kind.POINT), len(tokens))
    for place, token in enumerate(tokens):
        if token.kind is not Kind.COMMA:
            continue
        if not digits or place < digits[0]:
            raise UnknownFormatError
        has_digit_before_end = any(place < digit < point for digit in digits)
        if place < point and has_digit_before_end:
            is_grouped = True
        elif place < point or place > digits[-1]:
            scale += 1
    return tuple(token for token in tokens if token.kind is not Kind.COMMA), (is_grouped, scale)


def _split_exponent(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...], str]:
    places = [place for place, token in enumerate(tokens) if token.kind is Kind.EXPONENT]
    if not places:
        return tokens, (), ""
    exponent = tokens[places[0] + 1 :]
    if len(places) > 1 or not _count(exponent):
        raise UnknownFormatError
    return tokens[: places[0]], exponent, tokens[places[0]].text[1]


def _is_fraction(tokens: Sequence[Token]) -> bool:
    slashes = [place for place, token in enumerate(tokens) if token == Token(Kind.LITERAL, "/")]
    return any(_count(tokens[:place]) and _is_denominator(tokens[place + 1 :]) for place in slashes)


def _is_denominator(tokens: Sequence[Token]) -> bool:
    return any(token.kind is Kind.DIGIT or token.text.isdigit() for token in tokens)


def _count(tokens: Sequence[Token]) -> int:
    return sum(token.kind is Kind.DIGIT for token in tokens)
