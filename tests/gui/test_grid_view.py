"""The grid answers where tiles are by arithmetic, as a list that lays them out would, and as quickly for very many."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from itag_desktop.gui.grid_view import GridView, Index

TILE = QSize(100, 80)
_NOWHERE = QModelIndex()
COLUMNS, LINES = 4, 3
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def model() -> QStringListModel:
    return QStringListModel([str(number) for number in range(50)])


@pytest.fixture
def grid(qtbot: QtBot, model: QStringListModel) -> GridView:
    """A grid of 50 tiles, 4 by 3 in sight."""
    view = GridView()
    view.setModel(model)
    view.setGridSize(TILE)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    frame = view.size() - view.viewport().size()
    view.resize(QSize(COLUMNS * TILE.width() + 10, LINES * TILE.height()) + frame)
    qtbot.waitUntil(lambda: view.columns == COLUMNS and view.viewport().height() == LINES * TILE.height())
    return view


def chosen(grid: GridView) -> list[int]:
    return sorted(index.row() for index in grid.selectionModel().selectedIndexes())


def go_to(grid: GridView, row: int) -> None:
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    grid.selectionModel().setCurrentIndex(grid.model().index(row, 0), flags)


def test_a_tile_is_found_where_it_is(grid: GridView) -> None:
    for value in (0, 35, grid.verticalScrollBar().maximum()):
        grid.verticalScrollBar().setValue(value)
        for row in (0, 3, 4, 11, 49):
            place = grid.visualRect(grid.model().index(row, 0))
            assert grid.indexAt(place.center()).row() == row
            assert place.size() == TILE


@pytest.mark.parametrize("point", [QPoint(405, 10), QPoint(-1, 10), QPoint(250, 13 * 80 - 1)])
def test_beside_and_behind_the_tiles_there_is_none(grid: GridView, point: QPoint) -> None:
    assert not grid.indexAt(point).isValid()


def test_the_scroll_bar_ends_with_the_last_line(grid: GridView) -> None:
    assert grid.verticalScrollBar().maximum() == (13 - LINES) * TILE.height()
    grid.scrollToBottom()
    assert grid.viewport().rect().contains(grid.visualRect(grid.model().index(49, 0)))


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (5, Qt.Key.Key_Left, 4),
        (5, Qt.Key.Key_Right, 6),
        (5, Qt.Key.Key_Up, 1),
        (5, Qt.Key.Key_Down, 9),
        (1, Qt.Key.Key_Up, 1),
        (48, Qt.Key.Key_Down, 48),
        (5, Qt.Key.Key_PageDown, 17),
        (45, Qt.Key.Key_PageDown, 49),
        (30, Qt.Key.Key_PageUp, 18),
        (5, Qt.Key.Key_Home, 0),
        (5, Qt.Key.Key_End, 49),
        (0, Qt.Key.Key_Left, 0),
    ],
)
def test_keys_lead_to_the_neighbour_and_bring_it_into_sight(grid: GridView, start: int, key: Qt.Key, end: int) -> None:
    go_to(grid, start)
    QTest.keyClick(grid, key)
    assert grid.currentIndex().row() == end
    assert chosen(grid) == [end]
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))


def test_shift_selects_all_up_to_there(grid: GridView) -> None:
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 40))
    QTest.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    assert chosen(grid) == [1, 2, 3, 4, 5]
    QTest.keyClick(grid, Qt.Key.Key_Home, SHIFT)
    assert chosen(grid) == [0, 1]


def test_the_mouse_selects_and_adds(grid: GridView) -> None:
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 40))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, CONTROL, QPoint(250, 120))
    assert chosen(grid) == [0, 6]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, SHIFT, QPoint(50, 200))
    assert chosen(grid) == [0, 6, 7, 8]


class _CountingModel(QStringListModel):
    """Counts how often it is asked how many tiles there are, which Qt does for each that it looks at."""

    asked = 0

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        self.asked += 1
        return super().rowCount(parent)


def test_select_all_asks_about_no_single_tile(grid: GridView) -> None:
    model = _CountingModel([str(number) for number in range(10_000)])
    grid.setModel(model)
    model.asked = 0
    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert model.asked < 1000
    assert grid.selectionModel().selection().at(0).height() == 10_000


def test_a_narrower_grid_keeps_the_first_tile_in_sight(qtbot: QtBot, grid: GridView) -> None:
    grid.scrollTo(grid.model().index(20, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    grid.resize(grid.width() - 100, grid.height())
    qtbot.waitUntil(lambda: grid.columns == 3)
    assert grid.indexAt(QPoint(250, 5)).row() == 20


def test_an_empty_grid_has_nothing_anywhere(grid: GridView, model: QStringListModel) -> None:
    model.setStringList([])
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert not grid.indexAt(QPoint(5, 5)).isValid()
    assert grid.visualRect(QModelIndex()).isEmpty()
    assert chosen(grid) == []
    grid.grab()
