"""Texts of cells: decoding them, and the list of those that cells share.

The list is read only as far as cells have asked for: Excel writes it in the order of the cells, so the first rows of a
large workbook are there at once.
"""

import re
from collections.abc import Callable, Mapping
from typing import IO

from itag_desktop.tables.xml_pass import DamagedError, End, Start, XmlPass, pieces_of

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = re.compile("[\ud800-\udfff]")


def decoded(text: str) -> str:
    """Return `text` with ``_x000D_`` and its like turned into characters (ECMA-376 part 1, 22.9.2.19).

    An escape of half a character stays as it is written.
    """
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if not _SURROGATES.search(plain):
        return plain
    try:
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return text


class RichTextPass(XmlPass):
    """A pass over a part with texts, each of which may be in runs of several formats.

    How a text is to be spoken (`rPh`) is no part of it.
    """

    def __init__(self, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        self._parts: list[str] = []
        self._is_phonetic = False
        super().__init__(
            {"t": self._on_text_start, "rPh": self._on_phonetic_start, **starts},
            {"t": self._on_text_end, "rPh": self._on_phonetic_end, **ends},
        )

    def taken(self) -> str:
        """Return the text, and begin the next."""
        text = "".join(self._parts)
        self._parts = []
        return decoded(text)

    def _on_text_start(self, _attributes: Mapping[str, str]) -> None:
        self.gather()

    def _on_text_end(self) -> None:
        text = self.gathered()
        if not self._is_phonetic:
            self._parts.append(text)

    def _on_phonetic_start(self, _attributes: Mapping[str, str]) -> None:
        self._is_phonetic = True

    def _on_phonetic_end(self) -> None:
        self._is_phonetic = False


class SharedStrings:
    """The texts that cells share, by number."""

    def __init__(self, stream: IO[bytes] | None, on_piece: Callable[[int], None]) -> None:
        self._strings: list[str] = []
        self._xml = RichTextPass({}, {"si": self._on_item_end})
        self._pieces = pieces_of(stream) if stream else iter(())
        self._on_piece = on_piece

    def __getitem__(self, number: int) -> str:
        while number >= len(self._strings):
            piece = next(self._pieces, None)
            if piece is None:
                raise DamagedError
            self._xml.feed(piece)
            self._on_piece(len(piece))
        if number < 0:
            raise DamagedError
        return self._strings[number]

    def _on_item_end(self) -> None:
        self._strings.append(self._xml.taken())
