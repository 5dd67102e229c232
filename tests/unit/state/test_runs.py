"""The runs table says of each ledger what is true of it."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.state import ledger_lock
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.runs import forget_run, ledger_path, list_runs
from tests.support.ledgers import fruit_request, pictures, planned_ledger


def request_named(name: str) -> DatasetRequest:
    """Return a request for a dataset of this name."""
    return replace(fruit_request(), dataset_name=name)


def new_run(name: str, *, started_s: float) -> Ledger:
    """Return the ledger of a run that has begun."""
    request = request_named(name)
    ledger = planned_ledger(ledger_path(app_dirs(), request.dataset_id), pictures(4), request=request)
    ledger.begin_sitting(started_s=started_s)
    return ledger


def end(ledger: Ledger, state: RunState) -> None:
    """End the run's sitting."""
    report = RunReport(
        run_id=ledger.request().dataset_id,
        state=state,
        exit_code=0,
        items=4,
        size_bytes=40,
        sent=4,
        sent_bytes=40,
        already_there=0,
        left_out=0,
        skipped=0,
        warnings=0,
        failed=0,
        conflicts=0,
        duration_s=1.0,
    )
    ledger.end_sitting(1, report, ended_s=9.0)


def states() -> dict[str, RunState]:
    """Return the state of each run by its name."""
    return {run.dataset_name: run.state for run in list_runs(app_dirs())}


def test_without_a_run_the_table_is_empty() -> None:
    assert list_runs(app_dirs()) == ()


def test_a_run_is_told_by_what_its_ledger_holds() -> None:
    with new_run("fruit", started_s=5.0) as ledger:
        ledger.mark_present([(0, "A1", 1), (2, "A2", 2)])
        end(ledger, RunState.FINISHED)
    (run,) = list_runs(app_dirs())
    request = request_named("fruit")
    assert (run.run_id, run.dataset_name, run.kind) == (request.dataset_id, "fruit", request.template)
    assert (run.destination, run.ledger) == (request.destination, ledger.path)
    assert (run.state, run.started_s) == (RunState.FINISHED, 5.0)
    assert (run.items, run.size_bytes, run.done) == (4, 40, 2)
    assert run.report is not None


def test_the_newest_run_comes_first() -> None:
    for name, started_s in (("a", 2.0), ("b", 3.0), ("c", 1.0)):
        new_run(name, started_s=started_s).close()
    assert [run.dataset_name for run in list_runs(app_dirs())] == ["b", "a", "c"]


def test_a_run_goes_on_while_its_process_lives_and_is_incomplete_when_that_died() -> None:
    with new_run("fruit", started_s=1.0):
        assert states() == {"fruit": RunState.RUNNING}
    assert states() == {"fruit": RunState.INCOMPLETE}


def test_a_run_that_has_not_begun_waits_while_someone_holds_it_and_is_none_after_that() -> None:
    request = request_named("fruit")
    with Ledger.create(ledger_path(app_dirs(), request.dataset_id), request):
        assert states() == {"fruit": RunState.WAITING}
    assert states() == {}


def test_a_damaged_ledger_is_passed_over_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    new_run("fruit", started_s=1.0).close()
    ledger_path(app_dirs(), "0" * 16).write_bytes(b"no ledger")
    with caplog.at_level(logging.WARNING):
        assert states() == {"fruit": RunState.INCOMPLETE}
    unreadable: list[Path] = []
    list_runs(app_dirs(), on_unreadable=unreadable.append)
    assert unreadable == [ledger_path(app_dirs(), "0" * 16)]
    assert "ledger-damaged" in caplog.text


def test_a_forgotten_run_leaves_no_file() -> None:
    dirs = app_dirs()
    with new_run("fruit", started_s=1.0) as ledger:
        dataset_id = ledger.request().dataset_id
    list_runs(dirs)
    forget_run(dirs, dataset_id)
    assert list(dirs.ledgers.iterdir()) == []
    forget_run(dirs, dataset_id)


def test_a_run_at_work_cannot_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_lock, "_WAIT_S", 0.05)
    with new_run("fruit", started_s=1.0) as ledger:
        with pytest.raises(LedgerError, match="ledger-locked"):
            forget_run(app_dirs(), ledger.request().dataset_id)
        assert ledger.path.exists()
