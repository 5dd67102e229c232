"""Sources that a scan could not use: the list and a notice say which, and what can be done; the others go on."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine import link
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.notice import Notice
from itag_desktop.gui.sources_model import NAME_IN_BUCKET, SOURCE
from tests.gui.conftest import Behind
from tests.gui.scanned import Scanned


def missing(path: str) -> UnusableSource:
    return UnusableSource(path=path, trouble=Trouble(code="source-missing", values={"path": path}))


def nameless(path: str) -> UnusableSource:
    return UnusableSource(path=path, trouble=Trouble(code="source-without-name", values={"path": path}))


def say_scanned(behind: Behind, *unusable: UnusableSource) -> None:
    """Let the engine find a picture in /a/fruit, and these sources unusable."""
    scanned = Scanned("/a/fruit", ["fruit/1.jpg"], problems=[one.problem for one in unusable])
    snapshot = scanned.snapshot(behind.engine.last_scan().scan_id)
    behind.engine.say(msgspec.structs.replace(snapshot, unusable=unusable))
    scanned.close()


def setup_paths(behind: Behind) -> list[str]:
    return [path.path for path in behind.draft.setup.paths]


def notices(window: MainWindow) -> tuple[Notice, ...]:
    return window.media_tab.panel.notices.shown()


def press(window: MainWindow, words: str) -> None:
    buttons = [b for notice in notices(window) for b in notice.findChildren(QPushButton) if b.text() == words]
    buttons[0].click()


@pytest.fixture
def partly(window: MainWindow, behind: Behind) -> MainWindow:
    """A window with a folder that was scanned and one that is gone."""
    behind.draft.add_paths(["/a/gone", "/a/fruit"])
    say_scanned(behind, missing("/a/gone"))
    return window


def test_it_stays_in_the_list_marked_and_the_dataset_can_be_created(partly: MainWindow, behind: Behind) -> None:
    assert setup_paths(behind) == ["/a/fruit", "/a/gone"]
    model = partly.media_tab.settings.sources.model
    assert model.index(1, SOURCE).data() == "gone  Left out"
    assert "does not exist" in model.index(1, SOURCE).data(Qt.ItemDataRole.ToolTipRole)
    assert partly.media_tab.panel.start_row.start_button.isEnabled()
    assert partly.media_tab.panel.start_row.start_button.text() == "Create with 1 items"
    assert [s.path for s in behind.draft.request(behind.connections.destination).sources] == ["/a/fruit"]


def test_the_notice_names_it_and_takes_it_out(partly: MainWindow, behind: Behind) -> None:
    assert [notice.content.sentence for notice in notices(partly)] == ["/a/gone does not exist. Check the path."]
    press(partly, "Remove it")
    assert [path.path for path in behind.engine.last_scan().paths] == ["/a/fruit"]


def test_the_notice_scans_again(partly: MainWindow, behind: Behind) -> None:
    press(partly, "Rescan")
    assert behind.engine.count(link.ScanSources) == 2
    assert {path.path for path in behind.engine.last_scan().paths} == {"/a/fruit", "/a/gone"}


def test_undo_brings_one_back_that_was_taken_out(partly: MainWindow, behind: Behind) -> None:
    press(partly, "Remove it")
    behind.draft.undo()
    assert setup_paths(behind) == ["/a/fruit", "/a/gone"]


def test_several_are_counted_in_one_notice(window: MainWindow, behind: Behind) -> None:
    behind.draft.add_paths(["/a/fruit", "/x", "/y\n"])
    say_scanned(behind, missing("/x"), missing("/y\n"))
    assert [notice.content.sentence for notice in notices(window)] == ["2 sources cannot be used."]
    press(window, "Show list")
    assert window.media_tab.preview.problems_model.rowCount() == 2
    press(window, "Remove them")
    assert setup_paths(behind) == ["/a/fruit"]


def test_a_drive_can_be_given_its_name_in_the_list(window: MainWindow, behind: Behind) -> None:
    behind.draft.add_paths(["/a/fruit", "/"])
    say_scanned(behind, nameless("/"))
    assert not window.media_tab.panel.start_row.start_button.isEnabled()
    model = window.media_tab.settings.sources.model
    index = model.index(1, NAME_IN_BUCKET)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    model.setData(index, "disk")
    assert behind.engine.last_scan().paths[1] == link.DroppedPath(path="/", name_in_bucket="disk")


def test_a_name_being_typed_survives_what_the_scan_goes_on_to_find(window: MainWindow, behind: Behind) -> None:
    behind.draft.add_paths(["/a/fruit"])
    scanned = Scanned("/a/fruit", ["fruit/1.jpg"])
    snapshot = scanned.snapshot(behind.engine.last_scan().scan_id, is_ready=False)
    behind.engine.say(snapshot)
    view = window.media_tab.settings.sources.list
    view.setCurrentIndex(view.model().index(0, NAME_IN_BUCKET))
    view.edit_name()
    editor = view.indexWidget(view.currentIndex()) or view.focusWidget()
    (field,) = (edit for edit in view.findChildren(type(window.media_tab.preview.find_edit)) if edit.isVisible())
    assert editor is not None
    field.setText("fresh fr")
    behind.engine.say(msgspec.structs.replace(snapshot, sources=(link.FoundSource(source=scanned.source, files=9),)))
    assert field.text() == "fresh fr"
    scanned.close()


def test_more_notices_than_there_is_room_for_are_counted(window: MainWindow, behind: Behind) -> None:
    behind.draft.add_paths(["/a/fruit"])
    scanned = Scanned("/a/fruit", ["fruit/1.jpg"])
    inside = tuple(
        Trouble(code="source-inside-another", values={"path": f"/a/fruit/{n}", "other": "/a/fruit"}) for n in range(5)
    )
    behind.engine.say(scanned.snapshot(behind.engine.last_scan().scan_id, notices=inside))
    assert [notice.content.sentence for notice in notices(window)] == [
        "/a/fruit/0 is ignored: it lies in /a/fruit.",
        "/a/fruit/1 is ignored: it lies in /a/fruit.",
        "3 more were given twice or lie in other sources.",
    ]
    scanned.close()
