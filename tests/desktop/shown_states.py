"""The states of the window that are worth a picture, brought about by saying what the engine would say.

`STATES` names them all; each takes a `Shown` to its state and returns what stands over the window then: a dialog, a
popover, or nothing.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QSettings, QUrl
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from itag_desktop.domain.comparison import ComparisonReport, Difference
from itag_desktop.domain.destination import Credential
from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.domain.progress import PlanCounts, RunReport, RunState, Stage, Trouble
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine import link
from itag_desktop.engine.link import Finding
from itag_desktop.gui.all_runs import AllRuns
from itag_desktop.gui.connection import Connection, Connections
from itag_desktop.gui.connection_dialog import ConnectionDialog
from itag_desktop.gui.drop_notices import others_notice
from itag_desktop.gui.dropped import Dropped, read_mime
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.manage_dialog import ManageDialog
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.pai_steps import PaiSteps
from itag_desktop.gui.parts import TabParts, WindowParts
from itag_desktop.gui.preview_pane import Page
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.runs import RunSummary
from itag_desktop.support.resources import resource_path
from tests.gui.planned import Planned
from tests.gui.recording_engine import RecordingEngine
from tests.gui.runs import report, snapshot
from tests.gui.scanned import Scanned, left_out
from tests.support.source_tree import ROOT

SAMPLE = resource_path("sample", "fruit")
REVIEWS = resource_path("sample", "reviews.csv")
CLIPS = ROOT / "tests" / "support" / "clips"
PLAN = PlanCounts(planned=1198, size_bytes=2_400_000_000, left_out=6, skipped=14)
REAL = Connection(
    bucket="labels",
    region="cn-hangzhou",
    credential=Credential(access_key_id="LTAI5tExample", access_key_secret="never-shown"),
    endpoint="https://oss-cn-hangzhou.aliyuncs.com",
    prefix="iTAG",
)
DENIED = Trouble(
    code="access-denied",
    values={
        "bucket": "labels",
        "key": "iTAG/fruit/1.jpg",
        "action": "oss:PutObject",
        "status": 403,
        "oss_code": "AccessDenied",
        "ec": "0003-00000001",
        "request_id": "674000000000000000000000",
    },
)
_SETTLES_S = 0.05
_THUMBNAILS_S = 1.0
_CLIPS_S = 3.0


class Shown:
    """A window, and the engine that says what the state needs."""

    def __init__(self, application: QApplication, theme: Theme) -> None:
        self._application = application
        self.theme = theme
        self.engine = RecordingEngine()
        self.connections = Connections()
        self.recents = RecentDestinations(app_dirs())
        self.draft = MediaDraft(self.engine, self.connections)
        media = TabParts(draft=self.draft, run=RunControl(self.engine), sample=SAMPLE)
        self.text_draft = TextDraft(self.engine, self.connections)
        text = TabParts(draft=self.text_draft, run=RunControl(self.engine), sample=REVIEWS)
        parts = WindowParts(
            engine=self.engine,
            connections=self.connections,
            text=text,
            recents=self.recents,
            media=media,
            runs=AllRuns([text.run, media.run]),
            theme=theme,
            settings=QSettings(),
            dirs=app_dirs(),
            local_folder=Path(os.environ["HOME"]),
        )
        self.window = MainWindow(parts)
        self.place_over: Callable[[], None] = lambda: None
        self.drafts: list[Scanned | Planned] = []
        """What is closed with the window."""

    def __enter__(self) -> Self:
        self.window.show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for widget in self._application.topLevelWidgets():
            if widget is not self.window:
                widget.close()
        self.window._questions.may_close_in_run = lambda: True  # type: ignore[method-assign] # nobody is there to answer
        self.window.close()
        for scanned in self.drafts:
            scanned.close()
        self.window.deleteLater()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # a hidden window would be styled on

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size, and what stands over it the place that goes with it."""
        self.window.resize(*size)
        self.settle()
        self.place_over()
        self.settle()

    def settle(self, seconds: float = _SETTLES_S) -> None:
        """Let the window paint and its threads answer."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._application.processEvents()
            time.sleep(0.01)

    def scan(
        self,
        *problems: Problem,
        is_ready: bool = True,
        unusable: tuple[UnusableSource, ...] = (),
        folder: Path = SAMPLE,
        only: str = "*.*",
        kind: MediaKind = Template.IMAGE,
    ) -> None:
        """Add the sample or another folder and find its files, and `problems`; and sources that cannot be used."""
        problems = (*problems, *(one.problem for one in unusable))
        self.draft.add_paths([str(folder), *(one.path for one in unusable)])
        files = sorted(path.relative_to(folder.parent).as_posix() for path in folder.rglob(only))
        scanned = Scanned(str(folder), files, problems=problems, kind=kind)
        self.drafts.append(scanned)
        said = scanned.snapshot(self.engine.last_scan().scan_id, is_ready=is_ready)
        self.engine.say(msgspec.structs.replace(said, unusable=unusable))
        self.settle()

    def start(self, *, is_real: bool = True) -> None:
        """Begin a run of the sample."""
        if is_real:
            self.connections.add(REAL)
        self.scan(left_out("fruit/apple/empty.jpg"))
        self.window.media_tab.create_dataset()

    def progress(self, **details: object) -> None:
        """Say where the run stands."""
        now = replace(snapshot(self.engine, plan=PLAN), **details)  # type: ignore[arg-type] # fields of the snapshot
        self.engine.say(link.RunProgress(snapshot=now))

    def end(self, **details: object) -> None:
        """Say how the run has ended."""
        whole = report(self.engine, items=1198, size_bytes=2_400_000_000, duration_s=190.0)
        self.progress(stage=Stage.MANIFEST, done=1198)
        self.engine.say(link.RunEnded(report=replace(whole, **details)))  # type: ignore[arg-type] # fields of the report


def empty(_shown: Shown) -> None:
    """Show the window of a first start."""


def scanning(shown: Shown) -> None:
    shown.scan(is_ready=False)


def ready(shown: Shown) -> None:
    shown.connections.add(REAL)
    shown.scan(left_out("fruit/apple/empty.jpg"), _problem(ProblemKind.SKIPPED, "fruit/.DS_Store", "junk"))
    shown.window.media_tab.preview.go_to(2)


def options(shown: Shown) -> None:
    shown.scan()
    shown.window.media_tab.settings.options.fold_button.click()
    shown.draft.type_name("2024 fruit!")


def gallery(shown: Shown) -> None:
    shown.scan()
    shown.window.media_tab.preview.show_page(Page.GALLERY)
    shown.window.media_tab.preview.go_to(1)
    shown.settle(_THUMBNAILS_S)


def videos(shown: Shown) -> None:
    shown.scan(folder=CLIPS, only="*.m[op][4v]", kind=Template.VIDEO)
    shown.window.media_tab.preview.show_page(Page.GALLERY)
    shown.window.media_tab.preview.go_to(1)
    shown.settle(_CLIPS_S)


def sounds(shown: Shown) -> None:
    shown.scan(folder=CLIPS, only="sound.*", kind=Template.AUDIO)
    shown.window.media_tab.preview.show_page(Page.GALLERY)
    shown.window.media_tab.preview.go_to(1)
    shown.settle(_CLIPS_S)


def problems(shown: Shown) -> None:
    clash: dict[str, str | int] = {
        "key": "fruit/1.jpg",
        "first": "/a/fruit/1.jpg",
        "second": f"{SAMPLE}/1.jpg",
        "count": 2,
    }
    shown.scan(
        Problem(kind=ProblemKind.BLOCKER, code="two-files-one-key", path="fruit/1.jpg", values=clash),
        left_out("fruit/apple/empty.jpg"),
        left_out("fruit/pear/empty with a rather long name that will not fit.jpg"),
        _problem(ProblemKind.SKIPPED, "fruit/.DS_Store", "junk"),
    )
    shown.window.media_tab.panel.start_row.reason_link.click()


def unusable_source(shown: Shown) -> None:
    shown.scan(unusable=(_unusable("/home/lin/照片/gone", "source-missing"),))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(SAMPLE)), QUrl("https://example.com/1.jpg"), QUrl("mtp://phone/2.jpg")])
    shown.window.media_tab.panel.notices.show_notice(others_notice(list(read_mime(mime).others(1, 3))))


def unusable_sources(shown: Shown) -> None:
    paths = ("/home/lin/pictures of last year/a rather long name of a folder", "/home/lin/1.jpg.lnk")
    codes = ("source-unreadable", "source-shortcut")
    shown.scan(unusable=tuple(map(_unusable, paths, codes)))
    shown.window.media_tab.feed.show_problems(())


def web_address(shown: Shown) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/1.jpg")])
    shown.window.media_tab.paste(mime)


def dragging(shown: Shown) -> None:
    dropped = Dropped(entries=(str(SAMPLE), str(SAMPLE / "apple"), __file__))
    shown.place_over = lambda: shown.window.media_tab.overlay.show_dropped(dropped)


def conflicts(shown: Shown) -> None:
    shown.start()
    shown.end(
        state=RunState.FAILED,
        exit_code=2,
        items=0,
        conflicts=312,
        trouble=Trouble(code="conflicts", values={"count": 312}),
    )


def uploading(shown: Shown) -> None:
    shown.start()
    shown.progress(done=741, done_bytes=1_500_000_000, rate=18_000_000.0, time_left_s=51.0, failed=2)


def pausing(shown: Shown) -> None:
    uploading(shown)
    shown.progress(state=RunState.PAUSING, done=741, done_bytes=1_500_000_000, in_flight=16)


def paused(shown: Shown) -> None:
    uploading(shown)
    trouble = Trouble(code="network-unreachable", values={"host": "oss-cn-hangzhou.aliyuncs.com", "curl": 7})
    shown.progress(state=RunState.PAUSED, done=741, done_bytes=1_500_000_000, trouble=trouble)


def finished(shown: Shown) -> None:
    shown.start()
    shown.end(state=RunState.FINISHED_LEFT_OUT, exit_code=1, left_out=6, sent=1198)


def next_steps(shown: Shown) -> QWidget:
    finished(shown)
    steps = PaiSteps(Template.IMAGE, shown.window)
    shown.place_over = lambda: steps.show_over(shown.window.media_tab.panel.result_card.steps_button)
    return steps


def practice_finish(shown: Shown) -> None:
    shown.start(is_real=False)
    shown.end(state=RunState.FINISHED)


def incomplete(shown: Shown) -> None:
    shown.start()
    shown.end(state=RunState.INCOMPLETE, exit_code=1, items=0, failed=7, manifests=())


def failed(shown: Shown) -> None:
    shown.start()
    shown.end(state=RunState.FAILED, exit_code=3, items=0, manifests=(), trouble=DENIED)


def runs(shown: Shown) -> None:
    shown.window.runs_model._list_runs = past_runs
    shown.window.drawer.set_open(is_open=True)
    shown.settle()


def room(shown: Shown) -> None:
    shown.engine.say(link.PracticeMeasured(used_bytes=1_200_000_000, free_bytes=48_000_000_000))
    shown.scan()


def recents(shown: Shown) -> QWidget:
    _use_places(shown)
    box = shown.window.bar.connection_box
    shown.place_over = box.showPopup
    return box.view()


def manage(shown: Shown) -> QWidget:
    _use_places(shown)
    dialog = ManageDialog(shown.connections, shown.recents, shown.theme, shown.window)
    dialog.show()
    return dialog


def verified(shown: Shown) -> None:
    shown.connections.add(REAL)
    runs(shown)
    shown.window.run_record.verify(past_runs()[0])
    report = ComparisonReport(objects=1199, missing=2, different=1, exit_code=1)
    first = Difference(key="iTAG/street-scenes/0001.jpg", code="object-missing")
    shown.engine.say(link.RunVerified(run_id="r", report=report, first=first))


def _use_places(shown: Shown) -> None:
    for bucket, prefix in (("pictures", ""), ("labels", "2026/水果"), ("labels", "iTAG")):
        place = replace(REAL.destination(prefix), bucket=bucket)
        shown.recents.use(place)
    shown.connections.add(REAL)


def engine_lost(shown: Shown) -> None:
    uploading(shown)
    shown.engine.be_lost()


def connection(shown: Shown) -> QWidget:
    dialog = ConnectionDialog(shown.engine, shown.theme, shown.window)
    dialog.bucket_edit.setText("labels")
    dialog.prefix_edit.setText("iTAG")
    dialog.key_id_edit.setText(" LTAI5tExample")
    dialog.secret_edit.setText("never-shown")
    dialog.show()
    return dialog


def connection_checked(shown: Shown) -> QWidget:
    dialog = connection(shown)
    assert isinstance(dialog, ConnectionDialog)
    good = [Finding(name=name, is_good=True) for name in ("network", "key-known", "bucket-here", "may-list")]
    dialog.findings.show_findings([*good, Finding(name="may-write", is_good=False, trouble=DENIED)])
    return dialog


def question(shown: Shown) -> QWidget:
    conflicts(shown)
    asked: list[QMessageBox] = []

    def keep_open(box: QMessageBox) -> int:
        asked.append(box)
        box.show()
        return 0

    original = QMessageBox.exec
    try:
        QMessageBox.exec = keep_open  # type: ignore[assignment, method-assign, unused-ignore] # a question must not wait here
        Questions(shown.window).may_replace("labels", 312)
    finally:
        QMessageBox.exec = original  # type: ignore[method-assign, unused-ignore] # as it was
    return asked[0]


def _unusable(path: str, code: str) -> UnusableSource:
    return UnusableSource(path=path, trouble=Trouble(code=code, values={"path": path, "detail": "Permission denied"}))


def _problem(kind: ProblemKind, path: str, code: str) -> Problem:
    return Problem(kind=kind, code=code, path=path)


def past_runs() -> tuple[RunSummary, ...]:
    """Return runs that ended in every way."""
    ends = (
        (RunState.FINISHED, "fruit"), (RunState.FINISHED_LEFT_OUT, "street-scenes"), (RunState.INCOMPLETE, "声音"),
        (RunState.CANCELLED, "pic-2"), (RunState.FAILED, "a-dataset-of-a-rather-long-name"),
    )  # fmt: skip
    plain = RunSummary(
        run_id="r",
        ledger=Path("r.ledger"),
        dataset_name="",
        kind=Template.IMAGE,
        destination=REAL.destination("iTAG"),
        state=RunState.FINISHED,
        started_s=1_700_000_000.0,
        items=1198,
        files=1198,
        size_bytes=2_400_000_000,
        done=741,
        report=None,
    )
    ended = RunReport(
        run_id="r", state=RunState.INCOMPLETE, exit_code=1, items=0, size_bytes=0, sent=0, sent_bytes=0,
        already_there=0, left_out=0, skipped=0, warnings=0, failed=7, conflicts=0, duration_s=1.0,
    )  # fmt: skip
    return tuple(replace(plain, state=state, dataset_name=name, report=ended) for state, name in ends)


STATES: Mapping[str, Callable[[Shown], QWidget | None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        empty, scanning, ready, options, gallery, videos, sounds, problems, unusable_source, unusable_sources,
        web_address, dragging, conflicts, uploading, pausing, paused, finished, next_steps, practice_finish,
        incomplete, failed, runs, room, recents, manage, verified, engine_lost, connection, connection_checked,
        question,
    )
}  # fmt: skip
