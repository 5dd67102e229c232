"""Old runs in the drawer: opened, carried on, forgotten, and offered at the start."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import ManifestReport, RunReport, RunState, Stage
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import TaskOutcome, TaskState
from itag_desktop.engine import link
from itag_desktop.gui import card_actions, run_desk
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.notice import Notice
from itag_desktop.gui.result_card import AddressPart
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.runs import ledger_path
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end, say_progress
from tests.gui.scanned import task

REQUEST = DatasetRequest(
    template=Template.IMAGE,
    sources=(Source(path="/a/fruit", is_folder=True, name_in_bucket="fruit"),),
    destination=practice_destination("iTAG"),
    dataset_name="fruit",
)


def leave_run(*, local_manifest: str | None, state: RunState = RunState.FINISHED, reasons: Sequence[str] = ()) -> None:
    """Leave the ledger of a run of two files, of which none is in the bucket, the first for these reasons."""
    dirs = app_dirs()
    with Draft.create(dirs) as draft, Ledger.create(ledger_path(dirs, REQUEST.dataset_id), REQUEST) as ledger:
        draft.add_tasks(Template.IMAGE, [task(0, "fruit/1.jpg"), task(1, "fruit/2.jpg")])
        ledger.adopt(draft.path, REQUEST)
        sitting = ledger.begin_sitting(started_s=time.time())
        failed = (TaskOutcome(ordinal=n, state=TaskState.FAILED, reason=code) for n, code in enumerate(reasons))
        ledger.record_outcomes(list(failed))
        ledger.end_sitting(sitting, report(state, local_manifest), ended_s=time.time())


def report(state: RunState, local_manifest: str | None) -> RunReport:
    written = () if local_manifest is None else (ManifestReport(uri="oss://a/b", items=2, local_path=local_manifest),)
    return RunReport(
        run_id=REQUEST.dataset_id,
        state=state,
        exit_code=0,
        items=2,
        size_bytes=2000,
        sent=0,
        sent_bytes=0,
        already_there=0,
        left_out=0,
        skipped=0,
        warnings=0,
        failed=0,
        conflicts=0,
        duration_s=1.0,
        manifests=written,
    )


def open_drawer(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.runs_model.was_read):
        window.drawer.set_open(is_open=True)


def test_the_drawer_follows_a_run(qtbot: QtBot, window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    with qtbot.waitSignal(window.runs_model.was_read):
        say_progress(behind.engine, stage=Stage.CHECK)
    leave_run(local_manifest=None)
    with qtbot.waitSignal(window.runs_model.was_read):
        say_progress(behind.engine, stage=Stage.UPLOAD)
    assert window.runs_model.rowCount() == 1


def test_the_drawer_lists_runs_and_opens_their_manifest(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_run(local_manifest="/docs/fruit.manifest")
    opened: list[str] = []
    monkeypatch.setattr(run_desk, "open_file", opened.append)
    open_drawer(qtbot, window)
    assert window.drawer.fold_button.text() == "Runs: 1, the last one fruit: Finished"
    window.drawer.manifest_button.click()
    assert opened == ["/docs/fruit.manifest"]


def test_a_run_is_taken_up_again_as_it_was_asked_for(qtbot: QtBot, window: MainWindow, behind: Behind) -> None:
    leave_run(local_manifest=None, state=RunState.CANCELLED)
    open_drawer(qtbot, window)
    assert window.drawer.resume_button.text() == "Resume"
    window.drawer.resume_button.click()
    assert behind.engine.last_run().request.dataset_id == REQUEST.dataset_id
    assert behind.engine.last_run().draft is None
    assert window.bar.prefix_edit.text() == "iTAG"
    assert [path.path for path in behind.draft.setup.paths] == ["/a/fruit"]
    assert not window.media_tab.panel.is_editing


def test_a_run_with_failures_says_why_and_is_retried(qtbot: QtBot, window: MainWindow, behind: Behind) -> None:
    leave_run(local_manifest=None, state=RunState.INCOMPLETE, reasons=["file-gone", "file-gone"])
    open_drawer(qtbot, window)
    failures = window.drawer.failures
    qtbot.waitUntil(failures.isVisible)
    assert failures.lines[0].text().startswith("2 × The file is gone.")
    assert not failures.lines[1].isVisible()
    assert failures.retry_button.text() == "Retry group"
    failures.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("fruit · oss://practice.")
    assert "code=file-gone" in copied
    assert "fruit/1.jpg" in copied
    failures.retry_button.click()
    assert behind.engine.last_run().request.dataset_id == REQUEST.dataset_id


def test_several_causes_are_retried_together(qtbot: QtBot, window: MainWindow) -> None:
    leave_run(local_manifest=None, state=RunState.INCOMPLETE, reasons=["file-gone", "file-changed"])
    open_drawer(qtbot, window)
    qtbot.waitUntil(window.drawer.failures.isVisible)
    assert window.drawer.failures.lines[1].isVisible()
    assert window.drawer.failures.retry_button.text() == "Retry all groups"


def test_causes_go_with_the_selection_of_their_run(qtbot: QtBot, window: MainWindow) -> None:
    leave_run(local_manifest=None, state=RunState.INCOMPLETE, reasons=["file-gone"])
    open_drawer(qtbot, window)
    qtbot.waitUntil(window.drawer.failures.isVisible)
    window.drawer.table.clearSelection()
    assert not window.drawer.failures.isVisible()


def test_causes_that_come_too_late_are_passed_over(qtbot: QtBot, window: MainWindow) -> None:
    leave_run(local_manifest=None, state=RunState.INCOMPLETE, reasons=["file-gone"])
    open_drawer(qtbot, window)
    failures = window.drawer.failures
    failures.show_run(window.runs_model.run(0))
    failures.show_run(None)
    failures.close_files()  # all has been read
    QGuiApplication.processEvents()
    assert not failures.isVisible()


def test_a_forgotten_run_is_gone(qtbot: QtBot, window: MainWindow) -> None:
    leave_run(local_manifest=None)
    open_drawer(qtbot, window)
    with qtbot.waitSignal(window.runs_model.was_read):
        window.drawer.forget_button.click()
    assert window.drawer.fold_button.text() == "Runs: none yet"


def test_a_run_closed_in_its_middle_is_offered_at_the_next_start(
    qtbot: QtBot, window: MainWindow, behind: Behind
) -> None:
    leave_run(local_manifest=None, state=RunState.CANCELLED)
    window.parts.settings.setValue("run/unfinished", REQUEST.dataset_id)
    with qtbot.waitSignal(window.runs_model.was_read):
        window.runs_model.read_again()
    notice = next(notice for notice in window.findChildren(Notice) if notice.isVisible())
    assert notice.content.sentence == "'fruit' stopped at 0 of 2 files."
    notice.buttons[0].click()
    assert behind.engine.count(link.StartRun) == 1


def test_a_finished_run_leaves_nothing_to_carry_on(window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    assert window.parts.settings.value("run/unfinished") == behind.engine.last_run().request.dataset_id
    say_end(behind.engine)
    assert window.parts.settings.value("run/unfinished") is None


@pytest.mark.parametrize(
    ("part", "copied"),
    [
        (AddressPart.WHOLE, "oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/fruit.manifest"),
        (AddressPart.BUCKET, "practice"),
        (AddressPart.PATH, "iTAG/fruit.manifest"),
    ],
)
def test_the_address_can_be_copied_whole_and_in_parts(
    window: MainWindow, behind: Behind, scan: Scan, part: AddressPart, copied: str
) -> None:
    behind.connections.type_prefix("iTAG")
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_end(behind.engine)
    card = window.media_tab.panel.result_card
    card.copy_requested.emit(part.value)
    assert QGuiApplication.clipboard().text() == copied
    assert card.copy_button.text() == "Copied"


def test_the_card_opens_what_the_run_wrote(
    window: MainWindow, behind: Behind, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(card_actions, "open_file", opened.append)
    monkeypatch.setattr(card_actions, "show_in_folder", opened.append)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_end(behind.engine)
    card = window.media_tab.panel.result_card
    card.manifest_button.click()
    card.folder_button.click()
    assert [Path(path).name for path in opened] == ["fruit.manifest", "fruit.manifest"]
