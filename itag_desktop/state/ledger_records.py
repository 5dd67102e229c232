"""What a ledger holds beside tasks and problems: values its reader returns."""

from dataclasses import dataclass

from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.domain.tasks import PartDone, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUpload:
    """A multipart upload that was begun for a task and not completed; `parts` ascend by number."""

    upload_id: str
    part_size_bytes: int
    parts: tuple[PartDone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonedUpload:
    """A multipart upload whose task is gone or needs it no more: to be aborted, since its parts cost money.

    `name` is the key below the prefix.
    """

    upload_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRecord:
    """A manifest of the dataset that this program wrote, or was about to write when it died.

    `key` and `crc64` are of the object; `local_path` and `md5` (lower-case hex) of the local copy.
    """

    key: str
    crc64: int
    local_path: str
    md5: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One stretch of work on a run, in seconds since the epoch.

    Until it ends it has no report and reads as running; whether its process still lives only the lock can say
    (see `runs`). `local_manifest` is the place of the local copy where the user named it.
    """

    sitting_id: int
    started_s: float
    ended_s: float | None
    state: RunState
    report: RunReport | None
    local_manifest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureGroup:
    """The failed tasks of one cause, with the first of them as a sample."""

    code: str
    count: int
    sample: Problem
