"""What is decoded of a file for its tile, and who decodes it."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from itag_desktop.domain.kinds import MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A picture no larger than a tile or null; `whole` is the size that the file has; a length of 0 is unknown."""

    image: QImage
    whole: QSize
    length_ms: int = 0


class Decoder(Protocol):
    """Decodes files beside the GUI thread, a few at a time, and emits what was `Decoded` of each."""

    @property
    def has_room(self) -> bool:
        """Say whether one more file can be started."""

    def start(self, path: str, kind: MediaKind) -> None:
        """Decode a file."""

    def close(self) -> None:
        """Decode no more."""
