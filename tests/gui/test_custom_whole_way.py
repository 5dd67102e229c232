"""The custom tab with the real engine: a table over a folder of pictures becomes a dataset in Practice."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from itag_desktop.domain.items import FieldKind
from itag_desktop.gui.custom_tab import CustomTab
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.notice import Notice
from itag_desktop.gui.preview_pane import Page
from tests.gui.test_drops import drop, of_paths
from tests.gui.test_whole_way import PATIENCE_MS, real  # noqa: F401 - a fixture
from tests.support.datasets import make_pictures
from tests.support.goods_table import FOUND, ROWS, UNUSED, make_goods


def wait_until_ready(qtbot: QtBot, window: MainWindow) -> None:
    row = window.custom_tab.panel.start_row
    qtbot.waitUntil(row.start_button.isEnabled, timeout=PATIENCE_MS)


def offers(tab: CustomTab) -> list[Notice]:
    return [notice for notice in tab.panel.notices.shown() if notice.content.topic == "preset-offer"]


def problem_codes(window: MainWindow) -> list[str]:
    model = window.custom_tab.preview.problems_model
    return [model.problem(row).code for row in range(model.rowCount())]


def test_the_files_of_a_table_are_found_missing_and_unused(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    tab = real.custom_tab
    drop(tab, of_paths(*map(str, make_goods(tmp_path))))
    wait_until_ready(qtbot, real)
    assert [(row.rule.key, row.kind) for row in tab.settings.fields.model.rows] == [
        ("picture_url", FieldKind.FILE),
        ("field_2", FieldKind.TEXT),
        ("field_3", FieldKind.TEXT),
    ]
    line = tab.settings.files_line
    links = [link.text() for link in (line.uploads_link, line.missing_link, line.unused_link)]
    assert links == [f"{FOUND} to upload", "2 missing", f"{UNUSED} unused"]
    line.missing_link.click()
    assert problem_codes(real) == ["cell-file-missing"] * 2
    line.unused_link.click()
    assert problem_codes(real) == ["file-unused"] * UNUSED


def test_it_says_where_the_files_of_a_table_are_looked_for(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    table, photos = make_goods(tmp_path)
    settings = real.custom_tab.settings
    drop(real.custom_tab, of_paths(str(table)))
    wait_until_ready(qtbot, real)
    assert settings.folder_box.box.toolTip() == str(tmp_path)
    drop(real.custom_tab, of_paths(str(photos)))
    wait_until_ready(qtbot, real)
    assert settings.folder_box.box.toolTip() == str(photos)


def test_a_page_that_comes_gets_its_room_in_the_bar(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
) -> None:
    real.tabs.setCurrentWidget(real.custom_tab)
    real.show()
    preview = real.custom_tab.preview
    for page in (Page.GALLERY, Page.TABLE):
        preview.offer_page(page, is_offered=False)
    qtbot.waitUntil(lambda: preview.tabs.width() == preview.tabs.sizeHint().width())
    for page in (Page.GALLERY, Page.TABLE):
        preview.offer_page(page, is_offered=True)
    qtbot.waitUntil(lambda: preview.tabs.width() == preview.tabs.sizeHint().width())


def test_a_table_over_a_folder_of_pictures_becomes_a_dataset(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    tab = real.custom_tab
    drop(tab, of_paths(*map(str, make_goods(tmp_path))))
    wait_until_ready(qtbot, real)
    real.tabs.setCurrentWidget(tab)
    tab.settings.fields.model.tick(2, is_included=False)
    wait_until_ready(qtbot, real)
    tab.create_dataset()
    qtbot.waitUntil(tab.panel.result_card.isVisible, timeout=PATIENCE_MS)
    lines = (tmp_path / "Documents" / "goods.manifest").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line)["data"] for line in lines]
    assert len(items) == ROWS - 2
    assert {tuple(item) for item in items} == {("picture_url", "field_2")}
    assert len({item["picture_url"] for item in items}) == FOUND
    assert items[16]["picture_url"].endswith("/photos/17.png")
    assert tab.run.report is not None
    assert tab.run.report.sent == FOUND


def test_a_mapping_saved_as_a_preset_is_offered_for_the_next_table(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tab = real.custom_tab
    drop(tab, of_paths(*map(str, make_goods(tmp_path))))
    wait_until_ready(qtbot, real)
    tab.settings.fields.grid.select_row(1)
    tab.settings.fields.grid.move_current(-1)
    wait_until_ready(qtbot, real)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("goods", True))
    with qtbot.waitSignal(tab.shelf.changed):
        tab.settings.fields.preset_box.save_button.click()

    tab.new_dataset()
    drop(tab, of_paths(*map(str, make_goods(tmp_path / "next"))))
    qtbot.waitUntil(lambda: offers(tab) != [])
    offers(tab)[0].buttons[0].click()
    wait_until_ready(qtbot, real)
    assert [rule.key for rule in real.parts.custom.draft.fields] == ["field_2", "picture_url", "field_3"]
    assert tab.settings.fields.preset_box.box.currentText() == "goods"


def test_the_folder_may_be_dropped_after_the_table_and_all_is_walked_back(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    table, photos = make_goods(tmp_path)
    lonely = tmp_path / "elsewhere" / "goods.csv"
    lonely.parent.mkdir()
    table.rename(lonely)
    tab, draft = real.custom_tab, real.parts.custom.draft
    drop(tab, of_paths(str(lonely)))
    wait_until_ready(qtbot, real)
    assert not draft.has_file_fields
    assert not tab.preview.tabs.isTabVisible(1)
    drop(tab, of_paths(str(photos)))
    wait_until_ready(qtbot, real)
    assert draft.counts.planned == FOUND
    tab.preview.show_page(Page.GALLERY)
    tab.undo()
    wait_until_ready(qtbot, real)
    assert draft.counts.planned == 0
    assert tab.preview.page is Page.LINES
    tab.redo()
    wait_until_ready(qtbot, real)
    assert draft.counts.planned == FOUND


def test_files_are_paired_by_name(
    qtbot: QtBot,
    real: MainWindow,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    folder = make_pictures(tmp_path / "pairs", ["1.png", "2.png", "3.png"])
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(f"Text {number}", encoding="utf-8")
    tab, draft = real.custom_tab, real.parts.custom.draft
    drop(tab, of_paths(str(folder)))
    wait_until_ready(qtbot, real)
    settings = tab.settings
    assert [row.name for row in settings.fields.model.rows] == [".png", ".txt"]
    assert draft.counts.items == 2
    settings.pairs_choice.other_chosen.emit(True)  # noqa: FBT003 - a signal takes no keywords
    wait_until_ready(qtbot, real)
    assert draft.counts.items == 3
    item = tab.preview.lines_model.item(0)
    assert item is not None
    assert [(field.key, field.value) for field in item.fields][1] == ("text", "Text 1")
    assert item.path == str(folder / "1.png")
