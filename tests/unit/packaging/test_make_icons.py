"""The forms of the program's icon, read back with Qt's own readers."""

from collections.abc import Callable
from types import ModuleType

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

LoadScript = Callable[[str], ModuleType]


@pytest.fixture
def icons(load_script: LoadScript) -> ModuleType:
    return load_script("make_icons")


def pictures(content: bytes, kind: str) -> list[QImage]:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    found = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        found.append(reader.read())
    return found


def test_the_icon_for_windows_holds_every_size(icons: ModuleType) -> None:
    assert [picture.width() for picture in pictures(icons.ico(), "ico")] == list(icons.ICO_SIZES)


def test_the_icon_for_macos_holds_every_size(icons: ModuleType) -> None:
    widths = [picture.width() for picture in pictures(icons.icns(), "icns")]
    assert widths == [size for _, size in icons.ICNS_TYPES]


def test_label_sun_and_ground_are_told_apart_at_16_pixels(icons: ModuleType) -> None:
    picture = QImage.fromData(icons.png(16))
    ground, label, sun = (picture.pixelColor(x, y) for x, y in ((1, 8), (8, 7), (8, 5)))
    assert label.lightness() > 240
    assert ground.lightness() < 140
    assert ground.blue() > ground.red()
    assert sun.red() > sun.blue() + 100
    assert picture.pixelColor(0, 0).alpha() < 128
