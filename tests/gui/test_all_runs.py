"""The runs of several tabs: one goes on, the next waits, and says for whom."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunSnapshot, RunState, Stage
from itag_desktop.domain.request import DatasetRequest, RunOptions
from itag_desktop.engine import link
from itag_desktop.gui.all_runs import AllRuns
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.run_control import RunControl, RunOrder
from itag_desktop.gui.run_panel import RunPanel
from itag_desktop.gui.theme import Theme
from tests.gui.recording_engine import RecordingEngine
from tests.gui.runs import PLAN, say_end


def order(name: str, template: Template) -> RunOrder:
    request = DatasetRequest(template=template, sources=(), destination=practice_destination(""), dataset_name=name)
    return RunOrder(request=request, options=RunOptions(local_manifest=f"/docs/{name}.manifest"), credential=None)


@pytest.fixture
def two(engine: RecordingEngine) -> tuple[RunControl, RunControl, AllRuns]:
    """Two runs, the first of which has started before the second."""
    first, second = RunControl(engine), RunControl(engine)
    runs = AllRuns([second, first])
    second.start(order("reviews", Template.TEXT))
    first.start(order("fruit", Template.IMAGE))
    return second, first, runs


def test_the_run_that_started_first_is_in_front(two: tuple[RunControl, RunControl, AllRuns]) -> None:
    reviews, fruit, runs = two
    assert runs.front is reviews
    assert runs.before(fruit) is reviews
    assert runs.before(reviews) is None


def test_the_next_comes_to_the_front_when_the_first_has_ended(
    engine: RecordingEngine, two: tuple[RunControl, RunControl, AllRuns]
) -> None:
    reviews, fruit, runs = two
    assert reviews.order is not None
    say_end(engine, run_id=reviews.order.request.dataset_id)
    assert runs.front is fruit
    assert runs.before(fruit) is None


def test_a_run_that_starts_again_waits_behind_the_others(
    engine: RecordingEngine, two: tuple[RunControl, RunControl, AllRuns]
) -> None:
    reviews, fruit, runs = two
    assert reviews.order is not None
    say_end(engine, run_id=reviews.order.request.dataset_id)
    reviews.start(reviews.order)
    assert runs.before(reviews) is fruit


def test_a_waiting_run_says_which_one_it_starts_after(
    engine: RecordingEngine, two: tuple[RunControl, RunControl, AllRuns], theme: Theme, qtbot: QtBot
) -> None:
    _, fruit, runs = two
    panel = RunPanel(fruit, runs, Questions(QWidget()), theme)
    qtbot.addWidget(panel)
    waiting = RunSnapshot(
        run_id=engine.last_run().request.dataset_id, state=RunState.WAITING, stage=Stage.SCAN, plan=PLAN
    )
    engine.say(link.RunProgress(snapshot=waiting))
    assert panel.progress_strip.detail_label.text() == "Starts after 'reviews'"
