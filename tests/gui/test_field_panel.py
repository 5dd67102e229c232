"""What stands around the grid of fields: constants, names from headers, presets, the folder of the files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from itag_desktop.domain.items import FieldRule, ItemOptions, RowsFrom
from itag_desktop.gui.choice_row import ChoiceRow
from itag_desktop.gui.field_panel import FieldPanel
from itag_desktop.gui.files_line import FilesLine
from itag_desktop.gui.folder_box import FolderBox
from itag_desktop.gui.preset_shelf import PresetShelf
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.presets import Preset, preset_of, read_presets, save_preset
from tests.gui.goods import COLUMNS, FACTS, RULES, goods_view

HEADERS = [column.name for column in COLUMNS]
OPTIONS = ItemOptions(fields=RULES)
DRAGGED = replace(OPTIONS, fields=(RULES[1], RULES[0]))


@pytest.fixture
def shelf() -> Iterator[PresetShelf]:
    """The presets of a new user."""
    made = PresetShelf(app_dirs())
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, shelf: PresetShelf) -> Iterator[FieldPanel]:
    """A panel that shows the table of goods."""
    made = FieldPanel(shelf, Questions(None), theme)  # type: ignore[arg-type] # a question of no window
    qtbot.addWidget(made)
    made.show_fields(goods_view(), OPTIONS, {"图片": FACTS})
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def preset_names(panel: FieldPanel) -> list[str]:
    box = panel.preset_box.box
    return [box.itemText(row) for row in range(box.count()) if box.itemText(row)]


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let the user type these names and then give up; return what was asked."""
    left, asked = list(answers), []

    def answer(_parent: object, _title: str, words: str, **_more: object) -> tuple[str, bool]:
        asked.append(words)
        return (left.pop(0), True) if left else ("", False)

    monkeypatch.setattr(QInputDialog, "getText", answer)
    return asked


def test_a_constant_is_added_and_its_value_typed_at_once(panel: FieldPanel) -> None:
    told: list[tuple[FieldRule, ...]] = []
    panel.fields_changed.connect(told.append)
    panel.constant_button.click()
    edit = panel.grid.viewport().findChild(QLineEdit)
    assert edit is not None
    assert [rule.key for rule in told[-1]] == ["field_1", "field_2", "constant"]


def test_fields_are_called_by_their_headers_on_request(panel: FieldPanel) -> None:
    told: list[tuple[FieldRule, ...]] = []
    panel.fields_changed.connect(told.append)
    assert panel.headers_box.isVisible()
    panel.headers_box.click()
    assert [rule.key for rule in told[-1]] == ["图片", "说明"]
    assert panel.headers_box.isChecked()
    panel.headers_box.click()
    assert told[-1] == RULES


def test_headers_that_are_the_names_already_leave_no_choice(panel: FieldPanel) -> None:
    plain = replace(goods_view(), columns=(replace(COLUMNS[0], name="pic", key="pic"),))
    panel.show_fields(plain, ItemOptions(fields=(FieldRule(key="pic", column="pic"),)), {})
    assert not panel.headers_box.isVisible()


def test_why_a_change_was_refused_is_said_until_the_next_one(panel: FieldPanel) -> None:
    panel.model.tick(0, is_included=False)
    panel.model.tick(1, is_included=False)
    assert panel.fault_label.text() == "A data item needs at least one field."
    panel.model.tick(0, is_included=True)
    assert not panel.fault_label.isVisible()


def test_what_is_set_up_is_saved_as_a_preset_and_then_chosen(
    qtbot: QtBot, panel: FieldPanel, shelf: PresetShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "goods")
    with qtbot.waitSignal(shelf.changed):
        panel.preset_box.save_button.click()
    assert read_presets(app_dirs()) == (preset_of("goods", HEADERS, OPTIONS),)
    assert panel.preset_box.box.currentText() == "goods"
    panel.show_fields(goods_view(), DRAGGED, {})
    assert panel.preset_box.box.currentText() == "none"


def test_presets_are_offered_for_the_same_headers_in_natural_order(
    qtbot: QtBot, panel: FieldPanel, shelf: PresetShelf
) -> None:
    for name in ("goods 10", "goods 2"):
        save_preset(app_dirs(), preset_of(name, HEADERS, DRAGGED))
    save_preset(app_dirs(), preset_of("other", ["x"], OPTIONS))
    with qtbot.waitSignal(shelf.changed):
        shelf.read_again()
    assert preset_names(panel) == ["none", "goods 2", "goods 10"]
    told: list[Preset] = []
    panel.preset_box.chosen.connect(told.append)
    panel.preset_box.box.activated.emit(1)
    assert told[0].options.fields == DRAGGED.fields


def test_a_name_that_cannot_be_is_asked_for_again(
    qtbot: QtBot, panel: FieldPanel, shelf: PresetShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = typed(monkeypatch, "  ", "goods")
    with qtbot.waitSignal(shelf.changed):
        panel.preset_box.save_button.click()
    assert asked == ["Name", "A preset has a name of 1 to 60 characters that can be shown."]
    assert shelf.has_name("goods")


def test_another_preset_of_the_name_is_replaced_after_a_question_alone(
    qtbot: QtBot, panel: FieldPanel, shelf: PresetShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_preset(app_dirs(), preset_of("goods", HEADERS, DRAGGED))
    with qtbot.waitSignal(shelf.changed):
        shelf.read_again()
    typed(monkeypatch, "goods")
    monkeypatch.setattr(Questions, "may_replace_preset", lambda _self, _name: False)
    panel.preset_box.ask_name()
    shelf.close()
    assert read_presets(app_dirs())[0].options == DRAGGED
    typed(monkeypatch, "goods")
    monkeypatch.setattr(Questions, "may_replace_preset", lambda _self, _name: True)
    with qtbot.waitSignal(shelf.changed):
        panel.preset_box.ask_name()
    assert read_presets(app_dirs())[0].options == OPTIONS


def test_the_preset_chosen_can_be_forgotten(qtbot: QtBot, panel: FieldPanel, shelf: PresetShelf) -> None:
    save_preset(app_dirs(), preset_of("goods", HEADERS, OPTIONS))
    with qtbot.waitSignal(shelf.changed):
        shelf.read_again()
    assert preset_names(panel) == ["none", "goods", "Forget goods"]
    with qtbot.waitSignal(shelf.changed):
        panel.preset_box.box.activated.emit(panel.preset_box.box.count() - 1)
    assert preset_names(panel) == ["none"]


def test_presets_that_cannot_be_read_are_said_so(qtbot: QtBot, shelf: PresetShelf) -> None:
    app_dirs().presets.parent.mkdir(parents=True)
    app_dirs().presets.write_bytes(b"{")
    with qtbot.waitSignal(shelf.failed) as heard:
        shelf.read_again()
    assert heard.args is not None
    assert heard.args[0].startswith("The presets were damaged and are set aside as ")


def test_pairs_have_no_presets(panel: FieldPanel) -> None:
    panel.show_fields(replace(goods_view(), rows_from=RowsFrom.PAIRS), OPTIONS, {})
    assert not panel.preset_box.isVisible()


def test_files_lie_in_the_tables_folder_or_another(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = FolderBox()
    qtbot.addWidget(box)
    box.resize(500, 40)
    box.show()
    box.show_folder("/data/goods.csv", (), None)
    told: list[str | None] = []
    box.folder_chosen.connect(told.append)
    assert box.box.currentText().endswith("(the table's folder)")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    box.choose_button.click()
    box.show_folder("/data/goods.csv", (), str(tmp_path))
    assert box.box.toolTip() == str(tmp_path)
    box.box.activated.emit(0)
    assert told == [str(tmp_path), None]
    box.show_folder("/other/goods.csv", (), None)
    assert box.box.count() == 1
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/other")
    box.choose_button.click()
    assert told[-1] is None
    box.show_folder("/other/goods.csv", ("/photos",), None)
    assert box.box.currentText() == "/photos (added with the table)"


def test_the_files_are_three_links_to_their_lists(qtbot: QtBot) -> None:
    line = FilesLine()
    qtbot.addWidget(line)
    line.show_counts(uploads=298, missing=2, unused=0)
    assert (line.uploads_link.text(), line.missing_link.text()) == ("298 to upload", "2 missing")
    assert not line.unused_link.isEnabled()
    with qtbot.waitSignals([line.uploads_requested, line.missing_requested]):
        line.uploads_link.click()
        line.missing_link.click()


def test_a_choice_of_two_tells_whether_the_other_was_chosen(qtbot: QtBot) -> None:
    row = ChoiceRow("Where a file is missing", "Leave the row out", "Send empty text")
    qtbot.addWidget(row)
    row.show_choice(is_other=True)
    assert row.box.currentText() == "Send empty text"
    with qtbot.waitSignal(row.other_chosen) as told:
        row.box.activated.emit(0)
    assert told.args == [False]
