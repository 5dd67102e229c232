"""The whole way with the real engine process: a dropped folder becomes a dataset in Practice."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itag_desktop.gui.app import build_window
from itag_desktop.gui.engine_client import EngineClient, engine_command
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.questions import Questions
from itag_desktop.support.resources import resource_path
from tests.gui.test_drops import drop, of_paths

FRUIT = resource_path("sample", "fruit")
PATIENCE_MS = 30_000


@pytest.fixture
def real(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window over the real engine, with its settings and documents in a place of their own."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setattr("itag_desktop.gui.app.local_folder", lambda: tmp_path / "Documents")
    monkeypatch.setattr(Questions, "may_close_in_run", lambda _: True)
    engine = EngineClient(engine_command(), qapp)
    window = build_window(qapp, engine)
    qtbot.addWidget(window)
    engine.start()
    window.show()
    yield window
    window.close()
    engine.stop()


def wait_until_ready(qtbot: QtBot, window: MainWindow) -> None:
    row = window.media_tab.panel.start_row
    qtbot.waitUntil(row.start_button.isEnabled, timeout=PATIENCE_MS)


def wait_for_card(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.media_tab.panel.result_card.isVisible, timeout=PATIENCE_MS)


def test_a_dropped_folder_becomes_a_dataset_and_a_second_run_sends_nothing(
    qtbot: QtBot, real: MainWindow, tmp_path: Path
) -> None:
    drop(real.media_tab, of_paths(str(FRUIT)))
    wait_until_ready(qtbot, real)
    model = real.media_tab.preview.lines_model
    lines = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    assert len(lines) == 12

    real.media_tab.create_dataset()
    wait_for_card(qtbot, real)
    card = real.media_tab.panel.result_card
    assert card.title_label.text() == "Practice finished"
    manifest = (tmp_path / "Documents" / "fruit.manifest").read_text(encoding="utf-8")
    assert manifest.splitlines() == lines
    assert json.loads(lines[0])["data"]["source"].startswith("oss://practice.oss-cn-hangzhou.aliyuncs.com/fruit/")

    card.edit_button.click()
    real.media_tab.check_first()
    qtbot.waitUntil(lambda: real.media_tab.panel.is_editing, timeout=PATIENCE_MS)
    notices = [notice.content.sentence for notice in real.media_tab.panel.notices.shown()]
    assert notices == ["Checked: every object is already there and equal. Nothing will be sent but the manifest."]


def test_a_folder_that_is_gone_is_named(qtbot: QtBot, real: MainWindow, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    drop(real.media_tab, of_paths(gone))
    qtbot.waitUntil(lambda: bool(real.media_tab.panel.notices.shown()), timeout=PATIENCE_MS)
    assert gone in real.media_tab.panel.notices.shown()[0].content.sentence
    assert not real.media_tab.panel.start_row.start_button.isEnabled()
