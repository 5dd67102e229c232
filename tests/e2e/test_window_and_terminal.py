"""What the window makes of a table through the engine process is what the command line makes, to the last byte."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport
from itag_desktop.domain.request import DatasetRequest, RunOptions
from itag_desktop.engine import link
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.datasets import make_pictures, numbered
from tests.support.engine_process import EngineProcess
from tests.support.item_plans import text_field
from tests.support.terminal import Terminal

DESTINATION = practice_destination("iTAG")


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = ["编号,评论内容,等级", *(f"{number},评论 {number} 很好，质量不错,{number % 3}" for number in range(2000))]
    Path("reviews.csv").write_bytes("\r\n".join([*lines, "2000,,1", ""]).encode("gb18030"))
    make_pictures(Path("photos"), numbered(20))
    rows = [f"{number % 21 + 1}.png,no. {number}" for number in range(200)]
    Path("goods.csv").write_text("\n".join(["图片,说明", *rows, ""]), encoding="utf-8")
    make_pictures(Path("pairs"), numbered(4))
    for number in (1, 2, 3):
        Path(f"pairs/{number}.txt").write_text(f"text {number}\n")


def planned(engine: EngineProcess, template: Template, *paths: str, options: ItemOptions) -> link.ItemsSnapshot:
    """Have the window's plan made and return its last snapshot."""
    dropped = tuple(link.DroppedPath(path=str(Path(path).absolute())) for path in paths)
    engine.send(
        link.PlanItems(
            scan_id=1, template=template, paths=dropped, keeps_root_folder=True, destination=DESTINATION,
            options=options,
        )
    )  # fmt: skip
    while not ((snapshot := engine.next(link.ItemsSnapshot)).is_ready or snapshot.trouble):
        pass
    return snapshot


def run(engine: EngineProcess, template: Template, snapshot: link.ItemsSnapshot, name: str) -> RunReport:
    """Have the plan run as the window does, its draft with it."""
    request = DatasetRequest(
        template=template,
        sources=snapshot.sources,
        destination=DESTINATION,
        dataset_name=name,
        items=snapshot.options,
    )
    options = RunOptions(local_manifest=str(Path(f"{name}-window.manifest").absolute()), holds_on_trouble=True)
    engine.send(link.StartRun(request=request, options=options, credential=None, draft=snapshot.draft))
    return engine.next(link.RunEnded).report


class Case(NamedTuple):
    """The same dataset asked for both ways."""

    template: Template
    paths: tuple[str, ...]
    fields: tuple[FieldRule, ...] = ()
    arguments: tuple[str, ...] = ()


CASES = {
    "text": Case(Template.TEXT, ("reviews.csv",)),
    "pre-label": Case(
        Template.TEXT,
        ("reviews.csv",),
        (*text_field("评论内容"), FieldRule(key="label", column="等级")),
        ("--label", "等级"),
    ),
    "files in cells": Case(
        Template.CUSTOM,
        ("goods.csv", "photos"),
        (FieldRule(key="text", column="说明"), FieldRule(key="picture_url", kind=FieldKind.FILE, column="图片")),
        ("--field", "text=说明", "--field", "picture_url=图片:file"),
    ),
    "pairs": Case(Template.CUSTOM, ("pairs",)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_both_write_the_same_bytes(engine: EngineProcess, terminal: Terminal, case: Case) -> None:
    snapshot = planned(engine, case.template, *case.paths, options=ItemOptions(fields=case.fields))
    with LedgerReader(Path(snapshot.draft)) as draft:
        shown = [with_addresses(line, DESTINATION.uri("")) for line in draft.lines_page(first=0, count=9999)]
    report = run(engine, case.template, snapshot, "window")
    terminal("create", case.template, *case.paths, "--to", "practice:iTAG", "--name", "terminal", *case.arguments)
    made = Path("window-window.manifest").read_bytes()
    assert made == Path("terminal.manifest").read_bytes() == b"".join(line + b"\n" for line in shown)
    assert report.rows == report.items + report.left_out == snapshot.counts.rows


def test_the_first_rows_come_before_the_plan_is_whole(engine: EngineProcess) -> None:
    engine.next(link.Ready)
    snapshot = planned(engine, Template.TEXT, "reviews.csv", options=ItemOptions())
    assert snapshot.rows is not None
    assert (snapshot.rows.rows_from, snapshot.rows.reading.encoding) == (RowsFrom.TABLE, "gb18030")
    assert [column.name for column in snapshot.rows.columns] == ["编号", "评论内容", "等级"]


def test_a_choice_of_column_is_asked_for_with_the_rows_at_hand(engine: EngineProcess) -> None:
    Path("two.csv").write_text("a,b,c\none two,two one,x\n", encoding="utf-8")
    snapshot = planned(engine, Template.TEXT, "two.csv", options=ItemOptions())
    assert snapshot.trouble is not None
    assert (snapshot.trouble.code, snapshot.is_ready) == ("text-column-not-chosen", False)
    assert snapshot.rows is not None
    chosen = planned(engine, Template.TEXT, "two.csv", options=replace(snapshot.options, fields=text_field("b")))
    assert chosen.counts.items == 1


def test_plans_of_two_tabs_stand_beside_each_other(engine: EngineProcess) -> None:
    text = planned(engine, Template.TEXT, "reviews.csv", options=ItemOptions())
    custom = planned(engine, Template.CUSTOM, "pairs", options=ItemOptions())
    for snapshot in (text, custom):
        with LedgerReader(Path(snapshot.draft)) as draft:
            assert len(draft.lines_page(first=0, count=9999)) == snapshot.counts.items
