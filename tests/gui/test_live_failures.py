"""What failed can be read while the run still goes on, and the list grows with it."""

from collections.abc import Iterator

import pytest

from itag_desktop.domain.progress import RunState
from itag_desktop.domain.tasks import TaskOutcome, TaskState
from itag_desktop.engine import link
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.preview_pane import Page
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.runs import ledger_path
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import report, snapshot
from tests.gui.scanned import left_out, task


@pytest.fixture
def ledger(window: MainWindow, behind: Behind, scan: Scan) -> Iterator[Ledger]:
    """The ledger of a run of ten files that has just begun; one file was left out."""
    names = [f"fruit/{number}.jpg" for number in range(10)]
    scan("/a/fruit", names)
    window.media_tab.create_dataset()
    request = behind.engine.last_run().request
    path = ledger_path(app_dirs(), request.dataset_id)
    with Draft.create(app_dirs()) as draft, Ledger.create(path, request) as ledger:
        draft.add_tasks(request.template, [task(number, name) for number, name in enumerate(names)])
        draft.add_problems([left_out("fruit/empty.jpg")])
        ledger.adopt(draft.path, request)
        yield ledger


def fail(ledger: Ledger, *ordinals: int) -> None:
    ledger.record_outcomes([TaskOutcome(ordinal=n, state=TaskState.FAILED, reason="file-gone") for n in ordinals])


def say(behind: Behind, ledger: Ledger, **details: object) -> None:
    behind.engine.say(link.RunProgress(snapshot=snapshot(behind.engine, **details), ledger=str(ledger.path)))


def shown(window: MainWindow) -> list[str]:
    model = window.media_tab.preview.problems_model
    return [model.problem(row).path for row in range(model.rowCount())]


def test_the_list_opens_from_the_strip_and_follows_the_run(window: MainWindow, behind: Behind, ledger: Ledger) -> None:
    fail(ledger, 1)
    say(behind, ledger, failed=1)
    link_to_list = window.media_tab.panel.progress_strip.failed_link
    assert link_to_list.text() == "1 failed ▸"
    link_to_list.click()
    assert window.media_tab.preview.page is Page.PROBLEMS
    assert shown(window) == ["fruit/1.jpg"]
    fail(ledger, 3, 4)
    say(behind, ledger, failed=3)
    assert shown(window) == ["fruit/1.jpg", "fruit/3.jpg", "fruit/4.jpg"]


def test_a_selected_line_stays_selected_while_others_come(window: MainWindow, behind: Behind, ledger: Ledger) -> None:
    fail(ledger, 1, 2)
    say(behind, ledger, failed=2)
    window.media_tab.panel.progress_strip.failed_link.click()
    table = window.media_tab.preview.problems_view.table
    table.selectRow(1)
    fail(ledger, 7)
    say(behind, ledger, failed=3)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]


def test_what_is_written_after_the_last_moment_is_there_at_the_end(
    window: MainWindow, behind: Behind, ledger: Ledger
) -> None:
    fail(ledger, 1)
    say(behind, ledger, failed=2)  # counted, and not yet written
    window.media_tab.panel.progress_strip.failed_link.click()
    fail(ledger, 2)
    end = report(behind.engine, state=RunState.INCOMPLETE, items=0, failed=2, manifests=())
    behind.engine.say(link.RunEnded(report=end))
    assert shown(window) == ["fruit/1.jpg", "fruit/2.jpg"]


def test_a_list_that_is_not_open_is_not_read(window: MainWindow, behind: Behind, ledger: Ledger) -> None:
    fail(ledger, 1)
    say(behind, ledger, failed=1)
    assert shown(window) == []
