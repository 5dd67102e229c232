"""The lines of a text file, decoded strictly.

A line ends with LF, CR LF or, as on old Macs, CR. The ends are kept, since those within a cell belong to it. Lines are
cut from the text in batches, because a call of Python's for each line would take longer than all else.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.encodings import Certainty, Encoding, EncodingGuess, first_undecodable, recognise
from itag_desktop.tables.files import opened
from itag_desktop.tables.table import MAX_CELL_CHARACTERS, TableOptions, Watch

MAX_LINE_CHARACTERS = 4 * MAX_CELL_CHARACTERS
BATCH_CHARACTERS = 1 << 16
PREVIEW_BYTES = 1 << 18
_MARK = "\ufeff"


class TextLines:
    """The lines of one pass.

    `is_odd` says that zero bytes, or lines that end with CR where the first does not, have been met; `returns` holds
    the numbers of such lines, until whoever has looked at them empties it. `characters` is how many have been read.
    """

    def __init__(self, path: Path, file: BinaryIO, text: io.TextIOWrapper, watch: Watch) -> None:
        self._path = path
        self._file = file
        self._stream = text
        self._watch = watch
        self._size_bytes = path.stat().st_size
        self._count = 0
        self._ends_with_return: bool | None = None
        self.is_odd = False
        self.returns: set[int] = set()
        self.characters = 0

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._batches())

    def _batches(self) -> Iterator[list[str]]:
        begun: list[str] = []
        text = self._stream.read(BATCH_CHARACTERS).removeprefix(_MARK)
        while text:
            self._watch.note(self._file.tell(), self._size_bytes)
            begun.append(text)
            self.characters += len(text)
            self.is_odd = self.is_odd or "\0" in text
            if "\n" in text or "\r" in text:
                whole = "".join(begun)
                lines = io.StringIO(whole, newline="").readlines()
                # A line without its LF may go on in the next batch, and be it by the LF of a CR LF.
                begun = [] if lines[-1].endswith("\n") else [lines.pop()]
                self._look_at(lines, returns=len(lines) - whole.count("\n"))
                self._count += len(lines)
                yield lines
            self._refuse_long(sum(map(len, begun)))
            text = self._stream.read(BATCH_CHARACTERS)
        if begun:
            yield ["".join(begun)]

    def _refuse_long(self, characters: int) -> None:
        if characters > MAX_LINE_CHARACTERS:
            line = self._count + 1
            raise InputError("table-line-too-long", path=str(self._path), line=line, most=MAX_LINE_CHARACTERS)

    def _look_at(self, lines: list[str], *, returns: int) -> None:
        """Note which lines of the batch end with CR alone: so many do."""
        if self._ends_with_return is None and lines:
            self._ends_with_return = lines[0].endswith("\r")
        if returns and not self._ends_with_return:
            self.returns.update(self._count + nth for nth, line in enumerate(lines, 1) if line.endswith("\r"))
            self.is_odd = self.is_odd or bool(self.returns)


def encoding_of(path: Path, options: TableOptions) -> EncodingGuess:
    """Return the encoding that was chosen, else a guess.

    Raises:
        InputError: as `recognise`.
        CancelledError: the watcher of the options cancelled.
    """
    if options.encoding is not None:
        return EncodingGuess(encoding=options.encoding, certainty=Certainty.SURE)
    limit_bytes = PREVIEW_BYTES if options.is_preview else None
    return recognise(path, limit_bytes=limit_bytes, on_piece=lambda: options.watch.note(0, 0))


@contextmanager
def text_lines(path: Path, encoding: Encoding, watch: Watch) -> Iterator[TextLines]:
    """Open the lines of a file.

    Raises:
        InputError: those of `files.opened`; `table-undecodable` with the place of the first bytes that are not in
            `encoding`; `table-line-too-long`; `source-unreadable`.
        CancelledError: the watcher cancelled.
    """
    try:
        with (
            opened(path) as stream,
            io.TextIOWrapper(stream, encoding=encoding.codec, errors="strict", newline="") as text,
        ):
            yield TextLines(path, stream, text, watch)
    except UnicodeDecodeError as error:
        line, offset, wrong = first_undecodable(path, encoding) or (1, error.start, "")
        raise InputError(
            "table-undecodable", path=str(path), encoding=str(encoding), line=line, offset=offset, digits=wrong
        ) from error
    except OSError as error:
        raise InputError("source-unreadable", path=str(path), detail=error.strerror or str(error)) from error
