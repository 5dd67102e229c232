"""Rules of names: dataset name, prefix, object key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import (
    MAX_DATASET_NAME_LENGTH,
    MAX_KEY_BYTES,
    clean_prefix,
    is_dataset_name,
    join_key,
    key_fault,
    printable,
    split_manifest_name,
    suggest_dataset_name,
)

ANY_TEXT = st.text(st.characters())
"""Lone surrogates included: names of files may hold them."""


@pytest.mark.parametrize("name", ["fruit", "水果_2024-05", "1", "a" * 100, "㐀"])
def test_names_a_dataset_may_have(name: str) -> None:
    assert is_dataset_name(name)


@pytest.mark.parametrize("name", ["", "_a", "-a", "a b", "a.b", "a" * 101, "é", "a\n", "🍎"])
def test_names_a_dataset_may_not_have(name: str) -> None:
    assert not is_dataset_name(name)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("fruit", "fruit"),
        ("my fruit (2)", "my_fruit__2_"),
        ("..hidden", "hidden"),
        ("水果 2024", "水果_2024"),
        ("🍎", "dataset"),
        ("", "dataset"),
    ],
)
def test_a_dataset_name_follows_from_the_first_source(stem: str, expected: str) -> None:
    assert suggest_dataset_name(stem) == expected


@given(ANY_TEXT)
def test_every_stem_gives_a_name_that_a_dataset_may_have(stem: str) -> None:
    assert is_dataset_name(suggest_dataset_name(stem))


def test_a_suggested_name_is_no_longer_than_allowed() -> None:
    assert len(suggest_dataset_name("果" * 300)) == MAX_DATASET_NAME_LENGTH


def test_the_suffix_typed_is_that_of_the_manifest() -> None:
    assert split_manifest_name("fruit") == ("fruit", ".manifest")
    assert split_manifest_name("fruit.manifest") == ("fruit", ".manifest")
    assert split_manifest_name("fruit.txt") == ("fruit", ".txt")
    for wrong in ("fruit.csv", ".manifest", "fruit.manifest.txt", ""):
        with pytest.raises(InputError) as caught:
            split_manifest_name(wrong)
        assert caught.value.code == "dataset-name-wrong"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("iTAG", "iTAG"),
        (" /iTAG//fruit/ ", "iTAG/fruit"),
        ("a\\b", "a/b"),
        ("a\uff0fb", "a/b"),
        ("", ""),
        ("/", ""),
        (unicodedata.normalize("NFD", "é"), "é"),
    ],
)
def test_a_prefix_is_cleaned(typed: str, expected: str) -> None:
    assert clean_prefix(typed) == expected


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("a/../b", "key-dot-segment"),
        ("./a", "key-dot-segment"),
        ("a\nb", "key-control-character"),
        ("a\u202eb", "key-bidi-character"),
        ("a\udcff", "key-not-utf8"),
        ("a" * 1024, "key-too-long"),
    ],
)
def test_a_prefix_that_no_key_can_begin_with_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        clean_prefix(typed)
    assert (caught.value.code, caught.value.values["reason"]) == ("prefix-wrong", reason)


@given(ANY_TEXT)
def test_cleaning_a_prefix_twice_changes_nothing(typed: str) -> None:
    try:
        prefix = clean_prefix(typed)
    except InputError:
        return
    assert clean_prefix(prefix) == prefix
    assert key_fault(join_key(prefix, "1.jpg")) in (None, "key-too-long")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("iTAG/pic/1.jpg", None),
        ("水果/苹果 1 (2).jpg", None),
        ("a#?%&+=.jpg", None),
        ("...", None),
        ("a/..b/.c", None),
        ("", "key-empty"),
        ("/a", "key-leading-slash"),
        ("\\a", "key-leading-slash"),
        ("a\\b", "key-backslash"),
        ("a//b", "key-dot-segment"),
        ("a/", "key-dot-segment"),
        ("a/./b", "key-dot-segment"),
        ("../a", "key-dot-segment"),
        ("a\rb", "key-control-character"),
        ("a\0b", "key-control-character"),
        ("a\u0085b", "key-control-character"),
        ("a\u2029b", "key-control-character"),
        ("a\u200fb", "key-bidi-character"),
        ("a\ud800b", "key-not-utf8"),
        ("a" * MAX_KEY_BYTES, None),
        ("a" * (MAX_KEY_BYTES + 1), "key-too-long"),
        ("果" * 341, None),
        ("果" * 342, "key-too-long"),
    ],
)
def test_what_can_be_an_object_key(key: str, expected: str | None) -> None:
    assert key_fault(key) == expected


@given(ANY_TEXT)
def test_a_key_without_fault_is_one_line_of_utf8_that_no_client_rewrites(key: str) -> None:
    if key_fault(key) is not None:
        return
    assert 1 <= len(key.encode()) <= MAX_KEY_BYTES
    assert len(key.splitlines()) == 1
    assert not {"", ".", ".."} & set(key.split("/"))
    assert "\\" not in key
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in key)
    assert not any(
        unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for char in key
    )


@given(ANY_TEXT)
def test_what_is_printable_can_be_shown_on_one_line_anywhere(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown.encode().decode() == shown
    assert printable(shown) == shown


def test_what_can_be_shown_is_shown_as_it_is() -> None:
    assert printable("苹果 1 (é).jpg") == "苹果 1 (é).jpg"
    assert printable("a\nb\u202ec\udcff") == "a\\nb\\u202ec\\udcff"
