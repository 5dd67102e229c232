"""Folders of the program's own."""

from pathlib import Path


def private_folder(path: Path) -> Path:
    """Return `path`, made if it was missing, then open to its owner alone.

    Raises:
        OSError: it cannot be made.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
