"""Which tab a dropped path may be of use to, by its name alone: whether it exists only the engine looks."""

from pathlib import PurePath

from itag_desktop.media.kind import format_of
from itag_desktop.media.shortcuts import is_shortcut

_ROWS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xltx", ".manifest", ".jsonl", ".json"})
_SHEETS = frozenset({".xls", ".xlsb", ".ods", ".numbers", ".et"})
"""What people take for a table, and are told by the reader of tables how to save."""


def may_be_media(path: str) -> bool:
    """Say whether a path may be a media file, or a folder; a shortcut is told what it is where it is scanned."""
    return format_of(path) is not None or not PurePath(path).suffix or is_shortcut(path)


def may_hold_rows(path: str) -> bool:
    """Say whether a path may be a table, a text file or a manifest, or a folder."""
    suffix = PurePath(path).suffix.lower()
    return not suffix or suffix in _ROWS or suffix in _SHEETS
