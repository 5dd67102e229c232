"""What nobody means when a folder is dropped: what systems and programs leave behind, and what is hidden."""

import os
import stat

_JUNK = frozenset(
    {
        ".ds_store",
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
        "icon\r",  # macOS: a folder's own icon
        "__macosx",
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "@eadir",  # Synology: thumbnails
        "#recycle",
    }
)
_JUNK_STARTS = ("._", "~$")  # macOS: resource forks; Office: locks
_HAS_WINDOWS_ATTRIBUTES = hasattr(os.stat_result, "st_file_attributes")
_HAS_FLAGS = hasattr(os.stat_result, "st_flags")


def name_skip_reason(name: str) -> str | None:
    """Return why a file or folder of this name is skipped (`junk` or `hidden`), or None."""
    if name.lower() in _JUNK or name.startswith(_JUNK_STARTS):
        return "junk"
    return "hidden" if name.startswith(".") else None


def is_marked_hidden(state: os.stat_result) -> bool:
    """Say whether Windows or macOS hides the file by an attribute."""
    if _HAS_WINDOWS_ATTRIBUTES:
        return bool(getattr(state, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN)
    return _HAS_FLAGS and bool(getattr(state, "st_flags", 0) & stat.UF_HIDDEN)
