"""Sizes, rates and times as people read them."""

import pytest

from itag_desktop.wording.quantities import (
    duration_text,
    length_text,
    percent_text,
    rate_text,
    size_text,
    time_left_text,
)


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (9_949, "9.9 KB"),
        (9_950, "10 KB"),
        (18_000_000, "18 MB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (999_999_999, "1.0 GB"),
        (2_400_000_000, "2.4 GB"),
        (5 * 10**15, "5.0 PB"),
        (5 * 10**21, "5000 EB"),
    ],
)
def test_a_size_has_two_digits_or_more_and_its_unit(size_bytes: int, text: str) -> None:
    assert size_text(size_bytes) == text


def test_a_rate_is_a_size_a_second() -> None:
    assert rate_text(18_400_000.5) == "18 MB/s"


@pytest.mark.parametrize(
    ("done", "total", "text"), [(0, 0, "0 %"), (741, 1198, "61 %"), (1197, 1198, "99 %"), (5, 5, "100 %")]
)
def test_a_hundred_percent_means_all(done: int, total: int, text: str) -> None:
    assert percent_text(done, total) == text


@pytest.mark.parametrize(
    ("duration_s", "text"),
    [(0, "1 s"), (8.4, "8 s"), (59.6, "1 min"), (180, "3 min"), (3599, "1 h 0 min"), (4320, "1 h 12 min")],
)
def test_a_duration_has_the_units_that_matter(duration_s: float, text: str) -> None:
    assert duration_text(duration_s) == text


@pytest.mark.parametrize(
    ("length_ms", "text"),
    [
        (1, "0:01"),
        (12_300, "0:12"),
        (59_700, "1:00"),
        (245_000, "4:05"),
        (3_723_000, "1:02:03"),
        (36_000_000, "10:00:00"),
    ],
)
def test_a_length_is_as_players_show_it(length_ms: int, text: str) -> None:
    assert length_text(length_ms) == text


@pytest.mark.parametrize(
    ("time_left_s", "text"),
    [
        (10, "less than 1 min left"),
        (30, "1 min left"),
        (61, "2 min left"),
        (2999, "50 min left"),
        (3000, "about 1 h left"),
        (7300, "about 2 h left"),
        (36 * 3600, "about 2 days left"),
        (100 * 3600, "about 4 days left"),
    ],
)
def test_the_time_left_is_coarse(time_left_s: float, text: str) -> None:
    assert time_left_text(time_left_s) == text
