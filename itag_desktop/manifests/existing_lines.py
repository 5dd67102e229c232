"""Lines that others wrote: what is wrong with them, and how they are taken over.

A line keeps every token of its JSON, unknown members, labels and numbers as they were spelled: only the blanks between
tokens go, and the characters are escaped on which a reader would break the line.
"""

import msgspec

from itag_desktop.manifests.lines import SOURCE_FIELD, in_one_line

_decode = msgspec.json.Decoder().decode


def line_fault(line: str, *, needs_source: bool) -> str | None:
    """Return the code of what keeps a line from being a data item, or None.

    The codes are `line-not-json`, `line-without-data` and, where the text field is needed, `line-without-source`.
    """
    try:
        found = _decode(line)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return "line-not-json"
    if not isinstance(found, dict) or not isinstance(found.get("data"), dict) or not found["data"]:
        return "line-without-data"
    if needs_source and not isinstance(found["data"].get(SOURCE_FIELD), str):
        return "line-without-source"
    return None


def holds_only_text(line: str) -> bool:
    """Say whether every value of a line's data item is text; the line has no fault."""
    return all(isinstance(value, str) for value in _decode(line)["data"].values())


def kept_line(line: str) -> bytes:
    """Return a line without fault as a manifest of ours has it, without its line end."""
    return in_one_line(msgspec.json.format(line.encode(), indent=-1))


def begins_with_item(head: bytes, *, is_whole: bool) -> bool:
    """Say whether a file that begins with `head` looks like a manifest: its first line is an object with ``data``."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)
    if len(lines) == 1 and not is_whole:
        return lines[0].startswith((b'{"data"', b'{ "data"'))
    return line_fault(lines[0].decode("utf-8", "replace"), needs_source=False) is None
