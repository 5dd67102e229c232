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
        raise field_fault(fields)
    try:
        return in_one_line(_encode({"data": item}))
    except UnicodeEncodeError as error:
        raise field_fault(fields) from error


def in_one_line(json: bytes) -> bytes:
    """Return JSON with the characters escaped on which a reader of the manifest would break its line."""
    for literal, escape in _ESCAPES:
        json = json.replace(literal, escape)
    return json


def field_fault(fields: Sequence[tuple[str, str]]) -> InputError:
    """Return what is wrong with fields of which no line can be made."""
    names = [name for name, _ in fields]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return InputError("field-twice", field=printable(twice))
    bad = next(name for name, value in fields if not _is_unicode(name + value))
    return InputError("field-not-unicode", field=printable(bad))


def media_line(uri: str, *, label_field: str, label: str | None) -> bytes:
    """Return the line of a media file at `uri`, with its pre-label behind it unless that is None; see `item_line`."""
    return item_line(((SOURCE_FIELD, uri),) if label is None else ((SOURCE_FIELD, uri), (label_field, label)))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)
