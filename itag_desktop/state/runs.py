"""The runs table: what every ledger of this user says of its last sitting."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.domain.tasks import TaskState
from itag_desktop.state import ledger_lock
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.ledger_connection import remove_files
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_records import Sitting

_SUFFIX = ".ledger"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One line of the runs table. `run_id` is the dataset's id, `started_s` in seconds since the epoch.

    `items`, `files` and `size_bytes` are of the plan; `done` of its files are in the bucket, as far as is known.
    `report` is None while the run goes on and where its process died.
    """

    run_id: str
    ledger: Path
    dataset_name: str
    kind: Template
    destination: Destination
    state: RunState
    started_s: float
    items: int
    files: int
    size_bytes: int
    done: int
    report: RunReport | None


def ledger_path(dirs: AppDirs, dataset_id: str) -> Path:
    """Return where the ledger of a dataset is, or would be."""
    return dirs.ledgers / f"{dataset_id}{_SUFFIX}"


def list_runs(dirs: AppDirs, *, on_unreadable: Callable[[Path], None] = lambda _path: None) -> tuple[RunSummary, ...]:
    """Return all runs, the newest first; a dry run is none. `on_unreadable` is told of ledgers that cannot be read."""
    runs: list[RunSummary] = []
    for path in dirs.ledgers.glob(f"*{_SUFFIX}"):
        try:
            summary = _summary(path)
        except LedgerError as error:
            logger.warning("A ledger is passed over: %s", error)
            on_unreadable(path)
        else:
            runs.extend(() if summary is None else (summary,))
    return tuple(sorted(runs, key=lambda run: run.started_s, reverse=True))


def forget_run(dirs: AppDirs, dataset_id: str) -> None:
    """Remove a dataset's ledger; what is in the bucket stays.

    Raises:
        LedgerError: `ledger-locked`, when a process works on it.
    """
    path = ledger_path(dirs, dataset_id)
    if path.exists():
        ledger_lock.hold(path).release()
        remove_files(path)


def _summary(path: Path) -> RunSummary | None:
    with LedgerReader(path) as reader:
        request, sitting = reader.request(), reader.last_sitting()
        state = _state(path, sitting)
        if state is None:
            return None
        counts = reader.plan_counts(request.template)
        return RunSummary(
            run_id=request.dataset_id,
            ledger=path,
            dataset_name=request.dataset_name,
            kind=request.template,
            destination=request.destination,
            state=state,
            started_s=reader.created_s() if sitting is None else sitting.started_s,
            items=counts.items,
            files=counts.planned,
            size_bytes=counts.size_bytes,
            done=reader.state_counts(request.template)[TaskState.DONE][0],
            report=None if sitting is None else sitting.report,
        )


def _state(path: Path, sitting: Sitting | None) -> RunState | None:
    """Return the state of a run, or None where there was none, only a dry one.

    One that no process holds and that never ended is incomplete: its process died.
    """
    if sitting is None:
        return RunState.WAITING if ledger_lock.is_held(path) else None
    if sitting.report is not None:
        return sitting.report.state
    return RunState.RUNNING if ledger_lock.is_held(path) else RunState.INCOMPLETE


def local_place(reader: LedgerReader) -> str | None:
    """Return where the local copy of a dataset's manifest goes: where its user wanted it, else where it went before.

    Of a divided dataset it is the place that each manifest adds its own end to.
    """
    sitting, record = reader.last_sitting(), reader.manifest_record()
    if sitting is not None and sitting.local_manifest is not None:
        return sitting.local_manifest
    if record is None:
        return None
    request, local = reader.request(), Path(record.local_path)
    name = record.key.removeprefix(request.destination.key(request.dataset_name))
    share = name.removesuffix(request.manifest_suffix)
    return str(local.with_stem(local.stem.removesuffix(share) or local.stem))
