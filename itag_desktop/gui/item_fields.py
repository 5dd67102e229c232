"""The fields of a planned line, as the detail shows them: each with its value, and the file behind it, if any."""

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from itag_desktop.domain.kinds import Template
from itag_desktop.media.kind import format_of

_MARK = re.compile("\0(\\d+)\0")
_TOKEN = secrets.token_hex(8)  # no text of a user begins with it, as one may with a zero byte
_MARKED = re.compile(rf"{_TOKEN}(\d+)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """A file of an item: where it is, its path below its source, its name below the prefix, its size."""

    path: str
    relative_path: str
    name: str
    size_bytes: int

    @property
    def is_picture(self) -> bool:
        """Say whether it is called like a picture."""
        promised = format_of(self.path)
        return promised is not None and promised.kind is Template.IMAGE


class ItemField(NamedTuple):
    """A field of an item. `value` is what the manifest will say."""

    key: str
    value: str
    file: ItemFile | None = None


def item_fields(planned: bytes, root: str, file_of: Callable[[int], ItemFile | None]) -> tuple[ItemField, ...]:
    """Return the fields of a planned line; `root` is the address that files' names follow, `file_of` by ordinal."""
    marked = _MARK.sub(rf"{_TOKEN}\1/", planned.decode())
    data = json.loads(marked).get("data")
    if not isinstance(data, dict):
        return ()
    return tuple(_field(key, value, root, file_of) for key, value in data.items())


def _field(key: str, value: object, root: str, file_of: Callable[[int], ItemFile | None]) -> ItemField:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    mark = _MARKED.match(shown)
    if mark is None:
        return ItemField(key, shown)
    return ItemField(key, root + shown[mark.end() :], file_of(int(mark[1])))
