"""Files whose content is not on this computer: only their place is kept, the cloud has the rest.

OneDrive, iCloud and their like leave such files behind. Reading a single byte of one downloads the whole, so a scan
does not; it is fetched while it is sent. Before macOS 14, iCloud left a stub of another name instead: the file is not
there at all until somebody opens it. (Microsoft, "File Attribute Constants"; macOS, ``SF_DATALESS`` of sys/stat.h.)
"""

import os
import stat

_RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS = 0x0004_0000, 0x0040_0000  # not among `stat`'s constants
_FAR_ATTRIBUTES = stat.FILE_ATTRIBUTE_OFFLINE | _RECALL_ON_OPEN | _RECALL_ON_DATA_ACCESS
_SF_DATALESS = 0x4000_0000
_HAS_WINDOWS_ATTRIBUTES = hasattr(os.stat_result, "st_file_attributes")
_HAS_FLAGS = hasattr(os.stat_result, "st_flags")
_STUB_START, _STUB_END = ".", ".icloud"


def name_behind_stub(name: str) -> str | None:
    """Return the name of the file that an iCloud stub stands for (``.1.jpg.icloud``), or None where it is no stub."""
    is_stub = name.startswith(_STUB_START) and name.endswith(_STUB_END) and len(name) > len(_STUB_START + _STUB_END)
    return name[len(_STUB_START) : -len(_STUB_END)] if is_stub else None


def is_placeholder(state: os.stat_result) -> bool:
    """Say whether the content would have to be downloaded first."""
    if _HAS_WINDOWS_ATTRIBUTES:
        return bool(getattr(state, "st_file_attributes", 0) & _FAR_ATTRIBUTES)
    return _HAS_FLAGS and bool(getattr(state, "st_flags", 0) & _SF_DATALESS)


def is_placeholder_at(path: str) -> bool:
    """Say whether the content of the file at `path` would have to be downloaded first; a file that is gone has none."""
    try:
        return is_placeholder(os.stat(path))  # noqa: PTH116 - a path with a verbatim prefix must stay as it is
    except (OSError, ValueError):
        return False
