"""How a media file looks that has no picture: its icon, and what is said of it."""

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.gui.thumbnails import Thumbnail
from itag_desktop.wording.quantities import length_text
from itag_desktop.wording.texts import text

KIND_ICONS = {Template.IMAGE: "image", Template.VIDEO: "video", Template.AUDIO: "audio-lines"}


def missing_words(known: Thumbnail, kind: MediaKind) -> str:
    """Return what is said where nothing is to be seen of a file that should have a picture, or nothing."""
    is_whole = known.length_ms > 0 if kind is Template.AUDIO else known.pixmap is not None
    return "" if is_whole else text("No preview; it will still be sent")


def stand_in_words(known: Thumbnail, kind: MediaKind) -> str:
    """Return what is said in place of a picture: the length, and that a picture is missing where one belongs."""
    length = length_text(known.length_ms) if known.length_ms else ""
    return "\n".join(filter(None, (length, missing_words(known, kind))))
