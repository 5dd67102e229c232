"""The menus: every action has a place and, where there is one, a key."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from itag_desktop.gui.theme import Scheme, Theme
from itag_desktop.wording.texts import text

Do = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a menu. `keys` are portable key names, ``Ctrl`` being the system's own."""

    words: str
    do: Do
    keys: str = ""


class Menus:
    """Builds the menus of `window`."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window

    def add(self, title: str, entries: list[Entry | None]) -> QMenu:
        """Add a menu; None is a line between entries."""
        menu = self._window.menuBar().addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                self._add_entry(menu, entry)
        return menu

    def add_schemes(self, menu: QMenu, theme: Theme) -> None:
        """Add the choice of the theme to `menu`."""
        group = QActionGroup(menu)
        for scheme, words in (
            (Scheme.SYSTEM, text("Theme of the system")),
            (Scheme.LIGHT, text("Light theme")),
            (Scheme.DARK, text("Dark theme")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(scheme is theme.scheme)
            action.triggered.connect(lambda _checked, scheme=scheme: theme.choose(scheme))
            group.addAction(action)

    def _add_entry(self, menu: QMenu, entry: Entry) -> None:
        action = menu.addAction(entry.words)
        if entry.keys:
            action.setShortcuts([QKeySequence(key) for key in entry.keys.split(" ")])
        action.triggered.connect(lambda _checked: entry.do())
