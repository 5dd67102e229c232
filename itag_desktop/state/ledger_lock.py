"""The lock that keeps two processes off one ledger: a file beside it, released by the system when its holder dies."""

from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.names import printable

_WAIT_S = 1.0
"""Long enough to outlast an `is_held` of another process, which holds the lock for a moment."""


def lock_path(path: Path) -> Path:
    """Return the lock file of the ledger at `path`. It stays when the lock is released."""
    return path.with_name(path.name + ".lock")


def hold(path: Path) -> BaseFileLock:
    """Take the lock of the ledger at `path`, for any thread to release.

    Raises:
        LedgerError: `ledger-locked` (another process, or another part of this one, holds it), `ledger-unreadable`.
    """
    lock = FileLock(lock_path(path), thread_local=False)
    try:
        lock.acquire(timeout=_WAIT_S)
    except Timeout as error:
        raise LedgerError("ledger-locked", path=printable(str(path))) from error
    except OSError as error:
        raise LedgerError("ledger-unreadable", path=printable(str(path))) from error
    return lock


def is_held(path: Path) -> bool:
    """Say whether a living process works on the ledger at `path`."""
    lock = FileLock(lock_path(path), thread_local=False)
    try:
        with lock.acquire(timeout=0):
            return False
    except (Timeout, OSError):
        return True
