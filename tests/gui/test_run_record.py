"""Old runs in the drawer: compared with their bucket, and given a receipt."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from itag_desktop.domain.comparison import ComparisonReport, Difference
from itag_desktop.domain.progress import RunState, Trouble
from itag_desktop.domain.tasks import TaskOutcome, TaskState
from itag_desktop.engine import link
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.receipt import write_receipt
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.runs import ledger_path
from tests.gui.conftest import Behind
from tests.gui.test_recent_destinations import PLACE, fill_credential
from tests.gui.test_run_desk import REQUEST, leave_run, open_drawer
from tests.gui.test_window_runs import notices, press

SAME = ComparisonReport(objects=1198, missing=0, different=0, exit_code=0)


@pytest.fixture
def drawer(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window whose drawer shows one finished run."""
    leave_run(local_manifest=None)
    open_drawer(qtbot, window)
    return window


def say_verified(behind: Behind, report: ComparisonReport, first: Difference | None = None) -> None:
    behind.engine.say(link.RunVerified(run_id=REQUEST.dataset_id, report=report, first=first))


def test_verify_asks_the_engine_to_compare(drawer: MainWindow, behind: Behind) -> None:
    drawer.drawer.verify_button.click()
    path = str(ledger_path(app_dirs(), REQUEST.dataset_id))
    assert behind.engine.sent[-1] == link.VerifyRun(run_id=REQUEST.dataset_id, ledger=path, credential=None)
    assert notices(drawer)[0].content.sentence == "Comparing fruit with the bucket…"
    say_verified(behind, SAME)
    (notice,) = notices(drawer)
    assert notice.content.sentence == "fruit: all 1,198 recorded objects are in the bucket, unchanged."
    assert notice.content.tone is Tone.SUCCESS


def test_differences_are_counted_and_mended_by_another_run(drawer: MainWindow, behind: Behind) -> None:
    drawer.drawer.verify_button.click()
    report = replace(SAME, missing=2, different=1, exit_code=1)
    say_verified(behind, report, Difference(key="iTAG/fruit/1.jpg", code="object-missing"))
    (notice,) = notices(drawer)
    said = "fruit: of 1,198 recorded objects, 2 missing, 1 replaced. The first: iTAG/fruit/1.jpg"
    assert (notice.content.sentence, notice.content.tone) == (said, Tone.AMBER)
    press(drawer, "Run again")
    assert behind.engine.last_run().request.dataset_id == REQUEST.dataset_id


def test_why_nothing_could_be_compared_is_said(drawer: MainWindow, behind: Behind) -> None:
    drawer.drawer.verify_button.click()
    trouble = Trouble(code="host-unknown", values={"host": "oss.example", "curl": 6})
    say_verified(behind, replace(SAME, objects=0, exit_code=3, trouble=trouble))
    assert "oss.example" in notices(drawer)[0].content.sentence


def test_an_answer_that_nobody_waits_for_is_passed_over(drawer: MainWindow, behind: Behind) -> None:
    say_verified(behind, SAME)
    assert not notices(drawer)


def test_an_engine_that_dies_leaves_no_notice_that_says_comparing(drawer: MainWindow, behind: Behind) -> None:
    drawer.drawer.verify_button.click()
    behind.engine.be_lost()
    assert not notices(drawer)


def test_the_credential_is_asked_for_where_there_is_none(
    qtbot: QtBot, window: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = fill_credential(monkeypatch)
    monkeypatch.setattr("tests.gui.test_run_desk.REQUEST", replace(REQUEST, destination=PLACE))
    leave_run(local_manifest=None)
    open_drawer(qtbot, window)
    window.drawer.verify_button.click()
    assert [dialog.bucket_edit.text() for dialog in shown] == ["labels"]
    command = behind.engine.sent[-1]
    assert isinstance(command, link.VerifyRun)
    assert command.credential is not None


def receipt(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_the_receipt_says_how_it_ended_and_lists_what_is_there(tmp_path: Path) -> None:
    leave_run(local_manifest=str(tmp_path / "fruit.manifest"), state=RunState.FINISHED_LEFT_OUT)
    path = ledger_path(app_dirs(), REQUEST.dataset_id)
    with Ledger.open(path) as ledger:
        done = TaskOutcome(ordinal=0, state=TaskState.DONE, etag="A" * 32, crc64=2**64 - 1)
        ledger.record_outcomes([done])
        ledger.mark_present([(1, "B" * 32, None)])
    assert write_receipt(path, tmp_path / "receipt.txt")
    lines = receipt(tmp_path / "receipt.txt")
    assert lines[0].startswith("Receipt of iTAG Desktop ")
    assert {
        "Dataset: fruit",
        "Destination: oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/",
        "State: Finished, items left out",
        "In the bucket: 2 of 2 files, 2.0 KB",
        "These addresses work on this computer only. Do not use this manifest in iTAG.",
    } <= set(lines)
    assert lines[-3:] == [
        "Object\tBytes\tCRC-64\tETag",
        f"iTAG/fruit/1.jpg\t1000\t{2**64 - 1}\t{'A' * 32}",
        f"iTAG/fruit/2.jpg\t1000\t-\t{'B' * 32}",
    ]


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_the_receipt_goes_where_its_user_says(
    qtbot: QtBot, drawer: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "mine.txt")
    drawer.drawer.receipt_button.click()
    qtbot.waitUntil(lambda: bool(notices(drawer)))
    assert notices(drawer)[0].content.sentence == f"The receipt was saved as {tmp_path / 'mine.txt'}."
    assert "Dataset: fruit" in receipt(tmp_path / "mine.txt")


def test_a_place_that_takes_no_receipt_is_named(
    qtbot: QtBot, drawer: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "nowhere" / "mine.txt")
    drawer.drawer.receipt_button.click()
    qtbot.waitUntil(lambda: bool(notices(drawer)))
    assert notices(drawer)[0].content.tone is Tone.RED
