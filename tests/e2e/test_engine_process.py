"""The engine process, spoken to over its pipes as the window does."""

from pathlib import Path
from queue import Queue

import pytest

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.domain.request import DatasetRequest, MediaOptions, RunOptions
from itag_desktop.engine import link
from itag_desktop.engine.run_queue import RunQueue
from itag_desktop.engine.session import Session
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.ledger_reader import LedgerReader
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


def test_a_missing_folder_is_named(engine: EngineProcess, tmp_path: Path) -> None:
    trouble = scanned(engine, tmp_path / "nowhere").trouble
    assert trouble is not None
    assert trouble.code == "source-missing"


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
