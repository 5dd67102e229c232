r"""Paths as the operating system is given them.

Windows refuses paths of 260 characters and more, and names that end in a blank or a dot, unless the path begins with
``\\?\``; then it takes the path as it is: absolute, with ``\`` between, without ``.`` and ``..``. Everything that opens
or looks at a source file passes through here (Microsoft, "Maximum Path Length Limitation", "Naming Files").
"""

import ntpath
import os

_VERBATIM = "\\\\?\\"


def system_path(path: str) -> str:
    """Return the absolute path `path` as this system is best given it."""
    return verbatim_windows_path(path) if os.name == "nt" else path


def verbatim_windows_path(path: str) -> str:
    r"""Return an absolute Windows path with ``\\?\`` before it, ``\\?\UNC\`` where it is of a share."""
    if path.startswith(_VERBATIM):
        return path
    plain = ntpath.normpath(path)
    return f"{_VERBATIM}UNC{plain[1:]}" if plain.startswith("\\\\") else _VERBATIM + plain
