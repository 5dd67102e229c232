"""Equal items."""

import pytest

from itag_desktop.planning import duplicates
from itag_desktop.planning.duplicates import Duplicates


def test_the_second_of_two_equal_items_is_not_new() -> None:
    with Duplicates(must_know=False) as seen:
        assert [seen.is_new(item) for item in ("a", "b", "a", "a")] == [True, True, False, False]
        assert seen.count == 2


@pytest.fixture
def few_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST_IN_MEMORY", 3)


@pytest.mark.usefixtures("few_in_memory")
def test_they_are_known_beyond_what_memory_holds_where_they_must_be() -> None:
    with Duplicates(must_know=True) as seen:
        assert [seen.is_new(item) for item in "abcdeaf"] == [True, True, True, True, True, False, True]
        assert not seen.is_new("e")
        assert seen.count == 2


@pytest.mark.usefixtures("few_in_memory")
def test_counting_is_given_up_where_it_would_cost_memory() -> None:
    with Duplicates(must_know=False) as seen:
        assert [seen.is_new(item) for item in "aabcdd"] == [True, False, True, True, True, True]
        assert seen.count is None
