"""A folder of videos and sounds: first frames, lengths, and what has neither."""

from tests.desktop.person import Person
from tests.support.source_tree import ROOT

CLIPS = ROOT / "tests" / "support" / "clips"


def test_videos_and_sounds_say_what_is_known_of_them(person: Person) -> None:
    person.drops(CLIPS)
    person.clicks("Gallery", "page tab")
    person.clicks("h264.mp4")
    person.sees("64×36 · 0:02")
    person.clicks("av1.mp4")
    person.sees("No preview; it will still be sent")
    person.clicks("Audio 5")
    person.clicks("sound.mp3")
    person.sees("3.5 KB · 0:02")
