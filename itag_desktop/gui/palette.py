"""The colours of the window, light and dark, and Qt palettes made of them.

Fusion takes its colours from the palette, so one set of roles paints the same window on every system. Text keeps a
contrast of at least 4.5 to its ground (disabled text exempt), control borders and the focus ring 3.0: a test computes
each ratio from the values below.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme: a colour as ``#RRGGBB`` for each role."""

    window: str
    base: str
    alternate: str
    text: str
    secondary: str
    disabled: str
    border: str
    separator: str
    accent: str
    on_accent: str
    success: str
    amber: str
    amber_ground: str
    red: str
    red_ground: str
    info: str
    info_ground: str
    success_ground: str
    selection: str
    is_dark: bool


LIGHT = Colours(
    window="#F4F5F7",
    base="#FFFFFF",
    alternate="#F8F9FB",
    text="#1B1F24",
    secondary="#57606A",
    disabled="#767E87",
    border="#868F99",
    separator="#D5DAE0",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    success="#1A7F37",
    amber="#8A5200",
    amber_ground="#FFF3D6",
    red="#B42318",
    red_ground="#FDECEA",
    info="#0B5CAD",
    info_ground="#E8F1FB",
    success_ground="#E9F6EC",
    selection="#CFE3F8",
    is_dark=False,
)

DARK = Colours(
    window="#1F2227",
    base="#17191D",
    alternate="#1C1F24",
    text="#E6E8EB",
    secondary="#A3ABB5",
    disabled="#808994",
    border="#6F7883",
    separator="#363C45",
    accent="#6CB0F5",
    on_accent="#0B1A2B",
    success="#57C27A",
    amber="#E8B04A",
    amber_ground="#3A2E12",
    red="#FF8A80",
    red_ground="#3D1F1D",
    info="#6CB0F5",
    info_ground="#16304A",
    success_ground="#16301F",
    selection="#24456B",
    is_dark=True,
)


class Tone(StrEnum):
    """What a state or notice says by its colour; an icon and a word always say it too."""

    PLAIN = "plain"
    INFO = "info"
    SUCCESS = "success"
    AMBER = "amber"
    RED = "red"


def tone_text(colours: Colours, tone: Tone) -> str:
    """Return the text colour of `tone`."""
    shades = {
        Tone.PLAIN: colours.secondary,
        Tone.INFO: colours.info,
        Tone.SUCCESS: colours.success,
        Tone.AMBER: colours.amber,
        Tone.RED: colours.red,
    }
    return shades[tone]


def tone_ground(colours: Colours, tone: Tone) -> str:
    """Return the ground of a notice of `tone`."""
    shades = {
        Tone.PLAIN: colours.base,
        Tone.INFO: colours.info_ground,
        Tone.SUCCESS: colours.success_ground,
        Tone.AMBER: colours.amber_ground,
        Tone.RED: colours.red_ground,
    }
    return shades[tone]


def qt_palette(colours: Colours) -> QPalette:
    """Return `colours` as the palette that Fusion paints with."""
    palette = QPalette(QColor(colours.window))
    role = QPalette.ColorRole
    everywhere = {
        role.Window: colours.window,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.WindowText: colours.text,
        role.Text: colours.text,
        role.ButtonText: colours.text,
        role.Button: colours.base if not colours.is_dark else colours.window,
        role.BrightText: colours.red,
        role.PlaceholderText: colours.secondary,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.separator,
        role.Dark: colours.border,
        role.Light: colours.base,
        role.Midlight: colours.alternate,
    }
    for key, colour in everywhere.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.disabled))
    return palette
