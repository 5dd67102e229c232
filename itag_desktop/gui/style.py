"""The style sheet: what Fusion leaves unsaid.

Fusion draws everything from the palette; only fields (its dark ones have no visible border), tab bars (it draws a white
base line), buttons, segments and notices are drawn here. All sizes derive from the system font, so a larger font grows
them. Widgets take a look by the dynamic property ``look`` (see `Look`), notices and cards by ``tone``.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from itag_desktop.gui.palette import Colours, Tone, tone_ground, tone_text

GAP = 8
GROUP_GAP = 16
EMPTY_GAP = 24
MARGIN = 12
ICON = 16
EMPTY_ICON = 40

_SMALL = 0.92
_CARD_TITLE = 1.31
_EMPTY_TITLE = 1.54


class Look(StrEnum):
    """How a widget departs from the plain look of its kind."""

    PLAIN = "plain"
    SECONDARY = "secondary"
    SMALL = "small"
    SECTION = "section"
    CARD_TITLE = "card-title"
    EMPTY_TITLE = "empty-title"
    FILLED = "filled"
    LINK = "link"
    SEGMENT = "segment"
    FLAT = "flat"
    WRONG = "wrong"


def set_look(widget: QWidget, look: Look) -> None:
    """Give `widget` a look."""
    widget.setProperty("look", look.value)
    _repolish(widget)


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Give a notice, card or word its tone."""
    widget.setProperty("tone", tone.value)
    _repolish(widget)


def _repolish(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Heights in device-independent pixels."""

    line: int
    control: int
    filled: int
    row: int
    source: int
    run: int
    tab: int

    @classmethod
    def of(cls, font: QFont) -> "Metrics":
        """Return the heights that fit `font`, never below those of the design."""
        line = QFontMetrics(font).height()
        return cls(
            line=line,
            control=max(32, line + 12),
            filled=max(36, line + 16),
            row=max(28, line + 8),
            source=max(44, 2 * line + 8),
            run=max(36, line + 16),
            tab=max(36, line + 16),
        )


_SHEET = Template("""
QToolTip { background: $base; color: $text; border: 1px solid $border; padding: 4px; }
QMenuBar { background: $window; border-bottom: 1px solid $separator; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $selection; color: $text; border-radius: 4px; }

QLineEdit, QComboBox, QSpinBox, QPlainTextEdit {
    background: $base; color: $text; border: 1px solid $border; border-radius: 6px;
    selection-background-color: $selection; selection-color: $text;
}
QLineEdit, QComboBox, QSpinBox { padding: 0 8px; min-height: ${inner}px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $window; color: $disabled; }
QLineEdit:read-only { background: $window; }
QLineEdit[look="wrong"] { border-color: $red; }
QSpinBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QAbstractItemView QLineEdit { border-radius: 0; padding: 0 4px; min-height: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($arrow); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $base; border: 1px solid $border; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 6px; }

QPushButton, QToolButton {
    background: $button; color: $text; border: 1px solid $border; border-radius: 6px; padding: 0 12px;
    min-height: ${inner}px;
}
QPushButton:hover, QToolButton:hover { background: $alternate; border-color: $accent; }
QPushButton:pressed, QToolButton:pressed { background: $selection; }
QPushButton:disabled, QToolButton:disabled { background: $window; color: $disabled; border-color: $separator; }
QPushButton::menu-indicator { image: url($arrow); width: 16px; height: 16px; subcontrol-position: right center; }
QToolButton { padding: 0 6px; }
QToolButton::menu-indicator { image: none; }
QPushButton[look="filled"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; padding: 0 16px;
    min-height: ${inner_filled}px;
}
QPushButton[look="filled"]:hover { border-color: $text; }
QPushButton[look="filled"]:pressed { border-color: $text; }
QPushButton[look="filled"]:disabled { background: $separator; color: $secondary; border-color: $separator; }
QPushButton[look="flat"], QToolButton[look="flat"] { background: transparent; border-color: transparent; }
QPushButton[look="flat"]:hover, QToolButton[look="flat"]:hover { background: $selection; }
QPushButton[look="link"] {
    background: transparent; border: none; color: $accent; padding: 0 2px; min-height: ${row}px; text-align: left;
}
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:disabled { color: $secondary; }
QPushButton[look="segment"] { border-radius: 0; border-left-width: 0; padding: 0 12px; }
QPushButton[look="segment"][place="first"] {
    border-left-width: 1px; border-top-left-radius: 6px; border-bottom-left-radius: 6px;
}
QPushButton[look="segment"][place="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[look="segment"]:checked { background: $selection; color: $text; border-color: $border; }
QPushButton[look="segment"][empty="true"] { color: $disabled; }

QCheckBox, QRadioButton { spacing: 8px; min-height: ${row}px; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 14px; height: 14px; background: $base; border: 1px solid $border; border-radius: 4px;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($check); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $separator; }
QCheckBox::indicator:checked:disabled { background: $disabled; border-color: $disabled; image: url($check); }
QRadioButton::indicator:checked:disabled { border: 5px solid $disabled; width: 6px; height: 6px; }

QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $secondary; padding: 0 14px; min-height: ${tab}px;
    border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar#preview_tabs::tab { padding: 0 10px; }
QTabWidget::pane { border: none; border-top: 1px solid $separator; }

QAbstractScrollArea { border: none; background: $base; }
QScrollArea, QScrollArea > QWidget > QWidget#pane { background: transparent; border: none; }
QTableView, QListView, QTreeView {
    background: $base; alternate-background-color: $alternate; color: $text; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QTableView[look="boxed"], QListView[look="boxed"] { border: 1px solid $border; border-radius: 6px; }
QTableView#runs_view::item { padding: 0 5px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $secondary; border: none; border-bottom: 1px solid $separator; padding: 2px 4px;
    font-size: ${small}px;
}
QTableCornerButton::section { background: transparent; border: none; border-bottom: 1px solid $separator; }
QTableView#runs_view QHeaderView::section { padding: 2px 8px; }
QProgressBar { background: $separator; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QProgressBar[tone="amber"]::chunk { background: $amber; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $separator; }
QFrame[frame="line"] { background: $separator; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="popover"] { background: $base; border: 1px solid $border; border-radius: 6px; }
QFrame#preview { background: $base; border: 1px solid $separator; border-radius: 6px; }

QLabel { background: transparent; }
QLabel[look="secondary"] { color: $secondary; }
QLabel[look="small"] { color: $secondary; font-size: ${small}px; }
QLabel[look="wrong"] { color: $red; font-size: ${small}px; }
QLabel[look="section"] { font-weight: 600; }
QLabel[look="card-title"] { font-size: ${card_title}px; font-weight: 600; }
QLabel[look="empty-title"] { font-size: ${empty_title}px; }
""")

_TONE = Template("""
QFrame[kind="notice"][tone="$name"] { background: $ground; border: 1px solid $shade; border-radius: 6px; }
QFrame[kind="notice"][tone="$name"] QLabel[look="strong"] { color: $shade; font-weight: 600; }
QLabel[look="state"][tone="$name"] { color: $shade; }
""")


def style_sheet(colours: Colours, metrics: Metrics, body_px: int, icon_folder: Path) -> str:
    """Return the style sheet of a theme; `body_px` is the pixel size of the system font."""
    check = "check-dark" if colours.is_dark else "check-light"
    sheet = _SHEET.substitute(
        {name: getattr(colours, name) for name in Colours.__dataclass_fields__},
        button=colours.window if colours.is_dark else colours.base,
        arrow=(icon_folder / "control" / "arrow.svg").as_posix(),
        check=(icon_folder / "control" / f"{check}.svg").as_posix(),
        inner=metrics.control - 2,
        inner_filled=metrics.filled - 2,
        row=metrics.row,
        tab=metrics.tab - 2,
        small=max(12, round(body_px * _SMALL)),
        card_title=round(body_px * _CARD_TITLE),
        empty_title=round(body_px * _EMPTY_TITLE),
    )
    tones = (
        _TONE.substitute(name=tone.value, ground=tone_ground(colours, tone), shade=tone_text(colours, tone))
        for tone in Tone
    )
    return sheet + "".join(tones)
