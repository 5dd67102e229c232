"""What the encodings that tables are read in are called, in the order they are offered."""

from collections.abc import Mapping
from types import MappingProxyType

ENCODING_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "utf-8": "UTF-8",
        "gb18030": "GB18030",
        "big5": "Big5",
        "shift_jis": "Shift_JIS",
        "euc-kr": "EUC-KR",
        "windows-1252": "Windows-1252",
        "utf-16-le": "UTF-16 LE",
        "utf-16-be": "UTF-16 BE",
    }
)
"""By the values of `tables.encodings.Encoding`, whose module loads more than a window needs at its start."""


def encoding_name(encoding: str) -> str:
    """Return the name of an encoding."""
    return ENCODING_NAMES.get(encoding, encoding)
