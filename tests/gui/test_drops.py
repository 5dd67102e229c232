"""Drops on the media tab, as the window system delivers them, and what is pasted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from itag_desktop.engine import link
from itag_desktop.gui.drop_zone import folders_and_files, local_paths
from itag_desktop.gui.main_window import MainWindow
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_progress

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def of_paths(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def drag_over(widget: QWidget, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(widget, event)
    return event


def drop(widget: QWidget, mime: QMimeData) -> QDropEvent:
    drag_over(widget, mime)
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(widget, event)
    return event


def scanned_paths(behind: Behind) -> list[str]:
    return [path.path for path in behind.engine.last_scan().paths]


def test_dropped_folders_and_files_are_scanned(window: MainWindow, behind: Behind) -> None:
    event = drop(window.media_tab, of_paths("/data/图片 1", "/data/2.jpg"))
    assert event.isAccepted()
    assert scanned_paths(behind) == ["/data/图片 1", "/data/2.jpg"]


def test_a_second_drop_adds_and_the_same_again_is_scanned_anew(window: MainWindow, behind: Behind) -> None:
    drop(window.media_tab, of_paths("/data/a"))
    drop(window.media_tab, of_paths("/data/b"))
    assert scanned_paths(behind) == ["/data/a", "/data/b"]
    drop(window.media_tab, of_paths("/data/b"))
    assert behind.engine.count(link.ScanSources) == 3
    assert scanned_paths(behind) == ["/data/a", "/data/b"]


def test_what_has_no_file_behind_it_is_refused_with_the_reason(window: MainWindow, behind: Behind) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/1.jpg")])
    drag_over(window.media_tab, mime)
    assert window.media_tab.overlay.words == "Nothing here is a file on this computer"
    assert not drop(window.media_tab, mime).isAccepted()
    assert not behind.engine.sent


def test_nothing_can_be_dropped_during_a_run(window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_progress(behind.engine)
    drag_over(window.media_tab, of_paths("/data/b"))
    assert window.media_tab.overlay.words == "Not during a run"
    drop(window.media_tab, of_paths("/data/b"))
    assert behind.engine.count(link.ScanSources) == 1


def test_what_fits_no_tab_is_looked_at_where_it_was_dropped(window: MainWindow, behind: Behind) -> None:
    drop(window.media_tab, of_paths("/data/paper.pdf"))
    assert scanned_paths(behind) == ["/data/paper.pdf"]


def test_while_dragging_it_says_what_would_be_added(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "1.jpg").touch()
    (tmp_path / "2.jpg").touch()
    drag_over(window.media_tab, of_paths(*map(str, tmp_path.iterdir())))
    overlay = window.media_tab.overlay
    assert overlay.isVisible()
    qtbot.waitUntil(lambda: overlay.words == "Add 1 folder and 2 files")
    QApplication.sendEvent(window.media_tab, QDragLeaveEvent())
    assert not overlay.isVisible()


def test_no_field_of_the_tab_takes_a_drop_for_itself(window: MainWindow) -> None:
    assert not [edit for edit in window.media_tab.findChildren(QLineEdit) if edit.acceptDrops()]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('"/data/a b"\n/data/c\n', ["/data/a b", "/data/c"]),
        ("just words\nrelative/path", []),
        ("", []),
    ],
)
def test_paths_can_be_pasted_as_text(text: str, paths: list[str]) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert local_paths(mime) == paths


def test_pasting_in_the_window_adds_sources(window: MainWindow, behind: Behind) -> None:
    QGuiApplication.clipboard().setMimeData(of_paths("/data/pasted/"))
    window.media_tab.paste(QGuiApplication.clipboard().mimeData())
    assert scanned_paths(behind) == ["/data/pasted"]


def test_folders_and_files_are_counted_apart() -> None:
    assert folders_and_files(3, 0) == "Add 3 folders"
    assert folders_and_files(0, 1) == "Add 1 file"
    assert folders_and_files(3, 12) == "Add 3 folders and 12 files"
