"""The icon in the dock shows how far the run is. That docks hear it is told on a real bus, in `tests/desktop`."""

from typing import Any

import pytest
from PySide6.QtDBus import QDBusMessage

from itag_desktop.domain.progress import RunState, Stage
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.taskbar_progress import TaskbarProgress, session_bus
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end, say_progress


class RecordingBus:
    def __init__(self) -> None:
        self.heard: list[list[Any]] = []

    def isConnected(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def send(self, message: QDBusMessage, /) -> bool:
        self.heard.append(message.arguments())
        return True


@pytest.fixture
def bus(window: MainWindow, behind: Behind, scan: Scan) -> RecordingBus:
    """What is said of a run that has just begun."""
    bus = RecordingBus()
    TaskbarProgress(behind.run, window, bus)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    return bus


def said(bus: RecordingBus) -> list[tuple[bool, float]]:
    assert all(place == "application://itag-desktop.desktop" for place, _ in bus.heard)
    return [(values["progress-visible"], values["progress"]) for _, values in bus.heard]


def test_it_follows_the_run_and_goes_with_its_end(bus: RecordingBus, behind: Behind) -> None:
    say_progress(behind.engine, done_bytes=6_200)
    say_progress(behind.engine, done_bytes=6_201)  # no whole step more
    say_progress(behind.engine, done_bytes=7_000)
    say_end(behind.engine)
    assert said(bus) == [(True, 0.62), (True, 0.7), (False, 0.0)]


def test_it_goes_with_the_engine(bus: RecordingBus, behind: Behind) -> None:
    say_progress(behind.engine, done_bytes=5_000)
    behind.engine.be_lost()
    assert said(bus)[-1] == (False, 0.0)


def test_a_run_that_waits_leaves_the_icon_to_the_one_before(bus: RecordingBus, behind: Behind) -> None:
    say_progress(behind.engine, state=RunState.WAITING, stage=Stage.SCAN)
    assert said(bus) == []


def test_without_a_session_bus_none_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert session_bus() is None
