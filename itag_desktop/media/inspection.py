"""Whether a file holds what its name promises.

A file of another kind of medium, or of none, is left out (a PDF named ``.jpg``); one of the same kind in another format
is sent with a warning (a PNG named ``.jpg``), since browsers go by the bytes. Bytes that nothing recognises are never
left out, for knowing little is no reason to lose an item; where a format has a signature of its own they are a warning.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from itag_desktop.domain.errors import Value
from itag_desktop.domain.names import printable
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.media.content import HEAD_BYTES, Content, content_of
from itag_desktop.media.kind import UNKNOWN, Format
from itag_desktop.media.shortcuts import MACOS_ALIAS

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Opening blocks on nothing, not even on a pipe that took the place of the file since it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What there is to say about a file: it is left out, or sent with a warning."""

    kind: ProblemKind
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


def inspect_file(path: str, promised: Format, *, is_placeholder: bool = False) -> tuple[Finding, ...]:
    """Read the first bytes of the file and return what there is to say; nothing for a file that is as promised.

    Of a placeholder nothing is read, for that would download the whole. The codes left out are `file-gone`,
    `file-unreadable`, `file-changed` (no regular file any more), `file-empty`, `file-is-alias` and `wrong-content`; the
    warnings `file-in-cloud`, `name-content-differ`, `content-unknown` and `browser-cannot-show`.
    """
    if is_placeholder:
        return (_warning("file-in-cloud"),)
    try:
        head = _read_head(path)
    except FileNotFoundError:
        return (_left_out("file-gone", path=printable(path)),)
    except OSError as error:
        return (_left_out("file-unreadable", path=printable(path), detail=error.strerror or ""),)
    if head is None:
        return (_left_out("file-changed", path=printable(path)),)
    return tuple(_judge(promised, head))


def _read_head(path: str) -> bytes | None:
    """Return the first bytes, or None where there is no regular file."""
    handle = os.open(path, _OPEN_FLAGS)
    try:
        return os.read(handle, HEAD_BYTES) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    finally:
        os.close(handle)


def _judge(promised: Format, head: bytes) -> Iterator[Finding]:
    if not head:
        yield _left_out("file-empty")
    elif head.startswith(MACOS_ALIAS):
        yield _left_out("file-is-alias")
    else:
        yield from _compare(promised, content_of(head))


def _compare(promised: Format, content: Content | None) -> Iterator[Finding]:
    is_shown = promised.is_shown
    if content is None:
        if UNKNOWN not in promised.contents:
            yield _warning("content-unknown", promised=promised.content_type)
    elif content.name not in promised.contents:
        if promised.kind not in content.kinds:
            yield _left_out("wrong-content", found=content.content_type)
            return
        yield _warning("name-content-differ", found=content.content_type, promised=promised.content_type)
        is_shown = content.is_shown
    if not is_shown:
        found = promised if content is None or content.name in promised.contents else content
        yield _warning("browser-cannot-show", found=found.content_type)


def _left_out(code: str, **values: Value) -> Finding:
    return Finding(kind=ProblemKind.LEFT_OUT, code=code, values=values)


def _warning(code: str, **values: Value) -> Finding:
    return Finding(kind=ProblemKind.WARNING, code=code, values=values)
