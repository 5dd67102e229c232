"""Templates, the media kinds among them, and what to do with what is already there."""

from enum import StrEnum
from typing import TypeAlias


class Template(StrEnum):
    """What a dataset is made of. Its value is also the command line's template name."""

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    CUSTOM = "custom"


MediaKind: TypeAlias = Template
"""The kind of a media file, one of `MEDIA_KINDS`: also the template of a dataset of such files."""

MEDIA_KINDS = (Template.IMAGE, Template.VIDEO, Template.AUDIO)


class IfExists(StrEnum):
    """What to do when an object of that key is already in the bucket."""

    SKIP_SAME = "skip-same"
    REPLACE = "replace"
    FAIL = "fail"
