"""Values of pre-labels."""

from itag_desktop.planning import value_counts
from itag_desktop.planning.value_counts import ValueCounts


def counted(*values: str) -> ValueCounts:
    counts = ValueCounts()
    counts.add(values)
    return counts


def test_the_most_frequent_comes_first() -> None:
    found = counted("负面", "正面", "正面").values()
    assert [(count.value, count.items) for count in found] == [("正面", 2), ("负面", 1)]


def test_values_that_only_look_alike_are_pointed_out() -> None:
    assert counted("Cat", "cat ", "\uff43\uff41\uff54", "dog", "a  b", "a b").near_twins() == (
        ("Cat", "cat ", "\uff43\uff41\uff54"),
        ("a  b", "a b"),
    )


def test_values_that_look_alike_are_found_also_where_they_were_asked_for_before() -> None:
    counts = counted("Cat", "dog")
    assert counts.near_twins() == ()
    counts.add(["cat", "cat"])
    assert counts.near_twins() == (("Cat", "cat"),)


def test_a_field_of_too_many_values_is_cut_and_says_so() -> None:
    counts = counted(*map(str, range(value_counts.MOST_VALUES)))
    before = counts.has_more
    counts.add(["one more"])
    counts.add(["0"])
    assert (before, counts.has_more) == (False, True)
    assert len(counts.values()) == value_counts.MOST_VALUES
    assert counts.values()[0].items == 2


def test_a_field_of_long_texts_is_cut_and_says_so() -> None:
    counts = counted(*(f"{number}" * 1000 for number in range(10, 40)), "short")
    assert counts.has_more
    assert sum(len(count.value) for count in counts.values()) <= value_counts.MOST_CHARACTERS
