"""Reports of runs that never were."""

from itag_desktop.domain.progress import RunReport, RunState


def ended_report(state: RunState) -> RunReport:
    """Return the report of a run that ended in `state` having done nothing."""
    return RunReport(
        run_id="r",
        state=state,
        exit_code=130 if state is RunState.CANCELLED else 0,
        items=0,
        size_bytes=0,
        sent=0,
        sent_bytes=0,
        already_there=0,
        left_out=0,
        skipped=0,
        warnings=0,
        failed=0,
        conflicts=0,
        duration_s=0.0,
    )
