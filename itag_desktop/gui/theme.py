"""The look of the window as one object: colours, icons and metrics, following the system or the user's choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from itag_desktop.gui.icons import Icons
from itag_desktop.gui.palette import DARK, LIGHT, Colours, qt_palette
from itag_desktop.gui.style import ICON, Metrics, style_sheet

_LINE_SCALE = 0.96
_GAP_BEHIND_ICON = 4


class Scheme(StrEnum):
    """Which theme the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, icons and metrics of the running window; widgets that paint for themselves repaint on `changed`."""

    changed = Signal()

    def __init__(self, application: QApplication, icon_folder: Path) -> None:
        super().__init__(application)
        self._application = application
        self._icon_folder = icon_folder
        self._icons = Icons(icon_folder)
        self._scheme = Scheme.SYSTEM
        self._dressed: WeakKeyDictionary[QAbstractButton, tuple[str, str]] = WeakKeyDictionary()
        self.colours: Colours = LIGHT
        self.metrics = Metrics.of(application.font())
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Show `scheme` from now on."""
        self._scheme = scheme
        self._apply()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Leave what the body builds without style, and dress all of it at once: it takes a third of the time.

        Qt styles a widget, with all that is in it, each time it is put into another.
        """
        self._application.setStyleSheet("")
        try:
            yield
        finally:
            self._apply()

    def icon(self, name: str, role: str = "text", size: int = ICON) -> QIcon:
        """Return icon `name` in the colour of `role`, a field of `Colours`."""
        ratio = self._application.devicePixelRatio()
        colours = (getattr(self.colours, role), self.colours.disabled)
        return self._icons.icon(name, colours=colours, size=QSize(size, size), ratio=ratio)

    def pixmap(self, name: str, role: str = "text", size: int = ICON) -> QPixmap:
        """Return icon `name` as a pixmap for the sharpest screen."""
        ratio = self._application.devicePixelRatio()
        return self._icons.pixmap(name, getattr(self.colours, role), QSize(size, size), ratio)

    def dress(self, button: QAbstractButton, name: str, role: str = "text") -> None:
        """Give `button` icon `name`, renewed with every change of theme."""
        self._dressed[button] = (name, role)
        self._dress_now(button, name, role)

    def _dress_now(self, button: QAbstractButton, name: str, role: str) -> None:
        """Set the icon, with room behind it where words follow."""
        gap = _GAP_BEHIND_ICON if button.text() else 0
        button.setIconSize(QSize(ICON + gap, ICON))
        ratio = self._application.devicePixelRatio()
        colours = (getattr(self.colours, role), self.colours.disabled)
        button.setIcon(self._icons.icon(name, colours=colours, size=QSize(ICON + gap, ICON), ratio=ratio))

    def line_font(self) -> QFont:
        """Return the font of manifest lines: the system's monospaced one."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(12, round(self._body_px() * _LINE_SCALE)))
        return font

    def small_font(self) -> QFont:
        """Return the font of second lines."""
        font = QFont(self._application.font())
        font.setPixelSize(max(12, round(self._body_px() * 0.92)))
        return font

    def _body_px(self) -> int:
        return QFontInfo(self._application.font()).pixelSize()

    def _apply(self) -> None:
        self.colours = DARK if self._is_dark() else LIGHT
        self.metrics = Metrics.of(self._application.font())
        self._application.setPalette(qt_palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, self.metrics, self._body_px(), self._icon_folder))
        for button, (name, role) in list(self._dressed.items()):
            if shiboken6.isValid(button):
                self._dress_now(button, name, role)
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._scheme is Scheme.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()
