"""The formats of a workbook's styles, of which nothing else is wanted.

openpyxl makes an object of every style and of all that styles hold: a workbook of 28 KB could so take two gigabytes and
minutes. One pass over the part needs nothing but the formats' codes and, of each style, the number of its format.
"""

from collections.abc import Mapping
from typing import IO

from itag_desktop.tables.number_format import GENERAL, NumberFormat, built_in_format, number_format
from itag_desktop.tables.xml_pass import DamagedError, XmlPass, pieces_of

MOST_STYLES = 1 << 17
"""Excel has 65,490 cell formats."""
_CUSTOM_FORMATS = 164


def read_formats(stream: IO[bytes], *, is_1904: bool) -> tuple[NumberFormat, ...]:
    """Return the format of every style of cells, by the style's number.

    Raises:
        DamagedError: there are more styles than a workbook can have.
        ValueError: a number is none.
        expat.ExpatError, DoctypeError: see `xml_pass.XmlPass.feed`.
    """
    styles = _StylesPass()
    for piece in pieces_of(stream):
        styles.xml.feed(piece)
    known: dict[int, NumberFormat] = {}
    for number in styles.numbers:
        if number not in known:
            known[number] = _format(number, styles.codes, is_1904=is_1904)
    return tuple(known[number] for number in styles.numbers)


class _StylesPass:
    """`numbers` are of the styles' formats, `codes` of the formats that the workbook brings itself."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []
        self._are_of_cells = False
        self.xml = XmlPass(
            {"numFmt": self._on_format, "cellXfs": self._on_cells_start, "xf": self._on_style},
            {"cellXfs": self._on_cells_end},
        )

    def _on_format(self, attributes: Mapping[str, str]) -> None:
        code = attributes.get("formatCode")
        if "numFmtId" in attributes and code is not None:
            self.codes.setdefault(int(attributes["numFmtId"]), code)
        if len(self.codes) > MOST_STYLES:
            raise DamagedError

    def _on_cells_start(self, _attributes: Mapping[str, str]) -> None:
        self._are_of_cells = True

    def _on_cells_end(self) -> None:
        self._are_of_cells = False

    def _on_style(self, attributes: Mapping[str, str]) -> None:
        if not self._are_of_cells:
            return
        self.numbers.append(int(attributes.get("numFmtId", "0")))
        if len(self.numbers) > MOST_STYLES:
            raise DamagedError


def _format(number: int, codes: Mapping[int, str], *, is_1904: bool) -> NumberFormat:
    if number in codes:
        return number_format(codes[number], is_1904=is_1904)
    if number < _CUSTOM_FORMATS:
        return built_in_format(number, is_1904=is_1904)
    return number_format(GENERAL, is_1904=is_1904)
