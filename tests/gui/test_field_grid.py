"""The grid of fields: ticked, named, given a kind, and dragged into another order, by mouse and by keyboard."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from itag_desktop.domain.items import ColumnView, FieldFacts, FieldKind, FieldRule, RowsFrom
from itag_desktop.gui.field_grid import FieldGrid
from itag_desktop.gui.field_grid_model import COLUMN, FIELD, FILES, HANDLE, KIND, SAMPLE, FieldGridModel
from itag_desktop.gui.theme import Theme
from tests.gui.goods import COLUMNS, FACTS, RULES

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction
ALT = Qt.KeyboardModifier.AltModifier


class Heard:
    """What the model told."""

    def __init__(self, model: FieldGridModel) -> None:
        self.fields: list[tuple[FieldRule, ...]] = []
        self.reasons: list[str] = []
        model.fields_changed.connect(self.fields.append)
        model.refused.connect(self.reasons.append)

    def keys(self) -> list[str]:
        """Return the fields' names as they were told last."""
        return [rule.key for rule in self.fields[-1]]


@pytest.fixture
def model(theme: Theme) -> FieldGridModel:
    """A table of goods."""
    made = FieldGridModel(theme)
    made.show_fields(COLUMNS, RULES)
    return made


@pytest.fixture
def heard(model: FieldGridModel) -> Heard:
    """Return what the model of the test tells."""
    return Heard(model)


@pytest.fixture
def grid(qtbot: QtBot, theme: Theme, model: FieldGridModel) -> Iterator[FieldGrid]:
    """The grid, wide enough for all it shows."""
    made = FieldGrid(model, theme)
    qtbot.addWidget(made)
    made.resize(560, 200)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def letters(model: FieldGridModel) -> str:
    return "".join("=" if row.column is None else row.column.letter for row in model.rows)


def shown(model: FieldGridModel, row: int) -> list[object]:
    return [model.index(row, column).data() for column in (COLUMN, FIELD, KIND, SAMPLE, FILES)]


def test_a_first_value_is_shown_in_one_line(model: FieldGridModel) -> None:
    (first, *others) = (row.column for row in model.rows if row.column is not None)
    broken = replace(first, samples=("two\n\tlines",))
    model.show_fields((broken, *others), [row.rule for row in model.rows])
    assert shown(model, 0)[3] == "two lines"


def test_a_column_is_shown_with_its_field_kind_first_value_and_files(model: FieldGridModel) -> None:
    model.show_facts({"图片": FACTS})
    assert shown(model, 0) == ["A  图片", "field_1", "Local file", "1.jpg", "998 found · 2 missing"]
    assert shown(model, 1) == ["B  说明", "field_2", "Text", "Founders, 18", ""]
    assert shown(model, 2) == ["C  备注", "", "", "", ""]


def test_the_model_is_sound_while_it_changes(model: FieldGridModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt says no types here
    model.move_row(0, 3)
    model.move_row(2, 0)
    model.add_constant()
    model.tick(2, is_included=True)
    model.remove_constant(3)
    model.show_fields(COLUMNS[:2], RULES)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt says no types here


def test_the_fields_follow_the_ticks_and_the_order(model: FieldGridModel, heard: Heard) -> None:
    model.tick(2, is_included=True)
    assert heard.keys() == ["field_1", "field_2", "field_3"]
    model.move_row(2, 0)
    assert heard.keys() == ["field_3", "field_1", "field_2"]
    model.tick(1, is_included=False)
    assert heard.keys() == ["field_3", "field_2"]


def test_moving_what_is_not_ticked_changes_no_field(model: FieldGridModel, heard: Heard) -> None:
    model.move_row(2, 0)
    assert letters(model) == "CAB"
    assert heard.fields[-1] == RULES


def test_the_last_field_stays(model: FieldGridModel, heard: Heard) -> None:
    model.tick(0, is_included=False)
    assert not model.setData(model.index(1, COLUMN), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert heard.keys() == ["field_2"]
    assert heard.reasons == ["A data item needs at least one field."]


def test_a_field_takes_a_good_name_and_refuses_another_with_the_reason(model: FieldGridModel, heard: Heard) -> None:
    assert model.setData(model.index(0, FIELD), " picture_url ")
    assert not model.setData(model.index(1, FIELD), "picture_url")
    assert heard.keys() == ["picture_url", "field_2"]
    assert heard.reasons == ["Another field is called picture_url."]


def test_a_column_has_the_kinds_a_cell_can_be(model: FieldGridModel, heard: Heard) -> None:
    assert model.setData(model.index(1, KIND), FieldKind.URI)
    assert not model.setData(model.index(1, KIND), FieldKind.CONSTANT)
    assert heard.fields[-1][1].kind is FieldKind.URI


def test_files_paired_by_name_are_files_or_the_text_in_them(theme: Theme) -> None:
    model = FieldGridModel(theme)
    suffixes = (
        ColumnView(letter="A", name=".jpg", kind=FieldKind.FILE, key="jpg"),
        ColumnView(letter="B", name=".txt", kind=FieldKind.TEXT, key="txt"),
    )
    rules = tuple(FieldRule(key=c.key, kind=c.kind, column=c.name) for c in suffixes)
    model.show_fields(suffixes, rules, RowsFrom.PAIRS)
    editable = Qt.ItemFlag.ItemIsEditable
    assert not model.index(0, KIND).flags() & editable
    assert model.index(1, KIND).flags() & editable
    assert not model.setData(model.index(1, KIND), FieldKind.URI)
    assert model.setData(model.index(1, KIND), FieldKind.FILE)
    assert model.setData(model.index(1, KIND), FieldKind.TEXT)
    assert model.headerData(COLUMN, Qt.Orientation.Horizontal) == "Suffix"


def test_what_the_engine_says_back_changes_nothing(model: FieldGridModel, qtbot: QtBot) -> None:
    model.move_row(2, 0)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.show_fields(tuple(COLUMNS), RULES)
    assert letters(model) == "CAB"


def test_facts_stand_beside_file_fields_alone(model: FieldGridModel) -> None:
    model.show_facts({"图片": FACTS, "说明": FieldFacts(key="field_2", found_files=3)})
    assert model.index(1, FILES).data() == ""
    model.show_facts({})
    assert model.index(0, FILES).data() == ""


# The mouse


def dragged(model: FieldGridModel, row: int) -> QMimeData:
    return model.mimeData([model.index(row, COLUMN)])


def drop_over(grid: FieldGrid, mime: QMimeData, row: int, *, below: bool) -> QDropEvent:
    """Drag over the upper or lower edge of a row, as the window system tells it, and let go."""
    rect = grid.visualRect(grid.model().index(row, COLUMN))
    place = QPoint(rect.center().x(), rect.bottom() - 1 if below else rect.top() + 1)
    port = grid.viewport()
    QApplication.sendEvent(port, QDragEnterEvent(place, MOVE, mime, LEFT, NO_KEYS))
    QApplication.sendEvent(port, QDragMoveEvent(place, MOVE, mime, LEFT, NO_KEYS))
    event = QDropEvent(QPointF(place), MOVE, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(port, event)
    return event


@pytest.mark.parametrize(
    ("start", "onto", "below", "order"),
    [(2, 0, False, "CAB"), (0, 2, True, "BCA"), (0, 1, True, "BAC"), (1, 1, True, "ABC")],
)
def test_a_row_dragged_elsewhere_is_there(grid: FieldGrid, start: int, onto: int, below: bool, order: str) -> None:  # noqa: FBT001 - a case
    model = grid.model()
    assert isinstance(model, FieldGridModel)
    drop_over(grid, dragged(model, start), onto, below=below)
    assert letters(model) == order
    assert model.rowCount() == 3


def test_a_row_dropped_in_the_empty_part_goes_behind_all(grid: FieldGrid, model: FieldGridModel) -> None:
    place = QPoint(40, grid.viewport().height() + 40)
    grid.setFixedHeight(grid.height() + 80)
    mime = dragged(model, 0)
    QApplication.sendEvent(grid.viewport(), QDragEnterEvent(place, MOVE, mime, LEFT, NO_KEYS))
    QApplication.sendEvent(grid.viewport(), QDragMoveEvent(place, MOVE, mime, LEFT, NO_KEYS))
    QApplication.sendEvent(grid.viewport(), QDropEvent(QPointF(place), MOVE, mime, LEFT, NO_KEYS))
    assert letters(model) == "BCA"


def test_files_and_rows_of_another_grid_are_left_to_others(
    grid: FieldGrid, theme: Theme, model: FieldGridModel
) -> None:
    other = FieldGridModel(theme)
    other.show_fields(COLUMNS, RULES)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/data/goods.csv")])
    for mime in (files, dragged(other, 2)):
        assert not drop_over(grid, mime, 0, below=False).isAccepted()
    assert letters(model) == "ABC"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_one_click_opens_the_list_of_kinds(grid: FieldGrid, model: FieldGridModel, heard: Heard) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, NO_KEYS, grid.visualRect(model.index(1, KIND)).center())
    box = grid.viewport().findChild(QComboBox)
    assert box is not None
    assert [box.itemText(n) for n in range(box.count())] == ["Text", "Local file", "OSS URI"]
    assert box.currentText() == "Text"
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert heard.fields[-1][1].kind is FieldKind.URI


# The keyboard


def test_alt_and_an_arrow_move_the_current_row(grid: FieldGrid, model: FieldGridModel) -> None:
    grid.select_row(0)
    QTest.keyClick(grid, Qt.Key.Key_Down, ALT)
    QTest.keyClick(grid, Qt.Key.Key_Down, ALT)
    assert letters(model) == "BCA"
    assert grid.currentIndex().row() == 2
    QTest.keyClick(grid, Qt.Key.Key_Down, ALT)
    QTest.keyClick(grid, Qt.Key.Key_Up, ALT)
    assert letters(model) == "BAC"
    assert grid.currentIndex().row() == 1


def test_the_space_bar_ticks_the_current_row(grid: FieldGrid, heard: Heard) -> None:
    grid.select_row(2, FIELD)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert heard.keys() == ["field_1", "field_2", "field_3"]
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert heard.keys() == ["field_1", "field_2"]


def test_a_name_is_typed_in_its_cell_and_marked_while_it_cannot_be(
    qtbot: QtBot, grid: FieldGrid, model: FieldGridModel, heard: Heard
) -> None:
    grid.edit_row(0, FIELD)
    edit = grid.viewport().findChild(QLineEdit)
    assert edit is not None
    edit.setText("field_2")
    assert (edit.property("look"), edit.toolTip()) == ("wrong", "Another field is called field_2.")
    edit.setText("picture_url")
    assert (edit.property("look"), edit.toolTip()) == ("plain", "")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.rows[0].rule.key == "picture_url")
    assert heard.keys() == ["picture_url", "field_2"]


def test_delete_takes_a_constant_out_and_no_column(grid: FieldGrid, model: FieldGridModel) -> None:
    row = model.add_constant()
    model.setData(model.index(row, COLUMN), "2024")
    assert shown(model, row) == ["2024", "constant", "Constant", "2024", ""]
    for place in (row, 0):
        grid.select_row(place)
        QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert letters(model) == "ABC"


def test_the_current_row_stays_where_it_is_when_an_undo_changes_the_order(
    grid: FieldGrid, model: FieldGridModel
) -> None:
    model.move_row(0, 2)
    grid.select_row(1)
    model.show_fields(COLUMNS, RULES)
    assert letters(model) == "ABC"
    assert grid.currentIndex().row() == 1


# The room


def test_the_first_value_gives_way_in_a_narrow_pane(grid: FieldGrid) -> None:
    assert not grid.isColumnHidden(SAMPLE)
    grid.resize(500, 200)
    assert grid.isColumnHidden(SAMPLE)
    assert grid.isColumnHidden(FILES)
    assert not any(grid.isColumnHidden(column) for column in (HANDLE, COLUMN, FIELD, KIND))
    assert grid.horizontalHeader().length() <= grid.viewport().width()


def test_files_have_room_once_there_is_something_to_tell(grid: FieldGrid, model: FieldGridModel) -> None:
    model.show_facts({"图片": FACTS})
    assert not grid.isColumnHidden(FILES)
    assert grid.horizontalHeader().length() <= grid.viewport().width()


def test_the_widest_table_paints_only_what_is_in_sight(
    grid: FieldGrid, model: FieldGridModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = tuple(ColumnView(letter=f"N{n}", name=f"列 {n}", key=f"field_{n}") for n in range(16_384))
    asked: set[int] = set()
    original = FieldGridModel.data

    def note(self: FieldGridModel, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        asked.add(index.row())
        return original(self, index, role)

    monkeypatch.setattr(FieldGridModel, "data", note)
    model.show_fields(columns, (FieldRule(key="a", column="列 16000"),))
    grid.select_row(16_000)
    grid.grab()
    grid.resize(540, 200)
    assert model.rowCount() == 16_384
    assert len(asked) < 200


# Ears


def test_cells_say_what_they_are(grid: FieldGrid) -> None:
    table = QAccessible.queryAccessibleInterface(grid)
    assert table.text(QAccessible.Text.Name) == "Fields"
    texts = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert {"Move A  图片", "A  图片", "field_1", "Local file", "1.jpg"} <= set(texts)
