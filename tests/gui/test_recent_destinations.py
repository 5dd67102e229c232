"""Destinations used lately: offered in the bar, remembered over starts without a credential, managed in a dialog."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import Credential, Destination, practice_destination
from itag_desktop.engine import link
from itag_desktop.gui.app import build_window
from itag_desktop.gui.connection import PRACTICE, Connections, Standing
from itag_desktop.gui.connection_dialog import ConnectionDialog
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.manage_dialog import ManageDialog
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.preferences import Preferences, read_preferences, write_preferences
from tests.gui.conftest import Behind, Scan
from tests.gui.recording_engine import RecordingEngine
from tests.gui.test_run_desk import REQUEST, leave_run, open_drawer
from tests.gui.test_window_runs import REAL

PLACE = Destination(
    bucket="labels", region="cn-hangzhou", prefix="iTAG", endpoint="https://oss-cn-hangzhou.aliyuncs.com"
)
OTHER = replace(PLACE, bucket="other", prefix="")


def remember(*places: Destination, last: Destination | None = None) -> None:
    write_preferences(app_dirs().preferences, Preferences(last=last or places[0], recent=places))


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], MainWindow]]:
    """Start the program over an engine that records, as often as wanted."""
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    monkeypatch.setattr("itag_desktop.gui.app.local_folder", lambda: folder / "Documents")
    opened: list[MainWindow] = []

    def open_window() -> MainWindow:
        window = build_window(qapp, RecordingEngine())
        qtbot.addWidget(window)
        window.show()
        opened.append(window)
        return window

    yield open_window
    for window in opened:
        window.close()


def labels(window: MainWindow) -> list[str]:
    box = window.bar.connection_box
    return [box.itemText(row) for row in range(box.count()) if box.itemText(row)]


def choose(window: MainWindow, words: str) -> None:
    box = window.bar.connection_box
    box.activated.emit(box.findText(words))


def fill_credential(monkeypatch: pytest.MonkeyPatch) -> list[ConnectionDialog]:
    """Enter a credential whenever the dialog is shown; return the dialogs, as they were when they came up."""
    shown: list[ConnectionDialog] = []

    def enter(dialog: ConnectionDialog) -> bool:
        shown.append(dialog)
        dialog.key_id_edit.setText("new-id")
        dialog.secret_edit.setText("new-secret")
        dialog.use_button.click()
        return True

    monkeypatch.setattr(ConnectionDialog, "exec", enter)
    return shown


def test_the_first_start_is_on_practice_and_the_next_where_was_sent_last(
    start: Callable[[], MainWindow],
) -> None:
    first = start()
    assert first.parts.connections.chosen == PRACTICE
    first.parts.connections.add(REAL)
    first.bar.prefix_edit.setText("2026/水果")
    first.parts.recents.use(first.parts.connections.destination)
    first.close()

    second = start()
    assert second.bar.connection_box.currentText() == "labels · cn-hangzhou"
    assert second.bar.prefix_edit.text() == "2026/水果"
    assert second.bar.state_mark.word == "Not checked yet"
    assert second.parts.connections.chosen.credential is None


def test_practice_used_last_is_where_the_next_start_is_too(start: Callable[[], MainWindow]) -> None:
    remember(PLACE, last=practice_destination("first"))
    window = start()
    assert window.parts.connections.destination == practice_destination("first")
    assert "labels/iTAG · cn-hangzhou" in labels(window)


def test_a_run_is_remembered_without_its_credential(window: MainWindow, behind: Behind, scan: Scan) -> None:
    behind.connections.add(REAL)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.bar.prefix_edit.setText("iTAG")
    window.media_tab.create_dataset()
    window.close()
    assert read_preferences(app_dirs()).last == PLACE
    kept = app_dirs().preferences.read_text(encoding="utf-8")
    assert set(json.loads(kept)["last"]) == {"bucket", "region", "prefix", "endpoint", "is_practice"}
    assert "secret" not in kept


def test_start_asks_for_the_missing_credential_and_then_runs(
    window: MainWindow, behind: Behind, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = fill_credential(monkeypatch)
    behind.connections.recall(PLACE)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    (dialog,) = shown
    assert (dialog.bucket_edit.text(), dialog.region, dialog.prefix_edit.text()) == ("labels", "cn-hangzhou", "iTAG")
    assert dialog.windowTitle() == "AccessKey for bucket labels"
    assert dialog.endpoint_edit.text() == ""  # the usual one goes without saying
    run = behind.engine.last_run()
    assert run.credential == Credential(access_key_id="new-id", access_key_secret="new-secret")
    assert run.request.destination == PLACE
    assert labels(window).count("labels · cn-hangzhou") == 1


def test_without_a_credential_nothing_is_started(
    window: MainWindow, behind: Behind, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConnectionDialog, "exec", lambda _: False)
    behind.connections.recall(PLACE)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    window.media_tab.check_first()
    assert behind.engine.count(link.StartRun) == 0
    assert window.media_tab.panel.is_editing


def test_a_place_of_a_bucket_whose_credential_is_known_needs_no_question(window: MainWindow, behind: Behind) -> None:
    window.parts.recents.use(replace(PLACE, prefix="older"))
    behind.connections.add(REAL)
    behind.connections.choose(PRACTICE)
    choose(window, "labels/older · cn-hangzhou")
    assert behind.connections.chosen.credential == REAL.credential
    assert behind.connections.destination.prefix == "older"
    assert labels(window).count("labels · cn-hangzhou") == 1


def test_what_is_known_of_a_connection_outlives_another_prefix(behind: Behind) -> None:
    behind.connections.add(REAL)
    behind.connections.set_standing(REAL, Standing.READY)
    behind.connections.recall(PLACE)
    assert behind.connections.standing is Standing.READY


def test_an_old_run_asks_for_the_credential_of_its_own_bucket(
    qtbot: QtBot, window: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = fill_credential(monkeypatch)
    monkeypatch.setattr("tests.gui.test_run_desk.REQUEST", replace(REQUEST, destination=PLACE))
    leave_run(local_manifest=None)
    open_drawer(qtbot, window)
    window.drawer.resume_button.click()
    assert [dialog.bucket_edit.text() for dialog in shown] == ["labels"]
    assert behind.engine.last_run().request.destination == PLACE


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, behind: Behind, theme: Theme) -> ManageDialog:
    """The list of a connection and two places."""
    behind.connections.add(REAL)
    window.parts.recents.use(PLACE)
    window.parts.recents.use(OTHER)
    made = ManageDialog(behind.connections, window.parts.recents, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: ManageDialog) -> list[str]:
    table = dialog.table
    items = [table.item(row, 0) for row in range(table.rowCount())]
    return [item.text() for item in items if item is not None]


def test_the_list_shows_connections_before_places(dialog: ManageDialog) -> None:
    assert rows(dialog) == ["labels · cn-hangzhou", "other · cn-hangzhou", "labels/iTAG · cn-hangzhou"]


def test_a_removed_connection_takes_its_credential_with_it(dialog: ManageDialog, behind: Behind) -> None:
    dialog.remove_button.click()
    assert rows(dialog) == ["other · cn-hangzhou", "labels/iTAG · cn-hangzhou"]
    assert behind.connections.known == (PRACTICE,)
    assert behind.connections.chosen == PRACTICE


def test_a_removed_place_is_gone_for_the_next_start_too(dialog: ManageDialog, window: MainWindow) -> None:
    dialog.table.selectRow(1)
    dialog.remove_button.click()
    dialog.table.selectRow(1)
    dialog.remove_button.click()
    assert rows(dialog) == ["labels · cn-hangzhou"]
    dialog.remove_button.click()
    assert dialog.nothing.isVisible()
    assert not dialog.use_button.isEnabled()
    window.close()
    assert read_preferences(app_dirs()) == Preferences()


def test_a_place_is_used_from_the_list(dialog: ManageDialog, behind: Behind) -> None:
    dialog.table.selectRow(1)
    dialog.use_button.click()
    assert not dialog.isVisible()
    assert behind.connections.destination == OTHER


def test_a_chosen_place_that_is_removed_leaves_practice(dialog: ManageDialog, behind: Behind) -> None:
    behind.connections.recall(OTHER)
    dialog.table.selectRow(1)
    dialog.remove_button.click()
    assert behind.connections.chosen == PRACTICE


def test_manage_is_in_the_bar(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[ManageDialog] = []
    monkeypatch.setattr(ManageDialog, "exec", lambda dialog: shown.append(dialog))  # noqa: PLW0108 - a method, bound
    choose(window, "Manage…")
    assert len(shown) == 1


def test_practice_is_never_removed(connections: Connections) -> None:
    connections.remove(PRACTICE)
    assert connections.known == (PRACTICE,)
