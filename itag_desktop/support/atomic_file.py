"""Files written whole or not at all.

The bytes go to a file beside the target, to the disk itself, and only then under the target's name; whoever opens the
target finds the old content or the new one, also after a crash. Errors are the system's own `OSError`: what they mean
depends on the file, so callers give them a code.
"""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when the body ends; where it raises, nothing changes.

    An existing file's permission bits are kept. Where `path` is a symbolic link, the file it leads to is replaced.

    Raises:
        OSError: it cannot be written: no room, no permission, no such folder, or open elsewhere (Windows).
    """
    target = Path(os.path.realpath(path))  # of a link to itself Path.resolve makes a RuntimeError
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with _new_file(beside) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(target, beside)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _new_file(path: Path) -> BinaryIO:
    """Open a file that did not exist, with the permissions any new file of this user gets."""
    return path.open("xb")


def _copy_mode(old: Path, new: Path) -> None:
    with suppress(FileNotFoundError):
        new.chmod(stat.S_IMODE(old.stat().st_mode))


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk; best effort, since not every system or file system lets folders be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
