"""Streaming through the XML parts of a workbook with expat.

A document type declaration is refused where it begins: no workbook has one, and entities that multiply need one. Only
elements of SpreadsheetML are looked at, and what is gathered of one text is bounded.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

from itag_desktop.tables.table import MAX_CELL_CHARACTERS

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PIECE_BYTES = 1 << 16
MOST_ELEMENTS = 100_000
"""Workbooks that have gone through many hands bring along tens of thousands of names that nobody uses."""

Start = Callable[[Mapping[str, str]], None]
End = Callable[[], None]


class DoctypeError(Exception):
    """The part has a document type declaration."""


class TextTooLongError(Exception):
    """A text is longer than any cell may be."""


class DamagedError(Exception):
    """The part says something that cannot be."""


class XmlPass:
    """One pass over one part. Handlers are by the local name of an element; text is gathered between two calls."""

    def __init__(self, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        self._gathered: list[str] | None = None
        self._characters = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.buffer_size = PIECE_BYTES
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = _calling_start(starts)
        self._parser.EndElementHandler = _calling_end(ends)
        self._parser.CharacterDataHandler = self._on_text

    def bound_elements(self, most: int) -> None:
        """Look at no element, and refuse the part when there are more than `most` of any kind."""
        left = iter(range(most))

        def on_start(_name: str, _attributes: dict[str, str]) -> None:
            if next(left, None) is None:
                raise DamagedError

        self._parser.StartElementHandler = on_start

    def feed(self, piece: bytes) -> None:
        """Take a piece of the part; an empty one is its end.

        Raises:
            expat.ExpatError: it is no XML.
            DoctypeError, TextTooLongError, DamagedError: see there.
        """
        self._parser.Parse(piece, not piece)

    def gather(self) -> None:
        """Keep the text from here."""
        self._gathered = []
        self._characters = 0

    def gathered(self) -> str:
        """Return the text since `gather`, and keep no more."""
        text = "".join(self._gathered or ())
        self._gathered = None
        return text

    def _on_text(self, text: str) -> None:
        if self._gathered is None:
            return
        self._characters += len(text)
        if self._characters > MAX_CELL_CHARACTERS:
            raise TextTooLongError
        self._gathered.append(text)


def _calling_start(starts: Mapping[str, Start]) -> Callable[[str, dict[str, str]], None]:
    """Return the handler of expat; a closure, because it is called a million times."""
    handler_of = {f"{NAMESPACE} {name}": handler for name, handler in starts.items()}.get

    def on_start(name: str, attributes: dict[str, str]) -> None:
        handler = handler_of(name)
        if handler is not None:
            handler(attributes)

    return on_start


def _calling_end(ends: Mapping[str, End]) -> Callable[[str], None]:
    handler_of = {f"{NAMESPACE} {name}": handler for name, handler in ends.items()}.get

    def on_end(name: str) -> None:
        handler = handler_of(name)
        if handler is not None:
            handler()

    return on_end


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a part piece by piece and, last, an empty piece."""
    while piece := stream.read(PIECE_BYTES):
        yield piece
    yield b""


def refuse_bombs(stream: IO[bytes]) -> None:
    """Read a part that another parser will read, which makes a thousand bytes or more of each element.

    Raises:
        expat.ExpatError: it is no XML.
        DoctypeError: see there.
        DamagedError: it has more elements than the small parts of a workbook have.
    """
    looking = XmlPass({}, {})
    looking.bound_elements(MOST_ELEMENTS)
    for piece in pieces_of(stream):
        looking.feed(piece)


def _refuse_doctype(*_declaration: object) -> None:
    raise DoctypeError
