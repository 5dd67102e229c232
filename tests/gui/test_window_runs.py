"""Journeys of a run through the window: start, progress, pause, cancel, and every way it ends."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.progress import RunState, Stage, Trouble
from itag_desktop.domain.tasks import TaskOutcome, TaskState
from itag_desktop.engine import link
from itag_desktop.gui.connection import Connection, Standing
from itag_desktop.gui.connection_dialog import ConnectionDialog
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.notice import Notice
from itag_desktop.gui.questions import Questions
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.runs import ledger_path
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end, say_progress
from tests.gui.scanned import Scanned, left_out, task

REAL = Connection(
    bucket="labels",
    region="cn-hangzhou",
    credential=Credential(access_key_id="id", access_key_secret="secret"),
    endpoint="https://oss-cn-hangzhou.aliyuncs.com",
)

_LEFT_OPEN_MS = 10_000


@pytest.fixture
def ready(window: MainWindow, scan: Scan) -> MainWindow:
    """A window with a scanned folder in it."""
    scan("/a/fruit", [f"fruit/{number}.jpg" for number in range(10)])
    return window


def press_create(window: MainWindow) -> None:
    QTest.mouseClick(window.media_tab.panel.start_row.start_button, Qt.MouseButton.LeftButton)


def notices(window: MainWindow) -> list[Notice]:
    return [notice for notice in window.findChildren(Notice) if notice.isVisible()]


def press(window: MainWindow, label: str) -> None:
    buttons = [button for notice in notices(window) for button in notice.buttons if button.text() == label]
    assert len(buttons) == 1, [button.text() for notice in notices(window) for button in notice.buttons]
    buttons[0].click()


def answer(monkeypatch: pytest.MonkeyPatch, question: str, *, is_allowed: bool) -> list[tuple[object, ...]]:
    """Answer a question without showing it; return what was asked with, each time."""
    asked: list[tuple[object, ...]] = []

    def ask(_questions: Questions, *values: object) -> bool:
        asked.append(values)
        return is_allowed

    monkeypatch.setattr(Questions, question, ask)
    return asked


def test_without_sources_nothing_can_be_created(window: MainWindow) -> None:
    row = window.media_tab.panel.start_row
    assert not row.start_button.isEnabled()
    assert row.reason_label.text() == "Add files to begin"


def test_create_asks_the_engine_for_what_is_shown(ready: MainWindow, behind: Behind) -> None:
    behind.connections.type_prefix("iTAG")
    press_create(ready)
    run = behind.engine.last_run()
    assert run.credential is None
    assert run.request.destination.is_practice
    assert run.request.destination.uri("x") == "oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/x"
    assert run.request.manifest_name == "fruit.manifest"
    assert [source.path for source in run.request.sources] == ["/a/fruit"]
    assert run.draft == ready.media_tab.feed.draft_path
    assert run.options.holds_on_trouble
    assert run.options.local_manifest.endswith("fruit.manifest")


def test_the_key_of_create_starts_a_run_too(ready: MainWindow, behind: Behind) -> None:
    ready.activateWindow()
    QTest.keyClick(ready, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert behind.engine.count(link.StartRun) == 1


def test_items_left_out_are_said_in_the_button(window: MainWindow, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"], problems=[left_out("fruit/2.jpg")])
    row = window.media_tab.panel.start_row
    assert row.start_button.text() == "Create with 1 items"
    assert row.left_out_link.text() == "· 1 left out"


def test_progress_is_shown_by_stage_and_in_the_title(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine, done=6, done_bytes=6_200, rate=1000.0, time_left_s=50.0)
    strip = ready.media_tab.panel.progress_strip
    assert strip.isVisible()
    assert strip.detail_label.text() == "6 / 10 files · 6.2 KB of 10 KB · 1.0 KB/s · 1 min left"
    assert ready.windowTitle() == "fruit · 62 % · iTAG Desktop"
    assert not ready.media_tab.settings.isEnabled()


def test_pause_and_resume_are_one_button(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    strip = ready.media_tab.panel.progress_strip
    say_progress(behind.engine)
    strip.pause_button.click()
    assert isinstance(behind.engine.sent[-1], link.PauseRun)
    say_progress(behind.engine, state=RunState.PAUSING, in_flight=16)
    assert strip.detail_label.text() == "Finishing 16 files…"
    say_progress(behind.engine, state=RunState.PAUSED)
    assert strip.pause_button.text() == "Resume"
    strip.pause_button.click()
    assert isinstance(behind.engine.sent[-1], link.ResumeRun)


def test_a_second_click_on_create_does_not_pause_the_run(
    ready: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = ready.media_tab.panel.progress_strip
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    press_create(ready)
    say_progress(behind.engine)
    QTest.mouseClick(strip.pause_button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert behind.engine.count(link.PauseRun) == behind.engine.count(link.CancelRun) == 0
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)
    QTest.qWait(2)
    QTest.mouseClick(strip.pause_button, Qt.MouseButton.LeftButton)
    assert behind.engine.count(link.PauseRun) == 1


def test_a_paused_run_says_so_in_words(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine, state=RunState.PAUSED, done=6, done_bytes=6_200)
    detail = ready.media_tab.panel.progress_strip.detail_label
    assert detail.text() == "Paused · 6 / 10 files · 6.2 KB of 10 KB"
    say_progress(behind.engine, state=RunState.PAUSED, stage=Stage.VERIFY)
    assert detail.text() == "Paused"


def test_after_new_dataset_the_keyboard_is_where_files_are_added(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_end(behind.engine)
    card, settings = ready.media_tab.panel.result_card, ready.media_tab.settings
    card.new_button.setFocus()
    card.new_button.click()
    assert QApplication.focusWidget() is settings.invitation.folder_button


@pytest.fixture
def left_open() -> Iterator[list[QWidget]]:
    """Collect what stays open after its run has ended: it is closed at last, so that a test fails and does not hang."""
    found: list[QWidget] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            found.append(dialog)
            dialog.reject()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(_LEFT_OPEN_MS)
    yield found
    timer.stop()


def test_the_question_whether_to_stop_ends_with_the_run(
    ready: MainWindow, behind: Behind, left_open: list[QWidget]
) -> None:
    press_create(ready)
    say_progress(behind.engine, done=6, done_bytes=6_200)
    QTimer.singleShot(0, lambda: say_end(behind.engine))
    ready.media_tab.panel.progress_strip.cancel_button.click()  # returns only when the question is gone
    assert not left_open
    assert behind.engine.count(link.CancelRun) == 0
    assert ready.media_tab.panel.result_card.isVisible()


def test_the_question_whether_to_close_ends_with_the_run(
    ready: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch, left_open: list[QWidget]
) -> None:
    press_create(ready)
    say_progress(behind.engine)
    with monkeypatch.context() as asking:
        asking.setattr(Questions, "may_close_in_run", Questions.may_stop)
        QTimer.singleShot(0, lambda: say_end(behind.engine))
        assert not ready.close()
    assert not left_open
    assert ready.media_tab.panel.result_card.isVisible()


def test_a_run_held_by_trouble_says_the_cause(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    trouble = Trouble(code="host-unknown", values={"host": "oss.example", "curl": "6"})
    say_progress(behind.engine, state=RunState.PAUSED, trouble=trouble)
    assert "oss.example" in notices(ready)[0].content.sentence
    resumes = [button for button in ready.findChildren(QPushButton) if button.isVisible() and button.text() == "Resume"]
    assert resumes == [ready.media_tab.panel.progress_strip.pause_button]
    say_progress(behind.engine)
    assert not notices(ready)


def test_cancel_asks_once_much_was_sent(ready: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "may_stop", is_allowed=False)
    press_create(ready)
    say_progress(behind.engine, done_bytes=5_000)
    ready.media_tab.panel.progress_strip.cancel_button.click()
    assert asked
    assert not behind.engine.count(link.CancelRun)


def test_cancel_does_not_ask_at_the_beginning(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine)
    ready.media_tab.panel.progress_strip.cancel_button.click()
    assert behind.engine.count(link.CancelRun) == 1


def test_a_practice_run_says_that_its_addresses_are_local(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_end(behind.engine)
    card = ready.media_tab.panel.result_card
    assert card.title_label.text() == "Practice finished"
    assert "this computer only" in card.sentence_label.text()
    assert card.real_button.isVisible()
    assert not card.copy_button.isVisible()


def test_a_real_run_offers_its_address(ready: MainWindow, behind: Behind) -> None:
    behind.connections.add(REAL)
    press_create(ready)
    say_end(behind.engine)
    card = ready.media_tab.panel.result_card
    assert card.title_label.text() == "fruit is ready"
    assert card.address_label.text() == "oss://labels.oss-cn-hangzhou.aliyuncs.com/fruit.manifest"
    assert behind.connections.standing is Standing.READY


def test_an_incomplete_run_offers_to_send_the_rest(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine, done=7, failed=3)
    end = {"items": 0, "failed": 3, "manifests": ()}
    say_end(behind.engine, state=RunState.INCOMPLETE, exit_code=1, **end)
    card = ready.media_tab.panel.result_card
    assert card.sentence_label.text() == "3 of 10 files are not in the bucket. No manifest was written."
    assert card.retry_button.text() == "Retry failed 3"
    card.retry_button.click()
    assert behind.engine.count(link.StartRun) == 2
    assert not behind.engine.last_run().options.writes_partial


def test_a_manifest_without_the_failed_items_is_asked_for(
    ready: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "may_write_partial", is_allowed=True)
    press_create(ready)
    say_progress(behind.engine, done=7, failed=3)
    say_end(behind.engine, state=RunState.INCOMPLETE, items=0, failed=3, manifests=())
    ready.media_tab.panel.result_card.partial_button.click()
    assert asked == [(3,)]
    assert behind.engine.last_run().options.writes_partial


def test_a_failed_run_says_why(ready: MainWindow, behind: Behind) -> None:
    behind.connections.add(REAL)
    press_create(ready)
    refused = ("bucket", "key", "action", "status", "oss_code", "ec", "request_id")
    values: dict[str, str | int] = dict.fromkeys(refused, "said")
    say_end(
        behind.engine,
        state=RunState.FAILED,
        exit_code=3,
        items=0,
        manifests=(),
        trouble=Trouble(code="secret-wrong", values=values),
    )
    card = ready.media_tab.panel.result_card
    assert card.title_label.text() == "fruit was not created"
    assert "secret" in card.sentence_label.text()
    assert behind.connections.standing is Standing.FAILED


def test_a_check_sends_nothing_and_says_what_it_found(ready: MainWindow, behind: Behind) -> None:
    ready.media_tab.panel.start_row.check_button.click()
    assert behind.engine.last_run().options.is_dry_run
    say_progress(behind.engine)
    say_end(behind.engine, sent=0, already_there=4, manifests=())
    assert notices(ready)[0].content.sentence == "Checked: nothing is in the way. 6 files will be sent."
    assert ready.media_tab.panel.is_editing


def conflict(behind: Behind, count: int = 312) -> None:
    trouble = Trouble(code="conflicts", values={"count": count})
    say_end(behind.engine, state=RunState.FAILED, exit_code=2, items=0, conflicts=count, trouble=trouble)


def test_a_taken_place_offers_another_prefix_first(ready: MainWindow, behind: Behind) -> None:
    behind.connections.type_prefix("iTAG/fruit")
    press_create(ready)
    conflict(behind)
    assert notices(ready)[0].content.sentence == "312 objects are already there and different."
    press(ready, "Use prefix iTAG/fruit-2")
    assert behind.connections.destination.prefix == "iTAG/fruit-2"


def test_what_is_in_the_way_may_be_left_out(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    conflict(behind)
    press(ready, "Leave out")
    assert behind.engine.last_run().options.leaves_out_conflicts


def test_replacing_is_asked_for_and_then_done(
    ready: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "may_replace", is_allowed=True)
    press_create(ready)
    conflict(behind)
    press(ready, "Replace…")
    assert asked == [("practice", 312)]
    assert behind.engine.last_run().options.if_exists is IfExists.REPLACE


def test_another_datasets_local_manifest_is_left_alone(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    trouble = Trouble(code="local-manifest-exists", values={"path": "fruit.manifest"})
    say_end(behind.engine, state=RunState.FAILED, exit_code=2, items=0, trouble=trouble)
    assert behind.engine.last_run().options.local_manifest.endswith("fruit-2.manifest")
    assert not ready.media_tab.panel.is_editing


def test_a_run_goes_on_after_its_engine_died(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine, done=4)
    behind.engine.be_lost()
    assert "not lost" in notices(ready)[0].content.sentence
    assert ready.windowTitle() == "iTAG Desktop"
    press(ready, "Carry on")
    assert behind.engine.count(link.StartRun) == 2
    assert behind.engine.last_run().draft is None


def test_another_run_of_another_dataset_is_not_ours(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine, run_id="other", done=9)
    assert behind.run.snapshot is None


def test_edit_and_run_again_keeps_the_setup_and_new_dataset_does_not(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_end(behind.engine)
    card = ready.media_tab.panel.result_card
    card.edit_button.click()
    assert behind.draft.setup.paths
    assert ready.media_tab.settings.isEnabled()
    press_create(ready)
    say_end(behind.engine)
    card.new_button.click()
    assert not behind.draft.setup.paths


def test_the_setup_is_frozen_in_a_run(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    say_progress(behind.engine)
    scans = behind.engine.count(link.ScanSources)
    for key in ("Ctrl+Z", "F5", "Ctrl+Shift+Z"):
        QTest.keySequence(ready, key)
    ready.media_tab.add_paths(["/b"])
    assert behind.engine.count(link.ScanSources) == scans
    assert [path.path for path in behind.draft.setup.paths] == ["/a/fruit"]


def test_an_ended_token_is_asked_for_once_and_the_run_goes_on_with_the_new_one(
    ready: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind.connections.add(REAL)
    press_create(ready)
    values: dict[str, str | int] = {"bucket": "labels"}
    trouble = Trouble(code="token-expired", values=values)
    say_progress(behind.engine, state=RunState.PAUSED, done=4, trouble=trouble)
    held = notices(ready)
    say_progress(behind.engine, state=RunState.PAUSED, done=5, trouble=trouble)
    assert notices(ready) == held

    def enter(dialog: ConnectionDialog) -> bool:
        dialog.key_id_edit.setText("new-id")
        dialog.secret_edit.setText("new-secret")
        dialog.use_button.click()
        return True

    monkeypatch.setattr(ConnectionDialog, "exec", enter)
    press(ready, "New token…")
    command = behind.engine.sent[-1]
    assert isinstance(command, link.ResumeRun)
    assert command.credential == Credential(access_key_id="new-id", access_key_secret="new-secret")


def test_a_path_that_stops_the_scan_can_be_taken_out(window: MainWindow, behind: Behind) -> None:
    behind.draft.add_paths(["/a/fruit", "/a/gone"])
    scanned = Scanned("/a/fruit", [])
    snapshot = scanned.snapshot(behind.engine.last_scan().scan_id, is_ready=False)
    behind.engine.say(
        msgspec.structs.replace(snapshot, trouble=Trouble(code="source-missing", values={"path": "/a/gone"}))
    )
    press(window, "Remove it")
    assert [path.path for path in behind.engine.last_scan().paths] == ["/a/fruit"]
    scanned.close()


def test_causes_of_failures_are_counted_in_the_card(ready: MainWindow, behind: Behind) -> None:
    press_create(ready)
    request = behind.engine.last_run().request
    path = ledger_path(app_dirs(), request.dataset_id)
    with Draft.create(app_dirs()) as draft, Ledger.create(path, request) as ledger:
        draft.add_tasks(request.template, [task(0, "fruit/1.jpg"), task(1, "fruit/2.jpg")])
        ledger.adopt(draft.path, request)
        ledger.record_outcomes([TaskOutcome(ordinal=n, state=TaskState.FAILED, reason="file-gone") for n in (0, 1)])
    say_end(
        behind.engine,
        state=RunState.INCOMPLETE,
        items=0,
        failed=2,
        manifests=(),
        ledger=str(path),
    )
    assert "2 × The file is gone." in ready.media_tab.panel.result_card.sentence_label.text()
