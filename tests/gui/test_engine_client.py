"""The window's end of the link, against small engine processes that behave and misbehave."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.request import MediaOptions
from itag_desktop.engine import link
from itag_desktop.gui.engine_client import EngineClient, EngineFault, engine_command

Start = Callable[[str], EngineClient]


@pytest.fixture
def start() -> Iterator[Start]:
    made: list[EngineClient] = []

    def start_client(way: str) -> EngineClient:
        script = Path(__file__).with_name("small_engine.py")
        client = EngineClient([sys.executable, str(script), way])
        made.append(client)
        return client

    yield start_client
    for client in made:
        client.stop()


def scan_of_nothing() -> link.ScanSources:
    return link.ScanSources(
        scan_id=7, paths=(), keeps_root_folder=True, destination=practice_destination(""), options=MediaOptions()
    )


@pytest.mark.parametrize("way", ["good", "slow"])
def test_a_command_is_answered_also_when_sent_before_the_engine_listens(qtbot: QtBot, start: Start, way: str) -> None:
    client = start(way)
    with qtbot.waitSignal(client.event_received, timeout=10_000) as received:
        client.start()
        client.send(scan_of_nothing())
    assert isinstance(received.args[0], link.ScanSnapshot)
    assert received.args[0].scan_id == 7


def test_the_engine_ends_with_the_window(qtbot: QtBot, start: Start) -> None:
    client = start("good")
    lost: list[object] = []
    client.was_lost.connect(lambda fault, _again: lost.append(fault))
    with qtbot.waitSignal(client.became_ready, timeout=10_000):
        client.start()
    client.stop()
    assert lost == []
    assert not client.is_ready


def test_an_engine_that_dies_is_started_again_but_not_for_ever(qtbot: QtBot, start: Start) -> None:
    client = start("dies")
    faults: list[tuple[EngineFault, bool]] = []
    client.was_lost.connect(lambda fault, starts_again: faults.append((fault, starts_again)))
    client.start()
    qtbot.waitUntil(lambda: len(faults) == 3, timeout=20_000)
    assert faults == [(EngineFault.ENDED, True), (EngineFault.ENDED, True), (EngineFault.ENDED, False)]


@pytest.mark.parametrize(
    ("way", "fault", "starts_again"),
    [("nonsense", EngineFault.UNREADABLE, True), ("other-version", EngineFault.OTHER_VERSION, False)],
)
def test_an_engine_that_speaks_otherwise_is_ended(
    qtbot: QtBot, start: Start, way: str, fault: EngineFault, *, starts_again: bool
) -> None:
    client = start(way)
    with qtbot.waitSignal(client.was_lost, timeout=10_000) as lost:
        client.start()
    assert lost.args == [fault, starts_again]


def test_an_engine_that_cannot_be_started_is_said_to_be_lost(qtbot: QtBot) -> None:
    client = EngineClient(["/nowhere/engine"])
    with qtbot.waitSignal(client.was_lost) as lost:
        client.start()
    assert lost.args[0] is EngineFault.NOT_STARTED
    client.stop()


def test_the_engine_is_this_program_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_command() == (sys.executable, "-m", "itag_desktop", "--engine")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert engine_command() == (sys.executable, "--engine")
