"""Thumbnails: decoded small, in the order wanted, and never a harm."""

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from itag_desktop.gui import kind_look
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.preview_pane import Page
from itag_desktop.gui.thumbnails import Thumbnails
from tests.gui.conftest import Behind, Scan

EDGE = 160


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[Thumbnails]:
    del qtbot  # its application must be there
    made = Thumbnails(EDGE, 1.0)
    yield made
    made.close()


def picture(path: Path, width: int, height: int) -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(str(path))
    return str(path)


def bomb(path: Path, edge: int) -> str:
    """Write a PNG of `edge` squared pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b""))
    return str(path)


def test_a_picture_that_would_have_to_be_downloaded_is_left_where_it_is(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itag_desktop.gui.pictures.is_placeholder_at", lambda _path: True)
    path = picture(tmp_path / "far.png", 10, 10)
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.want([path])
    found = thumbnails.get(path)
    assert found is not None
    assert found.pixmap is None


def jpeg_claiming(edge: int) -> bytes:
    """Return a JPEG that decodes, but for its head, which says it has `edge` squared pixels."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(buffer, "jpg")  # type: ignore[call-overload] # the format may be a str
    whole = bytes(data.data())
    size = whole.index(b"\xff\xc0") + 5
    return whole[:size] + struct.pack(">HH", edge, edge) + whole[size + 4 :]


def test_a_picture_is_decoded_no_larger_than_its_tile(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", 1600, 800)
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.want([path])
    known = thumbnails.get(path)
    assert known is not None
    assert known.pixmap is not None
    assert known.pixmap.size() == QSize(160, 80)
    assert known.whole == QSize(1600, 800)


def test_a_small_picture_is_not_blown_up(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", 20, 10)
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.want([path])
    known = thumbnails.get(path)
    assert known is not None
    assert known.pixmap is not None
    assert known.pixmap.size() == QSize(20, 10)


@pytest.mark.qt_log_ignore("Rejecting image as it exceeds the current allocation limit")
@pytest.mark.parametrize("kind", ["bomb", "smaller bomb", "huge jpeg", "no picture", "gone"])
def test_what_cannot_be_decoded_has_no_picture(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.png"
    if kind == "bomb":
        bomb(path, 30_000)
    elif kind == "smaller bomb":
        bomb(path, 12_000)
    elif kind == "huge jpeg":
        path.write_bytes(jpeg_claiming(30_000))
    elif kind == "no picture":
        path.write_bytes(b"this is no picture")
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.want([str(path)])
    known = thumbnails.get(str(path))
    assert known is not None
    assert known.pixmap is None


def test_a_path_that_is_no_text_is_known_by_its_own_name(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = str(tmp_path / os.fsdecode(b"\xff.png"))
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.want([path])
    assert thumbnails.get(path) is not None


def test_what_is_no_longer_wanted_is_not_decoded(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    paths = [picture(tmp_path / f"{number}.png", 10, 10) for number in range(40)]
    arrived: list[str] = []
    thumbnails.arrived.connect(arrived.append)
    thumbnails.want(paths[:30])
    thumbnails.want(paths[30:])
    qtbot.waitUntil(lambda: set(paths[30:]) <= set(arrived))
    assert len(arrived) < 20


def test_the_gallery_wants_what_is_in_sight(qtbot: QtBot, window: MainWindow, scan: Scan, tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(200)]
    for name in names:
        picture(tmp_path / name, 8, 8)
    scan(str(tmp_path), [f"{tmp_path.name}/{name}" for name in names])
    preview = window.media_tab.preview
    arrived: list[str] = []
    preview.thumbnails.arrived.connect(arrived.append)
    preview.show_page(Page.GALLERY)
    qtbot.waitUntil(lambda: len(arrived) >= 8)
    preview.gallery_view.scrollToBottom()
    qtbot.waitUntil(lambda: str(tmp_path / "199.png") in arrived)
    assert len(arrived) < 100


def test_far_down_pictures_come_as_soon_as_at_the_top(window: MainWindow, scan: Scan, tmp_path: Path) -> None:
    scan(str(tmp_path), [f"{tmp_path.name}/{number}.png" for number in range(2000)])
    preview = window.media_tab.preview
    preview.show_page(Page.GALLERY)
    settles_ms = preview.gallery_view._settled.interval()
    preview.gallery_view.scrollToBottom()
    assert preview.gallery_view.verticalScrollBar().value() > settles_ms
    assert preview.gallery_view._settled.interval() == settles_ms


def test_a_rescan_looks_at_files_that_have_changed(
    qtbot: QtBot, window: MainWindow, behind: Behind, scan: Scan, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"not all of it is here yet")
    scanned = scan(str(tmp_path), [f"{tmp_path.name}/a.png"])
    preview = window.media_tab.preview
    preview.show_page(Page.GALLERY)
    qtbot.waitUntil(lambda: preview.thumbnails.get(str(path)) is not None)
    picture(path, 8, 8)
    behind.draft.rescan()
    behind.engine.say(scanned.snapshot(behind.engine.last_scan().scan_id))

    def is_seen() -> bool:
        known = preview.thumbnails.get(str(path))
        return known is not None and known.pixmap is not None

    qtbot.waitUntil(is_seen)


def test_a_picture_that_comes_is_painted_in_its_tile_alone(
    qtbot: QtBot, window: MainWindow, scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.png" for number in range(4)]
    for name in names:
        picture(tmp_path / name, 8, 8)
    scan(str(tmp_path), [f"{tmp_path.name}/{name}" for name in names])
    preview = window.media_tab.preview
    preview.show_page(Page.GALLERY)
    qtbot.waitUntil(lambda: all(preview.thumbnails.get(str(tmp_path / name)) for name in names))
    updated: list[int] = []
    monkeypatch.setattr(preview.gallery_view, "update", lambda index: updated.append(index.row()))
    preview.thumbnails.arrived.emit(str(tmp_path / "2.png"))
    assert updated == [2]


def test_a_tile_without_a_picture_says_that_the_file_is_still_sent(
    qtbot: QtBot, window: MainWindow, scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(b"this is no picture")
    scan(str(tmp_path), [f"{tmp_path.name}/a.png"])
    preview = window.media_tab.preview
    said: set[str] = set()

    def recorded(message: str) -> str:
        said.add(message)
        return message

    monkeypatch.setattr(kind_look, "text", recorded)
    preview.show_page(Page.GALLERY)
    qtbot.waitUntil(lambda: said == {"No preview; it will still be sent"})
