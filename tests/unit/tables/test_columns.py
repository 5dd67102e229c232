"""A column is named by its header or its letter, and never taken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.columns import ColumnFinder, columns_named, letter_of
from itag_desktop.tables.header import looks_like_header

COLUMNS = columns_named(["文本", "", "标签", "标签", "B", "col:A"], 7)


@pytest.mark.parametrize(
    ("typed", "letter"), [("文本", "A"), ("B", "E"), ("col:B", "B"), ("COL:c", "C"), ("col:A", "A"), ("col:G", "G")]
)
def test_the_exact_header_first_and_a_letter_only_when_asked_for(typed: str, letter: str) -> None:
    assert ColumnFinder(COLUMNS).find(typed).letter == letter


@pytest.mark.parametrize("typed", ["文", "文本 ", "", "C", "col:", "col:H", "col:1"])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(typed: str) -> None:
    with pytest.raises(InputError) as raised:
        ColumnFinder(COLUMNS).find(typed)
    assert raised.value.code == "column-missing"
    assert raised.value.values["known"] == "文本, col:B, 标签, 标签, B, col:A, col:G"


def test_a_doubled_header_is_refused_with_its_letters() -> None:
    with pytest.raises(InputError) as raised:
        ColumnFinder(COLUMNS).find("标签")
    assert (raised.value.code, raised.value.values["letters"]) == ("column-doubled", "col:C, col:D")


@given(st.integers(0, 16_383))
def test_letters_are_those_of_excel(index: int) -> None:
    assert letter_of(index) == get_column_letter(index + 1)


@pytest.mark.parametrize(
    "first",
    [["id", "text"], ["编号", "文本"], ["text", ""], ["image_url", "label 1"]],
)
def test_short_words_are_a_header(first: list[str]) -> None:
    assert looks_like_header([first, ["1", "some text"]])


@pytest.mark.parametrize(
    "first",
    [
        ["1", "text"],
        ["3.5%", "x"],
        ["2024-01-31", "x"],
        ["今天天气很好。", "正面"],
        ["x" * 61, "y"],
        ["two\nlines", "y"],
        ["images/1.jpg", "x"],
        ["1.jpg", "x"],
        ["oss://bucket/a", "x"],
        ["good", "again"],
    ],
)
def test_data_is_no_header(first: list[str]) -> None:
    assert not looks_like_header([first, ["z", "again"]])
