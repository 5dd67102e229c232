"""The states of the tab *Text* that are worth a picture; see `shown_states`."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from itag_desktop.domain.items import Division, FieldRule, ItemFacts, ItemOptions
from itag_desktop.domain.progress import ManifestReport, PlanCounts, RunState, Stage, Trouble
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.engine import link
from itag_desktop.gui.preview_pane import Page
from tests.desktop.shown_states import REAL, REVIEWS, Shown, uploading
from tests.gui.planned import COLUMNS, LABEL_FACTS, TEXT_RULE, Planned, of_workbook, rows_view
from tests.gui.runs import report, snapshot

TEXTS = (
    "物流很快，包装完好，孩子很喜欢这套积木。",
    "用了三天就坏了，客服一直不回复，非常失望，不会再买，也不会向任何人推荐这一家店。",
    "The handle feels solid and it pours without dripping.",
)
WITH_LABEL = ItemOptions(fields=(TEXT_RULE, FieldRule(key="label", column="等级")))
TEXT_FACTS = ItemFacts(fields=(LABEL_FACTS,), empty_rows=12, duplicates=31, hidden_rows=1)


def plan(shown: Shown, *problems: Problem, **details: object) -> None:
    """Add the sample's table to the text tab, bring it to the front, and plan it, with `problems`."""
    shown.window.tabs.setCurrentWidget(shown.window.text_tab)
    shown.text_draft.add_paths([str(REVIEWS)])
    planned = Planned(str(REVIEWS), TEXTS, problems=problems)
    shown.drafts.append(planned)
    counts = PlanCounts(items=12_468, rows=12_480, left_out=12)
    shown.engine.say(planned.snapshot(shown.engine.last_plan(), **{"counts": counts, **details}))
    shown.settle()


def text_empty(shown: Shown) -> None:
    shown.window.tabs.setCurrentWidget(shown.window.text_tab)


def text_ready(shown: Shown) -> None:
    shown.connections.add(REAL)
    plan(shown, options=WITH_LABEL, facts=TEXT_FACTS)
    shown.window.text_tab.preview.go_to(1)


def text_table(shown: Shown) -> None:
    plan(shown, options=WITH_LABEL, facts=TEXT_FACTS)
    shown.window.text_tab.preview.show_page(Page.TABLE)


def text_workbook(shown: Shown) -> None:
    plan(shown, rows=of_workbook(rows_view(str(REVIEWS), TEXTS)))
    shown.window.text_tab.preview.show_page(Page.TABLE)


def text_encodings(shown: Shown) -> None:
    plan(shown, rows=replace(rows_view(str(REVIEWS), TEXTS), is_encoding_sure=False, other_encodings=("big5",)))
    shown.window.text_tab.preview.show_page(Page.TABLE)


def text_doubled(shown: Shown) -> None:
    names = ("text", "text", "")
    columns = tuple(replace(c, name=name, is_text_suggested=False) for c, name in zip(COLUMNS, names, strict=True))
    trouble = Trouble(code="text-column-not-chosen", values={"known": "col:A, col:B, col:C"})
    rows = rows_view(str(REVIEWS), TEXTS, columns=columns)
    plan(shown, rows=rows, options=ItemOptions(), is_ready=False, trouble=trouble)
    shown.window.text_tab.preview.show_page(Page.TABLE)


def text_problems(shown: Shown) -> None:
    places = ({"row": 16}, {"row": 1012, "column": "B 评论内容"}, {"row": 12_480, "column": "C 等级"})
    codes = ("row-empty", "row-doubled", "row-empty")
    problems = [
        Problem(kind=ProblemKind.LEFT_OUT, code=code, path="reviews.csv", **place)  # type: ignore[arg-type] # its fields
        for place, code in zip(places, codes, strict=True)
    ]
    plan(shown, *problems, facts=TEXT_FACTS)
    shown.window.text_tab.preview.show_page(Page.PROBLEMS)


def text_reading(shown: Shown) -> None:
    counts = PlanCounts(items=412_000, rows=412_000)
    plan(shown, counts=counts, is_ready=False, done_bytes=45, total_bytes=100)


def text_held_open(shown: Shown) -> None:
    held = Trouble(code="table-held-open", values={"path": str(REVIEWS)})
    plan(shown, rows=None, counts=PlanCounts(), is_ready=False, trouble=held)


def text_divided(shown: Shown) -> None:
    plan(shown, options=WITH_LABEL, facts=TEXT_FACTS)
    shown.text_draft.divide(Division(pilot_items=50, pilot_seed=1, split_items=5_000))
    pane = shown.window.text_tab.settings
    shown.place_over = lambda: pane.ensureWidgetVisible(pane.division)


def text_finished(shown: Shown) -> None:
    text_divided(shown)
    shown.connections.add(REAL)
    shown.window.text_tab.create_dataset()
    root = "oss://labels.oss-cn-hangzhou.aliyuncs.com/iTAG/"
    names = (("reviews-pilot", 50), ("reviews-1", 5_000), ("reviews-2", 5_000), ("reviews-3", 2_418))
    manifests = tuple(
        ManifestReport(uri=f"{root}{name}.manifest", items=items, local_path=f"/d/{name}.manifest")
        for name, items in names
    )
    counts = PlanCounts(items=12_468, rows=12_480, left_out=12)
    now = snapshot(shown.engine, plan=counts, stage=Stage.MANIFEST)
    shown.engine.say(link.RunProgress(snapshot=now))
    ends = {"items": 12_468, "rows": 12_480, "left_out": 12, "size_bytes": 0, "sent": 0, "manifests": manifests}
    shown.engine.say(link.RunEnded(report=report(shown.engine, state=RunState.FINISHED_LEFT_OUT, **ends)))


def text_waiting(shown: Shown) -> None:
    uploading(shown)
    plan(shown)
    shown.window.text_tab.create_dataset()
    waiting = snapshot(shown.engine, plan=PlanCounts(items=3, rows=3), state=RunState.WAITING, stage=Stage.SCAN)
    shown.engine.say(link.RunProgress(snapshot=waiting))


def misplaced(shown: Shown) -> None:
    shown.window.media_tab.use_paths([str(REVIEWS)])


TEXT_STATES: Mapping[str, Callable[[Shown], QWidget | None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        text_empty, text_ready, text_table, text_workbook, text_encodings, text_doubled, text_problems, text_reading,
        text_held_open, text_divided, text_finished, text_waiting, misplaced,
    )
}  # fmt: skip
