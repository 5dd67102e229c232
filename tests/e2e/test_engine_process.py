"""The engine process, spoken to over its pipes as the window does."""

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from itag_desktop.domain.comparison import Difference
from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.domain.request import DatasetRequest, MediaOptions, RunOptions, Source
from itag_desktop.engine import link
from itag_desktop.engine.practice_data import PracticeData
from itag_desktop.engine.run_queue import RunQueue
from itag_desktop.engine.session import Session
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.bucket_reader import plain_bucket
from tests.support.datasets import make_pictures, numbered, request_for
from tests.support.engine_process import EngineProcess
from tests.support.faults import ALWAYS
from tests.support.practice_server import RunningPractice


def scanned(engine: EngineProcess, *folders: Path, scan_id: int = 1) -> link.ScanSnapshot:
    """Have the folders scanned and return the last snapshot."""
    engine.send(
        link.ScanSources(
            scan_id=scan_id,
            paths=tuple(link.DroppedPath(path=str(folder)) for folder in folders),
            keeps_root_folder=True,
            destination=practice_destination("iTAG"),
            options=MediaOptions(),
        )
    )
    while True:
        snapshot = engine.next(link.ScanSnapshot)
        if snapshot.scan_id == scan_id and (snapshot.is_ready or snapshot.is_stopped or snapshot.trouble):
            return snapshot


def test_it_says_its_version_first(engine: EngineProcess) -> None:
    assert engine.next(link.Ready).version == link.LINK_VERSION


def test_a_dropped_folder_becomes_a_practice_dataset(engine: EngineProcess, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", [*numbered(5), "more/6.png"])
    (folder / ".DS_Store").touch()
    scan = scanned(engine, folder)
    assert scan.is_ready
    assert scan.counts[Template.IMAGE].planned == 6
    assert scan.counts[Template.IMAGE].skipped == 1
    assert (scan.sources[0].files, scan.sources[0].source.name_in_bucket) == (6, "pic")
    with LedgerReader(Path(scan.draft)) as draft:
        names = [task.name for task in draft.tasks_page(Template.IMAGE, first=0, count=10)]
    assert names == [*(f"pic/{n}.png" for n in range(1, 6)), "pic/more/6.png"]
    request = DatasetRequest(
        template=Template.IMAGE,
        sources=tuple(found.source for found in scan.sources),
        destination=practice_destination("iTAG"),
        dataset_name="pic",
    )
    local = tmp_path / "pic.manifest"
    options = RunOptions(local_manifest=str(local), holds_on_trouble=True)
    engine.send(link.StartRun(request=request, options=options, credential=None, draft=scan.draft))
    report = engine.next(link.RunEnded).report
    assert (report.state, report.items, report.sent) == (RunState.FINISHED, 6, 6)
    assert len(local.read_bytes().splitlines()) == 6


def test_a_second_scan_takes_the_place_of_the_first(engine: EngineProcess, tmp_path: Path) -> None:
    first = make_pictures(tmp_path / "a", numbered(3))
    second = make_pictures(tmp_path / "b", numbered(4))
    scanned(engine, first, scan_id=1)
    assert scanned(engine, first, second, scan_id=2).counts[Template.IMAGE].planned == 7


def test_a_missing_folder_is_named_and_the_others_are_scanned(engine: EngineProcess, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    scan = scanned(engine, tmp_path / "nowhere", folder)
    assert scan.is_ready
    assert [(one.path, one.trouble.code) for one in scan.unusable] == [(str(tmp_path / "nowhere"), "source-missing")]
    assert (scan.counts[Template.IMAGE].planned, scan.counts[Template.IMAGE].left_out) == (3, 1)
    assert [found.source.path for found in scan.sources] == [str(folder)]


def test_a_run_is_paused_resumed_and_cancelled_from_the_window(
    engine: EngineProcess, practice_server: RunningPractice, tmp_path: Path
) -> None:
    request = request_for(practice_server, make_pictures(tmp_path / "pic", numbered(60)))
    practice_server.faults.delay(0.05, matches=lambda r: r.is_put_object, times=ALWAYS)
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"), workers=2, holds_on_trouble=True)
    credential = practice_server.access.credential
    engine.send(link.StartRun(request=request, options=options, credential=credential, draft=None))

    def wait_for(state: RunState) -> None:
        while engine.next(link.RunProgress).snapshot.state is not state:
            pass

    wait_for(RunState.RUNNING)
    engine.send(link.PauseRun(run_id=request.dataset_id))
    wait_for(RunState.PAUSED)
    engine.send(link.ResumeRun(run_id=request.dataset_id))
    wait_for(RunState.RUNNING)
    engine.send(link.CancelRun(run_id=request.dataset_id))
    assert engine.next(link.RunEnded).report.state is RunState.CANCELLED


def test_a_waiting_run_that_is_cancelled_ends_at_once(
    engine: EngineProcess, practice_server: RunningPractice, tmp_path: Path
) -> None:
    first = request_for(practice_server, make_pictures(tmp_path / "first", numbered(30)))
    second = request_for(practice_server, make_pictures(tmp_path / "second", numbered(3)))
    practice_server.faults.delay(30, matches=lambda r: r.is_put_object, times=ALWAYS)
    credential = practice_server.access.credential
    for request in (first, second):
        options = RunOptions(local_manifest=str(tmp_path / request.manifest_name), holds_on_trouble=True)
        engine.send(link.StartRun(request=request, options=options, credential=credential, draft=None))
    while engine.next(link.RunProgress).snapshot.run_id != second.dataset_id:
        pass
    engine.send(link.CancelRun(run_id=second.dataset_id))
    report = engine.next(link.RunEnded).report
    assert (report.run_id, report.state) == (second.dataset_id, RunState.CANCELLED)
    engine.send(link.CancelRun(run_id=first.dataset_id))
    assert engine.next(link.RunEnded).report.run_id == first.dataset_id
    assert not (tmp_path / "second.manifest").exists()


def test_the_end_of_the_window_ends_the_engine_in_the_middle_of_a_run(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    engine = EngineProcess()
    request = request_for(practice_server, make_pictures(tmp_path / "pic", numbered(30)))
    practice_server.faults.delay(0.2, matches=lambda r: r.is_put_object, times=ALWAYS)
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"), workers=2)
    credential = practice_server.access.credential
    engine.send(link.StartRun(request=request, options=options, credential=credential, draft=None))
    engine.next(link.RunProgress)
    assert engine.close() == 0


def test_practice_is_measured_and_cleared_and_sends_everything_again(engine: EngineProcess, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    request = DatasetRequest(
        template=Template.IMAGE,
        sources=(Source(path=str(folder), is_folder=True, name_in_bucket="pic"),),
        destination=practice_destination("iTAG"),
        dataset_name="pic",
    )
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"), holds_on_trouble=True)
    start = link.StartRun(request=request, options=options, credential=None, draft=None)

    engine.send(link.MeasurePractice())
    empty = engine.next(link.PracticeMeasured)
    assert empty.used_bytes == 0
    assert empty.free_bytes > 0

    engine.send(start)
    assert engine.next(link.RunEnded).report.sent == 3
    engine.send(link.MeasurePractice())
    full = engine.next(link.PracticeMeasured)
    assert full.used_bytes > 0

    engine.send(link.ClearPractice())
    assert engine.next(link.PracticeCleared).freed_bytes == full.used_bytes
    assert engine.next(link.PracticeMeasured).used_bytes == 0
    engine.send(start)
    assert engine.next(link.RunEnded).report.sent == 3


def test_a_run_is_compared_with_its_bucket(
    engine: EngineProcess, practice_server: RunningPractice, tmp_path: Path
) -> None:
    request = request_for(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    credential = practice_server.access.credential
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"), holds_on_trouble=True)
    engine.send(link.StartRun(request=request, options=options, credential=credential, draft=None))
    ledger = engine.next(link.RunEnded).report.ledger
    assert ledger is not None
    compare = link.VerifyRun(run_id=request.dataset_id, ledger=ledger, credential=credential)
    engine.send(compare)
    same = engine.next(link.RunVerified)
    assert (same.report.objects, same.report.is_same, same.first) == (4, True, None)

    plain_bucket(practice_server).delete_object("iTAG/pic/2.png")
    engine.send(compare)
    different = engine.next(link.RunVerified)
    assert (different.report.missing, different.report.different) == (1, 0)
    assert different.first == Difference(key="iTAG/pic/2.png", code="object-missing")


def test_practice_is_not_cleared_under_a_run() -> None:
    events: Queue[link.Event] = Queue()
    data = PracticeData(app_dirs(), events.put, is_in_use=lambda: True)
    app_dirs().practice.mkdir(parents=True)
    data.clear()
    data.close()
    cleared = events.get_nowait()
    assert isinstance(cleared, link.PracticeCleared)
    assert cleared.trouble is not None
    assert cleared.trouble.code == "practice-in-use"
    assert events.empty()


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have other ways")
def test_the_computer_is_kept_awake_while_a_run_works_and_not_while_it_is_paused(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    holder, held = tmp_path / "bin" / "systemd-inhibit", tmp_path / "held"
    holder.parent.mkdir()
    holder.write_text(f'#!/bin/sh\ntouch "{held}"\ncat\nrm "{held}"\n')
    holder.chmod(0o755)
    request = request_for(practice_server, make_pictures(tmp_path / "pic", numbered(60)))
    practice_server.faults.delay(0.05, matches=lambda r: r.is_put_object, times=ALWAYS)
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"), workers=2, holds_on_trouble=True)

    def wait_until(*, is_held: bool) -> None:
        deadline = time.monotonic() + 20
        while held.exists() is not is_held:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    credential = practice_server.access.credential
    with closing(EngineProcess(PATH=f"{holder.parent}{os.pathsep}{os.environ['PATH']}")) as engine:
        engine.send(link.StartRun(request=request, options=options, credential=credential, draft=None))
        wait_until(is_held=True)
        engine.send(link.PauseRun(run_id=request.dataset_id))
        wait_until(is_held=False)
        engine.send(link.ResumeRun(run_id=request.dataset_id))
        wait_until(is_held=True)
    assert not held.exists()


def test_an_error_of_the_program_ends_the_run_and_not_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_session: Session) -> RunReport:
        raise RuntimeError

    monkeypatch.setattr(Session, "execute", break_down)
    events: Queue[link.Event] = Queue()
    queue = RunQueue(app_dirs(), events.put)
    request = DatasetRequest(
        template=Template.IMAGE, sources=(), destination=practice_destination("iTAG"), dataset_name="pic"
    )
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"))
    queue.add(link.StartRun(request=request, options=options, credential=None, draft=None))
    ended = events.get(timeout=10)
    queue.close()
    assert isinstance(ended, link.RunEnded)
    assert (ended.report.state, ended.report.exit_code) == (RunState.FAILED, 70)
