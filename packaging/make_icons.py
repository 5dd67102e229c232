"""Render `resources/icons/app.svg` into the forms that desktops want: PNG for Linux, ICO for Windows, ICNS for macOS.

    python packaging/make_icons.py FOLDER

Both containers hold the PNGs as they are; Qt reads them, but writes neither with more than one picture. Needs PySide6.

Sources: the ICO header as Windows documents it (ICONDIR, ICONDIRENTRY; PNG pictures since Windows Vista); the types of
ICNS as macOS's ``iconutil`` writes them, where ``@2x`` is a picture for screens of double density.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app.svg"

PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_TYPES = (
    (b"icp4", 16),
    (b"icp5", 32),
    (b"ic07", 128),
    (b"ic08", 256),
    (b"ic09", 512),
    (b"ic11", 32),  # 16@2x
    (b"ic12", 64),  # 32@2x
    (b"ic13", 256),  # 128@2x
    (b"ic14", 512),  # 256@2x
    (b"ic10", 1024),  # 512@2x
)


def main() -> int:
    """Write every form of the icon into the folder that is the first argument."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (folder / f"app-{size}.png").write_bytes(png(size))
    (folder / "app.ico").write_bytes(ico())
    (folder / "app.icns").write_bytes(icns())
    return 0


def png(size: int) -> bytes:
    """Return the drawing as a PNG of `size` by `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(image.rect()))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here; Qt wants text
    return bytes(content.data())


def ico() -> bytes:
    """Return the icon of a Windows program: a directory, then the pictures it points at."""
    pictures = [png(size) for size in ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        side = size % 256  # 0 stands for 256
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return directory + b"".join(pictures)


def icns() -> bytes:
    """Return the icon of a macOS program: pictures behind each other, each with its type and length."""
    pictures = [(kind, png(size)) for kind, size in ICNS_TYPES]
    elements = b"".join(kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in pictures)
    return b"icns" + struct.pack(">I", 8 + len(elements)) + elements


if __name__ == "__main__":
    sys.exit(main())
