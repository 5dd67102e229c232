"""Much that is selected is read in slices; items left out by hand are not lost behind the field of patterns."""

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from itag_desktop.domain.request import MediaOptions
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.setup import exact_pattern
from itag_desktop.gui.slices import Slices
from tests.gui.conftest import Behind, Scan

MANY = 4000


def test_long_work_goes_on_when_the_event_loop_has_run(qtbot: QtBot) -> None:
    done: list[str] = []

    def work(name: str, steps: int) -> Iterator[None]:
        for _ in range(steps):
            yield
        done.append(name)

    slices = Slices()
    slices.start(work("long", 2_000_000))
    slices.start(work("short", 1))
    assert done == []
    qtbot.waitUntil(lambda: done == ["long", "short"], timeout=20_000)


def test_short_work_is_done_at_once() -> None:
    done: list[int] = []

    def work() -> Iterator[None]:
        yield
        done.append(1)

    Slices().start(work())
    assert done == [1]


def test_all_lines_can_be_copied(qtbot: QtBot, window: MainWindow, scan: Scan) -> None:
    scan("/a/pic", [f"pic/{number}.jpg" for number in range(MANY)])
    preview = window.media_tab.preview
    preview.lines_view.selectAll()
    preview.copy_lines()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == MANY, timeout=20_000)
    assert clipboard.text().splitlines()[-1].endswith('/pic/3999.jpg"}}')


def test_many_can_be_left_out_in_the_gallery(qtbot: QtBot, window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/pic", [f"pic/{number}.jpg" for number in range(MANY)])
    window.media_tab.preview.gallery_view.selectAll()
    window.media_tab.leave_out_selected()
    qtbot.waitUntil(lambda: len(behind.draft.setup.options.exclude) == MANY, timeout=20_000)
    assert behind.engine.last_scan().options.exclude[-1] == "./3999.jpg"


def test_what_was_left_out_by_hand_survives_an_edit_of_the_patterns(window: MainWindow, behind: Behind) -> None:
    by_hand = tuple(exact_pattern(f"folder with a name/{number}.jpg") for number in range(MANY))
    behind.draft.set_options(MediaOptions(exclude=("draft/**", *by_hand)))
    panel = window.media_tab.settings.options
    assert panel.exclude_edit.text() == "draft/**"
    panel.include_edit.setText("*.jpg")
    options = behind.draft.setup.options
    assert options.include == ("*.jpg",)
    assert set(options.exclude) == {"draft/**", *by_hand}


def test_a_few_left_out_by_hand_are_shown(window: MainWindow, behind: Behind) -> None:
    behind.draft.set_options(MediaOptions(exclude=("./1.jpg", "./2.jpg")))
    assert window.media_tab.settings.options.exclude_edit.text() == "./1.jpg; ./2.jpg"
