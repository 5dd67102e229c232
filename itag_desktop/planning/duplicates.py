"""Whether an item equals an earlier one.

Items are told apart by 64 bits of SipHash, which Python keys anew in every process: a million different items have two
of one hash once in 37 million runs. Hashes are held in a set while there are few. Beyond that they go to a temporary
SQLite file if duplicates are to be left out, and are given up if they are only to be counted.
"""

import sqlite3
from collections.abc import Hashable
from typing import Self

MOST_IN_MEMORY = 200_000


class Duplicates:
    """The items seen so far; to be used as a context. `must_know`: duplicates are left out, not only counted."""

    def __init__(self, *, must_know: bool) -> None:
        self._must_know = must_know
        self._seen: set[int] = set()
        self._db: sqlite3.Connection | None = None
        self._is_counting = True
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    @property
    def count(self) -> int | None:
        """How many items equalled an earlier one; None where they were too many to know."""
        return self._count if self._is_counting else None

    @property
    def is_counting(self) -> bool:
        """Say whether items still need to be shown."""
        return self._is_counting

    def is_new(self, item: Hashable) -> bool:
        """Say whether no equal item came before, as far as is known, and remember it."""
        if not self._is_counting:
            return True
        digest = hash(item)
        is_new = digest not in self._seen if self._db is None else _is_new_in(self._db, digest)
        if not is_new:
            self._count += 1
        elif self._db is None:
            self._seen.add(digest)
            if len(self._seen) >= MOST_IN_MEMORY:
                self._grow()
        return is_new

    def _grow(self) -> None:
        if not self._must_know:
            self._is_counting = False
        else:
            self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._db.execute("CREATE TABLE seen (digest INTEGER PRIMARY KEY)")
            self._db.execute("BEGIN")
            self._db.executemany("INSERT INTO seen VALUES (?)", ((digest,) for digest in self._seen))
        self._seen.clear()


def _is_new_in(db: sqlite3.Connection, digest: int) -> bool:
    return db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount == 1
