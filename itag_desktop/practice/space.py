"""How much room the practice data takes, and how to have it back."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
from itag_desktop.practice.index import Index, index_path
from itag_desktop.practice.store import Store


def used_bytes(root: Path) -> int:
    """Return the size of all objects and parts below `root`; 0 where nothing was ever stored.

    Raises:
        InputError: `practice-root-unusable`.
    """
    if not index_path(root).exists():
        return 0
    with _errors_told(root), closing(Index(index_path(root))) as index:
        return index.stored_bytes()


def free_bytes(root: Path) -> int:
    """Return how much room the disk has on which `root` is, or would be."""
    return shutil.disk_usage(next(path for path in (root, *root.parents) if path.exists())).free


def clear(root: Path) -> None:
    """Delete every object, upload and part below `root`. Servers of the root may run, and see it empty afterwards.

    Raises:
        InputError: `practice-root-unusable`.
    """
    if index_path(root).exists():
        with _errors_told(root), closing(Store(root)) as store:
            store.clear()


@contextmanager
def _errors_told(root: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise InputError("practice-root-unusable", path=printable(str(root)), detail=str(error)) from error
