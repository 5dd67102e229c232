"""Writing to the terminal, whatever it is: narrow encodings, closed pipes, no terminal at all.

A reader that went away (``| head``) must neither end the run nor change its exit code, so what cannot be delivered is
dropped. Where the result itself cannot be written (``> full-disk``) that is said; notes and progress may get lost. What
an encoding cannot show is written as an escape.
"""

import codecs
import errno
import io
import os
import sys
import unicodedata
from typing import TextIO

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
from itag_desktop.wording.language import Language, choose_language

_NOT_READ = frozenset({errno.EPIPE, errno.EINVAL})
"""A closed pipe, as POSIX and as Windows say it."""
_WIDE = frozenset("WF")
_ELLIPSIS = "…"
_PLAINER = "itag_desktop.plainer"
_PLAIN = {"…": "...", "·": "-", "×": "x"}
"""Our own signs in ASCII; all else becomes an escape."""


def prepare_streams() -> None:
    """Let stdout and stderr write something plainer for what their encoding cannot show."""
    codecs.register_error(_PLAINER, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PLAINER)


def terminal_language() -> Language:
    """Return the user's language, or English where stdout cannot show it."""
    language = choose_language()
    return language if can_show("中", sys.stdout) else Language.ENGLISH


def is_utf8(stream: TextIO | None) -> bool:
    """Say whether `stream` holds every character."""
    return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name == "utf-8"


def can_show(sample: str, stream: TextIO | None) -> bool:
    """Say whether the encoding of `stream` holds `sample`."""
    try:
        sample.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def say(line: str = "") -> None:
    """Write one line of the result to stdout.

    Raises:
        InputError: `output-unwritable`, once.
    """
    say_raw(line + "\n")


def say_raw(part: str) -> None:
    """Write a part of a document to stdout, exactly.

    Raises:
        InputError: `output-unwritable`, once.
    """
    error = _write(sys.stdout, part)
    if error is not None and error.errno not in _NOT_READ:
        raise InputError("output-unwritable", detail=error.strerror or "")


def note(line: str) -> None:
    """Write one line about what is going on to stderr."""
    _write(sys.stderr, line + "\n")


def note_raw(part: str) -> None:
    """Write a part of a line to stderr, exactly."""
    _write(sys.stderr, part)


def shown(path: object) -> str:
    """Return a path as it can be printed."""
    return printable(str(path))


def width(line: str) -> int:
    """Return how many columns of a terminal `line` takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in line)


def cut(line: str, columns: int) -> str:
    """Return `line`, shortened to at most `columns` columns."""
    if width(line) <= columns:
        return line
    while line and width(line) >= columns:
        line = line[:-1]
    return line + _ELLIPSIS


def _write(stream: TextIO | None, part: str) -> OSError | None:
    """Write, or return why not; from then on all that is written to the stream gets lost."""
    if stream is None:
        return None
    try:
        stream.write(part)
        stream.flush()
    except OSError as error:
        _discard(stream)
        return error
    return None


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding cannot hold (an error handler of `codecs`)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    sign = error.object[error.start]
    plain = _PLAIN.get(sign) or sign.encode("ascii", "backslashreplace").decode()
    return plain, error.start + 1


def _discard(stream: TextIO) -> None:
    """Send what is still written to nowhere, so that the interpreter's last flush does not fail either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
