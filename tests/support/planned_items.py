"""Plans of text and custom datasets as a run has them: from paths through a draft to the lines of a manifest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import Problem, ProblemKind, Task
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.planning.item_sources import resolve_item_sources
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft

_EVERY = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItems:
    """What a draft held when its plan was whole. `lines` have their addresses, and no line ends."""

    options: ItemOptions
    counts: PlanCounts
    lines: tuple[bytes, ...]
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]
    progress: ItemProgress

    def codes(self, kind: ProblemKind = ProblemKind.LEFT_OUT) -> list[str]:
        """Return the codes of the problems of a kind, in order."""
        return [problem.code for problem in self.problems if problem.kind is kind]


def item_request(
    *paths: Path, template: Template, options: ItemOptions | None = None, prefix: str = "iTAG"
) -> DatasetRequest:
    """Return the request of a dataset of these paths, as the command line makes it.

    Raises:
        InputError: as `resolve_item_sources`.
    """
    options = options or ItemOptions()
    found = resolve_item_sources([str(path) for path in paths], template, options)
    return DatasetRequest(
        template=template,
        sources=found.sources,
        destination=practice_destination(prefix),
        dataset_name="goods",
        items=replace(options, rows_from=found.rows_from),
    )


@contextmanager
def draft_of(request: DatasetRequest) -> Iterator[tuple[Draft, ItemProgress]]:
    """Plan `request` into a draft, and give both it and the last progress.

    Raises:
        InputError: as `plan_items`.
    """
    progress: list[ItemProgress] = []
    with Draft.create(app_dirs()) as draft:
        plan_items(request, draft, is_cancelled=lambda: False, on_progress=progress.append)
        yield draft, progress[-1]


def planned_items(request: DatasetRequest) -> PlannedItems:
    """Return the plan of `request`; see `draft_of`."""
    with draft_of(request) as (draft, progress):
        kind = request.template
        content = b"".join(block for _, block in draft.line_blocks())
        return PlannedItems(
            options=progress.options,
            counts=draft.plan_counts(kind),
            lines=tuple(with_addresses(content, request.destination.uri("")).removesuffix(b"\n").split(b"\n"))
            if content
            else (),
            tasks=draft.tasks_page(kind, first=0, count=_EVERY),
            problems=tuple(problem for _, problem in draft.problems_page(kind=kind, after=0, count=_EVERY)),
            progress=progress,
        )
