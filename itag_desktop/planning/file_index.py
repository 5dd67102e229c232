"""Which files lie in the folders that a table's cells lead into, by name, whatever the case and the accents' spelling.

A folder is listed once, when something in it is asked for, into a temporary SQLite file (which lives in memory while it
is small), so that nothing here grows with the number of files. An entry is found by its folded name: NFC, without case.
Each file remembers the task it has become.
"""

import os
import sqlite3
import stat
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, Self


class Entry(NamedTuple):
    """A file or folder of one name. `task` is the ordinal of the task it has become, or None."""

    number: int
    name: str
    is_folder: bool
    size_bytes: int
    mtime_ns: int
    task: int | None


_TABLES = """
    CREATE TABLE folder (folder INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL);
    CREATE TABLE entry (
        number INTEGER PRIMARY KEY, folder INTEGER NOT NULL, folded BLOB NOT NULL, name BLOB NOT NULL,
        is_folder INTEGER NOT NULL, size_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, task INTEGER
    );
    CREATE INDEX entry_by_name ON entry (folder, folded);
"""
_NAMED = """
    SELECT number, name, is_folder, size_bytes, mtime_ns, task FROM entry
    WHERE folder = ? AND folded = ? ORDER BY name
"""
_UNUSED = """
    SELECT path, number, name, is_folder, size_bytes, mtime_ns, task FROM entry JOIN folder USING (folder)
    WHERE task IS NULL AND NOT is_folder ORDER BY number
"""


class FileIndex:
    """The listed folders; to be used as a context. Folders that cannot be read hold nothing."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(_TABLES)
        self._folders: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def named(self, folder: str, name: str) -> tuple[Entry, ...]:
        """Return what the folder at this path holds under `name`: exactly so, else all that differ in case only."""
        rows = self._db.execute(_NAMED, (self._listed(folder), _blob(_folded(name)))).fetchall()
        found = tuple(_entry(row) for row in rows)
        exact = tuple(entry for entry in found if entry.name == name)
        return exact or tuple(entry for entry in found if _nfc(entry.name) == _nfc(name)) or found

    def mark(self, entry: Entry, task: int) -> None:
        """Remember that a file has become the task of ordinal `task`."""
        self._db.execute("UPDATE entry SET task = ? WHERE number = ?", (task, entry.number))

    def unused_files(self) -> Iterator[tuple[str, Entry]]:
        """Return the files of every listed folder that became no task: the folder's path, and the file."""
        for path, *row in self._db.execute(_UNUSED):
            yield _text(path), _entry(tuple(row))

    def _listed(self, path: str) -> int:
        known = self._folders.get(path)
        if known is not None:
            return known
        (folder,) = self._db.execute("INSERT INTO folder (path) VALUES (?) RETURNING folder", (_blob(path),)).fetchone()
        sql = "INSERT INTO entry (folder, folded, name, is_folder, size_bytes, mtime_ns) VALUES (?, ?, ?, ?, ?, ?)"
        self._db.execute("BEGIN")
        self._db.executemany(sql, ((folder, *row) for row in _entries_of(path)))
        self._db.execute("COMMIT")
        self._folders[path] = folder
        return int(folder)


def _entries_of(path: str) -> Iterator[tuple[bytes, bytes, bool, int, int]]:
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                try:
                    state = entry.stat()
                except OSError:  # a broken link
                    continue
                is_folder = stat.S_ISDIR(state.st_mode)
                if is_folder or stat.S_ISREG(state.st_mode):
                    yield _blob(_folded(entry.name)), _blob(entry.name), is_folder, state.st_size, state.st_mtime_ns
    except OSError:
        return


def _entry(row: tuple[int, bytes, int, int, int, int | None]) -> Entry:
    number, name, is_folder, size_bytes, mtime_ns, task = row
    return Entry(number, _text(name), bool(is_folder), size_bytes, mtime_ns, task)


def _folded(name: str) -> str:
    return (
        name.lower() if name.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    )


def _nfc(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _blob(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(blob: bytes) -> str:
    return blob.decode("utf-8", "surrogatepass")
