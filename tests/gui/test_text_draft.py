"""The text dataset being set up: what asks for a plan, how columns are named in rules, what a second table does."""

from dataclasses import replace

import msgspec
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import ColumnView, Division, FieldRule, ItemOptions, RowsFrom, TableReading
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.gui.column_names import by_letter, column_named, shown_column
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.planning.field_choice import column_name
from tests.gui.conftest import Plan
from tests.gui.planned import COLUMNS, TEXT_RULE, Planned, rows_view
from tests.gui.recording_engine import RecordingEngine

NUMBER, TEXT, LEVEL = COLUMNS
TWINS = (ColumnView(letter="A", name="text"), ColumnView(letter="B", name="text"), ColumnView(letter="C", name=""))


def paths(draft: TextDraft) -> list[str]:
    return [path.path for path in draft.setup.paths]


def test_a_dropped_table_is_planned_as_text(text_draft: TextDraft, engine: RecordingEngine) -> None:
    text_draft.add_paths(["/a/reviews.csv"])
    asked = engine.last_plan()
    assert asked.template is Template.TEXT
    assert asked.options == ItemOptions()
    assert text_draft.is_scanning
    assert text_draft.dataset_name == "reviews"


def test_a_second_table_takes_the_place_of_the_first_and_undo_brings_it_back(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    plan("/a/reviews.csv", ["a"])
    text_draft.choose_text(NUMBER)
    text_draft.add_paths(["/b/other.xlsx"])
    assert paths(text_draft) == ["/b/other.xlsx"]
    assert engine.last_plan().options.fields == ()
    text_draft.undo()
    assert paths(text_draft) == ["/a/reviews.csv"]
    assert [rule.column for rule in engine.last_plan().options.fields] == ["编号"]


def test_of_two_tables_in_one_drop_none_is_dropped_in_silence(text_draft: TextDraft, engine: RecordingEngine) -> None:
    text_draft.add_paths(["/a/one.csv", "/a/two.xlsx"])
    assert [path.path for path in engine.last_plan().paths] == ["/a/one.csv", "/a/two.xlsx"]
    text_draft.add_paths(["/a/two.xlsx"])
    assert paths(text_draft) == ["/a/two.xlsx"]


def test_text_files_gather_until_a_table_comes(text_draft: TextDraft) -> None:
    text_draft.add_paths(["/a/1.txt"])
    text_draft.add_paths(["/a/2.TXT", "/folder"])
    text_draft.add_paths(["/a/1.txt"])
    assert paths(text_draft) == ["/a/1.txt", "/a/2.TXT", "/folder"]
    assert text_draft.setup.has_text_files
    text_draft.add_paths(["/a/3.txt", "/b/reviews.csv"])
    assert paths(text_draft) == ["/b/reviews.csv"]


def test_a_file_after_nothing_brings_no_choices_of_the_table_before(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    plan("/a/reviews.csv", ["a"])
    text_draft.choose_text(LEVEL)
    text_draft.remove_paths(["/a/reviews.csv"])
    text_draft.add_paths(["/a/1.txt"])
    assert engine.last_plan().options.fields == ()


def test_the_same_table_again_is_planned_anew_with_its_choices(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    plan("/a/reviews.csv", ["a"])
    text_draft.choose_text(LEVEL)
    plans = engine.count(link.PlanItems)
    text_draft.add_paths(["/a/reviews.csv"])
    assert engine.count(link.PlanItems) == plans + 1
    assert [rule.column for rule in engine.last_plan().options.fields] == ["等级"]


def test_a_column_is_named_by_its_header_where_that_means_one_column() -> None:
    assert [column_name(COLUMNS, column) for column in COLUMNS] == ["编号", "评论内容", "等级"]
    assert [column_name(TWINS, column) for column in TWINS] == ["col:A", "col:B", "col:C"]
    odd = ColumnView(letter="A", name="col:B")
    assert column_name((odd,), odd) == "col:A"


def test_a_column_is_found_by_header_and_by_letter_and_never_taken_for_its_twin() -> None:
    assert column_named(COLUMNS, "等级") is LEVEL
    assert column_named(COLUMNS, "col:C") is LEVEL
    assert column_named(TWINS, "col:B") is TWINS[1]
    assert column_named(TWINS, "text") is None
    assert [shown_column(column) for column in TWINS] == ["A  text", "B  text", "C"]


def test_rules_by_letter_hold_while_headers_change() -> None:
    assert by_letter(COLUMNS, [TEXT_RULE]) == (replace(TEXT_RULE, column="col:B"),)
    unknown = FieldRule(key="x", column="gone")
    assert by_letter(COLUMNS, [unknown]) == (unknown,)


def test_the_column_that_the_plan_suggests_is_the_text_until_another_is_chosen(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    plan("/a/reviews.csv", ["a"])
    assert text_draft.text_column == TEXT
    text_draft.choose_text(LEVEL)
    assert engine.last_plan().options.fields == (FieldRule(key="source", column="等级"),)


def test_a_pre_label_follows_the_text_and_keeps_its_field(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan, qtbot: QtBot
) -> None:
    plan("/a/reviews.csv", ["a"])
    text_draft.choose_label(LEVEL)
    label = FieldRule(key="label", column="等级")
    assert engine.last_plan().options.fields == (TEXT_RULE, label)
    text_draft.name_label("mood")
    qtbot.waitUntil(lambda: engine.last_plan().options.fields == (TEXT_RULE, replace(label, key="mood")))
    text_draft.choose_label(NUMBER)
    assert engine.last_plan().options.fields[1] == FieldRule(key="mood", column="编号")
    text_draft.choose_label(None)
    assert engine.last_plan().options.fields == (TEXT_RULE,)


def test_the_text_is_no_pre_label_of_itself(text_draft: TextDraft, engine: RecordingEngine, plan: Plan) -> None:
    plan("/a/reviews.csv", ["a"])
    text_draft.choose_label(LEVEL)
    text_draft.choose_text(LEVEL)
    assert engine.last_plan().options.fields == (FieldRule(key="source", column="等级"),)


def test_another_encoding_keeps_the_columns_by_letter_and_another_separator_forgets_them(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    planned = plan("/a/reviews.csv", ["a"])
    text_draft.choose_text(LEVEL)
    engine.say(planned.snapshot(engine.last_plan()))
    text_draft.read_as(encoding="big5")
    assert engine.last_plan().options.reading == TableReading(encoding="big5")
    assert engine.last_plan().options.fields == (FieldRule(key="source", column="col:C"),)
    text_draft.read_as(delimiter=";")
    assert engine.last_plan().options.fields == ()


def test_a_division_needs_no_plan_and_goes_into_the_request(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    plan("/a/reviews.csv", ["a", "b"])
    plans = engine.count(link.PlanItems)
    text_draft.divide(Division(split_items=1))
    assert engine.count(link.PlanItems) == plans
    assert text_draft.is_ready
    request = text_draft.request(practice_destination(""))
    assert request.division == Division(split_items=1)
    assert request.items.fields == (TEXT_RULE,)
    assert [source.path for source in request.sources] == ["/a/reviews.csv"]


def test_what_was_read_stays_in_sight_until_the_next_plan_says_more(
    text_draft: TextDraft, engine: RecordingEngine, plan: Plan
) -> None:
    planned = plan("/a/reviews.csv", ["a"])
    text_draft.choose_label(LEVEL)
    begun = planned.snapshot(engine.last_plan(), rows=None, is_ready=False)
    engine.say(begun)
    assert text_draft.rows == rows_view("/a/reviews.csv", ["a"])
    engine.say(msgspec.structs.replace(begun, trouble=Trouble(code="file-gone", values={"path": "/a/reviews.csv"})))
    assert text_draft.rows is None


def test_a_choice_that_is_needed_is_named(text_draft: TextDraft, engine: RecordingEngine) -> None:
    text_draft.add_paths(["/a/reviews.csv"])
    planned = Planned("/a/reviews.csv", [])
    trouble = Trouble(code="text-column-not-chosen", values={"known": "A, B"})
    engine.say(planned.snapshot(engine.last_plan(), is_ready=False, trouble=trouble, options=ItemOptions()))
    assert text_draft.obstacle == "Choose the column that holds the text"
    assert text_draft.text_column is None
    text_draft.choose_label(LEVEL)
    assert engine.count(link.PlanItems) == 1
    planned.close()


def test_an_item_a_file_is_asked_for(text_draft: TextDraft, engine: RecordingEngine) -> None:
    text_draft.add_paths(["/a/1.txt"])
    text_draft.take_rows_from(RowsFrom.FILES)
    assert engine.last_plan().options.rows_from is RowsFrom.FILES
