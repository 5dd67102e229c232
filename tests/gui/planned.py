"""Plans of text datasets as the engine leaves them, and the snapshots that name them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import msgspec

from itag_desktop.domain.items import (
    ColumnView,
    FieldFacts,
    FieldRule,
    ItemFacts,
    LineBlock,
    RowsFrom,
    RowsView,
    RowView,
    SheetView,
    TableReading,
    ValueCount,
)
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem
from itag_desktop.engine import link
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft

COLUMNS = (
    ColumnView(letter="A", name="编号", samples=("1", "2", "3")),
    ColumnView(letter="B", name="评论内容", samples=("很好用", "不太满意", "下次还来"), is_text_suggested=True),
    ColumnView(letter="C", name="等级", samples=("正面", "负面", "正面")),
)
TEXT_RULE = FieldRule(key="source", column="评论内容")
SURE = TableReading(encoding="gb18030", delimiter=",", quote='"', has_header=True)


def rows_view(path: str, texts: Sequence[str], *, columns: tuple[ColumnView, ...] = COLUMNS) -> RowsView:
    """Return a table of these texts as it is read; its second row is hidden."""
    return RowsView(
        rows_from=RowsFrom.TABLE,
        path=path,
        reading=SURE,
        columns=columns,
        first_rows=tuple(
            RowView(number=n + 2, cells=(str(n + 1), words, "正面"), is_hidden=n == 1) for n, words in enumerate(texts)
        ),
    )


def of_workbook(rows: RowsView) -> RowsView:
    """Return `rows` as those of a workbook with a hidden sheet."""
    sheets = (SheetView(name="Sheet1"), SheetView(name="旧数据", is_hidden=True))
    return replace(rows, sheets=sheets, reading=TableReading(sheet="Sheet1", has_header=True))


LABEL_FACTS = FieldFacts(
    key="label",
    values=(ValueCount(value="正面", items=6101), ValueCount(value="负面", items=6379)),
    near_twins=(("Good", "good "),),
)


class Planned:
    """A draft with the lines of a plan, and what the engine says of it."""

    def __init__(self, path: str, texts: Sequence[str], *, problems: Sequence[Problem] = ()) -> None:
        self.path = path
        self.texts = tuple(texts)
        self.draft = Draft.create(app_dirs())
        lines = [json.dumps({"data": {"source": words}}, ensure_ascii=False).encode() + b"\n" for words in texts]
        self.draft.add_lines([LineBlock(lines=len(lines), rows=len(lines), content=b"".join(lines))])
        self.draft.add_problems(problems)

    def snapshot(self, command: link.PlanItems, **details: object) -> link.ItemsSnapshot:
        """Return what the engine says at the end of the plan that `command` asks for, or what `details` make of it."""
        options = command.options
        if not options.fields:
            options = replace(options, fields=(TEXT_RULE,))
        count = len(self.texts)
        plain = link.ItemsSnapshot(
            scan_id=command.scan_id,
            draft=str(self.draft.path),
            sources=tuple(Source(path=one.path, is_folder=not PurePath(one.path).suffix) for one in command.paths),
            counts=PlanCounts(items=count, rows=count),
            options=options,
            rows=rows_view(self.path, self.texts),
            facts=ItemFacts(),
            is_ready=True,
        )
        return msgspec.structs.replace(plain, **details)

    def close(self) -> None:
        """Give the draft up."""
        self.draft.close()
