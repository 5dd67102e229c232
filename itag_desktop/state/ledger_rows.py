"""Rows of a ledger as values, and back. Each tuple of columns stands beside the function that reads or writes it."""

from collections.abc import Mapping

from itag_desktop.domain.errors import Value
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import PartDone, Problem, ProblemKind, Task, TaskState
from itag_desktop.state.ledger_connection import Row
from itag_desktop.state.stored_json import from_json, to_json

TASK_COLUMNS = "ordinal, source, relative_path, name, size_bytes, mtime_ns, label, state, etag, crc64, own_etag, reason"
PROBLEM_COLUMNS = "problem_id, template, kind, code, path, value_json, row_number, column_name"
PART_COLUMNS = "number, size_bytes, etag, crc64"

INSERT_TASK = f"INSERT INTO task (kind, {TASK_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_PROBLEM = """
    INSERT INTO problem (template, kind, code, path, value_json, row_number, column_name) VALUES (?, ?, ?, ?, ?, ?, ?)
"""

EVERY_TEMPLATE = ""
"""The ``template`` of a problem that concerns every kind of dataset."""


def path_blob(path: str) -> bytes:
    """Return a path of the file system as bytes; whatever its letters are, `blob_path` gives them back."""
    return path.encode("utf-8", "surrogatepass")


def blob_path(blob: bytes) -> str:
    """Return the path of `path_blob`."""
    return blob.decode("utf-8", "surrogatepass")


def crc64_text(crc64: int | None) -> str | None:
    """Return a CRC-64 as a ledger keeps it."""
    return None if crc64 is None else str(crc64)


def task_row(kind: Template, task: Task) -> Row:
    """Return the row of `task`: its kind, then `TASK_COLUMNS`."""
    return (
        kind.value,
        task.ordinal,
        task.source,
        path_blob(task.relative_path),
        task.name,
        task.size_bytes,
        task.mtime_ns,
        task.label,
        task.state.value,
        task.etag,
        crc64_text(task.crc64),
        task.own_etag,
        task.reason,
    )


def task_of(row: Row) -> Task:
    """Return the task of a row of `TASK_COLUMNS`."""
    ordinal, source, relative_path, name, size_bytes, mtime_ns, label, state, etag, crc64, own_etag, reason = row
    return Task(
        ordinal=ordinal,
        source=source,
        relative_path=blob_path(relative_path),
        name=name,
        size_bytes=size_bytes,
        mtime_ns=mtime_ns,
        label=label,
        state=TaskState(state),
        etag=etag,
        crc64=None if crc64 is None else int(crc64),
        own_etag=own_etag,
        reason=reason,
    )


def problem_row(problem: Problem) -> Row:
    """Return the row of `problem`: `PROBLEM_COLUMNS` without the id."""
    template = EVERY_TEMPLATE if problem.template is None else problem.template.value
    values = to_json(problem.values) if problem.values else "{}"
    return (template, problem.kind.value, problem.code, problem.path, values, problem.row, problem.column)


def problem_of(row: Row) -> Problem:
    """Return the problem of a row of `PROBLEM_COLUMNS`."""
    _, template, kind, code, path, value_json, row_number, column = row
    return Problem(
        kind=ProblemKind(kind),
        code=code,
        path=path,
        values=_values(value_json),
        template=None if template == EVERY_TEMPLATE else Template(template),
        row=row_number,
        column=column,
    )


def part_of(row: Row) -> PartDone:
    """Return the part of a row of `PART_COLUMNS`."""
    number, size_bytes, etag, crc64 = row
    return PartDone(number=number, size_bytes=size_bytes, etag=etag, crc64=int(crc64))


def _values(value_json: str) -> Mapping[str, Value]:
    values: dict[str, Value] = from_json(value_json, dict[str, Value | bool])
    return values
