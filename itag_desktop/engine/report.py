"""How a run ended, as a report: the state, the exit code, the counts."""

from itag_desktop.domain.errors import CancelledError, InputError, ItagError, StorageError
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.engine.board import ProgressBoard
from itag_desktop.engine.control import trouble_of
from itag_desktop.engine.dataset_run import RunResult

EXIT_FINISHED = 0
EXIT_NOT_WHOLE = 1
EXIT_UNUSABLE = 2
EXIT_CONNECTION = 3
EXIT_FAULT = 70
EXIT_CANCELLED = 130

_EXIT_OF_STATE = {
    RunState.FINISHED: EXIT_FINISHED,
    RunState.FINISHED_LEFT_OUT: EXIT_NOT_WHOLE,
    RunState.INCOMPLETE: EXIT_NOT_WHOLE,
    RunState.CANCELLED: EXIT_CANCELLED,
}


def end_state(result: RunResult | None, error: ItagError | None) -> RunState:
    """Return the final state of a run that gave `result`, or ended with `error`."""
    if error is None and result is not None:
        return result.state
    return RunState.CANCELLED if isinstance(error, CancelledError) else RunState.FAILED


def exit_code(state: RunState, error: ItagError | None) -> int:
    """Return the command line's exit code of that end."""
    if state is not RunState.FAILED:
        return _EXIT_OF_STATE[state]
    if error is not None and error.code == "internal-error":
        return EXIT_FAULT
    return EXIT_CONNECTION if isinstance(error, StorageError) else EXIT_UNUSABLE


def report_of(
    *,
    run_id: str,
    result: RunResult | None,
    error: ItagError | None,
    board: ProgressBoard,
    duration_s: float,
    ledger: str | None,
) -> RunReport:
    """Return the report of a run that gave `result`, or ended with `error`."""
    plan = board.plan
    state = end_state(result, error)
    manifests = result.manifests if result is not None else ()
    is_conflict = isinstance(error, InputError) and error.code == "conflicts"
    return RunReport(
        run_id=run_id,
        state=state,
        exit_code=exit_code(state, error),
        items=sum(manifest.items for manifest in manifests),
        rows=plan.rows,
        size_bytes=plan.size_bytes,
        sent=board.sent,
        sent_bytes=board.sent_bytes,
        already_there=board.already_there,
        left_out=plan.left_out,
        skipped=plan.skipped,
        warnings=plan.warnings,
        failed=plan.planned - board.done if state is RunState.INCOMPLETE else board.failed,
        conflicts=int(error.values["count"]) if is_conflict and error is not None else 0,
        duration_s=duration_s,
        manifests=manifests,
        ledger=ledger,
        trouble=trouble_of(error) if error is not None else None,
    )
