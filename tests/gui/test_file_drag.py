"""The finished manifest can be dragged out of its card."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from itag_desktop.gui import file_drag
from itag_desktop.gui.dropped import local_paths
from itag_desktop.gui.file_drag import FileDrag
from itag_desktop.gui.main_window import MainWindow
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end

START = QPoint(5, 5)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], Qt.DropAction]]:
    """What was dragged, and what the place it is dropped on may do with it."""
    drags: list[tuple[list[str], Qt.DropAction]] = []

    class Dropped(QDrag):
        def exec(self, actions: Qt.DropAction) -> Qt.DropAction:  # type: ignore[override] # one of its overloads
            drags.append((local_paths(self.mimeData()), actions))
            return actions

    monkeypatch.setattr(file_drag, "QDrag", Dropped)
    return drags


def move(button: QPushButton, distance: int) -> None:
    end = QPointF(START + QPoint(distance, 0))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        button, QMouseEvent(QEvent.Type.MouseMove, end, button.mapToGlobal(end), Qt.MouseButton.NoButton, LEFT, none)
    )


def test_the_finished_manifest_is_dragged_out_as_a_copy(
    window: MainWindow, behind: Behind, scan: Scan, dragged: list[tuple[list[str], Qt.DropAction]]
) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    manifest = behind.engine.last_run().options.local_manifest
    say_end(behind.engine)
    button = window.media_tab.panel.result_card.manifest_button
    QTest.mousePress(button, LEFT, pos=START)
    move(button, QApplication.startDragDistance())
    assert [([Path(path) for path in paths], action) for paths, action in dragged] == [
        ([Path(manifest)], Qt.DropAction.CopyAction)
    ]
    assert not button.isDown()
    QTest.mouseRelease(button, LEFT, pos=START)


def test_a_small_move_is_a_press(qtbot: QtBot, dragged: list[tuple[list[str], Qt.DropAction]]) -> None:
    button = QPushButton("manifest")
    qtbot.addWidget(button)
    FileDrag(button, button).path = "/docs/fruit.manifest"
    with qtbot.waitSignal(button.clicked):
        QTest.mousePress(button, LEFT, pos=START)
        move(button, 1)
        QTest.mouseRelease(button, LEFT, pos=START)
    assert dragged == []


def test_nothing_is_dragged_without_a_file(qtbot: QtBot, dragged: list[tuple[list[str], Qt.DropAction]]) -> None:
    button = QPushButton("manifest")
    qtbot.addWidget(button)
    FileDrag(button, button)
    QTest.mousePress(button, LEFT, pos=START)
    move(button, 100)
    QTest.mouseRelease(button, LEFT, pos=START)
    assert dragged == []
