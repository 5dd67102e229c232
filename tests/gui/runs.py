"""What the engine says of a run, for tests of what the window makes of it."""

from dataclasses import replace

from itag_desktop.domain.progress import ManifestReport, PlanCounts, RunReport, RunSnapshot, RunState, Stage
from itag_desktop.engine import link
from tests.gui.recording_engine import RecordingEngine

PLAN = PlanCounts(planned=10, size_bytes=10_000)


def snapshot(engine: RecordingEngine, **details: object) -> RunSnapshot:
    """Return a moment of the last run asked for."""
    plain = RunSnapshot(
        run_id=engine.last_run().request.dataset_id, state=RunState.RUNNING, stage=Stage.UPLOAD, plan=PLAN
    )
    return replace(plain, **details)  # type: ignore[arg-type] # the caller names fields of the snapshot


def say_progress(engine: RecordingEngine, **details: object) -> None:
    """Let the engine say where the last run stands."""
    engine.say(link.RunProgress(snapshot=snapshot(engine, **details)))


def report(engine: RecordingEngine, **details: object) -> RunReport:
    """Return the report of a finished run, or what `details` make of it."""
    request = engine.last_run().request
    plain = RunReport(
        run_id=request.dataset_id,
        state=RunState.FINISHED,
        exit_code=0,
        items=10,
        size_bytes=10_000,
        sent=10,
        sent_bytes=10_000,
        already_there=0,
        left_out=0,
        skipped=0,
        warnings=0,
        failed=0,
        conflicts=0,
        duration_s=3.0,
        manifests=(
            ManifestReport(
                uri=request.destination.uri(request.manifest_name),
                items=10,
                local_path=engine.last_run().options.local_manifest,
            ),
        ),
    )
    return replace(plain, **details)  # type: ignore[arg-type] # the caller names fields of the report


def say_end(engine: RecordingEngine, **details: object) -> None:
    """Let the engine say that the last run has ended."""
    engine.say(link.RunEnded(report=report(engine, **details)))
