"""The states of the custom tab that are worth a picture; see `shown_states`."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from itag_desktop.domain.items import ColumnView, FieldKind, FieldRule, RowsFrom, RowsView, RowView
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.gui.field_grid_model import FIELD
from itag_desktop.gui.preview_pane import Page
from itag_desktop.state.presets import preset_of
from itag_desktop.support.resources import resource_path
from tests.desktop.shown_states import REAL, Shown
from tests.gui.planned_goods import PlannedGoods

GOODS = resource_path("sample", "goods")
PHOTOS = GOODS / "photos"
COLUMNS = (
    ColumnView(letter="A", name="编号", samples=("A-1",), key="field_1"),
    ColumnView(letter="B", name="图片", samples=("photos/cup-1.jpg",), kind=FieldKind.FILE, key="picture_url"),
    ColumnView(letter="C", name="说明", samples=("蓝色马克杯，容量 350 毫升，可用于微波炉。",), key="field_3"),
    ColumnView(letter="D", name="价格", samples=("39.00",), key="field_4"),
)
RULES = tuple(FieldRule(key=c.key, kind=c.kind, column=c.name) for c in COLUMNS)
VIEW = RowsView(
    rows_from=RowsFrom.TABLE,
    path=str(GOODS / "goods.csv"),
    columns=COLUMNS,
    first_rows=(RowView(number=2, cells=("A-1", "photos/cup-1.jpg", "蓝色马克杯", "39.00")),),
)
SUFFIXES = (
    ColumnView(letter="A", name=".jpg", samples=("1.jpg",), kind=FieldKind.FILE, key="picture_url"),
    ColumnView(letter="B", name=".txt", samples=("1.txt",), kind=FieldKind.TEXT, key="text"),
    ColumnView(letter="C", name=".json", samples=("1.json",), kind=FieldKind.FILE, key="file_url"),
)
PAIRS = RowsView(rows_from=RowsFrom.PAIRS, path=str(PHOTOS), columns=SUFFIXES)
PICTURES = ("cup-1.jpg", "cup-2.jpg", "lamp.jpg", "book.jpg", "umbrella.jpg", "clock.jpg", "cup-1.jpg")


def _problem(kind: ProblemKind, code: str, file: str, row: int | None = None) -> Problem:
    column = "" if row is None else "B 图片"
    return Problem(kind=kind, code=code, path="goods.csv", values={"file": file}, row=row, column=column)


def _plan(shown: Shown, rows: RowsView = VIEW, rules: tuple[FieldRule, ...] = RULES) -> None:
    problems = (
        _problem(ProblemKind.LEFT_OUT, "cell-file-missing", "photos/vase.jpg", 9),
        _problem(ProblemKind.LEFT_OUT, "cell-file-missing", "photos/plate.jpg", 12),
        _problem(ProblemKind.SKIPPED, "file-unused", "photos/old.jpg"),
    )
    planned = PlannedGoods(PICTURES, folder=str(PHOTOS), rules=rules, problems=problems, missing=2, unused=5)
    shown.drafts.append(planned)
    shown.engine.say(planned.snapshot(shown.engine.last_plan(), rows=rows))
    shown.settle()


def _show_tab(shown: Shown) -> None:
    shown.window.tabs.setCurrentWidget(shown.window.custom_tab)


def custom_empty(shown: Shown) -> None:
    _show_tab(shown)


def custom_goods(shown: Shown) -> None:
    shown.connections.add(REAL)
    _show_tab(shown)
    shown.custom.add_paths([VIEW.path])
    _plan(shown)
    without = tuple(rule for rule in RULES if rule.key != "field_4")
    shown.custom.choose_fields((without[1], without[0], without[2]))
    _plan(shown, rules=(without[1], without[0], without[2]))
    shown.window.custom_tab.preview.go_to(2)
    shown.settle(1.0)


def custom_constant(shown: Shown) -> None:
    _show_tab(shown)
    shown.custom.add_paths([VIEW.path, str(PHOTOS)])
    _plan(shown)
    fields = shown.window.custom_tab.settings.fields
    fields.headers_box.click()
    fields.add_constant()
    fields.model.setData(fields.model.index(4, FIELD), "图片")


def custom_gallery(shown: Shown) -> None:
    _show_tab(shown)
    shown.custom.add_paths([VIEW.path, str(PHOTOS)])
    _plan(shown)
    shown.window.custom_tab.preview.show_page(Page.GALLERY)
    shown.window.custom_tab.preview.go_to(1)
    shown.settle(1.0)


def custom_missing(shown: Shown) -> None:
    _show_tab(shown)
    shown.custom.add_paths([VIEW.path])
    _plan(shown)
    shown.window.custom_tab.settings.files_line.missing_link.click()


def custom_pairs(shown: Shown) -> None:
    _show_tab(shown)
    shown.custom.add_paths([str(PHOTOS)])
    rules = tuple(FieldRule(key=c.key, kind=c.kind, column=c.name) for c in SUFFIXES)
    _plan(shown, replace(PAIRS), rules)
    shown.window.custom_tab.preview.go_to(0)
    shown.settle(1.0)


def custom_offer(shown: Shown) -> None:
    headers = [column.name for column in COLUMNS]
    shelf = shown.window.custom_tab.shelf
    shelf.save(preset_of("商品", headers, replace(shown.custom.options, fields=RULES[1:3])))
    shown.settle(0.3)
    custom_empty(shown)
    shown.custom.add_paths([VIEW.path])
    _plan(shown)


CUSTOM_STATES: Mapping[str, Callable[[Shown], QWidget | None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        custom_empty, custom_goods, custom_constant, custom_gallery, custom_missing, custom_pairs, custom_offer,
    )
}  # fmt: skip
