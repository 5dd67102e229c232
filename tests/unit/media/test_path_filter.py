"""Include and exclude patterns."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.media.path_filter import PathFilter, PathPattern


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.jpg", "1.jpg"),
        ("*.jpg", "a/b/1.jpg"),
        ("*.JPG", "a/1.jpg"),
        ("raw", "a/raw"),
        ("raw/", "a/raw"),
        ("a/*.jpg", "a/1.jpg"),
        ("A\\*.jpg", "a/1.jpg"),
        ("/1.jpg", "1.jpg"),
        ("./1.jpg", "1.jpg"),
        ("**/1.jpg", "1.jpg"),
        ("**/1.jpg", "a/b/1.jpg"),
        ("a/**", "a/b/1.jpg"),
        ("a/**", "a"),
        ("a/**/c/*.jpg", "a/c/1.jpg"),
        ("a/**/c/*.jpg", "a/b/c/c/1.jpg"),
        ("**/b/**", "a/b/c/1.jpg"),
        ("[12].jpg", "a/1.jpg"),
        ("[!12]?.jpg", "31.jpg"),
        ("[", "a/["),
        ("café*", unicodedata.normalize("NFD", "café.jpg")),
        (unicodedata.normalize("NFD", "café/*"), "café/1.jpg"),
        ("苹果?.png", "水果/苹果1.png"),
    ],
)
def test_a_pattern_matches(pattern: str, path: str) -> None:
    assert PathPattern(pattern)(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.jpg", "1.jpeg"),
        ("*.jpg", "1.jpg.txt"),
        ("a", "a/1.jpg"),
        ("a/*.jpg", "a/b/1.jpg"),
        ("a/*.jpg", "b/a/1.jpg"),
        ("/1.jpg", "a/1.jpg"),
        ("a?1.jpg", "a/1.jpg"),
        ("a[!b]1.jpg", "a/1.jpg"),
        ("a/**/b", "a/c"),
        ("a**1.jpg", "a/1.jpg"),
        ("", "1.jpg"),
        ("/", "1.jpg"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, path: str) -> None:
    assert not PathPattern(pattern)(path)


def test_without_patterns_everything_is_taken() -> None:
    assert PathFilter().file_skip_reason("a/1.jpg") is None
    assert PathFilter().folder_skip_reason("a") is None


def test_only_what_is_included_is_taken_and_excluding_wins() -> None:
    path_filter = PathFilter(include=["*.jpg", "*.png"], exclude=["draft*"])
    assert path_filter.file_skip_reason("1.jpg") is None
    assert path_filter.file_skip_reason("1.gif") == "not-included"
    assert path_filter.file_skip_reason("draft.jpg") == "excluded"


def test_an_include_does_not_keep_folders_out_but_an_exclude_does() -> None:
    path_filter = PathFilter(include=["*.jpg"], exclude=["raw"])
    assert path_filter.folder_skip_reason("a") is None
    assert path_filter.folder_skip_reason("a/raw") == "excluded"


def test_a_pattern_of_many_stars_is_answered_at_once() -> None:
    name = "a" * 200
    assert not PathPattern("*a" * 60 + "b")(name)
    assert not PathPattern("**/a/" * 40 + "b")("/".join("a" * 100))


def naive_match(pattern: list[str], path: list[str]) -> bool:
    """Say by trying every way whether the segments match."""
    if not pattern:
        return not path
    if pattern[0] == "**":
        return any(naive_match(pattern[1:], path[start:]) for start in range(len(path) + 1))
    if not path:
        return False
    wild = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern[0])
    return re.fullmatch(wild, path[0], re.IGNORECASE) is not None and naive_match(pattern[1:], path[1:])


SEGMENTS = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=5)
PATTERNS = st.lists(st.one_of(st.just("**"), st.text("aB*?", min_size=1, max_size=3)), min_size=2, max_size=5)


@given(PATTERNS, SEGMENTS)
def test_a_path_pattern_is_matched_as_trying_every_way_would(pattern: list[str], path: list[str]) -> None:
    assert PathPattern("/".join(pattern))("/".join(path)) == naive_match(pattern, path)


@given(st.text("aB*?", min_size=1, max_size=5), SEGMENTS)
def test_a_name_pattern_looks_at_the_name_alone(pattern: str, path: list[str]) -> None:
    assert PathPattern(pattern)("/".join(path)) == naive_match([pattern.replace("**", "*")], path[-1:])


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("./1.jpg", "1.JPG"),
        ("./a/b.jpg", "A/b.jpg"),
        ("./a[[]1].jpg", "a[1].jpg"),
        ("./what[?].jpg", "what?.jpg"),
        ("./a[*].jpg", "a*.jpg"),
        ("./水果/图.jpg", "水果/图.jpg"),
        ("./" + unicodedata.normalize("NFD", "café.jpg"), "café.jpg"),
        ("\\a\\b.jpg", "a/b.jpg"),
    ],
)
def test_a_pattern_of_one_path_excludes_that_alone(pattern: str, path: str) -> None:
    only = PathFilter(exclude=[pattern])
    assert only.file_skip_reason(path) == "excluded"
    assert PathPattern(pattern)(path)
    assert only.file_skip_reason(f"x/{path}") is None
    assert only.file_skip_reason(f"{path}x") is None


def test_ten_thousand_paths_are_looked_up_and_not_compared_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    many = PathFilter(exclude=[f"./a/{number}.jpg" for number in range(10_000)])
    compared: list[str] = []
    monkeypatch.setattr(PathPattern, "__call__", lambda _self, path: compared.append(path))
    assert many.file_skip_reason("a/9999.jpg") == "excluded"
    assert many.file_skip_reason("a/10000.jpg") is None
    assert compared == []


@given(st.text(alphabet="ab/.*?[]!Aé", max_size=12), st.text(alphabet="ab/.*?[]!Aé", max_size=8))
def test_looking_up_says_what_comparing_says(pattern: str, path: str) -> None:
    assert (PathFilter(exclude=[pattern]).file_skip_reason(path) == "excluded") is PathPattern(pattern)(path)
