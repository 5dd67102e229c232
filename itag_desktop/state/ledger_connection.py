"""One SQLite connection to a ledger, shared by threads; every error of SQLite becomes a `LedgerError` here.

Statements outside a transaction stand alone. The lock is held for a statement or for a whole transaction, so that no
thread ever reads half of another's. Files are made and opened in these ways:

* `make_file` writes an empty ledger beside and renames it: a file is there whole or not at all.
* `LedgerConnection(path, writable=True)` keeps a write-ahead log, so that readers go on while it writes. Commits
  survive the death of the process; those of `sync` the loss of power too.
* `LedgerConnection(path)` reads only.

Both refuse a file that is not ours or of a newer version before a row is read.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.names import printable
from itag_desktop.state.ledger_schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION

Row = tuple[Any, ...]
T = TypeVar("T")

SIDE_FILES = ("", "-wal", "-shm")
"""What SQLite adds to the name of a ledger: the file itself, its log, the log's index."""

_CODES = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: "ledger-no-space",
        sqlite3.SQLITE_BUSY: "ledger-locked",
        sqlite3.SQLITE_LOCKED: "ledger-locked",
        sqlite3.SQLITE_CANTOPEN: "ledger-unreadable",
        sqlite3.SQLITE_IOERR: "ledger-unreadable",
        sqlite3.SQLITE_PERM: "ledger-unreadable",
        sqlite3.SQLITE_READONLY: "ledger-unreadable",
    }
)
_PRIMARY_CODE = 0xFF  # the low byte of an extended result code (SQLite documentation)
_CACHE_KIB = 8 * 1024
_LOG_BYTES = 4 << 20
PAGE_BYTES = 1 << 14
"""Four times SQLite's own: blocks of lines are long, and pass through larger pages in half the time."""


def ledger_error(error: sqlite3.DatabaseError, path: Path) -> LedgerError:
    """Return what an error of SQLite means; whatever cannot be read as a ledger is damaged."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY_CODE
    return LedgerError(_CODES.get(code, "ledger-damaged"), path=printable(str(path)))


@contextmanager
def _converted(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as `LedgerError`; errors in using it (`IntegrityError` …) are our own faults and pass."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise ledger_error(error, path) from error


def file_uri(path: Path, mode: str) -> str:
    """Return the URI by which SQLite opens `path`: with an empty authority, which suits Windows and UNC paths too."""
    spelled = quote(os.fsencode(path.absolute().as_posix()))
    return f"file://{'' if spelled.startswith('/') else '/'}{spelled}?mode={mode}"


def make_file(path: Path, *, request: str | None = None) -> None:
    """Write a ledger without tasks to `path`, whole or not at all; a draft has no request.

    Raises:
        LedgerError: `ledger-exists`, `ledger-no-space`, `ledger-unreadable`.
    """
    if path.exists():
        raise LedgerError("ledger-exists", path=printable(str(path)))
    unborn = path.with_name(path.name + ".new")
    try:
        unborn.unlink(missing_ok=True)  # of a process that died here
        try:
            with _converted(path):
                _write_tables(unborn, request)
            unborn.replace(path)
        finally:
            unborn.unlink(missing_ok=True)
    except OSError as error:
        raise LedgerError("ledger-unreadable", path=printable(str(path))) from error


def _write_tables(path: Path, request: str | None) -> None:
    with closing(sqlite3.connect(file_uri(path, "rwc"), uri=True)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode = MEMORY")  # no file of its own to leave behind
        connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
        dataset = "INSERT INTO dataset (only_row, created_s, request) VALUES (1, ?, ?)"
        connection.execute(dataset, (time.time(), request))
        connection.commit()


def set_aside(path: Path, why: str) -> Path:
    """Rename the ledger at `path` so that a new one can be made; return where it is now."""
    aside = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.{why}")
    try:
        for side in SIDE_FILES:
            with suppress(FileNotFoundError):
                path.with_name(path.name + side).replace(aside.with_name(aside.name + side))
    except OSError:
        return path  # someone has it open (Windows)
    return aside


def remove_files(path: Path) -> None:
    """Remove the ledger at `path` with its lock file, as far as the system allows.

    The ledger goes last but for its lock: a removal that was cut short can be done again.
    """
    for side in ("-wal", "-shm", "", ".lock"):
        with suppress(OSError):
            path.with_name(path.name + side).unlink(missing_ok=True)


class LedgerConnection:
    """A connection to the ledger at `path`.

    Raises:
        LedgerError: `ledger-unreadable`, `ledger-damaged`, `ledger-newer`.
    """

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        self.path = path
        self.lock = threading.RLock()
        with _converted(path):
            self._connection = sqlite3.connect(
                file_uri(path, "rw" if writable else "ro"), uri=True, isolation_level=None, check_same_thread=False
            )
        try:
            self._check_version("main", path)
            if writable:
                self._prepare_writing()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. A second time does nothing."""
        with self.lock:
            self._connection.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and return all its rows: bound them by a LIMIT."""
        with self.lock, _converted(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def read(self, make: Callable[[Row], T], sql: str, parameters: Sequence[object] = ()) -> list[T]:
        """Run one statement and return what `make` makes of its rows; a ValueError of `make` means damage."""
        rows = self.rows(sql, parameters)
        try:
            return [make(row) for row in rows]
        except ValueError as error:
            raise self.damaged() from error

    def read_one(self, make: Callable[[Row], T], sql: str, parameters: Sequence[object] = ()) -> T | None:
        """Run one statement of at most one row and return what `make` makes of it, or None."""
        return next(iter(self.read(make, sql, parameters)), None)

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement that returns nothing."""
        with self.lock, _converted(self.path):
            self._connection.execute(sql, parameters)

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of `rows`, within a transaction of the caller's."""
        with self.lock, _converted(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the body writes as one, or nothing of it where it raises."""
        with self.lock, _converted(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself has rolled back after some errors, such as a full disk.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def attached(self, path: Path) -> Iterator[None]:
        """Let the body read the tables of the ledger at `path` as ``draft.…``."""
        with self.lock, _converted(path):
            self._connection.execute("ATTACH ? AS draft", (file_uri(path, "ro"),))
            try:
                self._check_version("draft", path)
                yield
            finally:
                self._connection.execute("DETACH draft")

    def sync(self) -> None:
        """Bring every commit so far to the disk itself: one small commit that waits drags all before it along."""
        with self.lock, _converted(self.path):
            self._connection.execute("PRAGMA synchronous = FULL")
            try:
                with self.transaction():
                    self._connection.execute("UPDATE dataset SET syncs = syncs + 1")
            finally:
                self._connection.execute("PRAGMA synchronous = NORMAL")

    def shrink_log(self) -> None:
        """Move the write-ahead log into the file and empty it, unless a reader still needs it."""
        with self.lock, _converted(self.path), suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def damaged(self) -> LedgerError:
        """Return the error that says so."""
        return LedgerError("ledger-damaged", path=printable(str(self.path)))

    def _check_version(self, schema: str, path: Path) -> None:
        """Refuse a file that is not ours, or of a version this program does not know."""
        ((application,),) = self.rows(f"PRAGMA {schema}.application_id")
        ((version,),) = self.rows(f"PRAGMA {schema}.user_version")
        if application != APPLICATION_ID or version < SCHEMA_VERSION:
            raise LedgerError("ledger-damaged", path=printable(str(path)))
        if version > SCHEMA_VERSION:
            raise LedgerError("ledger-newer", path=printable(str(path)))

    def _prepare_writing(self) -> None:
        if self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise self.damaged()
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = NORMAL")
        self.run("PRAGMA fullfsync = ON")  # macOS: there a plain fsync stops at the drive's own cache
        self.run("PRAGMA foreign_keys = ON")
        self.run(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self.run(f"PRAGMA wal_autocheckpoint = {_LOG_BYTES // PAGE_BYTES}")
