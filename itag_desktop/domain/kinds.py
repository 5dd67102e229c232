"""Templates, media kinds, and what the name of a file says about it."""

from enum import StrEnum


class MediaKind(StrEnum):
    """The kind of a media file. Its value is also the command line's template name."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


class IfExists(StrEnum):
    """What to do when an object of that key is already in the bucket."""

    SKIP_SAME = "skip-same"
    REPLACE = "replace"
    FAIL = "fail"
