"""Dividing lines over manifests: each line in one of them, in order, under names that stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.domain.items import Division
from itag_desktop.manifests.division import divided, shares_of

divisions = st.builds(
    Division,
    pilot_items=st.none() | st.integers(1, 30),
    pilot_seed=st.none() | st.integers(0, 3),
    split_items=st.none() | st.integers(1, 12),
)


def parts(division: Division, count: int, *, planned: int | None = None) -> dict[str, list[int]]:
    lines = [str(number).encode() for number in range(count)]
    planned = count if planned is None else planned
    shares = divided(division, count, planned=planned, lines=lambda: iter(lines))
    return {share.suffix: [int(line) for line in shared] for share, shared in shares}


def test_all_goes_into_one_manifest_unless_asked_otherwise() -> None:
    assert parts(Division(), 5) == {"": [0, 1, 2, 3, 4]}


def test_a_pilot_takes_the_first_ones_and_leaves_the_rest() -> None:
    assert parts(Division(pilot_items=2), 5) == {"-pilot": [0, 1], "": [2, 3, 4]}


def test_a_pilot_larger_than_the_dataset_is_all_of_it() -> None:
    assert parts(Division(pilot_items=9), 3) == {"-pilot": [0, 1, 2]}


def test_pieces_are_numbered_so_that_names_sort() -> None:
    assert list(parts(Division(split_items=1), 11)) == [f"-{number:02}" for number in range(1, 12)]


def test_one_piece_has_no_number() -> None:
    assert parts(Division(split_items=5), 5) == {"": [0, 1, 2, 3, 4]}


def test_a_seed_chooses_the_same_items_in_every_version_of_python() -> None:
    assert parts(Division(pilot_items=4, pilot_seed=1), 20)["-pilot"] == [0, 8, 9, 13]


def test_another_seed_chooses_others() -> None:
    assert (
        parts(Division(pilot_items=4, pilot_seed=2), 20)["-pilot"]
        != parts(Division(pilot_items=4, pilot_seed=1), 20)["-pilot"]
    )


def test_a_manifest_keeps_its_name_when_lines_turn_out_to_be_missing() -> None:
    division = Division(split_items=1)
    assert list(parts(division, 9, planned=10)) == [f"-{number:02}" for number in range(1, 10)]


@given(divisions, st.integers(0, 60))
def test_every_line_is_in_one_manifest_and_in_order(division: Division, count: int) -> None:
    found = parts(division, count)
    assert sorted(line for lines in found.values() for line in lines) == list(range(count))
    assert all(lines == sorted(lines) for lines in found.values())
    assert len(found.get("-pilot", [])) == min(division.pilot_items or 0, count)
    assert all(len(lines) <= (division.split_items or count) for name, lines in found.items() if name != "-pilot")


@given(divisions, st.integers(0, 60))
def test_shares_say_how_many_lines_each_gets(division: Division, count: int) -> None:
    told = {share.suffix: share.items for share in shares_of(division, count, planned=count)}
    assert told == {name: len(lines) for name, lines in parts(division, count).items()}


@pytest.mark.parametrize("count", [0, 1])
def test_there_is_always_a_manifest(count: int) -> None:
    assert len(parts(Division(split_items=10), count)) == 1
