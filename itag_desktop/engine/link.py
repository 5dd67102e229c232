"""Messages between the window process and its engine process: one JSON object a line.

Commands go down the engine's stdin, events come up its stdout; the first event is `Ready`, whose version must equal the
window's. End of file on stdin means: save and stop. Messages are frozen and hold domain values; msgspec checks every
type on decoding. Credentials travel here and nowhere else; the commands that carry one therefore have no text form
that shows it (see `Credential`).
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from itag_desktop.domain.comparison import ComparisonReport, Difference
from itag_desktop.domain.destination import Access, Credential, Destination
from itag_desktop.domain.items import ItemFacts, ItemOptions, RowsView
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts, RunReport, RunSnapshot, Trouble
from itag_desktop.domain.request import DatasetRequest, MediaOptions, RunOptions, Source
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.domain.unusable import UnusableSource

LINK_VERSION = 4


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="message", tag=True):
    """A message of the link."""


class DroppedPath(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A folder or file as it was dropped. `name_in_bucket` None: the folder's own name."""

    path: str
    name_in_bucket: str | None = None


class ScanSources(Message, frozen=True, kw_only=True):
    """Scan these sources into a draft, for all media kinds at once; a scan still going on is stopped first."""

    scan_id: int
    paths: tuple[DroppedPath, ...]
    keeps_root_folder: bool
    destination: Destination
    options: MediaOptions


class PlanItems(Message, frozen=True, kw_only=True):
    """Plan a text or custom dataset into a draft; the plan of the same template still going on is stopped first."""

    scan_id: int
    template: Template
    paths: tuple[DroppedPath, ...]
    keeps_root_folder: bool
    destination: Destination
    options: ItemOptions


class StopScan(Message, frozen=True, kw_only=True):
    """Stop the scan or plan of that number; what it found so far is thrown away."""

    scan_id: int


class StartRun(Message, frozen=True, kw_only=True):
    """Run the dataset. `draft` is the scanned draft's path; None scans the request's sources anew."""

    request: DatasetRequest
    options: RunOptions
    credential: Credential | None
    draft: str | None


class PauseRun(Message, frozen=True, kw_only=True):
    """Let what is in flight end, then wait."""

    run_id: str


class ResumeRun(Message, frozen=True, kw_only=True):
    """Go on; with a new credential where the old one ended."""

    run_id: str
    credential: Credential | None = None


class CancelRun(Message, frozen=True, kw_only=True):
    """End the run; what was sent stays."""

    run_id: str


class CheckConnection(Message, frozen=True, kw_only=True):
    """Try a connection, sending nothing."""

    check_id: int
    access: Access
    prefix: str = ""


class ExportProblems(Message, frozen=True, kw_only=True):
    """Write the problems of a ledger or draft to `target`, xlsx or csv, in a `language`; no kinds: all of them."""

    export_id: int
    ledger: str
    template: Template | None
    problem_kinds: tuple[ProblemKind, ...] = ()
    target: str
    language: str


class VerifyRun(Message, frozen=True, kw_only=True):
    """Compare the bucket with what the ledger of a run recorded, changing neither."""

    run_id: str
    ledger: str
    credential: Credential | None


class MeasurePractice(Message, frozen=True, kw_only=True):
    """Say how much Practice keeps and how much room is left."""


class ClearPractice(Message, frozen=True, kw_only=True):
    """Delete all that Practice keeps, unless a run of this engine needs it."""


class Ready(Message, frozen=True, kw_only=True):
    """The engine listens."""

    version: int = LINK_VERSION


class FoundSource(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A source as it was understood: `files` and `size_bytes` of every media kind together, so far.

    `number` is its index among the sources of its scan.
    """

    number: int = 0
    source: Source
    files: int = 0
    size_bytes: int = 0


class ScanSnapshot(Message, frozen=True, kw_only=True):
    """A scan at a moment, up to ten a second; `is_ready` in the last one of a scan that was not stopped.

    `sources` are those that are new, or of which more was found, since the snapshot before: a hundred thousand loose
    files are not told anew each time. They come by their number, some thousand at a time, all of them by the end.
    `draft` is the path of the SQLite file with what was found so far, readable at once. `counts` has every media kind.
    `unusable` are paths that could not be scanned; those that were sources until the scan came to them are among
    `sources` too. `notices` say what became of paths that are no source of their own (a child of another source, the
    same twice).
    `trouble` says why a scan failed; then `is_ready` is false and no further snapshot comes.
    """

    scan_id: int
    draft: str
    sources: tuple[FoundSource, ...]
    counts: dict[Template, PlanCounts]
    unusable: tuple[UnusableSource, ...] = ()
    notices: tuple[Trouble, ...] = ()
    is_ready: bool = False
    is_stopped: bool = False
    trouble: Trouble | None = None


class ItemsSnapshot(Message, frozen=True, kw_only=True):
    """A plan of items at a moment, up to ten a second; otherwise as `ScanSnapshot`.

    `rows` is there as soon as the first rows could be read, also where a `trouble` follows, such as that no column is
    chosen. `options` are those asked for, with the fields that were chosen for the user where none were given; they go
    into the request of a run as they are. `facts` are whole in the last snapshot. `done_bytes` of `total_bytes` have
    been read, as far as that is known.
    """

    scan_id: int
    draft: str
    sources: tuple[Source, ...]
    counts: PlanCounts
    options: ItemOptions
    rows: RowsView | None = None
    facts: ItemFacts = ItemFacts()
    done_bytes: int = 0
    total_bytes: int = 0
    notices: tuple[Trouble, ...] = ()
    is_ready: bool = False
    is_stopped: bool = False
    trouble: Trouble | None = None


class RunProgress(Message, frozen=True, kw_only=True):
    """A run at a moment, up to ten a second."""

    snapshot: RunSnapshot
    ledger: str | None = None


class RunEnded(Message, frozen=True, kw_only=True):
    """A run has ended, however."""

    report: RunReport


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a connection check: `is_good` None means that it could not be known."""

    name: str
    is_good: bool | None
    trouble: Trouble | None = None


class ConnectionChecked(Message, frozen=True, kw_only=True):
    """What a connection check found, in the order tried."""

    check_id: int
    findings: tuple[Finding, ...]


class ProblemsExported(Message, frozen=True, kw_only=True):
    """The list of problems is in `target`, or could not be written."""

    export_id: int
    target: str
    trouble: Trouble | None = None


class RunVerified(Message, frozen=True, kw_only=True):
    """What came of a comparison, and the first difference that it found."""

    run_id: str
    report: ComparisonReport
    first: Difference | None = None


class PracticeMeasured(Message, frozen=True, kw_only=True):
    """What Practice keeps, and the free space of its disk; or why that cannot be known."""

    used_bytes: int = 0
    free_bytes: int = 0
    trouble: Trouble | None = None


class PracticeCleared(Message, frozen=True, kw_only=True):
    """Practice is empty, and so much was deleted; or why not. Where it is empty, `PracticeMeasured` follows."""

    freed_bytes: int = 0
    trouble: Trouble | None = None


class EngineFailed(Message, frozen=True, kw_only=True):
    """The engine met an error of its own and ends; the log has the details."""

    trouble: Trouble


Command = (
    ScanSources
    | PlanItems
    | StopScan
    | StartRun
    | PauseRun
    | ResumeRun
    | CancelRun
    | CheckConnection
    | VerifyRun
    | MeasurePractice
    | ClearPractice
    | ExportProblems
)
Event = (
    Ready
    | ScanSnapshot
    | ItemsSnapshot
    | RunProgress
    | RunEnded
    | ConnectionChecked
    | RunVerified
    | PracticeMeasured
    | PracticeCleared
    | ProblemsExported
    | EngineFailed
)

_encoder = msgspec.json.Encoder()
_command_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Command)
_event_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Event)


def chosen_names(paths: Sequence[DroppedPath]) -> dict[str, str]:
    """Return the names in the bucket that the user chose, by path."""
    return {dropped.path: dropped.name_in_bucket for dropped in paths if dropped.name_in_bucket is not None}


def encode(message: Command | Event) -> bytes:
    """Return `message` as one line, its newline included."""
    return _encoder.encode(message) + b"\n"


def decode_command(line: bytes) -> Command:
    """Return the command of `line`.

    Raises:
        msgspec.ValidationError: it is none of this version.
    """
    command: Command = _command_decoder.decode(line)
    return command


def decode_event(line: bytes) -> Event:
    """Return the event of `line`.

    Raises:
        msgspec.ValidationError: it is none of this version.
    """
    event: Event = _event_decoder.decode(line)
    return event
