"""What the preview shows: the lines of a manifest, wherever they come from."""

from dataclasses import dataclass
from typing import Protocol

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.gui.item_fields import ItemField
from itag_desktop.media.kind import format_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewItem:
    """One data item: its exact line without the newline, and the file behind it.

    `name` is the key below the prefix, `relative_path` the path below the source ("" for a loose file). An item without
    a file has no `path`, and its `name` is what it is called. `fields` are those of an item that may have several.
    """

    line: str
    name: str
    path: str
    relative_path: str
    size_bytes: int
    fields: tuple[ItemField, ...] = ()

    @property
    def has_file(self) -> bool:
        """Say whether a file stands behind it."""
        return bool(self.path)

    @property
    def media_kind(self) -> MediaKind | None:
        """The kind of media that its file is called like, if any."""
        promised = format_of(self.path) if self.path else None
        return None if promised is None else promised.kind

    @property
    def is_picture(self) -> bool:
        """Say whether its file is called like a picture."""
        return self.media_kind is Template.IMAGE

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

    def line_at(self, row: int) -> str:
        """Return the line of `row` alone, which is soon had of an item of thousands of fields; empty as there."""
        ...

    def item_at(self, row: int) -> PreviewItem | None:
        """Return the item of `row`, or None where it cannot be read (any more)."""
        ...
