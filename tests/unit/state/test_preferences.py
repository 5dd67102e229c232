"""What is remembered over starts: places, never credentials."""

import pytest

from itag_desktop.domain.destination import Destination, practice_destination
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.preferences import Preferences, read_preferences, write_preferences


def place(prefix: str) -> Destination:
    return Destination(bucket="labels", region="cn-hangzhou", prefix=prefix, endpoint="https://oss.example.com")


def test_the_first_start_remembers_nothing() -> None:
    assert read_preferences(app_dirs()) == Preferences()


def test_what_was_written_is_read_again() -> None:
    kept = Preferences().with_used(place("图片")).with_used(practice_destination("first"))
    write_preferences(app_dirs().preferences, kept)
    assert read_preferences(app_dirs()) == kept
    assert kept.last == practice_destination("first")
    assert kept.recent == (place("图片"),)


def test_the_place_used_last_comes_first_and_each_only_once() -> None:
    kept = Preferences()
    for prefix in ("a", "b", "a"):
        kept = kept.with_used(place(prefix))
    assert [each.prefix for each in kept.recent] == ["a", "b"]


def test_eight_places_are_remembered() -> None:
    kept = Preferences()
    for number in range(12):
        kept = kept.with_used(place(str(number)))
    assert [each.prefix for each in kept.recent] == [str(number) for number in range(11, 3, -1)]


def test_a_place_that_is_taken_out_is_no_start_either() -> None:
    kept = Preferences().with_used(place("a")).with_used(place("b")).without(place("b"))
    assert kept == Preferences(recent=(place("a"),))


@pytest.mark.parametrize(
    "damage",
    [b"", b"\xff", b"[]", b'{"last":null,"recent":[],"of_a_later_version":1}',
     b'{"last":null,"recent":[{"bucket":"NO","region":"r","prefix":"","endpoint":null,"is_practice":false}]}'],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_like_none(damage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    app_dirs().preferences.parent.mkdir(parents=True, exist_ok=True)
    app_dirs().preferences.write_bytes(damage)
    assert read_preferences(app_dirs()) == Preferences()
    assert "cannot be read" in caplog.text


def test_a_place_that_takes_no_file_costs_nothing_but_the_memory(caplog: pytest.LogCaptureFixture) -> None:
    app_dirs().preferences.mkdir(parents=True)
    write_preferences(app_dirs().preferences, Preferences().with_used(place("a")))
    assert "cannot be written" in caplog.text
