"""The tab *Text* in the window: what it shows of a table, and what can be chosen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester

from itag_desktop.domain.items import Division, FieldFacts, FieldRule, ItemFacts, ItemOptions, RowsFrom, ValueCount
from itag_desktop.domain.progress import PlanCounts, Trouble
from itag_desktop.engine import link
from itag_desktop.gui.division_panel import manifest_count
from itag_desktop.gui.encoding_names import ENCODING_NAMES
from itag_desktop.gui.label_panel import twins_text, values_text
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.notice import Notice
from itag_desktop.gui.preview_pane import Page
from itag_desktop.gui.rows_model import RowsModel
from itag_desktop.gui.theme import Theme
from itag_desktop.tables.encodings import Encoding
from tests.gui.conftest import Behind, Plan
from tests.gui.planned import COLUMNS, LABEL_FACTS, Planned, of_workbook, rows_view
from tests.gui.test_accessibility import assert_named_apart
from tests.gui.test_models import check

TEXTS = ["很好用", "不太满意", "=1+1"]
PATH = "/a/reviews.csv"


@pytest.fixture
def text_window(window: MainWindow) -> MainWindow:
    """A window with the empty tab *Text* in front."""
    window.tabs.setCurrentWidget(window.text_tab)
    return window


@pytest.fixture
def table(text_window: MainWindow, plan: Plan) -> MainWindow:
    """A window with a planned table in the tab *Text*."""
    plan(PATH, TEXTS)
    return text_window


def notices(window: MainWindow) -> list[Notice]:
    return [notice for notice in window.findChildren(Notice) if notice.isVisible()]


def test_the_exact_lines_are_shown(table: MainWindow) -> None:
    preview = table.text_tab.preview
    lines = [str(preview.lines_model.index(row, 1).data()) for row in range(preview.lines_model.rowCount())]
    assert lines == [f'{{"data": {{"source": "{words}"}}}}' for words in TEXTS]
    preview.go_to(1)
    assert preview.detail.facts_label.text().startswith("Item 2 · ")
    assert not preview.detail.leave_out_button.isVisible()


def test_there_is_no_gallery_without_files(window: MainWindow) -> None:
    tabs = window.text_tab.preview.tabs
    assert [tabs.tabText(number) for number in range(tabs.count())] == ["Lines", "Table", "Problems"]


def test_the_sum_adds_up_and_the_button_says_what_is_left_out(text_window: MainWindow, plan: Plan) -> None:
    counts = PlanCounts(items=12_468, rows=12_480, left_out=12)
    plan(PATH, TEXTS, counts=counts, facts=ItemFacts(empty_rows=12, duplicates=31))
    settings, row = text_window.text_tab.settings, text_window.text_tab.panel.start_row
    assert settings.sum_label.text() == "12,480 rows = 12,468 data items + 12 left out"
    assert settings.rows_panel.empty_box.text() == "Leave out empty rows (12)"
    assert settings.rows_panel.empty_box.isChecked()
    assert settings.rows_panel.duplicates_box.text() == "Leave out exact duplicates (31)"
    assert not settings.rows_panel.duplicates_box.isChecked()
    assert row.start_button.text() == "Create with 12,468 items"
    assert not row.size_label.isVisible()


def test_rows_are_kept_or_left_out_as_ticked(table: MainWindow, behind: Behind) -> None:
    panel = table.text_tab.settings.rows_panel
    panel.empty_box.click()
    assert behind.engine.last_plan().options.keeps_empty
    panel.duplicates_box.click()
    assert behind.engine.last_plan().options.drops_duplicates


def test_cards_show_letter_header_and_first_values(table: MainWindow, behind: Behind) -> None:
    cards = table.text_tab.settings.cards.cards
    assert [card.button.text() for card in cards] == ["A  编号", "B  评论内容", "C  等级"]
    assert [card.button.isChecked() for card in cards] == [False, True, False]
    said = {label.text() for label in cards[1].findChildren(QLabel)}
    assert said == {"suggested", "很好用 · 不太满意 · 下次还来"}
    cards[2].button.click()
    assert behind.engine.last_plan().options.fields == (FieldRule(key="source", column="等级"),)


def test_doubled_and_empty_headers_are_told_apart(text_window: MainWindow, plan: Plan, behind: Behind) -> None:
    columns = tuple(replace(column, name=name) for column, name in zip(COLUMNS, ("text", "text", ""), strict=True))
    chosen = ItemOptions(fields=(FieldRule(key="source", column="col:B"),))
    plan(PATH, TEXTS, rows=rows_view(PATH, TEXTS, columns=columns), options=chosen)
    cards = text_window.text_tab.settings.cards.cards
    assert [card.button.text() for card in cards] == ["A  text", "B  text", "C"]
    assert [card.button.isChecked() for card in cards] == [False, True, False]
    cards[0].button.click()
    assert behind.engine.last_plan().options.fields == (FieldRule(key="source", column="col:A"),)
    assert_named_apart(text_window)


def test_of_many_columns_the_first_are_shown_and_the_others_on_request(text_window: MainWindow, plan: Plan) -> None:
    many = tuple(replace(COLUMNS[0], letter=f"C{number}", name=f"c{number}") for number in range(40))
    plan(PATH, TEXTS, rows=rows_view(PATH, TEXTS, columns=many))
    cards = text_window.text_tab.settings.cards
    assert len(cards.cards) == 12
    assert cards.more_button.text() == "Show 28 more columns"
    cards.more_button.click()
    assert len(cards.cards) == 40


def test_a_click_on_a_header_of_the_table_chooses_the_text(table: MainWindow, behind: Behind) -> None:
    table.text_tab.preview.show_page(Page.TABLE)
    header = table.text_tab.table.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert behind.engine.last_plan().options.fields == (FieldRule(key="source", column="等级"),)


def test_the_table_shows_numbers_marks_hidden_rows_and_the_text_column(
    theme: Theme, qtmodeltester: ModelTester
) -> None:
    model = RowsModel(theme)
    model.show_rows(rows_view(PATH, TEXTS), frozenset("B"))
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(3)] == ["2", "3 hidden", "4"]
    assert model.index(1, 1).data(Qt.ItemDataRole.FontRole).italic()
    marks = [model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) for n in range(3)]
    assert [mark is not None for mark in marks] == [False, True, False]
    check(qtmodeltester, model)


def test_two_possible_encodings_are_both_offered(text_window: MainWindow, plan: Plan, behind: Behind) -> None:
    rows = replace(rows_view(PATH, TEXTS), is_encoding_sure=False, other_encodings=("big5",))
    plan(PATH, TEXTS, rows=rows)
    (notice,) = notices(text_window)
    assert notice.content.sentence == "These bytes also read as Big5. Look at the table before you go on."
    assert [button.text() for button in notice.buttons] == ["GB18030", "Big5"]
    assert text_window.text_tab.settings.reading.encoding_box.currentText() == "GB18030 (guessed)"
    notice.buttons[1].click()
    assert behind.engine.last_plan().options.reading.encoding == "big5"


def test_every_encoding_has_a_name() -> None:
    assert list(ENCODING_NAMES) == [encoding.value for encoding in Encoding]


def test_sheets_are_chosen_and_hidden_ones_marked(text_window: MainWindow, plan: Plan, behind: Behind) -> None:
    plan("/a/reviews.xlsx", TEXTS, rows=of_workbook(rows_view("/a/reviews.xlsx", TEXTS)))
    reading = text_window.text_tab.settings.reading
    box = reading.sheet_box
    assert [box.itemText(number) for number in range(box.count())] == ["Sheet1", "旧数据 (hidden)"]
    assert not reading.encoding_box.isVisible()
    box.activated.emit(1)
    assert behind.engine.last_plan().options.reading.sheet == "旧数据"


def test_an_encoding_that_does_not_fit_and_a_sheet_that_is_gone_can_be_chosen_otherwise(
    table: MainWindow, behind: Behind
) -> None:
    reading, draft = table.text_tab.settings.reading, behind.text_draft
    planned = Planned(PATH, [])
    for details, box, code in (
        ({"encoding": "utf-8"}, reading.encoding_box, "encoding-none-fits"),
        ({"encoding": None, "sheet": "Gone"}, reading.sheet_box, "table-changed"),
    ):
        draft.read_as(**details)
        trouble = Trouble(code=code, values={"path": PATH})
        behind.engine.say(planned.snapshot(behind.engine.last_plan(), rows=None, is_ready=False, trouble=trouble))
        assert box.isVisible()
        assert box.currentText() in ("UTF-8", "Gone")
    assert [reading.sheet_box.itemText(row) for row in range(2)] == ["Gone", "First sheet"]
    reading.sheet_box.activated.emit(1)
    assert behind.engine.last_plan().options.reading.sheet is None
    planned.close()


def test_a_header_can_be_a_row_like_others(table: MainWindow, behind: Behind) -> None:
    table.text_tab.settings.reading.header_box.click()
    assert behind.engine.last_plan().options.reading.has_header is False


def test_a_manifest_has_no_header(text_window: MainWindow, plan: Plan) -> None:
    plan("/a/old.manifest", TEXTS, rows=replace(rows_view("/a/old.manifest", TEXTS), rows_from=RowsFrom.MANIFEST))
    assert not text_window.text_tab.settings.reading.header_box.isVisible()


def test_the_values_of_a_pre_label_are_counted_and_near_twins_named() -> None:
    assert values_text(LABEL_FACTS) == "正面 6,101 · 负面 6,379 · 2 look alike"
    assert twins_text(LABEL_FACTS) == "Look alike: “Good” / “good ”"
    many = FieldFacts(key="label", values=tuple(ValueCount(value=str(n), items=1) for n in range(6)))
    assert values_text(many).endswith(" · 2 more")
    assert values_text(replace(many, has_more_values=True)).endswith(" · many more")


def test_a_pre_label_is_chosen_from_the_other_columns(table: MainWindow, behind: Behind) -> None:
    panel = table.text_tab.settings.label_panel
    box = panel.column_box
    assert [box.itemText(number) for number in range(box.count())] == ["None", "A  编号", "C  等级"]
    box.activated.emit(2)
    assert behind.engine.last_plan().options.fields[1] == FieldRule(key="label", column="等级")
    plans = behind.engine.count(link.PlanItems)
    panel.field_edit.setText("source")
    assert panel.field_edit.property("look") == "wrong"
    assert behind.engine.count(link.PlanItems) == plans


def test_a_table_held_open_is_said_and_read_again(text_window: MainWindow, behind: Behind) -> None:
    behind.text_draft.add_paths([PATH])
    planned = Planned(PATH, [])
    held = Trouble(code="table-held-open", values={"path": PATH})
    behind.engine.say(planned.snapshot(behind.engine.last_plan(), rows=None, is_ready=False, trouble=held))
    (notice,) = notices(text_window)
    assert PATH in notice.content.sentence
    assert [button.text() for button in notice.buttons] == ["Retry", "Remove it"]
    notice.buttons[0].click()
    assert behind.engine.count(link.PlanItems) == 2
    planned.close()


def test_where_no_column_is_clearly_the_text_the_user_chooses(text_window: MainWindow, behind: Behind) -> None:
    behind.text_draft.add_paths([PATH])
    planned = Planned(PATH, TEXTS)
    trouble = Trouble(code="text-column-not-chosen", values={"known": "A, B"})
    asked = behind.engine.last_plan()
    behind.engine.say(planned.snapshot(asked, options=ItemOptions(), is_ready=False, trouble=trouble))
    row, cards = text_window.text_tab.panel.start_row, text_window.text_tab.settings.cards.cards
    assert row.reason_label.text() == "Choose the column that holds the text"
    assert not any(card.button.isChecked() for card in cards)
    cards[1].button.click()
    assert behind.engine.last_plan().options.fields == (FieldRule(key="source", column="评论内容"),)
    planned.close()


def test_reading_says_how_far_it_is_and_can_be_stopped(text_window: MainWindow, behind: Behind) -> None:
    behind.text_draft.add_paths([PATH])
    planned = Planned(PATH, [])
    counts = PlanCounts(items=5000, rows=5000)
    asked = behind.engine.last_plan()
    behind.engine.say(planned.snapshot(asked, counts=counts, is_ready=False, done_bytes=45, total_bytes=100))
    sources = text_window.text_tab.settings.sources
    assert sources.scan_label.text() == "Reading… 5,000 rows · 45 %"
    sources.stop_button.click()
    assert behind.engine.sent[-1] == link.StopScan(scan_id=asked.scan_id)
    planned.close()


def test_a_division_is_set_and_counted(table: MainWindow, behind: Behind) -> None:
    division = table.text_tab.settings.division
    division.fold_button.click()
    division.pilot_box.click()
    division.pilot_spin.setValue(1)
    division.random_button.click()
    assert behind.text_draft.setup.division == Division(pilot_items=1, pilot_seed=1)
    division.split_box.click()
    division.split_spin.setValue(1)
    assert behind.text_draft.setup.division == Division(pilot_items=1, pilot_seed=1, split_items=1)
    assert division.sum_label.text() == "3 manifests"
    table.text_tab.undo()
    assert division.split_spin.value() == 10_000


@pytest.mark.parametrize(
    ("division", "items", "manifests"),
    [
        (Division(), 10, 1),
        (Division(split_items=4), 10, 3),
        (Division(pilot_items=2), 10, 2),
        (Division(pilot_items=20), 10, 1),
        (Division(pilot_items=2, split_items=4), 10, 3),
    ],
)
def test_manifests_are_counted(division: Division, items: int, manifests: int) -> None:
    assert manifest_count(division, items) == manifests


def test_the_empty_and_the_filled_tab_name_their_controls(text_window: MainWindow, plan: Plan) -> None:
    assert_named_apart(text_window)
    plan(PATH, TEXTS)
    text_window.text_tab.settings.division.fold_button.click()
    for page in (Page.LINES, Page.TABLE, Page.PROBLEMS):
        text_window.text_tab.preview.show_page(page)
        assert_named_apart(text_window)
