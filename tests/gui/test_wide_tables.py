"""A table of thousands of columns, or of books: no more of it is looked at than there is to be seen."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from itag_desktop.domain.items import ColumnView
from itag_desktop.gui import text_draft
from itag_desktop.gui.column_names import columns_by_any_name
from itag_desktop.gui.line_painting import MOST_IN_TOOLTIP
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.lines_model import LINE, LinesModel
from itag_desktop.gui.main_window import MainWindow
from tests.gui.conftest import Plan
from tests.gui.planned import COLUMNS, rows_view
from tests.gui.test_text_tab import PATH, TEXTS, text_window

__all__ = ["text_window"]

MANY = tuple(replace(COLUMNS[1], letter=f"C{n}", name=f"c{n}", is_text_suggested=False) for n in range(3000))


class LongLines:
    """Lines too long to be taken apart for nothing."""

    count = 1

    def line_at(self, row: int) -> str:
        return "x" * 100_000 + str(row)

    def item_at(self, row: int) -> PreviewItem | None:
        raise AssertionError(row)


def test_of_thousands_of_columns_the_chosen_one_is_looked_up_once(
    text_window: MainWindow, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def counted(columns: Sequence[ColumnView]) -> dict[str, ColumnView]:
        calls.append(len(columns))
        return columns_by_any_name(columns)

    monkeypatch.setattr(text_draft, "columns_by_any_name", counted)
    plan(PATH, TEXTS, rows=rows_view(PATH, TEXTS, columns=(*COLUMNS, *MANY)))
    assert text_window.text_tab.settings.label_panel.column_box.count() == 1 + 2 + len(MANY)
    assert calls.count(len(COLUMNS) + len(MANY)) == 1


def test_of_thousands_of_columns_a_hundred_more_are_shown_at_a_time(text_window: MainWindow, plan: Plan) -> None:
    plan(PATH, TEXTS, rows=rows_view(PATH, TEXTS, columns=(*COLUMNS, *MANY)))
    cards = text_window.text_tab.settings.cards
    assert cards.more_button.text() == "Show 100 more columns"
    cards.more_button.click()
    assert len(cards.cards) == 112
    assert cards.more_button.text() == "Show 100 more columns"


def test_a_line_is_shown_without_a_look_at_its_fields() -> None:
    model = LinesModel()
    model.show_source(LongLines())
    index = model.index(0, LINE)
    assert len(index.data()) == 100_001
    assert len(index.data(Qt.ItemDataRole.ToolTipRole)) == MOST_IN_TOOLTIP + 1
