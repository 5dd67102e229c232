"""Shortcuts: small files that say where another file is. What they point to may be anywhere, so nobody follows them."""

_SUFFIXES = (".lnk", ".url", ".webloc", ".inetloc", ".fileloc", ".desktop")
"""Of Windows, macOS, and Linux's desktops."""

MACOS_ALIAS = b"book\0\0\0\0mark\0\0\0\0"
"""How a macOS alias begins, which keeps the name of what it points to."""


def is_shortcut(name: str) -> bool:
    """Say whether a file's name is that of a shortcut."""
    return name.lower().endswith(_SUFFIXES)
