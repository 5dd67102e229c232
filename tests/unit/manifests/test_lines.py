"""Any text survives a line, and a line stays one line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.domain.errors import InputError
from itag_desktop.manifests.lines import item_line, media_line

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(TEXT, TEXT))
def test_a_line_reads_back_as_its_fields_in_their_order(fields: dict[str, str]) -> None:
    read = json.loads(item_line(list(fields.items())).decode())
    assert list(read) == ["data"]
    assert list(read["data"].items()) == list(fields.items())


@given(TEXT)
def test_no_text_breaks_a_line(text: str) -> None:
    line = item_line([("source", text)])
    assert line.decode().splitlines() == [line.decode()]
    assert line.splitlines() == [line]


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters='"\\\x7f'), min_size=1))
def test_what_can_be_shown_stands_literally(text: str) -> None:
    assert item_line([("source", text)]) == b'{"data":{"source":"' + text.encode() + b'"}}'


@pytest.mark.parametrize("char", ["\u0085", "\u2028", "\u2029"])
def test_line_breaks_of_unicode_are_escaped_in_names_and_values(char: str) -> None:
    escape = rb"\u" + f"{ord(char):04x}".encode()
    assert item_line([(f"a{char}", f"{char}b")]) == b'{"data":{"a' + escape + b'":"' + escape + b'b"}}'


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        media_line("oss://b/\udcff.jpg", label_field="label", label=None)
    assert (caught.value.code, caught.value.values["field"]) == ("field-not-unicode", "source")


def test_a_field_cannot_be_there_twice() -> None:
    with pytest.raises(InputError) as caught:
        media_line("oss://b/1.jpg", label_field="source", label="cat")
    assert (caught.value.code, caught.value.values["field"]) == ("field-twice", "source")
