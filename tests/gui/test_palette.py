"""Contrast of text, borders and rings, computed from the palette (WCAG 2.2, contrast ratio); and the icons."""

from pathlib import Path

import pytest

from itag_desktop import gui
from itag_desktop.gui.palette import DARK, LIGHT, Colours, Tone, tone_ground, tone_text
from itag_desktop.support.resources import resource_path

TEXT, BORDER = 4.5, 3.0

both = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@both
def test_text_can_be_read_on_every_ground(colours: Colours) -> None:
    for ground in (colours.window, colours.base, colours.alternate):
        assert contrast(colours.text, ground) >= TEXT
        assert contrast(colours.secondary, ground) >= TEXT
        assert contrast(colours.accent, ground) >= TEXT
    assert contrast(colours.text, colours.selection) >= TEXT
    assert contrast(colours.on_accent, colours.accent) >= TEXT


@both
@pytest.mark.parametrize("tone", list(Tone))
def test_the_words_of_a_notice_can_be_read_on_its_ground(colours: Colours, tone: Tone) -> None:
    assert contrast(tone_text(colours, tone), tone_ground(colours, tone)) >= TEXT
    assert contrast(colours.text, tone_ground(colours, tone)) >= TEXT
    assert contrast(tone_text(colours, tone), colours.window) >= TEXT


@both
def test_controls_and_the_focus_ring_stand_out(colours: Colours) -> None:
    for ground in (colours.window, colours.base):
        assert contrast(colours.border, ground) >= BORDER
        assert contrast(colours.accent, ground) >= BORDER


def test_every_icon_is_used_and_their_licence_is_there() -> None:
    folder = resource_path("icons")
    source = "".join(path.read_text(encoding="utf-8") for path in Path(gui.__file__).parent.glob("*.py"))
    unused = [path.stem for path in folder.glob("*.svg") if f'"{path.stem}"' not in source and path.stem != "app"]
    assert unused == []
    assert (folder / "LICENSE").exists()
