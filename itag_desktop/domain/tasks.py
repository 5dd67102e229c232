"""Tasks, parts and problems: the rows of a ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from itag_desktop.domain.errors import Value
from itag_desktop.domain.kinds import Template


class TaskState(IntEnum):
    """Where a task stands.

    DONE: the object is in the bucket and equals the file. LEFT_OUT: another object has its key, and the user chose to
    go on without it.
    """

    PLANNED = 0
    DONE = 1
    FAILED = 2
    LEFT_OUT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to one key.

    `ordinal` counts from 0 in the order of the manifest. `source` is the index of the request's source, and
    `relative_path` the file's path in that source as the file system spells it, ``/`` between ("" for a loose file).
    `name` is the key below the prefix, NFC. `label` is the pre-label, or None.
    `etag` and `crc64` are of the object last known to be in the bucket and equal (ETag upper-case without quotes);
    `own_etag` is of the object that this program last wrote for the name, also where the file has changed since.
    """

    ordinal: int
    source: int
    relative_path: str
    name: str
    size_bytes: int
    mtime_ns: int
    label: str | None = None
    state: TaskState = TaskState.PLANNED
    etag: str | None = None
    crc64: int | None = None
    own_etag: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutcome:
    """What became of a task: DONE with the object's ETag and CRC-64, or FAILED with a problem."""

    ordinal: int
    state: TaskState
    etag: str | None = None
    crc64: int | None = None
    reason: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDone:
    """One part of a multipart upload that the bucket holds. `number` counts from 1."""

    number: int
    size_bytes: int
    etag: str
    crc64: int


class ProblemKind(StrEnum):
    """How grave a problem is, gravest first."""

    BLOCKER = "blocker"
    FAILED = "failed"
    LEFT_OUT = "left_out"
    WARNING = "warning"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about one file, or about a row of one. `template` None: it concerns datasets of every template.

    `path` is printable (see `names.printable`): the relative path with the source's own name before it. `row` is the
    number that a spreadsheet program or an editor shows beside the row, None where the whole file is meant; `column`
    says which one, letter and header, "" for the whole row.
    """

    kind: ProblemKind
    code: str
    path: str
    values: Mapping[str, Value] = field(default_factory=dict)
    template: Template | None = None
    row: int | None = None
    column: str = ""
