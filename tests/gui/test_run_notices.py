"""The desktop tells of the end of a long run that nobody watched."""

from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication, QWidget

from itag_desktop.domain.progress import RunState
from itag_desktop.gui import run_notices
from itag_desktop.gui.desktop_notice import notify_arguments, show_desktop_notice
from itag_desktop.gui.main_window import MainWindow
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end, say_progress


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The title and the body of each notice."""
    notices: list[tuple[str, str]] = []
    monkeypatch.setattr(run_notices, "show_desktop_notice", lambda title, body: notices.append((title, body)))
    return notices


@pytest.fixture
def running(window: MainWindow, scan: Scan) -> MainWindow:
    """A window with a run."""
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    return window


def let_active(monkeypatch: pytest.MonkeyPatch, window: QWidget | None) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: window)


@pytest.mark.usefixtures("running")
def test_the_end_of_a_long_run_is_told(
    behind: Behind, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_active(monkeypatch, None)
    say_progress(behind.engine)
    say_end(behind.engine, duration_s=31.0, state=RunState.INCOMPLETE, items=0, failed=3)
    assert told == [
        ("fruit is not complete", "3 of 10 files are not in the bucket. No manifest was written."),
    ]


@pytest.mark.usefixtures("running")
def test_the_end_of_a_short_run_is_not(
    behind: Behind, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_active(monkeypatch, None)
    say_end(behind.engine, duration_s=30.0)
    assert told == []


def test_nor_is_one_that_is_seen(
    running: MainWindow, behind: Behind, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_active(monkeypatch, running)
    say_end(behind.engine, duration_s=31.0)
    assert told == []


def test_a_check_sends_no_notice(
    window: MainWindow, scan: Scan, behind: Behind, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_active(monkeypatch, None)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.panel.start_row.check_button.click()
    say_end(behind.engine, duration_s=31.0)
    assert told == []


def test_texts_reach_the_desktop_as_they_are() -> None:
    values = notify_arguments('"水果" is ready', "a < b & c")
    assert '"\\"水果\\" is ready"' in values
    assert '"a &lt; b &amp; c"' in values
    assert "uint32 0" in values


def test_nothing_is_started_where_nothing_can_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[QProcess] = []
    monkeypatch.setattr(QProcess, "startDetached", started.append)
    monkeypatch.setenv("PATH", str(tmp_path))
    show_desktop_notice("fruit is ready", "")
    assert started == []
