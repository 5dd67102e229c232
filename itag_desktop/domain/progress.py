"""A run seen from outside: its state, its stage, its counters, its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from itag_desktop.domain.errors import InputError, Value


class RunState(StrEnum):
    """The state of a run; the last five are final."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    FINISHED = "finished"
    FINISHED_LEFT_OUT = "finished_left_out"
    INCOMPLETE = "incomplete"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Say whether a run can leave this state."""
        return not _NEXT[self]


_ENDS = frozenset({RunState.FINISHED, RunState.FINISHED_LEFT_OUT, RunState.INCOMPLETE, RunState.FAILED})
_NEXT: Mapping[RunState, frozenset[RunState]] = {
    RunState.WAITING: frozenset({RunState.RUNNING, RunState.CANCELLING}),
    RunState.RUNNING: frozenset({RunState.PAUSING, RunState.PAUSED, RunState.CANCELLING}) | _ENDS,
    RunState.PAUSING: frozenset({RunState.PAUSED, RunState.RUNNING, RunState.CANCELLING}) | _ENDS,
    RunState.PAUSED: frozenset({RunState.RUNNING, RunState.CANCELLING, RunState.FAILED}),
    RunState.CANCELLING: frozenset({RunState.CANCELLED}) | _ENDS,
    RunState.FINISHED: frozenset(),
    RunState.FINISHED_LEFT_OUT: frozenset(),
    RunState.INCOMPLETE: frozenset(),
    RunState.CANCELLED: frozenset(),
    RunState.FAILED: frozenset(),
}


def checked_transition(old: RunState, new: RunState) -> RunState:
    """Return `new`.

    Raises:
        InputError: `run-state-wrong`, when a run cannot go from `old` to `new`.
    """
    if new is not old and new not in _NEXT[old]:
        raise InputError("run-state-wrong", old=old, new=new)
    return new


class Stage(StrEnum):
    """The stages of a run, in order."""

    SCAN = "scan"
    CHECK = "check"
    UPLOAD = "upload"
    VERIFY = "verify"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a run paused, failed, or a task failed: an error's code and values."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCounts:
    """What a plan holds: `items` are the manifest's lines, `planned` the files to send, `size_bytes` their size.

    Of text and custom datasets `rows` were read, and every one is an item or left out. Problems are counted by kind.
    """

    items: int = 0
    rows: int = 0
    planned: int = 0
    size_bytes: int = 0
    skipped: int = 0
    left_out: int = 0
    warnings: int = 0
    blockers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSnapshot:
    """A run at a moment.

    `done` counts tasks whose object is in the bucket; of these `sent` were sent in this sitting. `done_bytes` counts
    acknowledged bytes, `sent_bytes` those acknowledged in this sitting. `in_flight` is the number of pieces being sent.
    `rate` is in bytes a second, smoothed; `time_left_s` is None while unknown.
    """

    run_id: str
    state: RunState
    stage: Stage
    plan: PlanCounts
    done: int = 0
    done_bytes: int = 0
    sent: int = 0
    sent_bytes: int = 0
    failed: int = 0
    stage_done: int = 0
    stage_total: int = 0
    in_flight: int = 0
    connections: int = 0
    rate: float = 0.0
    time_left_s: float | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestReport:
    """A manifest that was written: its lines, its address, its local copy, and where the one it replaced is kept."""

    uri: str
    items: int
    local_path: str
    old_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How a run ended. `items` is the number of lines of its manifests, 0 when none was written; `rows` as planned.

    `exit_code` is the command line's: 0 finished; 1 finished with items left out, or incomplete; 2 unusable input or a
    blocker; 3 the connection or the credential failed; 70 a fault of the program; 130 cancelled.
    `conflicts` and `left_out` count; the ledger holds them one by one.
    """

    run_id: str
    state: RunState
    exit_code: int
    items: int
    rows: int = 0
    size_bytes: int
    sent: int
    sent_bytes: int
    already_there: int
    left_out: int
    skipped: int
    warnings: int
    failed: int
    conflicts: int
    duration_s: float
    manifests: tuple[ManifestReport, ...] = ()
    ledger: str | None = None
    trouble: Trouble | None = None

    @property
    def manifest_uri(self) -> str | None:
        """The first manifest's address."""
        return self.manifests[0].uri if self.manifests else None

    @property
    def local_manifest(self) -> str | None:
        """The path of the first manifest's local copy."""
        return self.manifests[0].local_path if self.manifests else None

    @property
    def old_manifest(self) -> str | None:
        """Where the manifest that the first one replaced is kept."""
        return self.manifests[0].old_path if self.manifests else None
