"""The custom tab over an engine that says what a test wants: sources, mapping, presets, lists, detail, undo."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions, RowsFrom, RowsView
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.engine import link
from itag_desktop.gui.custom_setup import CustomSetup
from itag_desktop.gui.custom_tab import CustomTab
from itag_desktop.gui.field_grid_model import COLUMN, FIELD
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.past_runs import custom_setup_of
from itag_desktop.gui.preview_pane import Page
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.presets import preset_of, save_preset
from tests.gui.conftest import Behind
from tests.gui.goods import COLUMNS, PICTURE_RULE, RULES, WORDS_RULE, goods_view
from tests.gui.planned_goods import PlannedGoods
from tests.gui.test_drops import drop, of_paths
from tests.support.datasets import make_pictures

TABLE, PHOTOS = "/data/goods.csv", "/data/photos"
HEADERS = [column.name for column in COLUMNS]

Plan = Callable[..., PlannedGoods]


@pytest.fixture
def tab(window: MainWindow) -> CustomTab:
    """The custom tab, in front."""
    window.tabs.setCurrentWidget(window.custom_tab)
    return window.custom_tab


@pytest.fixture
def plan(behind: Behind) -> Iterator[Plan]:
    """Let the engine answer the last plan that was asked for."""
    made: list[PlannedGoods] = []

    def answer(
        *, rows: RowsView | None = None, is_ready: bool = True, trouble: Trouble | None = None, **details: object
    ) -> PlannedGoods:
        planned = PlannedGoods(**details)  # type: ignore[arg-type] # a pass-through of its own keywords
        made.append(planned)
        asked = behind.engine.last_plan()
        behind.engine.say(planned.snapshot(asked, rows=rows, is_ready=is_ready, trouble=trouble))
        return planned

    yield answer
    for planned in made:
        planned.close()


def asked_paths(behind: Behind) -> list[str]:
    return [path.path for path in behind.engine.last_plan().paths]


def notice_topics(tab: CustomTab) -> list[str]:
    return [notice.content.topic for notice in tab.panel.notices.shown()]


def page_of(tab: CustomTab) -> Page:
    return tab.preview.page


# Sources


def test_a_table_and_its_folder_may_come_in_one_drop_or_one_after_the_other(tab: CustomTab, behind: Behind) -> None:
    drop(tab, of_paths(PHOTOS, TABLE))
    assert asked_paths(behind) == [PHOTOS, TABLE]
    assert behind.engine.last_plan().template is Template.CUSTOM
    assert behind.custom.draft.dataset_name == "goods"
    tab.undo()
    drop(tab, of_paths(TABLE))
    drop(tab, of_paths(PHOTOS))
    assert asked_paths(behind) == [TABLE, PHOTOS]


def test_a_second_table_takes_the_place_of_the_first_and_undo_brings_it_back(
    tab: CustomTab, behind: Behind, plan: Plan
) -> None:
    drop(tab, of_paths(TABLE, PHOTOS))
    plan()
    tab.settings.fields.model.move_row(0, 2)
    drop(tab, of_paths("/data/other.xlsx"))
    assert asked_paths(behind) == [PHOTOS, "/data/other.xlsx"]
    assert behind.engine.last_plan().options.fields == ()
    tab.undo()
    assert asked_paths(behind) == [TABLE, PHOTOS]
    assert behind.engine.last_plan().options.fields == (WORDS_RULE, PICTURE_RULE)


def test_the_same_table_again_is_read_anew_with_the_fields_it_has(tab: CustomTab, behind: Behind, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    tab.settings.fields.model.move_row(0, 2)
    drop(tab, of_paths(TABLE))
    assert behind.engine.last_plan().options.fields == (WORDS_RULE, PICTURE_RULE)


def test_what_the_rows_are_follows_what_was_dropped_until_the_user_chooses(
    tab: CustomTab, behind: Behind, plan: Plan
) -> None:
    segments = tab.settings.segments.buttons
    drop(tab, of_paths(PHOTOS))
    plan(rows=RowsView(rows_from=RowsFrom.PAIRS, path="", columns=COLUMNS[:1]))
    assert segments[RowsFrom.PAIRS].isChecked()
    assert behind.engine.last_plan().options.rows_from is None
    segments[RowsFrom.TABLE].click()
    assert behind.engine.last_plan().options.rows_from is RowsFrom.TABLE
    assert segments[RowsFrom.TABLE].isChecked()


def test_tables_among_files_to_pair_replace_nothing() -> None:
    pairs = CustomSetup(options=ItemOptions(rows_from=RowsFrom.PAIRS)).with_paths(["/a/1.csv", "/a/2.csv"])
    assert [path.path for path in pairs.paths] == ["/a/1.csv", "/a/2.csv"]
    assert pairs.first_stem == "1"


def test_the_table_says_how_many_rows_it_has(tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE, PHOTOS))
    plan(missing=2)
    model = tab.settings.sources.list.model()
    assert model.index(0, 0).data() == "goods.csv  5 rows"
    assert model.index(1, 1).data() == "photos"


def test_a_folder_is_called_otherwise_in_the_bucket(tab: CustomTab, behind: Behind, plan: Plan) -> None:
    drop(tab, of_paths(TABLE, PHOTOS))
    plan()
    tab.settings.sources.list.model().setData(tab.settings.sources.list.model().index(1, 1), "goods")
    assert behind.engine.last_plan().paths[1] == link.DroppedPath(path=PHOTOS, name_in_bucket="goods")


# Fields


def test_what_the_user_does_to_fields_is_planned_and_walked_back(tab: CustomTab, behind: Behind, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    model = tab.settings.fields.model
    model.setData(model.index(0, FIELD), "picture_url")
    model.move_row(0, 2)
    assert [rule.key for rule in behind.engine.last_plan().options.fields] == ["field_2", "picture_url"]
    tab.undo()
    tab.undo()
    assert behind.engine.last_plan().options.fields == ()
    assert [row.rule.key for row in model.rows] == ["field_1", "field_2", "field_3"]
    tab.redo()
    assert [row.rule.key for row in model.rows][:2] == ["picture_url", "field_2"]


def test_the_files_found_stay_beside_a_field_that_is_renamed(tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan(missing=2)
    model = tab.settings.fields.model
    model.setData(model.index(0, FIELD), "picture_url")
    assert model.index(0, 5).data() == "3 found · 2 missing"


def test_another_encoding_keeps_the_fields_by_letter_and_another_sheet_begins_anew(
    tab: CustomTab, behind: Behind, plan: Plan
) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    tab.settings.fields.model.move_row(0, 2)
    plan()
    behind.custom.draft.read_as(encoding="gb18030")
    assert [rule.column for rule in behind.engine.last_plan().options.fields] == ["col:B", "col:A"]
    plan()
    assert [row.name for row in tab.settings.fields.model.rows] == ["B  说明", "A  图片", "C  备注"]
    behind.custom.draft.read_as(sheet="Sheet2")
    assert behind.engine.last_plan().options.fields == ()


def test_the_first_rows_are_shown_and_a_header_leads_to_its_field(tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    tab.preview.show_page(Page.TABLE)
    assert tab.table.model.index(0, 0).data() == "0.jpg"
    assert tab.settings.fields.model.letters == {"A", "B"}
    tab.table.column_chosen.emit(COLUMNS[1])
    assert tab.settings.fields.grid.currentIndex().row() == 1
    plan(rows=RowsView(rows_from=RowsFrom.PAIRS, path="", columns=COLUMNS[:1]), rules=(PICTURE_RULE,))
    assert page_of(tab) is Page.LINES


def test_how_files_are_looked_for_and_missing_ones_treated_is_asked_of_the_engine(
    tab: CustomTab, behind: Behind, plan: Plan
) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    tab.settings.folder_box.folder_chosen.emit("/elsewhere")
    assert behind.engine.last_plan().options.base_folder == "/elsewhere"
    tab.settings.missing_choice.box.activated.emit(1)
    assert behind.engine.last_plan().options.keeps_missing
    tab.settings.pairs_choice.box.activated.emit(1)
    assert behind.engine.last_plan().options.keeps_incomplete


def test_only_what_applies_is_shown(tab: CustomTab, plan: Plan) -> None:
    settings = tab.settings
    drop(tab, of_paths(TABLE))
    assert not settings.fields.isVisible()
    plan()
    assert settings.fields.isVisible()
    assert settings.missing_choice.isVisible()
    assert not settings.pairs_choice.isVisible()
    plan(rules=(WORDS_RULE,))
    assert not settings.files_line.isVisible()
    plan(rows=RowsView(rows_from=RowsFrom.PAIRS, path="", columns=COLUMNS[:1]), rules=(PICTURE_RULE,))
    assert settings.pairs_choice.isVisible()
    assert not settings.folder_box.isVisible()
    plan(rows=RowsView(rows_from=RowsFrom.MANIFEST, path="/data/goods.manifest"), rules=())
    assert not settings.segments.isVisible()
    assert not settings.fields.isVisible()


def test_a_plan_that_is_quick_does_not_move_the_pane(qtbot: QtBot, tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    stop = tab.settings.sources.stop_button
    assert stop.isHidden()
    plan()
    assert not tab.settings.sources._slow.isActive()
    drop(tab, of_paths(TABLE))
    qtbot.waitUntil(stop.isVisible)
    plan()
    assert stop.isHidden()


def test_keys_of_the_grid_are_the_grids(window: MainWindow, tab: CustomTab, behind: Behind, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    grid = tab.settings.fields.grid
    row = grid._grid.add_constant()
    grid.setFocus()
    grid.select_row(row, COLUMN)
    tab.remove_focused(grid)
    assert len(behind.engine.last_plan().options.fields) == 2
    grid.select_row(0, COLUMN)
    tab.settings.edit_name()
    edit = grid.viewport().findChild(QLineEdit)
    assert edit is not None
    assert edit.text() == "field_1"
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert window.tab is tab


# Lists


def test_the_links_of_the_files_lead_to_their_lists(tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    codes = ("cell-file-missing", "file-unused", "row-empty", "cell-file-empty")
    plan(
        problems=[
            Problem(kind=ProblemKind.LEFT_OUT, code=code, path="goods.csv", values={"file": "x"}) for code in codes
        ],
        missing=2,
        unused=1,
    )
    line, model = tab.settings.files_line, tab.preview.problems_model

    def shown() -> list[str]:
        return [model.problem(row).code for row in range(model.rowCount())]

    line.missing_link.click()
    assert shown() == ["cell-file-missing", "cell-file-empty"]
    assert page_of(tab) is Page.PROBLEMS
    line.unused_link.click()
    assert shown() == ["file-unused"]
    tab.preview.problems_view.all_button.click()
    assert len(shown()) == 4
    line.uploads_link.click()
    assert page_of(tab) is Page.GALLERY


def test_the_gallery_is_there_only_where_fields_are_files(tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    assert tab.preview.tabs.isTabVisible(1)
    tab.preview.show_page(Page.GALLERY)
    tab.settings.fields.model.tick(0, is_included=False)
    assert not tab.preview.tabs.isTabVisible(1)
    assert tab.preview.page is Page.LINES


def test_rows_that_share_a_picture_all_get_it(qtbot: QtBot, tab: CustomTab, plan: Plan, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "photos", ["1.png", "2.png"])
    drop(tab, of_paths(TABLE))
    plan(pictures=("1.png", "2.png", "1.png"), folder=str(folder))
    tab.preview.show_page(Page.GALLERY)
    in_sight = tab.preview.gallery_view
    qtbot.waitUntil(lambda: in_sight._rows_in_sight.get(str(folder / "1.png")) == [0, 2])
    qtbot.waitUntil(lambda: tab.preview.thumbnails.get(str(folder / "2.png")) is not None)


# Detail


def test_the_detail_shows_every_field_of_an_item_with_its_picture(
    qtbot: QtBot, tab: CustomTab, plan: Plan, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    folder = make_pictures(tmp_path / "photos", ["1.png", "2.png"])
    drop(tab, of_paths(TABLE))
    constant = FieldRule(key="lot", kind=FieldKind.CONSTANT, value="7")
    plan(pictures=("1.png", "2.png"), folder=str(folder), rules=(*RULES, constant))
    tab.preview.go_to(1)
    model = tab.preview.detail.fields_model
    root = "oss://practice.oss-cn-hangzhou.aliyuncs.com"
    assert [(field.key, field.value) for field in model.fields] == [
        ("field_1", f"{root}/photos/2.png"),
        ("field_2", "Text 1"),
        ("lot", "7"),
    ]
    picture = model.index(0, 1)
    qtbot.waitUntil(lambda: picture.data(Qt.ItemDataRole.DecorationRole).height() > 16)
    assert model.index(1, 1).data(Qt.ItemDataRole.DecorationRole) is None
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt says no types here
    detail = tab.preview.detail
    assert detail.fields_view.isVisible()
    assert not detail.leave_out_button.isVisible()
    assert detail.show_button.isVisible()


@pytest.mark.parametrize("value", ["\x000\x00x", "\x000/x"])
def test_a_text_with_what_looks_like_a_mark_stays_a_text(tab: CustomTab, plan: Plan, value: str) -> None:
    drop(tab, of_paths(TABLE))
    plan(pictures=("1.jpg",), rules=(FieldRule(key="a", kind=FieldKind.CONSTANT, value=value),))
    item = tab.preview.lines_model.item(0)
    assert item is not None
    assert (item.fields[0].value, item.fields[0].file) == (value, None)


def test_the_line_looked_at_stays_when_a_field_is_changed(tab: CustomTab, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    plan()
    tab.preview.go_to(2)
    model = tab.settings.fields.model
    model.setData(model.index(0, FIELD), "picture_url")
    plan()
    assert tab.preview.lines_view.currentIndex().row() == 2
    drop(tab, of_paths("/data/other.csv"))
    plan(rows=replace(goods_view(), path="/data/other.csv"))
    assert not tab.preview.lines_view.selectionModel().hasSelection()


# Presets


def with_preset(qtbot: QtBot, tab: CustomTab) -> None:
    options = ItemOptions(fields=(WORDS_RULE, PICTURE_RULE), keeps_missing=True)
    save_preset(app_dirs(), preset_of("goods", HEADERS, options))
    with qtbot.waitSignal(tab.shelf.changed):
        tab.shelf.read_again()


def test_a_preset_is_offered_for_the_same_headers_and_used_by_one_press(
    qtbot: QtBot, tab: CustomTab, behind: Behind, plan: Plan
) -> None:
    with_preset(qtbot, tab)
    assert notice_topics(tab) == []
    drop(tab, of_paths(TABLE))
    plan()
    (notice,) = tab.panel.notices.shown()
    assert [button.text() for button in notice.buttons] == ["Use goods", "No"]
    notice.buttons[0].click()
    assert behind.engine.last_plan().options.fields == (WORDS_RULE, PICTURE_RULE)
    assert behind.engine.last_plan().options.keeps_missing
    assert notice_topics(tab) == []
    tab.undo()
    assert behind.engine.last_plan().options == ItemOptions()


def test_an_offer_refused_is_not_made_again_for_the_same_headers(qtbot: QtBot, tab: CustomTab, plan: Plan) -> None:
    with_preset(qtbot, tab)
    drop(tab, of_paths(TABLE))
    plan()
    tab.panel.notices.shown()[0].buttons[1].click()
    drop(tab, of_paths("/data/next.csv"))
    plan()
    assert notice_topics(tab) == []


def test_nothing_is_offered_for_other_headers(qtbot: QtBot, tab: CustomTab, plan: Plan) -> None:
    with_preset(qtbot, tab)
    drop(tab, of_paths(TABLE))
    plan(rows=replace(goods_view(), columns=COLUMNS[:2]))
    assert notice_topics(tab) == []


def test_presets_that_cannot_be_read_are_said_so_in_the_tab(qtbot: QtBot, tab: CustomTab) -> None:
    app_dirs().presets.parent.mkdir(parents=True, exist_ok=True)
    app_dirs().presets.write_bytes(b"{")
    with qtbot.waitSignal(tab.shelf.failed):
        tab.shelf.read_again()
    assert notice_topics(tab) == ["presets"]


# Runs


def test_a_run_is_asked_for_with_the_fields_as_they_were_planned(tab: CustomTab, behind: Behind, plan: Plan) -> None:
    drop(tab, of_paths(TABLE, PHOTOS))
    planned = plan()
    tab.create_dataset()
    run = behind.engine.last_run()
    assert run.request.template is Template.CUSTOM
    assert run.request.items.fields == RULES
    assert run.draft == str(planned.draft.path)
    assert [source.path for source in run.request.sources] == [TABLE, PHOTOS]


@pytest.mark.parametrize("dropped", [[TABLE], [TABLE, PHOTOS]])
def test_an_old_run_is_set_up_as_it_was(tab: CustomTab, behind: Behind, plan: Plan, dropped: list[str]) -> None:
    drop(tab, of_paths(*dropped))
    plan(folder=PHOTOS if len(dropped) > 1 else "/data")
    request = behind.custom.draft.request(behind.connections.destination)
    setup = custom_setup_of(request)
    assert [path.path for path in setup.paths] == dropped
    tab.load_request(request)
    assert behind.engine.last_plan().options.fields == RULES
    assert behind.custom.draft.dataset_name == "goods"


def test_an_encoding_that_does_not_fit_can_be_chosen_otherwise(tab: CustomTab, behind: Behind, plan: Plan) -> None:
    drop(tab, of_paths(TABLE))
    planned = plan()
    behind.custom.draft.read_as(encoding="utf-8")
    trouble = Trouble(code="encoding-none-fits", values={"path": TABLE})
    snapshot = planned.snapshot(behind.engine.last_plan(), is_ready=False, trouble=trouble)
    behind.engine.say(msgspec.structs.replace(snapshot, rows=None))
    assert tab.settings.reading_fold.isVisible()
    assert tab.settings.reading.encoding_box.currentText() == "UTF-8"
