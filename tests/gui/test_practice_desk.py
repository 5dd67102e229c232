"""Practice says what room it takes and needs, and is cleared after a question that names the size."""

import pytest
from pytestqt.qtbot import QtBot

from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.questions import Questions
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end
from tests.gui.test_window_runs import REAL, notices

USED = link.PracticeMeasured(used_bytes=1_200_000_000, free_bytes=48_000_000_000)


def answers(monkeypatch: pytest.MonkeyPatch, *, is_allowed: bool) -> list[int]:
    """Answer the question; return the sizes that it named."""
    asked: list[int] = []

    def ask(_questions: Questions, size_bytes: int) -> bool:
        asked.append(size_bytes)
        return is_allowed

    monkeypatch.setattr(Questions, "may_clear_practice", ask)
    return asked


def test_room_is_measured_when_the_engine_is_ready_and_shown_beside_the_mark(
    window: MainWindow, behind: Behind
) -> None:
    behind.engine.became_ready.emit()
    assert isinstance(behind.engine.sent[-1], link.MeasurePractice)
    behind.engine.say(USED)
    assert window.bar.space_label.isVisible()
    assert window.bar.space_label.text() == "1.2 GB used, 48 GB free"


def test_what_the_dataset_needs_is_said_instead(window: MainWindow, behind: Behind, scan: Scan) -> None:
    behind.engine.say(USED)
    scan("/a/fruit", ["fruit/1.jpg", "fruit/2.jpg"])
    assert window.bar.space_label.text() == "2.0 KB needed, 48 GB free"
    assert window.bar.space_label.property("look") == "secondary"


def test_too_little_room_is_red(window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg", "fruit/2.jpg"])
    behind.engine.say(link.PracticeMeasured(used_bytes=0, free_bytes=1_999))
    assert window.bar.space_label.property("look") == "wrong"


def test_it_is_said_of_practice_alone(window: MainWindow, behind: Behind) -> None:
    behind.engine.say(USED)
    behind.connections.add(REAL)
    assert not window.bar.space_label.isVisible()


def test_it_is_measured_again_after_a_run(window: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    before = behind.engine.count(link.MeasurePractice)
    say_end(behind.engine)
    assert behind.engine.count(link.MeasurePractice) == before + 1


def test_clearing_asks_with_the_size_of_the_moment(
    qtbot: QtBot, window: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, is_allowed=True)
    window.practice_desk.ask_clear()
    assert behind.engine.count(link.ClearPractice) == 0
    behind.engine.say(USED)
    qtbot.waitUntil(lambda: behind.engine.count(link.ClearPractice) == 1)
    assert asked == [1_200_000_000]
    behind.engine.say(link.PracticeCleared(freed_bytes=1_200_000_000))
    qtbot.waitUntil(lambda: bool(notices(window)))
    assert notices(window)[0].content.sentence == "The practice data was cleared: 1.2 GB are free again."


def test_without_a_yes_nothing_is_cleared(
    qtbot: QtBot, window: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, is_allowed=False)
    window.practice_desk.ask_clear()
    behind.engine.say(USED)
    qtbot.waitUntil(lambda: bool(asked))
    assert behind.engine.count(link.ClearPractice) == 0


def test_measuring_alone_asks_nothing(
    window: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked = answers(monkeypatch, is_allowed=True)
    window.practice_desk.ask_clear()
    behind.engine.say(USED)
    behind.engine.say(USED)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 1


def test_nothing_to_clear_is_said(qtbot: QtBot, window: MainWindow, behind: Behind) -> None:
    window.practice_desk.ask_clear()
    behind.engine.say(link.PracticeMeasured(free_bytes=1))
    qtbot.waitUntil(lambda: bool(notices(window)))
    assert notices(window)[0].content.sentence == "Practice keeps no data on this computer."


def test_a_refusal_is_said(qtbot: QtBot, window: MainWindow, behind: Behind) -> None:
    behind.engine.say(link.PracticeCleared(trouble=Trouble(code="practice-in-use")))
    qtbot.waitUntil(lambda: bool(notices(window)))
    assert "when the run has ended" in notices(window)[0].content.sentence
