"""The composition root: languages, what is imported, what is remembered."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.engine import link
from itag_desktop.gui import app
from itag_desktop.gui.app import install_language
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.problem_ways import file_of, rename_of
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language
from tests.gui.conftest import Behind, Scan


def test_the_window_imports_no_client_no_reader_of_tables_and_no_transport() -> None:
    code = "import sys, itag_desktop.gui.app; print({'oss2', 'openpyxl', 'pycurl', 'requests'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_chinese_is_spoken_by_our_texts_and_by_qts_own_dialogs(qapp: QApplication, qtbot: QtBot) -> None:
    translator = install_language(qapp, "zh_CN")
    try:
        assert texts.text("Create dataset") == "创建数据集"
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    finally:
        qapp.removeTranslator(translator)
        texts.install(Language.ENGLISH)


def test_composing_text_starts_nothing_and_loses_nothing(
    qtbot: QtBot, window: MainWindow, behind: Behind, scan: Scan
) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    edit = window.media_tab.settings.name_field.name_edit
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    edit.setFocus()
    edit.selectAll()
    composing = QInputMethodEvent("shuiguo", [])
    QApplication.sendEvent(edit, composing)
    assert behind.engine.count(link.StartRun) == 0
    committed = QInputMethodEvent("", [])
    committed.setCommitString("水果")
    QApplication.sendEvent(edit, committed)
    assert edit.text() == "水果"
    assert behind.draft.dataset_name == "水果"


def test_a_cleared_name_stays_clear_until_the_field_is_left(qtbot: QtBot, window: MainWindow, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    edit = window.media_tab.settings.name_field.name_edit
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == ""
    window.bar.prefix_edit.setFocus()
    assert edit.text() == "fruit"


def test_a_wrong_dataset_name_is_said_and_stops_the_start(window: MainWindow, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    edit = window.media_tab.settings.name_field.name_edit
    edit.selectAll()
    QTest.keyClicks(edit, "-fruit")
    assert window.media_tab.settings.name_field.hint_label.text().startswith("Start with a letter")
    assert not window.media_tab.panel.start_row.start_button.isEnabled()


def test_sizes_are_remembered(window: MainWindow) -> None:
    window.resize(900, 700)
    window.close()
    window.resize(900, 540)
    window.restore()
    assert window.height() == 700


@pytest.mark.parametrize(("path", "found"), [("fruit/a/1.jpg", "/x/fruit/a/1.jpg"), ("other/1.jpg", None)])
def test_the_file_of_a_problem_is_found_below_its_source(path: str, found: str | None) -> None:
    problem = Problem(kind=ProblemKind.LEFT_OUT, code="file-empty", path=path)
    assert file_of(problem, [Source(path="/x/fruit", is_folder=True, name_in_bucket="fruit")]) == found


def test_two_files_for_one_key_are_parted_by_a_new_name_for_the_second_source() -> None:
    sources = [
        Source(path="/a/pic", is_folder=True, name_in_bucket="pic"),
        Source(path="/b/pic", is_folder=True, name_in_bucket="pic"),
    ]
    values: dict[str, str | int] = {"key": "pic/1.jpg", "first": "/a/pic/1.jpg", "second": "/b/pic/1.jpg", "count": 2}
    problem = Problem(kind=ProblemKind.BLOCKER, code="two-files-one-key", path="pic/1.jpg", values=values)
    assert rename_of(problem, sources) == ("/b/pic", "pic-2")
    assert rename_of(problem, sources[:1]) is None


def test_a_documents_folder_that_cannot_be_written_does_not_keep_the_window_from_opening(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(app, "local_folder", lambda: tmp_path / "file" / "iTAG Desktop")
    engine = EngineClient(["/nowhere/engine"])
    window = app.build_window(qapp, engine)
    window.close()


def test_the_window_is_built_without_style_and_dressed_at_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each widget that is put into another is styled anew, which took most of the time until the first paint."""
    while_built: list[str] = []

    class Watched(MainWindow):
        def __init__(self, parts: WindowParts) -> None:
            while_built.append(qapp.styleSheet())
            super().__init__(parts)

    monkeypatch.setattr(app, "MainWindow", Watched)
    window = app.build_window(qapp, EngineClient(["/nowhere/engine"]))
    window.close()
    assert while_built == [""]
    assert qapp.styleSheet()
