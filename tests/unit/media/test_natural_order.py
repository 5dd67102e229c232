"""Natural order of names."""

import random
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.media.natural_order import natural_key, sort_naturally

NAMES = st.lists(st.text(st.sampled_from("aB.-_ 0129éÉ"), max_size=8), unique=True, max_size=20)


def ordered(*names: str) -> list[str]:
    in_order = list(names)
    sort_naturally(in_order)
    return in_order


def test_two_comes_before_ten() -> None:
    assert ordered("10.jpg", "9.jpg", "1.jpg", "2.jpg") == ["1.jpg", "2.jpg", "9.jpg", "10.jpg"]


def test_numbers_count_wherever_they_stand() -> None:
    assert ordered("s10e1.mp4", "s2e10.mp4", "s2e9.mp4") == ["s2e9.mp4", "s2e10.mp4", "s10e1.mp4"]


def test_capitals_stand_beside_small_letters() -> None:
    assert ordered("b.jpg", "A.jpg", "C.jpg", "a.jpg") == ["A.jpg", "a.jpg", "b.jpg", "C.jpg"]


def test_leading_zeros_do_not_count_but_decide_between_equals() -> None:
    assert ordered("02.jpg", "2.jpg", "1.jpg", "003.jpg", "0.jpg") == ["0.jpg", "1.jpg", "02.jpg", "2.jpg", "003.jpg"]


def test_a_name_comes_before_the_same_name_with_a_number() -> None:
    assert ordered("img2.jpg", "img.jpg") == ["img.jpg", "img2.jpg"]


def test_composed_and_decomposed_spelling_stand_beside_each_other() -> None:
    composed, decomposed = "é1.jpg", unicodedata.normalize("NFD", "é2.jpg")
    assert ordered("é3.jpg", decomposed, "f.jpg", composed) == ["f.jpg", composed, decomposed, "é3.jpg"]


def test_names_that_are_no_unicode_are_ordered_too() -> None:
    assert ordered("\udcff10", "\udcff9") == ["\udcff9", "\udcff10"]


def test_a_number_of_any_length_is_compared_as_a_number() -> None:
    assert ordered("9" * 200, "1" + "0" * 200) == ["9" * 200, "1" + "0" * 200]


@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_names_came(names: list[str], chance: random.Random) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)
    sort_naturally(names)
    sort_naturally(shuffled)
    assert names == shuffled


@given(NAMES)
def test_the_order_is_that_of_text_and_numbers_compared_piece_by_piece(names: list[str]) -> None:
    def pieces(name: str) -> list[tuple[str, int]]:
        """Return each character, or each number, the latter standing where the digit 0 would."""
        folded = unicodedata.normalize("NFC", name).casefold()
        return [("0", int(piece)) if piece.isdigit() else (piece, 0) for piece in re.findall("[0-9]+|.", folded)]

    sort_naturally(names)
    assert names == sorted(names, key=lambda name: (pieces(name), name))
    assert all((natural_key(a) == natural_key(b)) == (pieces(a) == pieces(b)) for a in names for b in names)
