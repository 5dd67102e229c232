"""The table models, also as Qt's own tester sees them, and what they read from a draft."""

from functools import partial

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import MediaOptions
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.gui.draft_lines import DraftLines, task_cache
from itag_desktop.gui.line_finder import LineFinder
from itag_desktop.gui.lines_model import LINE, NUMBER, LinesModel
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.media_sources import media_source_row
from itag_desktop.gui.problems_model import KIND, SENTENCE, WHERE, ProblemFilter, ProblemsModel
from itag_desktop.gui.runs_model import RunsModel
from itag_desktop.gui.sources_model import NAME_IN_BUCKET, SourcesModel
from itag_desktop.gui.theme import Theme
from itag_desktop.state.ledger_reader import LedgerReader
from tests.gui.conftest import Behind, Scan
from tests.gui.scanned import Scanned, left_out, task

IMAGES = ProblemFilter(Template.IMAGE)


def lines_of(scanned: Scanned, reader: LedgerReader, count: int, prefix: str = "") -> DraftLines:
    return DraftLines(
        tasks=task_cache(reader, Template.IMAGE),
        count=count,
        sources=(scanned.source,),
        destination=practice_destination(prefix),
        label_field="label",
    )


@pytest.fixture
def model() -> LinesModel:
    return LinesModel()


def check(tester: ModelTester, model: QAbstractItemModel) -> None:
    tester.check(model)  # type: ignore[no-untyped-call] # pytest-qt says no types here


def shown(model: LinesModel, row: int, column: int = LINE) -> object:
    return model.index(row, column).data()


def test_lines_are_the_exact_lines_of_the_manifest(model: LinesModel, scan: Scan, qtmodeltester: ModelTester) -> None:
    scanned = scan("/a/pic", ["pic/1.jpg", "pic/猫.jpg"])
    with LedgerReader(scanned.draft.path) as reader:
        model.show_source(lines_of(scanned, reader, 2, "iTAG"))
        assert shown(model, 1) == ('{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/猫.jpg"}}')
        assert shown(model, 1, NUMBER) == "2"
        check(qtmodeltester, model)


def test_lines_of_a_growing_draft_are_added_behind_those_shown(model: LinesModel, scan: Scan, qtbot: QtBot) -> None:
    scanned = scan("/a/pic", [f"pic/{number}.jpg" for number in range(600)])
    with LedgerReader(scanned.draft.path) as reader:
        lines = lines_of(scanned, reader, 300)
        model.show_source(lines)
        with qtbot.waitSignal(model.rowsInserted) as inserted:
            model.show_source(lines_of(scanned, reader, 600), is_continued=True)
        assert inserted.args == [QModelIndex(), 300, 599]
        assert str(shown(model, 599)).endswith('599.jpg"}}')


def test_a_page_that_was_read_half_is_read_again_when_it_is_longer(scan: Scan) -> None:
    scanned = scan("/a/pic", ["pic/0.jpg", "pic/1.jpg"])
    with LedgerReader(scanned.draft.path) as reader:
        tasks = task_cache(reader, Template.IMAGE)
        assert tasks.at(1) is not None
        assert tasks.at(2) is None
        scanned.draft.add_tasks(Template.IMAGE, [task(2, "pic/2.jpg")])
        found = tasks.at(2)
        assert found is not None
        assert found.name == "pic/2.jpg"


def test_a_draft_that_is_gone_shows_no_lines(model: LinesModel, scan: Scan) -> None:
    scanned = scan("/a/pic", ["pic/1.jpg"])
    reader = LedgerReader(scanned.draft.path)
    model.show_source(lines_of(scanned, reader, 1))
    reader.close()
    assert model.item(5) is None


def test_find_goes_around_once(qtbot: QtBot, model: LinesModel, scan: Scan) -> None:
    scanned = scan("/a/pic", [f"pic/{number}.jpg" for number in range(1000)])
    finder = LineFinder(model)
    with LedgerReader(scanned.draft.path) as reader:
        model.show_source(lines_of(scanned, reader, 1000))
        with qtbot.waitSignal(finder.found) as found:
            finder.find("PIC/77.", after=500)
        assert found.args == [77]
        with qtbot.waitSignal(finder.nothing_found):
            finder.find("dog", after=10)


def test_problems_come_gravest_first(scan: Scan, theme: Theme, qtmodeltester: ModelTester) -> None:
    skipped = [Problem(kind=ProblemKind.SKIPPED, code="junk", path=f"pic/{number}") for number in range(450)]
    scanned = scan("/a/pic", ["pic/1.jpg"], problems=[*skipped, left_out("pic/0.jpg")])
    model = ProblemsModel(theme)
    model.show_problems(scanned.draft, IMAGES)
    assert model.index(0, KIND).data() == "Left out"
    assert model.index(0, WHERE).data() == "pic/0.jpg"
    assert model.index(0, SENTENCE).data() == "The file is empty."
    check(qtmodeltester, model)


def test_problems_are_read_as_far_as_is_scrolled(scan: Scan, theme: Theme) -> None:
    skipped = [Problem(kind=ProblemKind.SKIPPED, code="junk", path=f"pic/{number}") for number in range(450)]
    scanned = scan("/a/pic", ["pic/1.jpg"], problems=skipped)
    model = ProblemsModel(theme)
    model.show_problems(scanned.draft, IMAGES)
    assert model.rowCount() == 200
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 450


def test_only_problems_asked_for_are_shown(scan: Scan, theme: Theme) -> None:
    junk = Problem(kind=ProblemKind.SKIPPED, code="junk", path="pic/x")
    scanned = scan("/a/pic", ["pic/1.jpg"], problems=[junk, left_out("pic/0.jpg")])
    model = ProblemsModel(theme)
    model.show_problems(scanned.draft, ProblemFilter(Template.IMAGE, (ProblemKind.SKIPPED,)))
    assert [model.problem(row).path for row in range(model.rowCount())] == ["pic/x"]


def test_sources_join_what_was_dropped_with_what_was_found(
    draft: MediaDraft, scan: Scan, qtmodeltester: ModelTester
) -> None:
    model = SourcesModel(draft, partial(media_source_row, draft))
    scan("/a/pic", ["pic/1.jpg", "pic/2.jpg"])
    assert model.index(0, 0).data() == "pic  2 files · 2.0 KB"
    assert model.index(0, NAME_IN_BUCKET).data() == "pic"
    check(qtmodeltester, model)


def test_the_name_in_the_bucket_can_be_edited(draft: MediaDraft, scan: Scan, qtbot: QtBot) -> None:
    model = SourcesModel(draft, partial(media_source_row, draft))
    scan("/a/pic", ["pic/1.jpg"])
    index = model.index(0, NAME_IN_BUCKET)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    with qtbot.waitSignal(model.name_edited) as edited:
        assert model.setData(index, "pic-2")
    assert edited.args == ["/a/pic", "pic-2"]


def test_runs_are_none_before_the_first(qtbot: QtBot, theme: Theme, qtmodeltester: ModelTester) -> None:
    model = RunsModel(lambda: (), theme)
    with qtbot.waitSignal(model.was_read):
        model.read_again()
    model.close()
    assert model.rowCount() == 0
    check(qtmodeltester, model)


def test_the_preview_follows_the_prefix(window: MainWindow, scan: Scan, behind: Behind) -> None:
    scan("/a/pic", ["pic/1.jpg"])
    behind.connections.type_prefix("a/b")
    assert "aliyuncs.com/a/b/pic/1.jpg" in str(shown(window.media_tab.preview.lines_model, 0))


def test_an_item_left_out_is_excluded_by_its_exact_path(window: MainWindow, scan: Scan, behind: Behind) -> None:
    scan("/a/pic", ["pic/1.jpg", "pic/sub/2[a].jpg"])
    window.media_tab.preview.go_to(1)
    window.media_tab.preview.detail.leave_out_button.click()
    assert behind.engine.last_scan().options == MediaOptions(exclude=("./sub/2[[]a].jpg",))
    behind.draft.undo()
    assert behind.engine.last_scan().options == MediaOptions()
