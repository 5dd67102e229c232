"""What is stored: an SQLite file that names every object, upload and part, ordered as OSS lists them.

Keys are blobs, so that they sort by their UTF-8 bytes. The index is the truth: an object exists when it has a row, and
a row is written after its file is whole. WAL mode lets several servers share one root; a kill loses what was not yet
answered. Files that lost their row are noted in the same transaction, and removed after it or by a later start.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itag_desktop.practice.refusals import Refusal

_BUSY_TIMEOUT_S = 30.0
_AFTER_ALL = b"\xff"  # no byte of UTF-8
_PRIMARY_CODE = 0xFF  # the rest of an error code says why
_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT, key BLOB, size INTEGER, etag TEXT, crc64 TEXT, modified_ns INTEGER, kind TEXT, headers TEXT,
    files TEXT,
    PRIMARY KEY (bucket, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, bucket TEXT, key BLOB, initiated_ns INTEGER, headers TEXT);
CREATE INDEX IF NOT EXISTS uploads_by_key ON uploads (bucket, key, id);
CREATE TABLE IF NOT EXISTS parts (
    upload_id TEXT, number INTEGER, size INTEGER, etag TEXT, crc64 TEXT, modified_ns INTEGER, file TEXT,
    PRIMARY KEY (upload_id, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unwanted (file TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that holds an object or a piece of one."""

    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """One object. `files` in order make its bytes; `headers` are those that a client sent to have them back."""

    key: str
    size_bytes: int
    etag: str
    crc64: int
    modified_ns: int
    kind: str
    headers: Mapping[str, str]
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """What a listing says of an object."""

    key: str
    size_bytes: int
    etag: str
    modified_ns: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A multipart upload that was begun."""

    upload_id: str
    key: str
    initiated_ns: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPart:
    """One part of an upload."""

    number: int
    size_bytes: int
    etag: str
    crc64: int
    modified_ns: int
    file: str


def index_path(root: Path) -> Path:
    """Return where the index of a root lies."""
    return root / "index.sqlite"


class Index:
    """The index of one root. One connection under one lock: every statement takes microseconds."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        try:
            _prepare(self._db)
        except sqlite3.Error:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    # -- objects --------------------------------------------------------------------------------------------------

    def find(self, bucket: str, key: str) -> StoredObject | None:
        """Return the object, or None."""
        sql = (
            "SELECT key, size, etag, crc64, modified_ns, kind, headers, files FROM objects WHERE bucket = ? AND key = ?"
        )
        row = self._row(sql, bucket, key.encode())
        return _object(row) if row else None

    def put(self, bucket: str, stored: StoredObject, *, forbids_overwrite: bool) -> tuple[str, ...]:
        """Write an object in place of what was there; return the files to remove.

        Raises:
            Refusal: `FileAlreadyExists`.
        """
        with self._transaction():
            return self._put(bucket, stored, forbids_overwrite=forbids_overwrite)

    def delete(self, bucket: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Delete objects, there or not; return the files to remove."""
        with self._transaction():
            return tuple(name for key in keys for name in self._drop(bucket, key))

    def page(self, bucket: str, *, at_least: bytes, below: bytes | None, limit: int) -> list[ListedRow]:
        """Return up to `limit` objects with ``at_least <= key < below`` in order."""
        sql = (
            "SELECT key, size, etag, modified_ns, kind FROM objects"
            " WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?"
        )
        return [
            ListedRow(key=key.decode(), size_bytes=size, etag=etag, modified_ns=modified, kind=kind)
            for key, size, etag, modified, kind in self._rows(sql, bucket, at_least, below or _AFTER_ALL, limit)
        ]

    # -- uploads --------------------------------------------------------------------------------------------------

    def begin_upload(self, bucket: str, upload: Upload) -> None:
        """Note a new upload."""
        with self._transaction():
            row = (upload.upload_id, bucket, upload.key.encode(), upload.initiated_ns, json.dumps(dict(upload.headers)))
            self._db.execute("INSERT INTO uploads VALUES (?, ?, ?, ?, ?)", row)

    def find_upload(self, bucket: str, key: str, upload_id: str) -> Upload:
        """Return an upload.

        Raises:
            Refusal: `NoSuchUpload`.
        """
        sql = "SELECT id, key, initiated_ns, headers FROM uploads WHERE id = ? AND bucket = ? AND key = ?"
        row = self._row(sql, upload_id, bucket, key.encode())
        if row is None:
            raise Refusal("NoSuchUpload", UploadId=upload_id)
        return _upload(row)

    def uploads_page(
        self, bucket: str, *, after_id: tuple[bytes, str], at_least: bytes, below: bytes | None, limit: int
    ) -> list[Upload]:
        """Return up to `limit` uploads by key and id, behind the key and id `after_id`; bounds as in `page`."""
        sql = (
            "SELECT id, key, initiated_ns, headers FROM uploads"
            " WHERE bucket = ? AND key >= ? AND key < ? AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?"
        )
        return [_upload(row) for row in self._rows(sql, bucket, at_least, below or _AFTER_ALL, *after_id, limit)]

    def put_part(self, upload_id: str, part: StoredPart) -> tuple[str, ...]:
        """Note a part in place of the one of that number; return the files to remove.

        Raises:
            Refusal: `NoSuchUpload`, when the upload ended meanwhile.
        """
        with self._transaction():
            if self._db.execute("SELECT 1 FROM uploads WHERE id = ?", (upload_id,)).fetchone() is None:
                raise Refusal("NoSuchUpload", UploadId=upload_id)
            old = self._db.execute(
                "SELECT file FROM parts WHERE upload_id = ? AND number = ?", (upload_id, part.number)
            ).fetchall()
            self._db.execute(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (upload_id, part.number, part.size_bytes, part.etag, str(part.crc64), part.modified_ns, part.file),
            )
            return self._note_unwanted(name for (name,) in old)

    def parts(self, upload_id: str, *, after: int = 0, limit: int = 10_000) -> list[StoredPart]:
        """Return up to `limit` parts with numbers above `after`, ascending."""
        sql = (
            "SELECT number, size, etag, crc64, modified_ns, file FROM parts"
            " WHERE upload_id = ? AND number > ? ORDER BY number LIMIT ?"
        )
        return [
            StoredPart(number=number, size_bytes=size, etag=etag, crc64=int(crc), modified_ns=modified, file=file)
            for number, size, etag, crc, modified, file in self._rows(sql, upload_id, after, limit)
        ]

    def complete(
        self, bucket: str, upload_id: str, stored: StoredObject, *, forbids_overwrite: bool
    ) -> tuple[str, ...]:
        """End an upload by an object made of its parts; return the files to remove.

        Raises:
            Refusal: `NoSuchUpload`, `InvalidPart`, `FileAlreadyExists`.
        """
        with self._transaction():
            unwanted = self._put(bucket, stored, forbids_overwrite=forbids_overwrite)
            return unwanted + self._end_upload(upload_id, kept=frozenset(file.name for file in stored.files))

    def abort(self, upload_id: str) -> tuple[str, ...]:
        """End an upload; return the files to remove."""
        with self._transaction():
            return self._end_upload(upload_id, kept=frozenset())

    # -- everything -----------------------------------------------------------------------------------------------

    def stored_bytes(self) -> int:
        """Return the size of all objects and parts."""
        sql = "SELECT total(size) FROM (SELECT size FROM objects UNION ALL SELECT size FROM parts)"
        return int(self._rows(sql)[0][0])

    def clear(self) -> tuple[str, ...]:
        """Delete every row; return the files to remove."""
        with self._transaction():
            lists = self._db.execute("DELETE FROM objects RETURNING files").fetchall()
            parts = self._db.execute("DELETE FROM parts RETURNING file").fetchall()
            self._db.execute("DELETE FROM uploads")
            of_objects = (name for (files,) in lists for name, _ in json.loads(files))
            return self._note_unwanted([*of_objects, *(name for (name,) in parts)])

    # -- unwanted files -------------------------------------------------------------------------------------------

    def unwanted(self) -> list[str]:
        """Return the files that have no owner any more and are perhaps still there."""
        return [name for (name,) in self._rows("SELECT file FROM unwanted")]

    def forget(self, names: tuple[str, ...]) -> None:
        """Note that unwanted files are gone."""
        with self._transaction():
            self._db.executemany("DELETE FROM unwanted WHERE file = ?", [(name,) for name in names])

    # -- inside a transaction -------------------------------------------------------------------------------------

    def _put(self, bucket: str, stored: StoredObject, *, forbids_overwrite: bool) -> tuple[str, ...]:
        key = stored.key.encode()
        old = self._db.execute("SELECT files FROM objects WHERE bucket = ? AND key = ?", (bucket, key)).fetchone()
        if old and forbids_overwrite:
            raise Refusal("FileAlreadyExists")
        row = (
            bucket, key, stored.size_bytes, stored.etag, str(stored.crc64), stored.modified_ns, stored.kind,
            json.dumps(dict(stored.headers)), json.dumps([(file.name, file.size_bytes) for file in stored.files]),
        )  # fmt: skip
        self._db.execute("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        return self._note_unwanted(name for name, _ in json.loads(old[0])) if old else ()

    def _drop(self, bucket: str, key: str) -> tuple[str, ...]:
        sql = "DELETE FROM objects WHERE bucket = ? AND key = ? RETURNING files"
        row = self._db.execute(sql, (bucket, key.encode())).fetchone()
        return self._note_unwanted(name for name, _ in json.loads(row[0])) if row else ()

    def _end_upload(self, upload_id: str, *, kept: frozenset[str]) -> tuple[str, ...]:
        if self._db.execute("DELETE FROM uploads WHERE id = ?", (upload_id,)).rowcount == 0:
            raise Refusal("NoSuchUpload", UploadId=upload_id)
        rows = self._db.execute("DELETE FROM parts WHERE upload_id = ? RETURNING file", (upload_id,)).fetchall()
        files = frozenset(name for (name,) in rows)
        if not kept <= files:
            raise Refusal("InvalidPart", UploadId=upload_id)  # a part was sent again since it was chosen
        return self._note_unwanted(files - kept)

    def _note_unwanted(self, names: Iterable[str]) -> tuple[str, ...]:
        noted = tuple(names)
        self._db.executemany("INSERT OR IGNORE INTO unwanted VALUES (?)", [(name,) for name in noted])
        return noted

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._rows(sql, *values)
        return rows[0] if rows else None

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()


def _prepare(db: sqlite3.Connection) -> None:
    """Set the database up, however many do so at once: changing to WAL does not wait for others by itself."""
    deadline = time.monotonic() + _BUSY_TIMEOUT_S
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _object(row: tuple[Any, ...]) -> StoredObject:
    key, size, etag, crc, modified, kind, headers, files = row
    return StoredObject(
        key=key.decode(),
        size_bytes=size,
        etag=etag,
        crc64=int(crc),
        modified_ns=modified,
        kind=kind,
        headers=json.loads(headers),
        files=tuple(StoredFile(name=name, size_bytes=size_bytes) for name, size_bytes in json.loads(files)),
    )


def _upload(row: tuple[Any, ...]) -> Upload:
    upload_id, key, initiated, headers = row
    return Upload(upload_id=upload_id, key=key.decode(), initiated_ns=initiated, headers=json.loads(headers))
