"""Fields that the user did not choose."""

from collections.abc import Sequence

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ColumnView, FieldKind, FieldRule, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.planning.field_choice import (
    chosen_fields,
    column_name,
    column_names,
    column_views,
    pair_views,
    with_kinds,
)
from itag_desktop.tables.columns import columns_named
from itag_desktop.tables.table import Row


def views(header: Sequence[str], *rows: Sequence[str], files: Sequence[str] = ()) -> tuple[ColumnView, ...]:
    numbered = [Row(number, number, tuple(cells)) for number, cells in enumerate(rows, 2)]
    return column_views(columns_named(header, len(header)), numbered, lambda cell: cell in files)


def test_the_column_with_the_longest_texts_is_the_text() -> None:
    found = views(["编号", "评论内容", "等级"], ["1", "质量很好，下次再来", "正面"], ["2", "一般", "负面"])
    assert [view.is_text_suggested for view in found] == [False, True, False]
    assert chosen_fields(Template.TEXT, RowsFrom.TABLE, found) == (FieldRule(key="source", column="评论内容"),)


def test_nothing_is_chosen_in_silence_where_two_are_about_as_long() -> None:
    found = views(["a", "b", "c"], ["1", "x" * 100, "y" * 81])
    assert not any(view.is_text_suggested for view in found)
    with pytest.raises(InputError) as caught:
        chosen_fields(Template.TEXT, RowsFrom.TABLE, found)
    assert (caught.value.code, caught.value.values) == ("text-column-not-chosen", {"known": "a, b, c"})


def test_a_clear_lead_is_more_than_a_fifth() -> None:
    assert views(["a", "b"], ["x" * 100, "y" * 80])[0].is_text_suggested


def test_the_only_column_is_the_text_even_when_it_is_empty_so_far() -> None:
    assert chosen_fields(Template.TEXT, RowsFrom.LINES, views([""], [""])) == (FieldRule(key="source", column="col:A"),)


def test_samples_are_the_first_values_that_are_not_empty() -> None:
    assert views(["a"], [""], ["1"], ["2"], ["3"], ["4"])[0].samples == ("1", "2", "3")


def test_a_column_names_files_where_most_cells_end_like_media_and_one_is_there() -> None:
    cells = [[f"{number}.jpg"] for number in range(9)]
    assert views(["p"], *cells, ["none"], files=["3.jpg"])[0].kind is FieldKind.FILE
    assert views(["p"], *cells, ["none"], ["none"], files=["3.jpg"])[0].kind is FieldKind.TEXT
    assert views(["p"], *cells)[0].kind is FieldKind.TEXT


def test_a_column_holds_addresses_where_all_cells_begin_so() -> None:
    assert views(["u"], ["oss://a.oss-x.aliyuncs.com/1.jpg"], [""])[0].kind is FieldKind.URI
    assert views(["u"], ["oss://a.oss-x.aliyuncs.com/1.jpg"], ["1.jpg"])[0].kind is FieldKind.TEXT


def test_keys_are_headers_of_ascii_else_those_of_alibabas_page_else_numbers() -> None:
    found = views(["图片", "说明", "sku"], ["1.jpg", "red", "7"], files=["1.jpg"])
    assert [view.key for view in found] == ["picture_url", "text", "sku"]
    assert [view.key for view in views(["甲", "乙", "field_1"], ["a", "b", "c"])] == ["field_1_1", "field_2", "field_1"]


def test_a_doubled_or_empty_header_is_named_by_its_letter() -> None:
    found = views(["a", "a", "", "col:x", "b"], ["1", "2", "3", "4", "5"])
    assert (
        tuple(column_name(found, view) for view in found)
        == column_names(found)
        == ("col:A", "col:B", "col:C", "col:D", "b")
    )


def test_a_custom_dataset_takes_every_column_in_order() -> None:
    found = views(["p", "t"], ["1.jpg", "red"], files=["1.jpg"])
    assert chosen_fields(Template.CUSTOM, RowsFrom.TABLE, found) == (
        FieldRule(key="p", kind=FieldKind.FILE, column="p"),
        FieldRule(key="t", kind=FieldKind.TEXT, column="t"),
    )


def test_a_manifest_keeps_its_own_fields() -> None:
    assert chosen_fields(Template.CUSTOM, RowsFrom.MANIFEST, ()) == ()


def test_a_rule_without_a_kind_gets_that_of_its_column() -> None:
    found = views(["p", "t"], ["1.jpg", "red"], files=["1.jpg"])
    rules = (FieldRule(key="a", kind=None, column="p"), FieldRule(key="b", kind=None, column="col:B"))
    assert [rule.kind for rule in with_kinds(rules, found)] == [FieldKind.FILE, FieldKind.TEXT]


def test_the_text_of_pairs_is_what_the_text_file_holds() -> None:
    columns = columns_named([".jpg", ".png", ".txt", ".json"], 4)
    found = pair_views(columns, [])
    assert [(view.key, view.kind) for view in found] == [
        ("picture_url_jpg", FieldKind.FILE),
        ("picture_url_png", FieldKind.FILE),
        ("text", FieldKind.TEXT),
        ("file_url", FieldKind.FILE),
    ]
