"""Parts of a window without an engine process."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itag_desktop.gui.all_runs import AllRuns
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.parts import TabParts, WindowParts
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.support.resources import resource_path
from tests.gui.planned import Planned
from tests.gui.recording_engine import RecordingEngine
from tests.gui.scanned import Scanned

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the window; one a process."""
    return Theme(qapp, resource_path("icons"))


@pytest.fixture
def engine() -> RecordingEngine:
    """An engine that does what the test says."""
    return RecordingEngine()


@pytest.fixture
def connections() -> Connections:
    """Practice alone."""
    return Connections()


@pytest.fixture
def draft(engine: RecordingEngine, connections: Connections) -> MediaDraft:
    """An empty draft."""
    return MediaDraft(engine, connections)


@pytest.fixture
def text_draft(engine: RecordingEngine, connections: Connections) -> TextDraft:
    """An empty draft of a text dataset."""
    return TextDraft(engine, connections)


Scan = Callable[..., Scanned]


@pytest.fixture
def scan(engine: RecordingEngine, draft: MediaDraft) -> Iterator[Scan]:
    """Add a folder and let the engine find files of these names in it."""
    made: list[Scanned] = []

    def add_and_scan(folder: str, names: list[str], **details: object) -> Scanned:
        draft.add_paths([folder])
        scanned = Scanned(folder, names, **details)  # type: ignore[arg-type] # a pass-through of its own keywords
        made.append(scanned)
        engine.say(scanned.snapshot(engine.last_scan().scan_id))
        return scanned

    yield add_and_scan
    for scanned in made:
        scanned.close()


Plan = Callable[..., Planned]


@pytest.fixture
def plan(engine: RecordingEngine, text_draft: TextDraft) -> Iterator[Plan]:
    """Add a table and let the engine plan these texts in it."""
    made: list[Planned] = []

    def add_and_plan(path: str, texts: list[str], **details: object) -> Planned:
        text_draft.add_paths([path])
        planned = Planned(path, texts)
        made.append(planned)
        engine.say(planned.snapshot(engine.last_plan(), **details))
        return planned

    yield add_and_plan
    for planned in made:
        planned.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind a window."""

    engine: RecordingEngine
    connections: Connections
    draft: MediaDraft
    run: RunControl
    text_draft: TextDraft
    text_run: RunControl


@pytest.fixture
def behind(engine: RecordingEngine, connections: Connections, draft: MediaDraft, text_draft: TextDraft) -> Behind:
    """An engine that records, and what a window shows of it."""
    return Behind(
        engine=engine,
        connections=connections,
        draft=draft,
        run=RunControl(engine),
        text_draft=text_draft,
        text_run=RunControl(engine),
    )


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, behind: Behind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window on the screen. It may be closed in a run without a question."""
    monkeypatch.setattr(Questions, "may_close_in_run", lambda _: True)
    parts = WindowParts(
        engine=behind.engine,
        connections=behind.connections,
        text=TabParts(draft=behind.text_draft, run=behind.text_run, sample=resource_path("sample", "reviews.csv")),
        recents=RecentDestinations(app_dirs()),
        media=TabParts(draft=behind.draft, run=behind.run, sample=resource_path("sample", "fruit")),
        runs=AllRuns([behind.text_run, behind.run]),
        theme=theme,
        settings=QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat),
        dirs=app_dirs(),
        local_folder=tmp_path / "Documents",
    )
    made = MainWindow(parts)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
