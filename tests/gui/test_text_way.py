"""The whole way of a table with the real engine process: what is read, what is shown, and what comes out."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from itag_desktop.domain.items import Division
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.support.resources import resource_path
from tests.gui.test_drops import drop, of_paths
from tests.gui.test_whole_way import PATIENCE_MS, real

REVIEWS = resource_path("sample", "reviews.csv")

__all__ = ["real"]


@pytest.fixture
def text_window(real: MainWindow) -> MainWindow:
    """A window over the real engine with the tab *Text* in front."""
    real.tabs.setCurrentWidget(real.text_tab)
    return real


def wait_until_ready(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.text_tab.draft.is_ready, timeout=PATIENCE_MS)


def test_the_sample_becomes_manifests_with_its_pre_label(qtbot: QtBot, text_window: MainWindow, tmp_path: Path) -> None:
    tab = text_window.text_tab
    tab.try_sample()
    wait_until_ready(qtbot, text_window)
    draft, settings = tab.draft, tab.settings
    assert draft.reading.encoding == "gb18030"
    assert settings.sum_label.text() == "24 rows = 23 data items + 1 left out"
    assert [card.button.isChecked() for card in settings.cards.cards] == [False, True, False]
    draft.choose_label(draft.columns[2])
    wait_until_ready(qtbot, text_window)
    assert settings.label_panel.values_label.text() == "正面 8 · 负面 8 · 中性 6 · 正面  1 · 2 look alike"
    draft.divide(Division(pilot_items=3))
    model = tab.preview.lines_model
    lines = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    assert len(lines) == 23
    assert json.loads(lines[0])["data"]["label"] == "正面"

    tab.create_dataset()
    card = tab.panel.result_card
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    assert card.title_label.text() == "Practice finished"
    manifests = sorted((tmp_path / "Documents").glob("*.manifest"))
    assert len(manifests) == 2
    written = sorted(line for path in manifests for line in path.read_text(encoding="utf-8").splitlines())
    assert written == sorted(lines)


def test_a_table_that_is_no_table_is_said(qtbot: QtBot, text_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(b"PK\x03\x04 and no more")
    tab = text_window.text_tab
    drop(tab, of_paths(str(tmp_path / "old.xlsx")))
    qtbot.waitUntil(lambda: bool(tab.panel.notices.shown()), timeout=PATIENCE_MS)
    assert str(tmp_path / "old.xlsx") in tab.panel.notices.shown()[0].content.sentence


def test_the_problems_of_the_sample_are_exported(
    qtbot: QtBot, text_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = text_window.text_tab
    tab.try_sample()
    wait_until_ready(qtbot, text_window)
    target = tmp_path / "list.csv"
    monkeypatch.setattr("itag_desktop.gui.problem_export.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    tab.export_problems()
    qtbot.waitUntil(target.exists, timeout=PATIENCE_MS)
    assert "reviews.csv,16,B" in target.read_text(encoding="utf-8-sig")


def test_text_files_are_an_item_a_line_or_an_item_a_file(qtbot: QtBot, text_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("一\n二\n", encoding="utf-8")
    (tmp_path / "more.txt").write_text("三\n", encoding="utf-8")
    tab = text_window.text_tab
    drop(tab, of_paths(str(tmp_path / "notes.txt"), str(tmp_path / "more.txt")))
    wait_until_ready(qtbot, text_window)
    box = tab.settings.item_per_box
    assert box.isVisible()
    assert (tab.draft.counts.items, box.currentText()) == (2, "file")
    assert not tab.settings.cards.isVisible()
    box.activated.emit(0)
    wait_until_ready(qtbot, text_window)
    assert (tab.draft.counts.items, box.currentText()) == (3, "line")


def test_a_manifest_keeps_all_that_its_lines_hold(qtbot: QtBot, text_window: MainWindow, tmp_path: Path) -> None:
    line = '{"data":{"source":"一","label":"正面","more":"x"}}'
    (tmp_path / "old.manifest").write_text(line + "\n", encoding="utf-8")
    tab = text_window.text_tab
    drop(tab, of_paths(str(tmp_path / "old.manifest")))
    wait_until_ready(qtbot, text_window)
    model = tab.preview.lines_model
    assert [str(model.index(row, 1).data()) for row in range(model.rowCount())] == [line]
    assert not tab.settings.item_per_box.isVisible()
    assert not tab.settings.label_panel.isVisible()
