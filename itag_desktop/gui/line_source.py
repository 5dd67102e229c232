"""What the preview shows: the lines of a manifest, wherever they come from."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewItem:
    """One data item: its exact line without the newline, and the file behind it.

    `name` is the key below the prefix, `relative_path` the path below the source ("" for a loose file). An item without
    a file has no `path`, and its `name` is what it is called.
    """

    line: str
    name: str
    path: str
    relative_path: str
    size_bytes: int

    @property
    def has_file(self) -> bool:
        """Say whether a file stands behind it."""
        return bool(self.path)

    @property
    def file_name(self) -> str:
        """The last part of the name."""
        return self.name.rpartition("/")[2]


class LineSource(Protocol):
    """Lines by row, counted from 0; every call returns at once."""

    @property
    def count(self) -> int:
        """The number of lines."""
        ...

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read (any more)."""
        ...
