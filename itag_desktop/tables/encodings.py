"""Which encoding a text file is in: a guess, how sure it is, and what else its bytes would read as.

How it works: a byte order mark decides at once. Else the bytes run once, in pieces, through a strict decoder of every
candidate, and those that stumble drop out; stretches of plain ASCII pass unread. UTF-8 that has let several characters
through is sure, since other encodings hardly ever look like it. As soon as one candidate is left, nothing that follows
could change the guess: the rest is not read, and whoever reads the file strictly finds what does not decode. Where
several are left at the end, charset-normalizer compares how much each reading of a sample looks like human writing, and
the others are named: the window says "These bytes also read as Big5". Nothing is guessed in silence.
"""

import codecs
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.files import opened

PIECE_BYTES = 1 << 18
SAMPLE_BYTES = 1 << 14
_BEYOND_ASCII = 0x80
_LAST_OF_TWO_BYTES = "\u07ff"
LIKELY_UTF8_CHARACTERS = 3
SURE_UTF8_CHARACTERS = 8
"""Two GB18030 characters in four look like UTF-8; eight in a row do not."""


class Encoding(StrEnum):
    """The encodings that can be read and chosen, likeliest first. The values are the names users read and type."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"
    BIG5 = "big5"
    SHIFT_JIS = "shift_jis"
    EUC_KR = "euc-kr"
    WINDOWS_1252 = "windows-1252"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"

    @property
    def codec(self) -> str:
        """Python's name of the widest codec that reads it."""
        return _CODECS.get(self, self.value)


_CODECS: Mapping[Encoding, str] = {
    Encoding.BIG5: "cp950",
    Encoding.SHIFT_JIS: "cp932",
    Encoding.EUC_KR: "cp949",
    Encoding.WINDOWS_1252: "cp1252",
}
_OTHER_NAMES: Mapping[str, Encoding] = {
    "utf-8-sig": Encoding.UTF_8,
    "ascii": Encoding.UTF_8,
    "gbk": Encoding.GB18030,
    "gb2312": Encoding.GB18030,
    "shift_jis": Encoding.SHIFT_JIS,
    "euc_kr": Encoding.EUC_KR,
    "big5": Encoding.BIG5,
    "utf-16": Encoding.UTF_16_LE,
    **{encoding.codec: encoding for encoding in Encoding},
}
_MARKS: tuple[tuple[bytes, Encoding], ...] = (
    (codecs.BOM_UTF8, Encoding.UTF_8),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16_LE),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16_BE),
    ("\ufeff".encode("gb18030"), Encoding.GB18030),
)
_CANDIDATES = (
    Encoding.UTF_8,
    Encoding.GB18030,
    Encoding.BIG5,
    Encoding.SHIFT_JIS,
    Encoding.EUC_KR,
    Encoding.WINDOWS_1252,
)


class Certainty(StrEnum):
    """How sure a guess is."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingGuess:
    """The encoding of a file. `others` would decode the same bytes, to another text."""

    encoding: Encoding
    certainty: Certainty
    others: tuple[Encoding, ...] = ()


def encoding_called(name: str) -> Encoding:
    """Return the encoding that a user means, by any of its usual names.

    Raises:
        InputError: `encoding-unknown`.
    """
    try:
        return _OTHER_NAMES[codecs.lookup(name.strip()).name]
    except (LookupError, ValueError):
        raise InputError("encoding-unknown", encoding=name, known=", ".join(Encoding)) from None


def recognise(
    path: Path, *, limit_bytes: int | None = None, on_piece: Callable[[], None] = lambda: None
) -> EncodingGuess:
    """Guess the encoding of a file, from all of it or from its first `limit_bytes`.

    The guess from all of it names every encoding in which all of it can be read; one that is left alone may still
    stumble over what follows. `on_piece` is called again and again, and may raise to end it.

    Raises:
        InputError: the file cannot be read, or `encoding-none-fits`.
    """
    with opened(path) as stream:
        head = stream.read(SAMPLE_BYTES)
        marked = _marked(head)
        if marked is not None:
            return EncodingGuess(encoding=marked, certainty=Certainty.SURE)
        stream.seek(0)
        sieve = _Sieve()
        is_open = True
        for piece in _pieces(stream, limit_bytes):
            on_piece()
            is_open = sieve.take(piece)
            if not is_open:
                break
        guess = sieve.guess(is_whole=is_open and limit_bytes is None)
    if guess is None:
        raise InputError("encoding-none-fits", path=str(path))
    return guess


def first_undecodable(path: Path, encoding: Encoding) -> tuple[int, int, str] | None:
    """Return line, offset and hexadecimal digits of the first bytes that are not in `encoding`; None if all are."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    begin = 0
    lines = 1
    with opened(path) as stream:
        while True:
            piece = stream.read(PIECE_BYTES)
            held = decoder.getstate()[0]
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding.codec)
                wrong = error.object[error.start : error.end].hex(" ").upper()
                return lines + good.count("\n"), begin - len(held) + error.start, wrong
            if not piece:
                return None
            lines += text.count("\n")
            begin += len(piece)


def _marked(head: bytes) -> Encoding | None:
    """Return what a byte order mark says or, without one, the zero bytes that UTF-16 puts beside ASCII."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for offset, encoding in ((1, Encoding.UTF_16_LE), (0, Encoding.UTF_16_BE)):
        zeros, others = head[offset::2].count(0), head[1 - offset :: 2].count(0)
        if zeros > 4 * others and _is_utf16(head, encoding):
            return encoding
    return None


def _is_utf16(head: bytes, encoding: Encoding) -> bool:
    """Say whether the zero bytes of `head` are halves of characters; single ones are only damage."""
    try:
        text = codecs.getincrementaldecoder(encoding.codec)("strict").decode(head)
    except UnicodeDecodeError:
        return False
    if "\n" in text:
        return 2 * text.count("\n") >= head.count(b"\n")
    return 4 * sum(map(str.isascii, text)) >= len(text)


def _pieces(stream: BinaryIO, limit_bytes: int | None) -> Iterator[bytes]:
    left = limit_bytes
    while piece := stream.read(PIECE_BYTES if left is None else min(left, PIECE_BYTES)):
        yield piece
        left = None if left is None else left - len(piece)


class _Sieve:
    """The candidates that have decoded everything so far."""

    def __init__(self) -> None:
        self._decoders = {name: codecs.getincrementaldecoder(name.codec)("strict") for name in _CANDIDATES}
        self._are_within_character = False
        self._utf8_characters = 0
        self._sample = b""

    def take(self, piece: bytes) -> bool:
        """Feed every candidate; say whether more bytes could still change the guess."""
        if piece.isascii() and not self._are_within_character:
            return True
        if not self._sample:
            self._sample = _lines_around_first_foreign(piece)
        for encoding in tuple(self._decoders):
            self._feed(encoding, piece)
        self._are_within_character = any(decoder.getstate()[0] for decoder in self._decoders.values())
        if self._utf8_characters >= SURE_UTF8_CHARACTERS:
            self._keep_only_utf8()
        return len(self._decoders) > 1

    def guess(self, *, is_whole: bool) -> EncodingGuess | None:
        """Return the best of those left, or None."""
        if is_whole:
            for encoding in tuple(self._decoders):
                self._feed(encoding, b"", final=True)
        left = tuple(self._decoders)
        if not left:
            return None
        if not self._sample or left == (Encoding.UTF_8,):
            return EncodingGuess(encoding=Encoding.UTF_8, certainty=Certainty.SURE)
        best, is_clear = _most_like_writing(self._sample, left)
        others = tuple(encoding for encoding in left if encoding is not best)
        certainty = Certainty.LIKELY if is_clear else Certainty.DOUBTFUL
        return EncodingGuess(encoding=best, certainty=certainty, others=others)

    def _feed(self, encoding: Encoding, piece: bytes, *, final: bool = False) -> None:
        try:
            text = self._decoders[encoding].decode(piece, final)
        except UnicodeDecodeError:
            del self._decoders[encoding]
            return
        if encoding is Encoding.UTF_8 and self._utf8_characters < SURE_UTF8_CHARACTERS:
            self._utf8_characters += len(text) - len(text.encode("ascii", "ignore"))

    def _keep_only_utf8(self) -> None:
        if Encoding.UTF_8 in self._decoders:
            self._decoders = {Encoding.UTF_8: self._decoders[Encoding.UTF_8]}


def _lines_around_first_foreign(piece: bytes) -> bytes:
    """Return a sample of whole lines, from the one with the first byte that is not ASCII."""
    first = next((place for place, byte in enumerate(piece) if byte >= _BEYOND_ASCII), 0)
    begin = max(piece.rfind(b"\n", 0, first) + 1, first - SAMPLE_BYTES // 2)
    sample = piece[begin : begin + SAMPLE_BYTES]
    whole = sample[: sample.rfind(b"\n") + 1]
    return sample if whole.isascii() else whole


def _most_like_writing(sample: bytes, left: tuple[Encoding, ...]) -> tuple[Encoding, bool]:
    """Return the encoding in which `sample` looks most like writing, and whether no other looks as good."""
    if len(left) == 1:
        return left[0], True
    if Encoding.UTF_8 in left and _is_like_utf8(sample.decode("utf-8", "replace")):
        return Encoding.UTF_8, True
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and seldom needed

    codecs_left = {encoding.codec: encoding for encoding in left}
    matches = from_bytes(sample, cp_isolation=list(codecs_left), preemptive_behaviour=False)
    scores = {
        codecs_left[match.encoding]: (round(match.chaos, 2), -round(match.coherence, 2))
        for match in matches
        if match.encoding in codecs_left
    }
    if not scores:
        return left[0], False
    best_score = min(scores.values())
    best = [encoding for encoding in left if scores.get(encoding) == best_score]
    return best[0], len(best) == 1


def _is_like_utf8(text: str) -> bool:
    """Say whether `text` came out of so many bytes that fit together, three to a character or often, by no accident."""
    foreign = [character for character in text if not character.isascii()]
    return len(foreign) >= LIKELY_UTF8_CHARACTERS or any(character > _LAST_OF_TWO_BYTES for character in foreign)
