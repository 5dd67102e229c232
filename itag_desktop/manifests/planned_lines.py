r"""The lines of a plan: as the manifest will have them, but that a mark stands where a file's address begins.

The bucket and prefix may change after the rows were read, and a file may turn out not to be in the bucket. So a planned
line holds, instead of an address, a mark with the ordinal of the file's task, and behind it the file's name below the
prefix. The mark is ``\0ORDINAL\0``: JSON writes a zero byte in any text as ``\u0000``, so none can be mistaken for one.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import starmap
from typing import NamedTuple

import msgspec

from itag_desktop.manifests.lines import field_fault, in_one_line

_MARK = re.compile(rb"\0(\d+)\0")
_NOT_IN_STRUCTS = re.compile(r'[\x00-\x1f"\\]')
_encode = msgspec.json.Encoder().encode
_encode_lines = msgspec.json.Encoder().encode_lines


class PlannedFile(NamedTuple):
    """The value of a field that will be a file's address: the ordinal of its task, and its name below the prefix."""

    ordinal: int
    name: str


def planned_line(fields: Sequence[tuple[str, str | PlannedFile]]) -> bytes:
    """Return the planned line of a data item with these fields in this order, without its line end.

    Raises:
        InputError: `field-twice`, `field-not-unicode`, as `lines.item_line`.
    """
    item = {name: value if isinstance(value, str) else _marked(value) for name, value in fields}
    try:
        if len(item) == len(fields):
            return in_one_line(_encode({"data": item}))
    except UnicodeEncodeError as error:
        raise field_fault([(name, value) for name, value in fields if isinstance(value, str)]) from error
    raise field_fault([(name, "") for name, _ in fields])


class TextLines:
    """Makes lines of items of text alone, many at a time: what `planned_line` makes of each, sooner.

    The items become structs whose members are called as the keys, so that no Python runs for each of them; dicts where
    a key holds what no struct's member may be called.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)
        self._data: Callable[..., object] = self._dict
        if not any(_NOT_IN_STRUCTS.search(key) for key in keys):
            members = [(f"field_{number}", str) for number in range(len(keys))]
            names = {member: key for (member, _), key in zip(members, keys, strict=True)}
            self._data = msgspec.defstruct("Data", members, rename=names)
        self._item = msgspec.defstruct("Item", [("data", object)])

    def __call__(self, values: Iterable[tuple[str, ...]]) -> bytes:
        """Return the lines, each with its line end, of items of these values in the keys' order.

        Raises:
            UnicodeEncodeError: a lone surrogate is in one of them.
        """
        return in_one_line(_encode_lines(list(map(self._item, starmap(self._data, values)))))

    def _dict(self, *item: str) -> dict[str, str]:
        return dict(zip(self._keys, item, strict=True))


def with_addresses(lines: bytes, root: str) -> bytes:
    """Return planned lines as the manifest has them; `root` is the address that all the names follow."""
    if b"\0" not in lines:
        return lines
    address = in_one_line(_encode(root)[1:-1])
    return _MARK.sub(lambda _: address, lines)


def without_tasks(lines: bytes, ordinals: Collection[int]) -> bytes:
    """Return planned lines but those that name a file of these tasks."""
    if not ordinals or b"\0" not in lines:
        return lines
    kept = (line for line in lines.splitlines(keepends=True) if ordinals_of(line).isdisjoint(ordinals))
    return b"".join(kept)


def ordinals_of(line: bytes) -> set[int]:
    """Return the ordinals of the tasks whose files a planned line names."""
    return {int(ordinal) for ordinal in _MARK.findall(line)}


def _marked(file: PlannedFile) -> msgspec.Raw:
    return msgspec.Raw(b'"\0%d\0%b' % (file.ordinal, _encode(file.name)[1:]))
