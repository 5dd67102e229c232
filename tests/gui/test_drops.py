"""Drops on the media tab, as the window system delivers them, and what is pasted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from itag_desktop.engine import link
from itag_desktop.gui.drop_zone import folders_and_files
from itag_desktop.gui.dropped import local_paths, read_mime
from itag_desktop.gui.main_window import MainWindow
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end, say_progress

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


def of_uris(*uris: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(uri) for uri in uris])
    return mime


def of_descriptor(*names: str) -> QMimeData:
    """Return what Windows hands over for files in a zip or a mail: names, and no file."""
    structures = [
        (b"\0" * 72 + name.encode("utf-16-le").ljust(520, b"\0"))[: 72 + 520].ljust(592, b"\0") for name in names
    ]
    mime = QMimeData()
    content = len(names).to_bytes(4, "little") + b"".join(structures)
    mime.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', content)
    return mime


def of_format(name: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(name, b"1.jpg")
    return mime


WEB = "Web addresses cannot be added. Download the files, then add them."
PROMISED = "These are not files yet. Unpack the archive or save the attachments into a folder, then add the folder."
NOTHING = "Nothing here is a file on this computer"


@pytest.mark.parametrize(
    ("mime", "reason"),
    [
        (of_uris("https://example.com/1.jpg"), WEB),
        (of_uris("mtp://phone/1.jpg"), NOTHING),
        (of_uris("file://another-computer/share/1.jpg"), NOTHING),
        (of_descriptor("1.jpg", "图.jpg"), PROMISED),
        (of_format("com.apple.pasteboard.promised-file-url"), PROMISED),
        (of_format("XdndDirectSave0"), PROMISED),
        (of_format("application/x-qt-image"), NOTHING),
        (QMimeData(), NOTHING),
    ],
)
def test_what_has_no_file_behind_it_is_refused_with_the_reason(
    window: MainWindow, behind: Behind, mime: QMimeData, reason: str
) -> None:
    drag_over(window.media_tab, mime)
    assert window.media_tab.overlay.words == reason
    assert not drop(window.media_tab, mime).isAccepted()
    assert notices(window) == [reason]
    assert not behind.engine.sent


def notices(window: MainWindow) -> list[str]:
    return [notice.content.sentence for notice in window.media_tab.panel.notices.shown()]


def test_of_a_mixed_drop_the_files_are_taken_and_the_rest_is_named(window: MainWindow, behind: Behind) -> None:
    mime = of_uris("file:///data/1.jpg", "https://user:secret@example.com/2.jpg?Signature=abc", "mtp://phone/3.jpg")
    drop(window.media_tab, mime)
    assert scanned_paths(behind) == ["/data/1.jpg"]
    assert notices(window) == [
        "Not added, for they are no files on this computer: https://example.com/2.jpg, mtp://phone/3.jpg."
    ]
    drop(window.media_tab, of_paths("/data/4.jpg"))
    assert notices(window) == []


def test_names_of_files_in_an_archive_are_named_beside_files_that_were_taken(
    window: MainWindow, behind: Behind
) -> None:
    mime = of_descriptor("1.jpg", "图.jpg", "3.jpg", "4.jpg", "5.jpg")
    mime.setUrls([QUrl("file:///data/0.jpg")])
    drop(window.media_tab, mime)
    assert scanned_paths(behind) == ["/data/0.jpg"]
    assert notices(window) == ["Not added, for they are no files on this computer: 1.jpg, 图.jpg, 3.jpg and 2 more."]


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff\xff", b"\2\0\0\0short"])
def test_a_descriptor_cut_short_holds_no_names(content: bytes) -> None:
    mime = QMimeData()
    mime.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', content)
    assert not read_mime(mime).promised


def test_a_hundred_thousand_files_are_read_between_paints(qtbot: QtBot, window: MainWindow, behind: Behind) -> None:
    paths = [f"/data/{number}.jpg" for number in range(100_000)]
    assert drop(window.media_tab, of_paths(*paths)).isAccepted()
    assert not behind.engine.sent
    qtbot.waitUntil(lambda: behind.engine.count(link.ScanSources) == 1, timeout=20_000)
    assert scanned_paths(behind) == paths


def test_nothing_can_be_dropped_during_a_run(window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_progress(behind.engine)
    drag_over(window.media_tab, of_paths("/data/b"))
    assert window.media_tab.overlay.words == "Not during a run"
    drop(window.media_tab, of_paths("/data/b"))
    assert behind.engine.count(link.ScanSources) == 1


def test_what_is_dropped_on_a_finished_dataset_is_told_the_way(window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_end(behind.engine)
    drag_over(window.media_tab, of_paths("/data/b"))
    words = window.media_tab.overlay.words
    card = window.media_tab.panel.result_card
    assert card.new_button.text() in words
    assert card.edit_button.text() in words


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
        ("'/data/a b' \"/data/c\"", ["/data/a b", "/data/c"]),
        ("  /data/it's \r\n", ["/data/it's"]),
        ("file:///data/a%20b\nfile://localhost/data/c/", ["/data/a b", "/data/c"]),
        ("x-special/nautilus-clipboard\ncopy\nfile:///data/a\n", ["/data/a"]),
        ("/", ["/"]),
        ("just words\nrelative/path", []),
        ("", []),
    ],
)
def test_paths_can_be_pasted_as_text(text: str, paths: list[str]) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert local_paths(mime) == paths


def test_comments_and_blank_lines_of_a_list_are_no_files() -> None:
    mime = QMimeData()
    mime.setData("text/uri-list", b"# from a program\r\n\r\nfile:///data/a\n#file:///data/b\r\nfile:///data/c\r\n\r\n")
    assert local_paths(mime) == ["/data/a", "/data/c"]


def test_a_path_below_the_home_folder_can_be_pasted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    mime = QMimeData()
    mime.setText("~/pictures")
    assert local_paths(mime) == [str(tmp_path / "pictures")]


def test_pasting_words_says_why_nothing_was_added_and_does_not_repeat_them(window: MainWindow, behind: Behind) -> None:
    mime = QMimeData()
    mime.setText("hunter2")
    window.media_tab.paste(mime)
    assert notices(window) == [NOTHING]
    assert not behind.engine.sent


def test_pasting_in_the_window_adds_sources(window: MainWindow, behind: Behind) -> None:
    QGuiApplication.clipboard().setMimeData(of_paths("/data/pasted/"))
    window.media_tab.paste(QGuiApplication.clipboard().mimeData())
    assert scanned_paths(behind) == ["/data/pasted"]


def test_folders_and_files_are_counted_apart() -> None:
    assert folders_and_files(3, 0) == "Add 3 folders"
    assert folders_and_files(0, 1) == "Add 1 file"
    assert folders_and_files(3, 12) == "Add 3 folders and 12 files"
