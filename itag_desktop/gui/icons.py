"""Icons: Lucide's line drawings, tinted with the colour of the theme.

Qt paints ``currentColor`` black, so the colour is put into the SVG's text before it is rendered. Each pixmap is made
once for a name, colour, size and pixel ratio.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """The icons of a folder of SVGs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return icon `name` in `colour`, `size` device-independent pixels square."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, *, colour: str, disabled: str, size: int, ratio: float) -> QIcon:
        """Return icon `name` for a button, with its `disabled` colour; Qt scales it down on screens below `ratio`."""
        icon = QIcon(self.pixmap(name, colour, size, ratio))
        icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def _render(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        text = (self._folder / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
