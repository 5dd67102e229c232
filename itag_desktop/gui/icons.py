"""Icons: Lucide's line drawings, tinted with the colour of the theme.

Qt paints ``currentColor`` black, so the colour is put into the SVG's text before it is rendered. Each pixmap is made
once for a name, colour, size and pixel ratio. The drawing is square and stands at the left of what room it is given.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """The icons of a folder of SVGs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pixmaps: dict[tuple[str, str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: QSize, ratio: float = 1.0) -> QPixmap:
        """Return icon `name` in `colour` at `size`, in device-independent pixels."""
        key = (name, colour, size.width(), size.height(), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, *, colours: tuple[str, str], size: QSize, ratio: float) -> QIcon:
        """Return icon `name` in its enabled and disabled colour; Qt scales it down on screens below `ratio`."""
        enabled, disabled = (self.pixmap(name, colour, size, ratio) for colour in colours)
        icon = QIcon(enabled)
        icon.addPixmap(disabled, QIcon.Mode.Disabled)
        icon.addPixmap(enabled, QIcon.Mode.Selected)  # Qt would tint it
        return icon

    def _render(self, name: str, colour: str, size: QSize, ratio: float) -> QPixmap:
        text = (self._folder / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size.height(), size.height()))
        painter.end()
        return pixmap
