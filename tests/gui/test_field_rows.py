"""The rows of the grid of fields: which fields follow from them, and what keeps its place."""

import pytest

from itag_desktop.domain.items import ColumnView, FieldRule
from itag_desktop.gui import field_rows
from itag_desktop.gui.column_names import columns_by_name
from itag_desktop.gui.field_rows import FieldRow, arranged, fields_of, key_fault, moved, with_tick
from tests.gui.goods import COLUMNS, PICTURE, PICTURE_RULE, REMARK, REMARK_RULE, RULES, WORDS, WORDS_RULE

FIRST = arranged((), COLUMNS, RULES)


def letters(rows: tuple[FieldRow, ...]) -> str:
    return "".join("=" if row.column is None else row.column.letter for row in rows)


def test_every_column_has_a_row_and_the_fields_are_the_ticked_ones() -> None:
    assert letters(FIRST) == "ABC"
    assert fields_of(FIRST) == RULES
    assert [row.is_included for row in FIRST] == [True, True, False]


def test_a_column_is_named_by_its_header_or_by_its_letter_where_that_is_not_clear() -> None:
    columns = [
        ColumnView(letter=letter, name=name) for letter, name in zip("ABCDE", ("x", "y", "x", "", "col:A"), strict=True)
    ]
    assert list(columns_by_name(columns)) == ["col:A", "y", "col:C", "col:D", "col:E"]


def test_fields_named_by_letter_find_their_columns() -> None:
    rows = arranged((), COLUMNS, (FieldRule(key="text", column="col:b"),))
    assert letters(rows) == "ABC"
    assert [row.is_included for row in rows] == [False, True, False]


def test_what_is_not_ticked_keeps_its_place_and_its_name() -> None:
    dragged = moved(FIRST, 2, 0)
    assert letters(dragged) == "CAB"
    renamed = field_rows.with_row(dragged, 1, FieldRow(rule=FieldRule(key="pic"), column=PICTURE, is_included=True))
    without = with_tick(renamed, 1, is_included=False)
    assert letters(arranged(without, COLUMNS, fields_of(without))) == "CAB"
    again = with_tick(arranged(without, COLUMNS, fields_of(without)), 1, is_included=True)
    assert fields_of(again)[0].key == "pic"


def test_the_order_of_an_undone_step_comes_back_around_the_columns_not_ticked() -> None:
    dragged = moved(FIRST, 1, 0)
    assert letters(dragged) == "BAC"
    assert letters(arranged(dragged, COLUMNS, RULES)) == "ABC"


def test_another_table_begins_in_its_own_order() -> None:
    columns = (WORDS, ColumnView(letter="B", name="编号", key="field_2"))
    assert letters(arranged(moved(FIRST, 2, 0), columns, ())) == "BB"


@pytest.mark.parametrize(("start", "place", "order"), [(0, 3, "BCA"), (0, 2, "BAC"), (2, 0, "CAB"), (1, 1, "ABC")])
def test_a_row_moves_before_the_one_at_a_place(start: int, place: int, order: str) -> None:
    assert letters(moved(FIRST, start, place)) == order


def test_a_constant_stands_behind_all_rows_under_a_name_of_its_own() -> None:
    rows = field_rows.with_constant(field_rows.with_constant(FIRST))
    assert letters(rows) == "ABC=="
    assert [rule.key for rule in fields_of(rows)] == ["field_1", "field_2", "constant", "constant_2"]
    assert letters(arranged(rows, COLUMNS, fields_of(rows))) == "ABC=="


def test_a_constant_that_is_not_ticked_is_not_lost() -> None:
    rows = with_tick(field_rows.with_constant(FIRST), 3, is_included=False)
    assert letters(arranged(rows, COLUMNS, RULES)) == "ABC="


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (" ", "A field needs a name."),
        ("a\x07b", "A field's name holds only characters that can be shown."),
        ("\ud800", "A field's name holds only characters that can be shown."),
        (" field_2 ", "Another field is called field_2."),
        ("field_1", None),
        ("field_3", None),
        ("图片 地址", None),
    ],
)
def test_a_name_that_cannot_be_is_said_so(typed: str, reason: str | None) -> None:
    assert key_fault(FIRST, 0, typed) == reason


def test_ticking_a_column_whose_name_is_taken_gives_it_a_number() -> None:
    taken = field_rows.with_row(
        FIRST, 0, FieldRow(rule=FieldRule(key="field_3", column="图片"), column=PICTURE, is_included=True)
    )
    assert [rule.key for rule in fields_of(with_tick(taken, 2, is_included=True))] == [
        "field_3",
        "field_2",
        "field_3_2",
    ]


def test_fields_are_called_by_the_headers_on_request() -> None:
    assert field_rows.has_other_headers(FIRST)
    assert not field_rows.is_named_by_headers(FIRST)
    named = field_rows.named_by_headers(FIRST)
    assert [rule.key for rule in fields_of(named)] == ["图片", "说明"]
    assert field_rows.is_named_by_headers(named)
    assert fields_of(field_rows.named_plainly(named)) == RULES


def test_headers_that_are_doubled_or_missing_still_give_each_field_its_name() -> None:
    columns = (
        ColumnView(letter="A", name="x", key="x"),
        ColumnView(letter="B", name="x", key="x_2"),
        ColumnView(letter="C", name="", key="field_3"),
        ColumnView(letter="D", name="a\x07", key="field_4"),
    )
    rules = [FieldRule(key=column.key, column=f"col:{column.letter}") for column in columns]
    named = field_rows.named_by_headers(arranged((), columns, rules))
    assert [rule.key for rule in fields_of(named)] == ["x", "x_2", "field_3", "field_4"]


def test_a_table_of_plain_headers_needs_no_choice_of_names() -> None:
    plain = (ColumnView(letter="A", name="text", key="text"),)
    assert not field_rows.has_other_headers(arranged((), plain, ()))


def test_the_widest_table_is_arranged_and_named_at_once() -> None:
    columns = [ColumnView(letter=f"N{n}", name=f"列 {n}", key=f"field_{n}") for n in range(16_384)]
    rows = arranged((), columns, [FieldRule(key="field_9", column="列 9")])
    assert len(field_rows.named_by_headers(moved(rows, 0, 16_384))) == 16_384


def test_a_field_of_a_column_that_is_not_there_is_shown_by_the_name_it_asks_for() -> None:
    rows = arranged((), (REMARK,), (PICTURE_RULE, WORDS_RULE, REMARK_RULE))
    assert [row.name for row in rows] == ["图片", "说明", "C  备注"]
