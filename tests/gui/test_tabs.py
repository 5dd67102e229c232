"""Two tabs in one window: what is dropped on the wrong one, keys, runs one after the other, runs of texts."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import Division, FieldRule, ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import ManifestReport, PlanCounts, RunState
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.engine import link
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.pai_steps import PaiSteps
from itag_desktop.gui.preview_pane import Page
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.runs import ledger_path
from tests.gui.conftest import Behind, Plan, Scan
from tests.gui.planned import Planned
from tests.gui.runs import say_end, say_progress
from tests.gui.test_drops import drop, of_paths
from tests.gui.test_text_tab import PATH, TEXTS, notices
from tests.gui.test_window_runs import REAL


@pytest.fixture
def table(window: MainWindow, plan: Plan) -> MainWindow:
    """A window with a planned table in the tab *Text*, which is in front."""
    window.tabs.setCurrentWidget(window.text_tab)
    plan(PATH, TEXTS)
    return window


def test_the_tabs_stand_in_their_order_and_have_keys(window: MainWindow) -> None:
    assert [window.tabs.tabText(number) for number in range(2)] == ["Text", "Image, video, audio"]
    window.activateWindow()
    fronts = []
    for key in ("Ctrl+1", "Ctrl+2"):
        QTest.keySequence(window, key)
        fronts.append(window.tab)
    assert fronts == [window.text_tab, window.media_tab]


def test_keys_act_on_the_tab_in_front(table: MainWindow, behind: Behind, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    table.activateWindow()
    plans = behind.engine.count(link.PlanItems)
    QTest.keySequence(table, "F5")
    assert behind.engine.count(link.PlanItems) == plans + 1
    assert behind.engine.count(link.ScanSources) == 1


def test_the_tab_of_last_time_is_opened_again(table: MainWindow) -> None:
    table.close()
    table.tabs.setCurrentWidget(table.media_tab)
    table.restore()
    assert table.tab is table.text_tab


def test_a_table_on_the_media_tab_is_offered_to_the_text_tab(window: MainWindow, behind: Behind) -> None:
    drop(window.media_tab, of_paths(PATH))
    assert not behind.engine.sent
    (notice,) = notices(window)
    assert notice.content.sentence == "reviews.csv is not for this tab."
    assert [button.text() for button in notice.buttons] == ["Use it in Text"]
    notice.buttons[0].click()
    assert window.tab is window.text_tab
    assert [path.path for path in behind.engine.last_plan().paths] == [PATH]


def test_pictures_on_the_text_tab_are_offered_to_the_media_tab(window: MainWindow, behind: Behind) -> None:
    window.tabs.setCurrentWidget(window.text_tab)
    drop(window.text_tab, of_paths("/a/1.jpg", "/a/2.jpg"))
    (notice,) = notices(window)
    notice.buttons[0].click()
    assert window.tab is window.media_tab
    assert [path.path for path in behind.engine.last_scan().paths] == ["/a/1.jpg", "/a/2.jpg"]


def test_a_file_given_at_the_start_opens_the_tab_it_is_of_use_to(window: MainWindow, behind: Behind) -> None:
    window.take_paths([PATH])
    assert window.tab is window.text_tab
    assert [path.path for path in behind.engine.last_plan().paths] == [PATH]


def test_both_tabs_run_one_after_the_other(table: MainWindow, behind: Behind, scan: Scan) -> None:
    table.text_tab.create_dataset()
    reviews = behind.engine.last_run().request.dataset_id
    scan("/a/fruit", ["fruit/1.jpg"])
    table.tabs.setCurrentWidget(table.media_tab)
    table.media_tab.create_dataset()
    fruit = behind.engine.last_run().request.dataset_id
    say_progress(behind.engine, state=RunState.WAITING)
    assert table.media_tab.panel.progress_strip.detail_label.text() == "Starts after 'reviews'"
    assert table.windowTitle().startswith("reviews · ")
    assert set(str(table.parts.settings.value("run/unfinished")).split(",")) == {reviews, fruit}
    say_end(behind.engine, run_id=reviews)
    assert table.windowTitle().startswith("fruit · ")
    assert table.parts.settings.value("run/unfinished") == fruit
    assert not table.text_tab.panel.is_editing
    assert not table.media_tab.panel.is_editing


def test_a_run_of_texts_speaks_of_items_and_shows_every_manifest(table: MainWindow, behind: Behind) -> None:
    behind.connections.add(REAL)
    table.text_tab.create_dataset()
    asked = behind.engine.last_run()
    assert asked.request.template is Template.TEXT
    assert asked.draft == table.text_tab.feed.draft_path
    say_progress(behind.engine, plan=PlanCounts(items=3, rows=4, left_out=1))
    assert table.text_tab.panel.progress_strip.detail_label.text() == ""
    root = "oss://labels.oss-cn-hangzhou.aliyuncs.com/"
    written = tuple(
        ManifestReport(uri=f"{root}reviews-{n}.manifest", items=n, local_path=f"/d/reviews-{n}.manifest")
        for n in (1, 2)
    )
    ends = {"items": 3, "rows": 4, "left_out": 1, "size_bytes": 0, "sent": 0, "manifests": written}
    say_end(behind.engine, state=RunState.FINISHED_LEFT_OUT, **ends)
    card = table.text_tab.panel.result_card
    assert card.facts_label.text() == "3 data items · 3 s"
    assert card.sentence_label.text() == "The manifest was read back from the bucket and compared."
    assert card.left_out_link.text() == "1 row was left out"
    assert card.manifests_label.text() == "2 manifests: reviews-1 1 · reviews-2 2"
    assert table.media_tab.panel.is_editing


def test_a_check_of_texts_counts_no_files(table: MainWindow, behind: Behind) -> None:
    table.text_tab.check_first()
    say_progress(behind.engine, plan=PlanCounts(items=3, rows=3))
    say_end(behind.engine, sent=0, manifests=())
    assert notices(table)[0].content.sentence == "Checked: nothing is in the way."


def test_what_next_names_the_content_type(table: MainWindow) -> None:
    steps = PaiSteps(Template.TEXT, table)
    assert any("content type Text" in label.text() for label in steps.findChildren(QLabel))
    steps.close()


def test_an_old_run_of_texts_is_carried_on_in_its_tab(qtbot: QtBot, window: MainWindow, behind: Behind) -> None:
    request = DatasetRequest(
        template=Template.TEXT,
        sources=(Source(path=PATH, is_folder=False),),
        destination=practice_destination("iTAG"),
        dataset_name="reviews",
        items=ItemOptions(fields=(FieldRule(key="source", column="col:B"),)),
        division=Division(split_items=10),
    )
    with Ledger.create(ledger_path(app_dirs(), request.dataset_id), request) as ledger:
        ledger.begin_sitting(started_s=1.0)
    window.parts.settings.setValue("run/unfinished", request.dataset_id)
    with qtbot.waitSignal(window.runs_model.was_read):
        window.runs_model.read_again()
    (notice,) = notices(window)
    assert notice.content.sentence == "'reviews' stopped before its manifest was written."
    notice.buttons[0].click()
    assert window.tab is window.text_tab
    assert behind.engine.last_run().request == request
    assert behind.text_draft.setup.division == Division(split_items=10)
    assert behind.engine.last_plan().options == request.items


def test_problems_are_exported_by_the_engine(
    window: MainWindow, behind: Behind, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.tabs.setCurrentWidget(window.text_tab)
    behind.text_draft.add_paths([PATH])
    place = {"path": "reviews.csv", "row": 12, "column": "B 评论", "template": Template.TEXT}
    planned = Planned(PATH, TEXTS, problems=[Problem(kind=ProblemKind.LEFT_OUT, code="row-empty", **place)])  # type: ignore[arg-type] # its fields
    behind.engine.say(planned.snapshot(behind.engine.last_plan()))
    view = window.text_tab.preview.problems_view
    assert view.table.model().index(0, 1).data() == "reviews.csv, row 12, column B 评论"
    target = str(tmp_path / "list")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, "CSV (*.csv)"))
    window.text_tab.preview.show_page(Page.PROBLEMS)
    view.export_button.click()
    asked = behind.engine.sent[-1]
    assert isinstance(asked, link.ExportProblems)
    assert (asked.target, asked.template, asked.language) == (f"{target}.csv", Template.TEXT, "en")
    behind.engine.say(link.ProblemsExported(export_id=asked.export_id, target=asked.target))
    assert notices(window)[0].content.sentence == f"The list is in {target}.csv"
    planned.close()
