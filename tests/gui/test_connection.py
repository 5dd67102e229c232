"""Connections: the bar, the dialog, and what is never kept."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.gui.connection import PRACTICE, Connection
from itag_desktop.gui.connection_dialog import ConnectionDialog
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.theme import Theme
from tests.gui.conftest import Behind
from tests.gui.recording_engine import RecordingEngine

SECRET = "not-to-be-seen"
REAL = Connection(
    bucket="practice",
    region="cn-shanghai",
    credential=Credential(access_key_id="id", access_key_secret=SECRET),
    endpoint="https://oss-cn-shanghai.aliyuncs.com",
    prefix="iTAG",
)


@pytest.fixture
def dialog(qtbot: QtBot, engine: RecordingEngine, theme: Theme) -> ConnectionDialog:
    """The dialog, filled as far as it must be."""
    made = ConnectionDialog(engine, theme)
    qtbot.addWidget(made)
    made.show()
    for edit, typed in ((made.bucket_edit, "labels"), (made.key_id_edit, "id"), (made.secret_edit, SECRET)):
        QTest.keyClicks(edit, typed)
    return made


def test_the_bar_shows_what_is_chosen(window: MainWindow, behind: Behind) -> None:
    behind.connections.add(REAL)
    bar = window.bar
    assert bar.connection_box.currentText() == "practice · cn-shanghai"
    assert (bar.bucket_edit.text(), bar.prefix_edit.text()) == ("practice", "iTAG")
    assert bar.address_label.text() == "oss://practice.oss-cn-shanghai.aliyuncs.com/iTAG/"
    assert bar.state_mark.word == "Not checked yet"
    behind.connections.choose(PRACTICE)
    assert bar.connection_box.currentText() == "Practice (this computer)"
    assert bar.prefix_edit.text() == ""
    assert bar.state_mark.word == "Practice: nothing leaves this computer"


def test_a_prefix_that_cannot_be_used_is_said_and_stops_the_start(window: MainWindow, behind: Behind) -> None:
    window.bar.prefix_edit.setText("a/../b")
    assert "cannot be used" in window.bar.address_label.text()
    assert behind.connections.destination.prefix == ""
    window.bar.prefix_edit.setText("a/b/")
    assert window.bar.address_label.text().endswith(".com/a/b/")


def test_the_dialog_makes_a_connection(dialog: ConnectionDialog) -> None:
    dialog.use_button.click()
    assert dialog.connection is not None
    assert dialog.connection.destination("").root_uri == "oss://labels.oss-cn-hangzhou.aliyuncs.com/"
    assert dialog.connection.endpoint == "https://oss-cn-hangzhou.aliyuncs.com"


def test_without_key_or_bucket_nothing_can_be_used(dialog: ConnectionDialog) -> None:
    for edit in (dialog.bucket_edit, dialog.key_id_edit, dialog.secret_edit):
        kept = edit.text()
        edit.clear()
        assert not dialog.use_button.isEnabled()
        edit.setText(kept)
    assert dialog.use_button.isEnabled()


def test_blanks_and_line_ends_are_left_out_and_that_is_said(dialog: ConnectionDialog) -> None:
    dialog.key_id_edit.setText(" id\n")
    assert "left out" in dialog.note_label.text()
    dialog.use_button.click()
    assert dialog.connection is not None
    assert dialog.connection.credential is not None
    assert dialog.connection.credential.access_key_id == "id"


@pytest.mark.parametrize(("typed", "region"), [("cn-wulan", "cn-wulan"), ("oss-eu-west-1", "eu-west-1")])
def test_any_region_may_be_typed(dialog: ConnectionDialog, typed: str, region: str) -> None:
    dialog.region_box.setEditText(typed)
    assert dialog.typed_connection().region == region


def test_what_cannot_be_used_is_said_in_a_sentence(dialog: ConnectionDialog) -> None:
    dialog.bucket_edit.setText("Labels")
    dialog.use_button.click()
    assert dialog.connection is None
    assert "is not a bucket name" in dialog.note_label.text()


def test_the_check_shows_each_step(dialog: ConnectionDialog, engine: RecordingEngine) -> None:
    dialog.check_button.click()
    command = engine.sent[-1]
    assert isinstance(command, link.CheckConnection)
    values: dict[str, str | int] = {"bucket": "labels", "action": "oss:PutObject"}
    findings = (
        link.Finding(name="network", is_good=True),
        link.Finding(name="may-write", is_good=False, trouble=Trouble(code="access-denied", values=values)),
    )
    engine.say(link.ConnectionChecked(check_id=command.check_id, findings=findings))
    assert dialog.findings.isVisible()
    assert not dialog.is_known_good


def test_the_answer_to_what_was_typed_before_is_ignored(dialog: ConnectionDialog, engine: RecordingEngine) -> None:
    dialog.check_button.click()
    command = engine.sent[-1]
    assert isinstance(command, link.CheckConnection)
    dialog.bucket_edit.setText("other")
    engine.say(link.ConnectionChecked(check_id=command.check_id, findings=()))
    assert not dialog.findings.isVisible()


def test_the_secret_can_be_neither_seen_nor_copied(dialog: ConnectionDialog) -> None:
    dialog.secret_edit.selectAll()
    dialog.secret_edit.copy()
    assert SECRET not in dialog.secret_edit.displayText()
    assert SECRET not in repr(dialog.typed_connection())
