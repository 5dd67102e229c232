"""Planned lines: marks where addresses will stand, the fast way and the plain way alike."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.domain.errors import InputError
from itag_desktop.manifests.lines import item_line
from itag_desktop.manifests.planned_lines import (
    PlannedFile,
    TextLines,
    ordinals_of,
    planned_line,
    with_addresses,
    without_tasks,
)

ROOT = "oss://b.oss-cn-hangzhou.aliyuncs.com/p/"
texts = st.text(st.characters(codec="utf-8"))


def test_a_file_becomes_its_address_when_the_destination_is_known() -> None:
    line = planned_line([("picture_url", PlannedFile(7, "pic/1.jpg")), ("text", "one")])
    assert with_addresses(line, ROOT) == item_line([("picture_url", ROOT + "pic/1.jpg"), ("text", "one")])


def test_an_address_is_written_as_json_writes_it() -> None:
    line = planned_line([("source", PlannedFile(0, 'a "b".jpg'))])
    root = 'oss://b.oss-x.aliyuncs.com/say "hi"/'
    assert json.loads(with_addresses(line, root)) == {"data": {"source": root + 'a "b".jpg'}}


def test_no_text_can_pass_for_a_mark() -> None:
    line = planned_line([("source", "\x007\x00pic/1.jpg")])
    assert ordinals_of(line) == set()
    assert with_addresses(line, ROOT) == line


def test_lines_of_missing_tasks_go_and_the_others_stay() -> None:
    lines = [planned_line([("a", PlannedFile(n, f"{n}.jpg")), ("b", PlannedFile(9, "9.jpg"))]) for n in range(3)]
    block = b"\n".join([*lines, b""])
    assert without_tasks(block, {1}) == b"\n".join([lines[0], lines[2], b""])
    assert without_tasks(block, {9}) == b""
    assert without_tasks(block, set()) == block


def test_a_line_knows_the_tasks_it_names() -> None:
    assert ordinals_of(planned_line([("a", PlannedFile(3, "x")), ("b", PlannedFile(12, "y")), ("c", "3")])) == {3, 12}


def test_a_field_named_twice_is_refused() -> None:
    with pytest.raises(InputError, match="field-twice"):
        planned_line([("a", "1"), ("a", "2")])


def test_what_no_utf8_can_hold_is_refused_by_its_field() -> None:
    with pytest.raises(InputError, match="field-not-unicode") as caught:
        planned_line([("a", "1"), ("b", "\ud800")])
    assert caught.value.values == {"field": "b"}


@given(st.lists(st.tuples(texts, texts), max_size=20), texts, texts)
def test_many_lines_are_the_same_as_one_by_one(values: list[tuple[str, str]], first: str, second: str) -> None:
    keys = [first, second if second != first else second + "x"]
    one_by_one = b"".join(planned_line(list(zip(keys, item, strict=True))) + b"\n" for item in values)
    assert TextLines(keys)(values) == one_by_one


@given(texts)
def test_a_line_is_one_line_to_every_reader(value: str) -> None:
    assert len(planned_line([("source", value)]).decode().splitlines()) == 1
