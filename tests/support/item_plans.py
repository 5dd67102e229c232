"""Plans of text and custom datasets, made for tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import FieldKind, FieldRule, ItemFacts, ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import Problem, ProblemKind, Task
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.planning.item_sources import resolve_item_sources
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft

DESTINATION = practice_destination("iTAG")
ROOT = "oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a plan holds; `lines` as the manifest would have them."""

    lines: tuple[str, ...]
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]
    counts: PlanCounts
    facts: ItemFacts
    options: ItemOptions
    told: tuple[ItemProgress, ...]

    def codes(self, kind: ProblemKind | None = None) -> list[str]:
        """Return the codes of the problems of a kind, or of all."""
        return [problem.code for problem in self.problems if kind in (None, problem.kind)]

    def places(self, code: str) -> list[tuple[str, int | None, str]]:
        """Return file, row and column of each problem of `code`."""
        return [(p.path, p.row, p.column) for p in self.problems if p.code == code]


def request_of(template: Template, paths: Sequence[Path], options: ItemOptions, **names: str) -> DatasetRequest:
    """Return the request of a dataset made of these paths."""
    found = resolve_item_sources([str(path) for path in paths], template, options, names_in_bucket=names)
    return DatasetRequest(
        template=template,
        sources=found.sources,
        destination=DESTINATION,
        dataset_name="items",
        items=replace(options, rows_from=found.rows_from),
    )


def planned(
    template: Template,
    *paths: Path,
    options: ItemOptions | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    **changes: object,
) -> Plan:
    """Plan a dataset of these paths; `changes` are options."""
    chosen = replace(options or ItemOptions(), **changes)  # type: ignore[arg-type]  # names are checked by replace
    request = request_of(template, paths, chosen)
    told: list[ItemProgress] = []
    draft = Draft.create(app_dirs())
    try:
        resolved = plan_items(request, draft, is_cancelled=is_cancelled, on_progress=told.append)
        lines = draft.lines_page(first=0, count=10**6)
        return Plan(
            lines=tuple(with_addresses(line, ROOT).decode() for line in lines),
            tasks=draft.tasks_page(template, first=0, count=10**6),
            problems=tuple(p for _, p in draft.problems_page(kind=template, after=0, count=10**6)),
            counts=draft.plan_counts(template),
            facts=told[-1].facts,
            options=resolved,
            told=tuple(told),
        )
    finally:
        draft.close()


def text_field(column: str, *labels: str) -> tuple[FieldRule, ...]:
    """Return the rules of a text dataset: its column, and a pre-label of each further one under its own name."""
    return (FieldRule(key="source", column=column), *(FieldRule(key=name, column=name) for name in labels))


def file_field(key: str, column: str) -> FieldRule:
    """Return the rule of a field whose column names files."""
    return FieldRule(key=key, kind=FieldKind.FILE, column=column)
