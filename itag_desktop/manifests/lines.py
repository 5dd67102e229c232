"""The lines of a manifest: one data item a line, as compact JSON in UTF-8.

Non-ASCII characters stand literally, save U+0085, U+2028 and U+2029: Alibaba's own reader (EasyCV) splits a manifest
with `str.splitlines`, which breaks lines on those too. What else it breaks on is below U+0020 and escaped by JSON.
"""

from collections.abc import Sequence

import msgspec

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable

SOURCE_FIELD = "source"
"""The field of a common template's data item (Alibaba's page)."""

_encode = msgspec.json.Encoder().encode
_LINE_BREAKS = ("\u0085", "\u2028", "\u2029")
_ESCAPES = tuple((char.encode(), f"\\u{ord(char):04x}".encode()) for char in _LINE_BREAKS)


def item_line(fields: Sequence[tuple[str, str]]) -> bytes:
    """Return the line of a data item with these fields in this order, without its line end.

    Raises:
        InputError: `field-twice` when two fields share a name; `field-not-unicode` when a lone surrogate, which no
            UTF-8 can hold, is in a name or value.
    """
    item = dict(fields)
    if len(item) != len(fields):
        raise InputError("field-twice", field=printable(_first_twice(fields)))
    try:
        line = _encode({"data": item})
    except UnicodeEncodeError as error:
        raise InputError("field-not-unicode", field=printable(_first_not_unicode(fields))) from error
    for literal, escape in _ESCAPES:
        line = line.replace(literal, escape)
    return line


def media_line(uri: str, *, label_field: str, label: str | None) -> bytes:
    """Return the line of a media file at `uri`, with its pre-label behind it unless that is None; see `item_line`."""
    return item_line(((SOURCE_FIELD, uri),) if label is None else ((SOURCE_FIELD, uri), (label_field, label)))


def _first_twice(fields: Sequence[tuple[str, str]]) -> str:
    names = [name for name, _ in fields]
    return next(name for name in names if names.count(name) > 1)


def _first_not_unicode(fields: Sequence[tuple[str, str]]) -> str:
    return next(name for name, value in fields if not _is_unicode(name + value))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)
