"""Rows become items, or are left out: nothing is lost on the way."""

import itertools
from pathlib import Path

import openpyxl
import pytest

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions, RowsFrom, TableReading
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import ProblemKind
from tests.support.datasets import make_pictures, numbered
from tests.support.item_plans import ROOT, Plan, file_field, planned, text_field
from tests.unit.tables.workbooks import workbook

TEXT, CUSTOM = Template.TEXT, Template.CUSTOM


def csv(path: Path, *rows: str) -> Path:
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def assert_sum(plan: Plan) -> None:
    assert plan.counts.rows == len(plan.lines) + plan.counts.left_out
    assert plan.counts.items == len(plan.lines)


def test_a_column_of_a_table_becomes_the_text(tmp_path: Path) -> None:
    plan = planned(TEXT, csv(tmp_path / "a.csv", "id,comment", "1,good enough", "2,bad"))
    assert plan.lines == ('{"data":{"source":"good enough"}}', '{"data":{"source":"bad"}}')
    assert plan.options.fields == text_field("comment")
    assert_sum(plan)


def test_pre_labels_follow_the_text_and_are_counted(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "comment,grade", "one,good", "two,bad", "three,Good ")
    plan = planned(TEXT, table, fields=text_field("comment", "grade"))
    assert plan.lines[0] == '{"data":{"source":"one","grade":"good"}}'
    (_, grade) = plan.facts.fields
    assert {value.value: value.items for value in grade.values} == {"good": 1, "bad": 1, "Good ": 1}
    assert grade.near_twins == (("good", "Good "),)


def test_the_texts_column_is_chosen_also_where_only_pre_labels_were_named(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "comment,grade", "one and two,good")
    plan = planned(TEXT, table, fields=text_field("", "grade"))
    assert plan.options.fields == text_field("comment", "grade")


def test_rows_without_text_are_left_out_each_with_its_place(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "id,comment", "1,good", "2,", "3,  ", "4,bad")
    plan = planned(TEXT, table, fields=text_field("comment"))
    assert plan.places("row-empty") == [("a.csv", 3, "B comment"), ("a.csv", 4, "B comment")]
    assert plan.facts.empty_rows == 2
    assert_sum(plan)


def test_rows_without_text_do_not_move_those_around_them(tmp_path: Path) -> None:
    texts = ["" if number % 3 == 0 else f"text {number}" for number in range(2000)]
    table = csv(tmp_path / "a.csv", "id,comment,grade", *(f"{n},{text},g{n % 2}" for n, text in enumerate(texts)))
    plan = planned(TEXT, table, fields=text_field("comment", "grade"))
    kept = [f'{{"data":{{"source":"{text}","grade":"g{n % 2}"}}}}' for n, text in enumerate(texts) if text]
    assert list(plan.lines) == kept
    assert [row for _, row, _ in plan.places("row-empty")] == [n + 2 for n, text in enumerate(texts) if not text]
    assert sum(count.items for count in plan.facts.fields[1].values) == len(kept)
    assert_sum(plan)


def test_rows_without_text_can_be_kept(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "id,comment", "1,good", "2,")
    plan = planned(TEXT, table, fields=text_field("comment"), keeps_empty=True)
    assert plan.lines[1] == '{"data":{"source":""}}'
    assert_sum(plan)


def test_duplicates_are_counted_and_left_out_on_request(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "id,comment", "1,good", "2,good", "3,bad", "4,good")
    kept = planned(TEXT, table, fields=text_field("comment"))
    assert (kept.facts.duplicates, len(kept.lines)) == (2, 4)
    plan = planned(TEXT, table, fields=text_field("comment"), drops_duplicates=True)
    assert plan.lines == ('{"data":{"source":"good"}}', '{"data":{"source":"bad"}}')
    assert plan.places("row-doubled") == [("a.csv", 3, ""), ("a.csv", 5, "")]
    assert_sum(plan)


def test_a_problem_in_a_column_of_no_field_does_not_matter(tmp_path: Path) -> None:
    table = workbook(tmp_path / "a.xlsx", [["comment", "rate"], ["good", "#DIV/0!"], ["#N/A", "1"]])
    plan = planned(TEXT, table, fields=text_field("comment"))
    assert plan.lines == ('{"data":{"source":"good"}}',)
    assert plan.places("cell-error") == [("a.xlsx", 3, "A comment")]
    assert_sum(plan)


def test_a_row_is_left_out_once_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    table = workbook(tmp_path / "a.xlsx", [["comment", "grade"], ["#N/A", "#DIV/0!"], ["good", "x"]])
    plan = planned(TEXT, table, fields=text_field("comment", "grade"))
    assert plan.codes() == ["cell-error"]
    assert_sum(plan)


def test_the_sheet_is_named_where_there_are_several(tmp_path: Path) -> None:
    table = workbook(tmp_path / "a.xlsx", [["comment"], ["good"], [" "]])
    book = openpyxl.load_workbook(table)
    book.create_sheet("more").append(["comment"])
    book["more"].append(["other"])
    book.save(table)
    plan = planned(TEXT, table, fields=text_field("comment"), reading=TableReading(sheet="more"))
    assert plan.lines == ('{"data":{"source":"other"}}',)
    assert plan.told[0].rows is not None
    assert plan.told[0].rows.path == str(table)
    book["more"].append(["#N/A"])
    book.save(table)
    again = planned(TEXT, table, fields=text_field("comment"), reading=TableReading(sheet="more"))
    assert again.places("cell-error") == [("a.xlsx · more", 3, "A comment")]


def test_the_first_rows_are_told_before_the_plan_is_whole(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "id,comment", *(f"{number},comment {number}" for number in range(500)))
    first = planned(TEXT, table).told[0]
    assert first.rows is not None
    assert [column.name for column in first.rows.columns] == ["id", "comment"]
    assert [column.is_text_suggested for column in first.rows.columns] == [False, True]
    assert len(first.rows.first_rows) == 50
    assert first.rows.first_rows[0].cells == ("0", "comment 0")
    assert first.rows.reading.encoding == "utf-8"


def test_a_choice_that_is_the_users_is_asked_for_with_the_rows_at_hand(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "a,b,c", "one two,two one,x")
    with pytest.raises(InputError, match="text-column-not-chosen"):
        planned(TEXT, table)


def test_lines_of_a_text_file_are_items(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b" one \n\ntwo\n")
    plan = planned(TEXT, path)
    assert plan.lines == ('{"data":{"source":" one "}}', '{"data":{"source":"two"}}')
    assert plan.places("row-empty") == [("a.txt", 2, "A")]
    assert_sum(plan)


def test_text_files_are_items_in_natural_order(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("10.txt", "2.txt", "picture.jpg", "empty.txt"):
        (folder / name).write_text("" if name == "empty.txt" else f"text of {name}\n")
    plan = planned(TEXT, folder)
    assert plan.lines == ('{"data":{"source":"text of 2.txt"}}', '{"data":{"source":"text of 10.txt"}}')
    assert plan.places("row-empty") == [("texts/empty.txt", 3, "A")]
    assert plan.places("not-text") == [("texts/picture.jpg", None, "")]
    assert_sum(plan)


def test_lines_of_several_files_keep_their_numbers(tmp_path: Path) -> None:
    first, second = csv(tmp_path / "a.txt", "one", "", "two"), csv(tmp_path / "b.txt", "", "three")
    plan = planned(TEXT, first, second, rows_from=RowsFrom.LINES)
    assert [line[len('{"data":{"source":"') : -3] for line in plan.lines] == ["one", "two", "three"]
    assert plan.places("row-empty") == [("a.txt", 2, "A"), ("b.txt", 1, "A")]
    assert_sum(plan)


def test_a_file_that_cannot_be_read_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    good, bad = csv(tmp_path / "a.txt", "one"), tmp_path / "b.txt"
    bad.write_bytes(b"\xff\xfe\x00\xd8\x00\x00\x41")
    plan = planned(TEXT, good, bad)
    assert len(plan.lines) == 1
    assert plan.counts.left_out == 1
    assert_sum(plan)


def test_a_manifest_is_taken_over_line_by_line(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "old.manifest",
        '{"data": {"source": "one", "x": "1"}, "label-7": {"results": []}}',
        "",
        "{broken",
        '{"data":{"text":"no source"}}',
        '{"data":{"source":"two","n":1}}',
    )
    plan = planned(TEXT, path)
    assert plan.lines == (
        '{"data":{"source":"one","x":"1"},"label-7":{"results":[]}}',
        '{"data":{"source":"two","n":1}}',
    )
    assert [(p.code, p.row) for p in plan.problems] == [
        ("row-empty", 2),
        ("line-not-json", 3),
        ("line-without-source", 4),
        ("line-value-not-text", 5),
    ]
    assert_sum(plan)


def test_cells_that_name_files_become_addresses_and_a_file_one_task(tmp_path: Path) -> None:
    make_pictures(tmp_path / "photos", ["1.png", "2.png"])
    table = csv(tmp_path / "a.csv", "pic,note", "1.png,one", "2.png,two", "1.png,one again")
    plan = planned(CUSTOM, table, tmp_path / "photos")
    assert plan.lines[2] == f'{{"data":{{"pic":"{ROOT}photos/1.png","note":"one again"}}}}'
    assert [(task.ordinal, task.name) for task in plan.tasks] == [(0, "photos/1.png"), (1, "photos/2.png")]
    assert plan.facts.fields[0].found_files == 3
    assert_sum(plan)


def test_a_row_whose_file_is_missing_is_left_out_and_its_other_file_is_not_sent(tmp_path: Path) -> None:
    make_pictures(tmp_path / "photos", ["1.png", "2.png"])
    table = csv(tmp_path / "a.csv", "first,second", "1.png,9.png", "2.png,2.png")
    fields = (file_field("first", "first"), file_field("second", "second"))
    plan = planned(CUSTOM, table, tmp_path / "photos", fields=fields)
    assert plan.lines == (f'{{"data":{{"first":"{ROOT}photos/2.png","second":"{ROOT}photos/2.png"}}}}',)
    assert [task.name for task in plan.tasks] == ["photos/2.png"]
    assert plan.places("cell-file-missing") == [("a.csv", 2, "B second")]
    assert plan.facts.fields[1].missing_files == 1
    assert_sum(plan)


def test_a_missing_file_can_be_an_empty_text(tmp_path: Path) -> None:
    make_pictures(tmp_path / "photos", ["1.png"])
    table = csv(tmp_path / "a.csv", "pic,note", "1.png,one", "9.png,nine")
    plan = planned(CUSTOM, table, tmp_path / "photos", keeps_missing=True)
    assert plan.lines[1] == '{"data":{"pic":"","note":"nine"}}'
    assert [p.kind for p in plan.problems if p.code == "cell-file-missing"] == [ProblemKind.WARNING]
    assert_sum(plan)


def test_files_that_no_row_names_are_listed_but_not_the_table(tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "goods", ["1.png", "2.png", "sub/3.png"])
    table = csv(folder / "a.csv", "pic,note", "1.png,one")
    plan = planned(CUSTOM, table, folder)
    assert plan.places("file-unused") == [("goods/2.png", None, ""), ("goods/sub/3.png", None, "")]
    assert plan.facts.unused_files == 2
    assert planned(CUSTOM, table).places("file-unused") == [("2.png", None, "")]


def test_two_files_for_one_key_are_a_blocker(tmp_path: Path) -> None:
    first, second = make_pictures(tmp_path / "a" / "pic", ["1.png"]), make_pictures(tmp_path / "b" / "pic", ["1.png"])
    table = csv(tmp_path / "a.csv", "pic,note", f"{first}/1.png,one", f"{second}/1.png,two")
    plan = planned(CUSTOM, table, first, second)
    assert plan.codes(ProblemKind.BLOCKER) == ["two-files-one-key"]


def test_constants_and_addresses_stand_as_they_are(tmp_path: Path) -> None:
    uri = "oss://demo.oss-cn-hangzhou.aliyuncs.com/1.jpg"
    table = csv(tmp_path / "a.csv", "url,note", f"{uri},one", "oss://demo/1.jpg,two", "http://x/1.jpg,three")
    fields = (
        FieldRule(key="lang", kind=FieldKind.CONSTANT, value="zh"),
        FieldRule(key="url", kind=FieldKind.URI, column="url"),
    )
    plan = planned(CUSTOM, table, fields=fields)
    assert plan.lines[0] == f'{{"data":{{"lang":"zh","url":"{uri}"}}}}'
    assert [(p.code, p.kind, p.row) for p in plan.problems] == [
        ("cell-uri-short", ProblemKind.WARNING, 3),
        ("cell-uri-wrong", ProblemKind.LEFT_OUT, 4),
    ]
    assert_sum(plan)


def test_fields_stand_in_the_order_chosen(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "a,b", "1,2")
    fields = (FieldRule(key="second", column="b"), FieldRule(key="first", column="a"))
    assert planned(CUSTOM, table, fields=fields).lines == ('{"data":{"second":"2","first":"1"}}',)


@pytest.mark.parametrize(
    ("template", "fields", "code"),
    [
        (TEXT, (FieldRule(key="text", column="a"),), "text-field-wrong"),
        (TEXT, (FieldRule(key="source", column="a", kind=FieldKind.FILE),), "text-field-wrong"),
        (TEXT, text_field("z"), "column-missing"),
        (CUSTOM, (FieldRule(key=" ", column="a"),), "field-key-wrong"),
        (CUSTOM, (FieldRule(key="a\nb", column="a"),), "field-key-wrong"),
        (CUSTOM, (FieldRule(key="k", column="a"), FieldRule(key="k", column="b")), "field-twice"),
    ],
)
def test_fields_that_no_item_can_have_are_refused(
    tmp_path: Path, template: Template, fields: tuple[FieldRule, ...], code: str
) -> None:
    table = csv(tmp_path / "a.csv", "a,b", "1,2")
    with pytest.raises(InputError) as caught:
        planned(template, table, fields=fields)
    assert caught.value.code == code


def test_files_of_one_name_are_one_item(tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pairs", [f"{name}" for name in numbered(2)])
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(f"text {number}\n", encoding="utf-8")
    plan = planned(CUSTOM, folder)
    assert plan.lines[1] == f'{{"data":{{"picture_url":"{ROOT}pairs/2.png","text":"text 2"}}}}'
    assert [task.name for task in plan.tasks] == ["pairs/1.png", "pairs/2.png"]
    assert_sum(plan)


def test_pairs_may_lie_in_two_folders(tmp_path: Path) -> None:
    pictures, texts = make_pictures(tmp_path / "pics", ["1.png"]), tmp_path / "texts"
    texts.mkdir()
    (texts / "1.txt").write_text("text 1")
    assert planned(CUSTOM, pictures, texts).lines == (
        f'{{"data":{{"picture_url":"{ROOT}pics/1.png","text":"text 1"}}}}',
    )


def test_an_incomplete_pair_is_left_out_or_kept_on_request(tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pairs", numbered(2))
    (folder / "1.txt").write_text("text 1")
    plan = planned(CUSTOM, folder)
    assert plan.places("pair-incomplete") == [("pairs/2", 2, "B .txt")]
    assert [task.name for task in plan.tasks] == ["pairs/1.png"]
    assert_sum(plan)
    kept = planned(CUSTOM, folder, keeps_incomplete=True)
    assert kept.lines[1] == f'{{"data":{{"picture_url":"{ROOT}pairs/2.png","text":""}}}}'
    assert_sum(kept)


def test_two_files_of_one_name_and_suffix_are_no_pair(tmp_path: Path) -> None:
    first, second = make_pictures(tmp_path / "a", ["1.jpg"]), make_pictures(tmp_path / "b", ["1.jpeg", "2.jpg"])
    plan = planned(CUSTOM, first, second)
    assert plan.codes(ProblemKind.LEFT_OUT) == ["pair-doubled"]
    assert_sum(plan)


def test_hidden_rows_are_items_and_are_said(tmp_path: Path) -> None:
    table = workbook(tmp_path / "a.xlsx", [["comment"], ["shown"], ["hidden one"]])
    book = openpyxl.load_workbook(table)
    book.active.row_dimensions[3].hidden = True
    book.save(table)
    plan = planned(TEXT, table, options=ItemOptions(fields=text_field("comment")))
    assert len(plan.lines) == 2
    assert [(p.code, dict(p.values)) for p in plan.problems] == [("rows-hidden", {"count": 1})]


def test_a_plan_ends_as_soon_as_it_is_cancelled(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "id,comment", *(f"{number},comment {number}" for number in range(20_000)))
    asked: list[bool] = []

    def is_cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(CancelledError):
        planned(TEXT, table, is_cancelled=is_cancelled)
    assert len(asked) == 4


def test_a_plan_ends_also_while_a_large_file_is_read_for_its_encoding(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(b"id,comment\n" + "1,好好\n".encode("gb18030") * 200_000 + b"\x81\xff")
    with pytest.raises(InputError, match="encoding-none-fits"):
        planned(TEXT, table)
    looks = itertools.count()
    with pytest.raises(CancelledError):
        planned(TEXT, table, is_cancelled=lambda: next(looks) == 3)


def test_rows_far_down_a_table_are_judged_like_the_first(tmp_path: Path) -> None:
    rows = [f"{number},comment {number},x" for number in range(3000)]
    rows[2000], rows[2500], rows[2999] = "2000,,x", "2500,cut", "2999,last one,x"
    plan = planned(TEXT, csv(tmp_path / "a.csv", "id,comment,grade", *rows), fields=text_field("comment", "grade"))
    assert (plan.counts.rows, len(plan.lines)) == (3000, 2999)
    assert plan.lines[1999:2001] == (
        '{"data":{"source":"comment 1999","grade":"x"}}',
        '{"data":{"source":"comment 2001","grade":"x"}}',
    )
    assert plan.lines[-1] == '{"data":{"source":"last one","grade":"x"}}'
    assert [(p.code, p.row) for p in plan.problems] == [("row-empty", 2002), ("row-short", 2502)]
    assert {value.value: value.items for value in plan.facts.fields[1].values} == {"x": 2998, "": 1}


def test_a_column_that_seems_to_name_files_is_pointed_out_where_none_is_found(tmp_path: Path) -> None:
    table = csv(tmp_path / "a.csv", "pic,note", "1.jpg,one", "2.jpg,two")
    plan = planned(CUSTOM, table)
    assert plan.lines[0] == '{"data":{"pic":"1.jpg","note":"one"}}'
    assert [(p.kind, p.code, p.row, p.column) for p in plan.problems] == [
        (ProblemKind.WARNING, "column-seems-files", None, "A pic")
    ]
    assert planned(CUSTOM, table, fields=(FieldRule(key="note", column="note"),)).codes() == []
    make_pictures(tmp_path / "photos", ["1.jpg"])
    assert "column-seems-files" not in planned(CUSTOM, table, tmp_path / "photos").codes()
