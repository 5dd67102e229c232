"""Drafts: scanned plans that wait for a run, or for nothing, as when the window is closed.

A draft is a file of the ledger's tables with the tasks of all three media kinds and their problems. Whoever scans keeps
it open, and so locked, as long as anyone may look at it; closing it throws it away. Drafts that nobody holds are those
of processes that died: they are removed at a start.
"""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.items import LineBlock
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import printable
from itag_desktop.domain.tasks import Problem, Task
from itag_desktop.state import ledger_lock
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.ledger_connection import LedgerConnection, make_file, remove_files
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_rows import INSERT_PROBLEM, INSERT_TASK, problem_row, task_row
from itag_desktop.support.folders import private_folder

_SUFFIX = ".draft"


class Draft(LedgerReader):
    """A draft and its only writer, for any thread. Each batch is there whole or not at all, and readable at once."""

    def __init__(self, path: Path) -> None:
        self._held = ledger_lock.hold(path)
        try:
            make_file(path)
            super().__init__(path, db=LedgerConnection(path, writable=True))
            self._db.run("PRAGMA synchronous = OFF")  # worthless after a loss of power
        except BaseException:
            self._held.release()
            remove_files(path)
            raise

    @classmethod
    def create(cls, dirs: AppDirs) -> Self:
        """Make an empty draft of a name of its own.

        Raises:
            LedgerError: `ledger-no-space`, `ledger-unreadable`.
        """
        return cls(new_draft_path(dirs))

    def close(self) -> None:
        """Throw the draft away. A second time does nothing."""
        super().close()
        self._held.release()
        remove_files(self.path)

    def add_tasks(self, kind: Template, tasks: Sequence[Task]) -> None:
        """Add planned tasks of `kind`; their ordinals go on where the last batch ended.

        Raises:
            LedgerError: `ledger-no-space`.
        """
        with self._db.transaction():
            self._db.run_many(INSERT_TASK, (task_row(kind, task) for task in tasks))

    def add_lines(self, blocks: Sequence[LineBlock]) -> None:
        """Add lines behind those that are there.

        Raises:
            LedgerError: `ledger-no-space`.
        """
        with self._db.transaction():
            for block in blocks:
                if block.lines:
                    sql = "INSERT INTO line_block SELECT lines, ?, ? FROM line_counter"
                    self._db.run(sql, (block.lines, block.content))
                self._db.run("UPDATE line_counter SET lines = lines + ?, rows = rows + ?", (block.lines, block.rows))

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Add problems in the order of being found.

        Raises:
            LedgerError: `ledger-no-space`.
        """
        with self._db.transaction():
            self._db.run_many(INSERT_PROBLEM, (problem_row(problem) for problem in problems))


def new_draft_path(dirs: AppDirs) -> Path:
    """Return a path for a draft that no other has.

    Raises:
        LedgerError: `ledger-unreadable`, when the folder cannot be made.
    """
    try:
        return private_folder(dirs.drafts) / f"{uuid.uuid4().hex}{_SUFFIX}"
    except OSError as error:
        raise LedgerError("ledger-unreadable", path=printable(str(dirs.drafts))) from error


def remove_stale_drafts(dirs: AppDirs) -> None:
    """Remove the drafts that no living process holds; one that cannot be removed waits for the next start."""
    for path in dirs.drafts.glob(f"*{_SUFFIX}"):
        if not ledger_lock.is_held(path):
            remove_files(path)
