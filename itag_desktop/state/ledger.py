"""The ledger of one dataset, written: the resume journal of its run, and what its manifest is written from.

A plan enters a ledger whole, from a draft (`adopt`); then the run marks its tasks. Every method is one transaction and
may be called from any thread. Commits survive the death of the process; `durable` makes them survive a loss of power.
It never holds a credential: `DatasetRequest` has none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import BaseFileLock

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.names import printable
from itag_desktop.domain.progress import RunReport
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import PartDone, Problem, ProblemKind, TaskOutcome, TaskState
from itag_desktop.state import adoption, ledger_lock
from itag_desktop.state.ledger_connection import LedgerConnection, make_file, set_aside
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_records import ManifestRecord
from itag_desktop.state.ledger_rows import INSERT_PROBLEM, crc64_text, path_blob, problem_row
from itag_desktop.state.stored_json import to_json
from itag_desktop.support.folders import private_folder

_ASIDE = {"ledger-damaged": "damaged", "ledger-newer": "newer"}

_FINISH = "UPDATE task SET state = ?, etag = ?, crc64 = ?, reason = ? WHERE kind = ? AND ordinal = ?"
_OWN = "UPDATE task SET own_etag = ? WHERE kind = ? AND ordinal = ?"
_RESET = """
    UPDATE task SET state = ?, etag = NULL, crc64 = NULL, own_etag = NULL, reason = NULL WHERE kind = ? AND ordinal = ?
"""
_FORGET_FAILURE = "DELETE FROM problem WHERE ordinal = ?"
_ADD_FAILURE = """
    INSERT INTO problem (template, kind, code, path, value_json, row_number, column_name, ordinal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_ABANDON_UPLOAD = "UPDATE upload SET ordinal = NULL WHERE ordinal = ?"
_ADD_PART = """
    INSERT OR REPLACE INTO part SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM upload WHERE upload_id = ?)
"""


class Ledger(LedgerReader):
    """A ledger and its only writer: holds the lock from `create` or `open` to `close`.

    Raises:
        LedgerError: from every method that writes `ledger-no-space`, `ledger-unreadable`, `ledger-damaged`.
    """

    def __init__(self, db: LedgerConnection, held: BaseFileLock) -> None:
        super().__init__(db.path, db=db)
        self._held = held
        try:
            self._request = super().request()
        except LedgerError:
            db.close()
            raise

    @classmethod
    def create(cls, path: Path, request: DatasetRequest) -> Self:
        """Make the ledger of a dataset, without a plan.

        Raises:
            LedgerError: `ledger-exists`, `ledger-locked`, `ledger-no-space`, `ledger-unreadable`.
        """
        with _held(path) as held:
            make_file(path, request=to_json(request))
            return cls(LedgerConnection(path, writable=True), held)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the ledger of a dataset.

        A damaged file, or one of a newer program, is set aside: renamed, with the date in its name.

        Raises:
            LedgerError: `ledger-damaged` and `ledger-newer` (`path` says where the file is now), `ledger-locked`,
                `ledger-unreadable`.
        """
        with _held(path) as held, set_aside_if_unusable(path):
            return cls(LedgerConnection(path, writable=True), held)

    @classmethod
    def open_or_create(cls, path: Path, request: DatasetRequest) -> Self:
        """Open the ledger of a dataset, or make it where there is none.

        Raises:
            LedgerError: what `open` and `create` raise, but `ledger-exists`.
        """
        try:
            return cls.create(path, request)
        except LedgerError as error:
            if error.code != "ledger-exists":
                raise
        return cls.open(path)

    def close(self) -> None:
        """Close the file and let another process have it. A second time does nothing."""
        super().close()
        self._held.release()

    def request(self) -> DatasetRequest:
        """Return what was asked for."""
        return self._request

    def adopt(self, draft: Path, request: DatasetRequest, *, is_dry_run: bool = False) -> None:
        """Replace the plan by the draft's tasks and problems of the request's kind, and the request by `request`.

        What is known of files that did not change is kept (see `adoption`), as are the sittings and the manifest
        record. `request` must be of the same dataset, and its sources those the draft was scanned from. A dry run
        leaves the request as it was: to carry on is to do what was last asked in earnest.

        Raises:
            LedgerError: as `LedgerReader` for the draft; `ledger-damaged` when the ledger is that of another dataset.
        """
        if request.dataset_id != self._request.dataset_id:
            raise self._db.damaged()  # the file was put in the place of another
        with self._db.attached(draft), self._db.transaction():
            adoption.replace_plan(self._db, self._request, request)
            if not is_dry_run:
                self._db.run("UPDATE main.dataset SET request = ?", (to_json(request),))
        self._request = request
        self._db.shrink_log()

    def record_outcomes(self, outcomes: Sequence[TaskOutcome]) -> None:
        """Record what became of tasks. A failed one also becomes a problem; a done one's upload is over.

        The object of a done one is our own from then on, even if it fails after all: its file changed as it was sent.
        """
        kind = self._request.template
        ordinals = [(outcome.ordinal,) for outcome in outcomes]
        finished = ((o.state, o.etag, crc64_text(o.crc64), o.reason, kind, o.ordinal) for o in outcomes)
        done = [outcome for outcome in outcomes if outcome.state is TaskState.DONE]
        with self._db.transaction():
            self._db.run_many(_FINISH, finished)
            self._db.run_many(_OWN, ((outcome.etag, kind, outcome.ordinal) for outcome in done))
            self._db.run_many(_FORGET_FAILURE, ordinals)
            self._db.run_many("DELETE FROM upload WHERE ordinal = ?", ((outcome.ordinal,) for outcome in done))
            for outcome in outcomes:
                if outcome.state is TaskState.FAILED:
                    self._db.run(_ADD_FAILURE, (*problem_row(self._failure(outcome)), outcome.ordinal))

    def mark_present(self, rows: Sequence[tuple[int, str, int | None]]) -> None:
        """Mark tasks done whose equal object was found in the bucket: ordinal, ETag and CRC-64, where known."""
        kind = self._request.template
        found = ((TaskState.DONE, etag, crc64_text(crc64), None, kind, ordinal) for ordinal, etag, crc64 in rows)
        ordinals = [(ordinal,) for ordinal, _, _ in rows]
        with self._db.transaction():
            self._db.run_many(_FINISH, found)
            self._db.run_many(_FORGET_FAILURE, ordinals)
            self._db.run_many(_ABANDON_UPLOAD, ordinals)

    def reset(self, ordinals: Sequence[int]) -> None:
        """Plan tasks again: those whose object is gone or different, or failed ones to be tried once more."""
        kind = self._request.template
        with self._db.transaction():
            self._db.run_many(_RESET, ((TaskState.PLANNED, kind, ordinal) for ordinal in ordinals))
            self._db.run_many(_FORGET_FAILURE, ((ordinal,) for ordinal in ordinals))

    def leave_out(self, problems: Mapping[int, Problem]) -> None:
        """Leave tasks out of the dataset until the next plan, by ordinal, each with its reason."""
        kind = self._request.template
        left_out = ((TaskState.LEFT_OUT, None, None, problem.code, kind, n) for n, problem in problems.items())
        with self._db.transaction():
            self._db.run_many(_FINISH, left_out)
            self._db.run_many(INSERT_PROBLEM, (problem_row(problem) for problem in problems.values()))

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Add what a run found beside the scan's problems, such as conflicts; the next plan takes them away."""
        with self._db.transaction():
            self._db.run_many(INSERT_PROBLEM, (problem_row(problem) for problem in problems))

    def record_upload(self, ordinal: int, upload_id: str, part_size_bytes: int) -> None:
        """Record that a multipart upload was begun for a task; an earlier one of the task becomes abandoned."""
        with self._db.transaction():
            self._db.run(_ABANDON_UPLOAD, (ordinal,))
            sql = "INSERT INTO upload SELECT ?, name, ordinal, ? FROM task WHERE kind = ? AND ordinal = ?"
            self._db.run(sql, (upload_id, part_size_bytes, self._request.template, ordinal))

    def record_parts(self, parts: Iterable[tuple[str, PartDone]]) -> None:
        """Record parts that the bucket holds, each with its upload's id; those of a forgotten upload are dropped."""
        rows = ((up, p.number, p.size_bytes, p.etag, crc64_text(p.crc64), up) for up, p in parts)
        with self._db.transaction():
            self._db.run_many(_ADD_PART, rows)

    def forget_upload(self, upload_id: str) -> None:
        """Forget a multipart upload that is no more: completed, aborted, or unknown to the bucket."""
        self._db.run("DELETE FROM upload WHERE upload_id = ?", (upload_id,))

    def begin_sitting(self, *, started_s: float, local_manifest: str | None = None) -> int:
        """Record that work on the run begins, and return the sitting's id.

        `local_manifest` is where the local copy goes if the user named the place: who carries on need not repeat it.
        """
        place = None if local_manifest is None else path_blob(local_manifest)
        with self._db.transaction():
            self._db.run("INSERT INTO sitting (started_s, local_manifest) VALUES (?, ?)", (started_s, place))
            ((sitting_id,),) = self._db.rows("SELECT last_insert_rowid()")
        return int(sitting_id)

    def end_sitting(self, sitting_id: int, report: RunReport, *, ended_s: float) -> None:
        """Record how the sitting ended."""
        sql = "UPDATE sitting SET ended_s = ?, report = ? WHERE sitting_id = ?"
        self._db.run(sql, (ended_s, to_json(report), sitting_id))

    def set_manifest_record(self, record: ManifestRecord) -> None:
        """Record the manifest that is about to be written; those before it stay known as our own."""
        row = (record.key, crc64_text(record.crc64), path_blob(record.local_path), record.md5)
        self._db.run("INSERT OR REPLACE INTO manifest (key, crc64, local_path, md5) VALUES (?, ?, ?, ?)", row)

    @contextmanager
    def durable(self) -> Iterator[None]:
        """Make all that was committed, before and in the body, outlast a loss of power from the body's end on."""
        yield
        self._db.sync()

    def _failure(self, outcome: TaskOutcome) -> Problem:
        request = self._request
        (task,) = self.tasks_page(request.template, first=outcome.ordinal, count=1)
        return Problem(
            kind=ProblemKind.FAILED,
            code=outcome.reason or "",
            path=request.sources[task.source].shown_path(task.relative_path),
            values=outcome.values,
            template=request.template,
        )


@contextmanager
def _held(path: Path) -> Iterator[BaseFileLock]:
    """Hold the lock for good unless the body raises."""
    try:
        private_folder(path.parent)
    except OSError as error:
        raise LedgerError("ledger-unreadable", path=printable(str(path))) from error
    held = ledger_lock.hold(path)
    try:
        yield held
    except BaseException:
        held.release()
        raise


@contextmanager
def set_aside_if_unusable(path: Path) -> Iterator[None]:
    """Set the ledger at `path` aside where the body finds that it cannot be used, and say so in the error.

    Some damage shows only in the midst of work; then the body must be where the ledger is open.
    """
    try:
        yield
    except LedgerError as error:
        if error.code not in _ASIDE or error.values["path"] != printable(str(path)):
            raise
        aside = set_aside(path, _ASIDE[error.code])
        raise LedgerError(error.code, path=printable(str(aside))) from error
