"""Reading a ledger or a draft: pages by key, counters, and what became of each task.

A reader has a connection of its own and goes on while another process writes. Pages are found by the key that follows
the last one shown, never by counting rows, so the last page costs what the first does.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from itag_desktop.domain.kinds import MEDIA_KINDS, Template
from itag_desktop.domain.progress import PlanCounts, RunReport, RunState
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import Problem, ProblemKind, Task, TaskState
from itag_desktop.state.ledger_connection import LedgerConnection, Row
from itag_desktop.state.ledger_records import AbandonedUpload, FailureGroup, ManifestRecord, OpenUpload, Sitting
from itag_desktop.state.ledger_rows import (
    EVERY_TEMPLATE,
    PART_COLUMNS,
    PROBLEM_COLUMNS,
    TASK_COLUMNS,
    blob_path,
    crc64_text,
    part_of,
    problem_of,
    task_of,
)
from itag_desktop.state.stored_json import from_json

_PAGE = 1000
_NAMES_AT_ONCE = 500  # below every SQLite's limit of variables

_SITTING_COLUMNS = "sitting_id, started_s, ended_s, report, local_manifest"
_TASK_BY_NAME = "task INDEXED BY task_by_name"  # left alone, SQLite walks the whole plan by its primary key
_PROBLEMS_OF = f"""
    SELECT {PROBLEM_COLUMNS} FROM problem WHERE template = ? AND kind = ? AND problem_id > ?
"""


class LedgerReader:
    """What a ledger or draft holds; to be closed, or used as a context. `db` is the writer's own connection.

    Raises:
        LedgerError: from the constructor `ledger-unreadable`, `ledger-damaged`, `ledger-newer`; from every method
            `ledger-damaged`, `ledger-unreadable`.
    """

    def __init__(self, path: Path, *, db: LedgerConnection | None = None) -> None:
        self._db = LedgerConnection(path) if db is None else db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._db.path

    def close(self) -> None:
        """Close the connection. A second time does nothing."""
        self._db.close()

    def request(self) -> DatasetRequest:
        """Return what was asked for. A draft holds none: its rows are read without it."""
        request = self._db.read_one(_request_of, "SELECT request FROM dataset")
        if request is None:
            raise self._db.damaged()
        return request

    def created_s(self) -> float:
        """Return when the file was made, in seconds since the epoch."""
        created: list[float] = self._db.read(_only, "SELECT created_s FROM dataset")
        return created[0]

    # Counters

    def plan_counts(self, kind: Template) -> PlanCounts:
        """Return what the plan of `kind` holds, in constant time; a draft's files of other kinds count as skipped."""
        tasks = [count for state, count in self.state_counts(kind).items() if state is not TaskState.LEFT_OUT]
        others = sum(count for other, count in self.kind_counts().items() if other is not kind)
        sql = "SELECT kind, sum(problems) FROM problem_counter WHERE template IN (?, ?) GROUP BY kind"
        problems: dict[str, int] = dict(self._db.rows(sql, (kind, EVERY_TEMPLATE)))
        planned = sum(count for count, _ in tasks)
        ((lines, rows),) = self._db.rows("SELECT lines, rows FROM line_counter")
        return PlanCounts(
            items=planned if kind in MEDIA_KINDS else lines,
            rows=rows,
            planned=planned,
            size_bytes=sum(size_bytes for _, size_bytes in tasks),
            skipped=problems.get(ProblemKind.SKIPPED, 0) + others,
            left_out=problems.get(ProblemKind.LEFT_OUT, 0),
            warnings=problems.get(ProblemKind.WARNING, 0),
            blockers=problems.get(ProblemKind.BLOCKER, 0),
        )

    def kind_counts(self) -> Mapping[Template, int]:
        """Return the number of planned files of each kind, in constant time."""
        counts: dict[str, int] = dict(self._db.rows("SELECT kind, sum(tasks) FROM task_counter GROUP BY kind"))
        return {kind: counts.get(kind, 0) for kind in Template}

    def state_counts(self, kind: Template) -> Mapping[TaskState, tuple[int, int]]:
        """Return the number of tasks in each state and their bytes, in constant time."""
        sql = "SELECT state, tasks, size_bytes FROM task_counter WHERE kind = ?"
        counts = {state: (tasks, size_bytes) for state, tasks, size_bytes in self._db.rows(sql, (kind,))}
        return {state: counts.get(state, (0, 0)) for state in TaskState}

    # Tasks

    def tasks_page(self, kind: Template, *, first: int, count: int, state: TaskState | None = None) -> tuple[Task, ...]:
        """Return up to `count` tasks from ordinal `first` on, of one state or of all."""
        is_state, states = ("", ()) if state is None else ("AND state = ?", (state.value,))
        sql = f"SELECT {TASK_COLUMNS} FROM task WHERE kind = ? {is_state} AND ordinal >= ? ORDER BY ordinal LIMIT ?"
        return tuple(self._db.read(task_of, sql, (kind, *states, first, count)))

    def tasks(self, kind: Template, *, state: TaskState | None = None) -> Iterator[Task]:
        """Return all tasks by ordinal, a page in memory at a time; each page is read when it is due."""
        first = 0
        while page := self.tasks_page(kind, first=first, count=_PAGE, state=state):
            yield from page
            first = page[-1].ordinal + 1

    def tasks_by_name(self, kind: Template, *, state: TaskState | None = None) -> Iterator[Task]:
        """Return all tasks in the order of their names' UTF-8 bytes, which is that of an OSS listing."""
        is_state, states = ("", ()) if state is None else ("AND state = ?", (state.value,))
        sql = f"SELECT {TASK_COLUMNS} FROM {_TASK_BY_NAME} WHERE kind = ? AND name > ? {is_state} ORDER BY name LIMIT ?"
        last = ""
        while page := tuple(self._db.read(task_of, sql, (kind, last, *states, _PAGE))):
            yield from page
            last = page[-1].name

    def longest_name_bytes(self, kind: Template) -> int:
        """Return the size of the longest name in UTF-8, 0 without tasks. Looks at every name."""
        sql = "SELECT max(length(CAST(name AS BLOB))) FROM task WHERE kind = ?"
        longest: int | None = self._db.read_one(_only, sql, (kind,))
        return longest or 0

    def tasks_named(self, kind: Template, names: Sequence[str]) -> dict[str, Task]:
        """Return those of `names` that the plan holds, such as the keys of one page of a listing."""
        found: dict[str, Task] = {}
        for start in range(0, len(names), _NAMES_AT_ONCE):
            some = names[start : start + _NAMES_AT_ONCE]
            marks = ",".join("?" * len(some))
            sql = f"SELECT {TASK_COLUMNS} FROM {_TASK_BY_NAME} WHERE kind = ? AND name IN ({marks})"
            found.update((task.name, task) for task in self._db.read(task_of, sql, (kind, *some)))
        return found

    def name_bounds(self, kind: Template) -> tuple[str, str] | None:
        """Return the smallest and the largest name in the order of their UTF-8 bytes, or None without tasks."""
        sql = "SELECT name FROM task WHERE kind = ? ORDER BY name {} LIMIT 1"
        smallest: str | None = self._db.read_one(_only, sql.format("ASC"), (kind,))
        largest: str | None = self._db.read_one(_only, sql.format("DESC"), (kind,))
        return None if smallest is None or largest is None else (smallest, largest)

    def next_name_after(self, kind: Template, name: str) -> str | None:
        """Return the first planned name behind `name` in the order of their UTF-8 bytes."""
        sql = "SELECT name FROM task WHERE kind = ? AND name > ? ORDER BY name LIMIT 1"
        following: str | None = self._db.read_one(_only, sql, (kind, name))
        return following

    def key_twins(self, kind: Template) -> Iterator[tuple[str, tuple[Task, ...]]]:
        """Return each name that several files share, with their tasks by ordinal."""
        name: str | None = ""
        twice = "SELECT name FROM task WHERE kind = ? AND name > ? GROUP BY name HAVING count(*) > 1 LIMIT 1"
        while (name := self._db.read_one(_only, twice, (kind, name))) is not None:
            sql = f"SELECT {TASK_COLUMNS} FROM {_TASK_BY_NAME} WHERE kind = ? AND name = ? ORDER BY ordinal"
            yield name, tuple(self._db.read(task_of, sql, (kind, name)))

    # Lines

    def line_blocks(self, *, first: int = 0) -> Iterator[tuple[int, bytes]]:
        """Return the planned lines from the block on that holds line `first`: each block's first line, and the block.

        Lines are as `manifests.planned_lines` makes them, each with its line end.
        """
        sql = "SELECT first, content, lines FROM line_block WHERE first <= ? ORDER BY first DESC LIMIT 1"
        while rows := self._db.rows(sql, (first,)):
            ((start, content, lines),) = rows
            if start + lines <= first:
                return
            yield start, content
            first = start + lines

    def lines_page(self, *, first: int, count: int) -> tuple[bytes, ...]:
        """Return up to `count` planned lines from line `first` on, without their line ends."""
        page: list[bytes] = []
        for start, content in self.line_blocks(first=first):
            page += content.removesuffix(b"\n").split(b"\n")[max(0, first - start) :]
            if len(page) >= count:
                break
        return tuple(page[:count])

    # Problems

    def problems_page(
        self,
        *,
        kind: Template | None,
        after: int,
        count: int,
        problem_kinds: Sequence[ProblemKind] = (),
        codes: Sequence[str] = (),
    ) -> tuple[tuple[int, Problem], ...]:
        """Return up to `count` problems found after the one of id `after` (0 for the first page), each with its id.

        They are those of `kind` and those that concern every kind; None means all. Failed tasks are among them.
        `problem_kinds` or `codes` empty means all of them.
        """
        templates = (EVERY_TEMPLATE, *(Template if kind is None else (kind,)))
        wanted = [(media, problem) for media in templates for problem in problem_kinds or ProblemKind]
        one = _PROBLEMS_OF + (f"AND code IN ({', '.join('?' * len(codes))})" if codes else "")
        sql = " UNION ALL ".join([one] * len(wanted)) + " ORDER BY problem_id LIMIT ?"
        parameters = [value for media, problem in wanted for value in (media, problem, after, *codes)]
        return tuple(self._db.read(_numbered_problem, sql, (*parameters, count)))

    def failure_groups(self, kind: Template) -> tuple[FailureGroup, ...]:
        """Return the failed tasks by cause, the most frequent first."""
        sql = f"""
            SELECT count(*) AS failures, min(problem_id), {PROBLEM_COLUMNS} FROM problem
            WHERE template = ? AND kind = ? GROUP BY code ORDER BY failures DESC, code
        """  # the other columns are those of the row that min() found (SQLite, "bare columns in an aggregate")
        return tuple(self._db.read(_failure_group, sql, (kind, ProblemKind.FAILED)))

    # Uploads, manifest, sittings

    def upload_of(self, ordinal: int) -> OpenUpload | None:
        """Return the multipart upload that was begun for a task and not completed."""
        sql = "SELECT upload_id, part_size_bytes FROM upload WHERE ordinal = ?"
        with self._db.lock:
            found: Row | None = self._db.read_one(tuple, sql, (ordinal,))
            if found is None:
                return None
            upload_id, part_size_bytes = found
            parts = f"SELECT {PART_COLUMNS} FROM part WHERE upload_id = ? ORDER BY number"
            done = tuple(self._db.read(part_of, parts, (upload_id,)))
        return OpenUpload(upload_id=upload_id, part_size_bytes=part_size_bytes, parts=done)

    def abandoned_uploads(self) -> tuple[AbandonedUpload, ...]:
        """Return the multipart uploads that no task goes on with: abort them in the bucket, then forget them."""
        return tuple(self._db.read(_abandoned, "SELECT upload_id, name FROM upload WHERE ordinal IS NULL"))

    def manifest_record(self) -> ManifestRecord | None:
        """Return what is known of the manifest last written for this dataset."""
        sql = "SELECT key, crc64, local_path, md5 FROM manifest ORDER BY manifest_id DESC LIMIT 1"
        return self._db.read_one(_manifest, sql)

    def manifest_keys(self) -> tuple[str, ...]:
        """Return the keys of all manifests that were ever to be written for this dataset."""
        return tuple(self._db.read(_only, "SELECT DISTINCT key FROM manifest ORDER BY key"))

    def manifest_crc64(self, key: str) -> int | None:
        """Return the CRC-64 of the manifest last written under `key`."""
        sql = "SELECT crc64 FROM manifest WHERE key = ? ORDER BY manifest_id DESC LIMIT 1"
        return self._db.read_one(lambda row: int(row[0]), sql, (key,))

    def knows_manifest(self, key: str, crc64: int | None) -> bool:
        """Say whether this program wrote an object of that CRC-64 as the dataset's manifest."""
        return bool(self._db.rows("SELECT 1 FROM manifest WHERE key = ? AND crc64 = ?", (key, crc64_text(crc64))))

    def knows_local_manifest(self, md5: str) -> bool:
        """Say whether a local file of that MD5 is a manifest of the dataset."""
        return bool(self._db.rows("SELECT 1 FROM manifest WHERE md5 = ?", (md5,)))

    def may_have_sent(self) -> bool:
        """Say whether objects may stem from earlier sittings: one of them died, was cancelled, or sent something."""
        sittings: list[Sitting] = self._db.read(_sitting, f"SELECT {_SITTING_COLUMNS} FROM sitting")
        reports = [sitting.report for sitting in sittings]
        return any(report is None or report.sent or report.state is RunState.CANCELLED for report in reports)

    def last_sitting(self) -> Sitting | None:
        """Return the newest sitting, or None before the first."""
        sql = f"SELECT {_SITTING_COLUMNS} FROM sitting ORDER BY sitting_id DESC LIMIT 1"
        return self._db.read_one(_sitting, sql)


def _only(row: Row) -> Any:
    return row[0]


def _request_of(row: Row) -> DatasetRequest | None:
    return None if row[0] is None else from_json(row[0], DatasetRequest)


def _numbered_problem(row: Row) -> tuple[int, Problem]:
    return row[0], problem_of(row)


def _failure_group(row: Row) -> FailureGroup:
    count, _, *problem = row
    sample = problem_of(tuple(problem))
    return FailureGroup(code=sample.code, count=count, sample=sample)


def _abandoned(row: Row) -> AbandonedUpload:
    upload_id, name = row
    return AbandonedUpload(upload_id=upload_id, name=name)


def _manifest(row: Row) -> ManifestRecord:
    key, crc64, local_path, md5 = row
    return ManifestRecord(key=key, crc64=int(crc64), local_path=blob_path(local_path), md5=md5)


def _sitting(row: Row) -> Sitting:
    sitting_id, started_s, ended_s, text, place = row
    report = None if text is None else from_json(text, RunReport)
    return Sitting(
        sitting_id=sitting_id,
        started_s=started_s,
        ended_s=ended_s,
        state=RunState.RUNNING if report is None else report.state,
        report=report,
        local_manifest=None if place is None else blob_path(place),
    )
