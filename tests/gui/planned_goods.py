"""Drafts as the engine's plan of items leaves them, and the snapshots that name them: a table of goods."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from itag_desktop.domain.items import FieldFacts, FieldKind, FieldRule, ItemFacts, LineBlock, RowsFrom, RowsView
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, Task
from itag_desktop.engine import link
from itag_desktop.manifests.planned_lines import PlannedFile, planned_line
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from tests.gui.goods import RULES, goods_view


class PlannedGoods:
    """A draft of goods and what a plan says of it; each file field of row N names the N-th of `pictures`."""

    def __init__(
        self,
        pictures: Sequence[str] = ("1.jpg", "2.jpg", "1.jpg"),
        *,
        folder: str = "/data/photos",
        rules: tuple[FieldRule, ...] = RULES,
        problems: Sequence[Problem] = (),
        missing: int = 0,
        unused: int = 0,
    ) -> None:
        self.draft = Draft.create(app_dirs())
        self._folder = Source(path=folder, is_folder=True, name_in_bucket=PurePath(folder).name)
        self._rules = rules
        self._missing, self._unused = missing, unused
        self._found = len(pictures)
        names = list(dict.fromkeys(pictures))
        self.draft.add_tasks(Template.CUSTOM, [self._task(number, name) for number, name in enumerate(names)])
        lines = [self._line(row, names.index(name), name) for row, name in enumerate(pictures)]
        content = b"".join(line + b"\n" for line in lines)
        self.draft.add_lines([LineBlock(lines=len(lines), rows=len(lines) + missing, content=content)])
        self.draft.add_problems([replace(problem, template=Template.CUSTOM) for problem in problems])

    def _task(self, ordinal: int, name: str) -> Task:
        path = Path(self._folder.path, name)
        size = path.stat().st_size if path.exists() else 1000
        return Task(
            ordinal=ordinal,
            source=1,
            relative_path=name,
            name=f"{self._folder.name_in_bucket}/{name}",
            size_bytes=size,
            mtime_ns=1,
        )

    def _line(self, row: int, ordinal: int, name: str) -> bytes:
        file = PlannedFile(ordinal, f"{self._folder.name_in_bucket}/{name}")
        values: dict[FieldKind | None, str | PlannedFile] = {FieldKind.FILE: file, FieldKind.TEXT: f"Text {row}"}
        return planned_line([(rule.key, values.get(rule.kind, rule.value)) for rule in self._rules])

    def snapshot(
        self,
        asked: link.PlanItems,
        *,
        rows: RowsView | None = None,
        is_ready: bool = True,
        trouble: Trouble | None = None,
    ) -> link.ItemsSnapshot:
        """Return what the plan that was asked for says now."""
        view = rows or goods_view(asked.paths[0].path)
        table = Source(path=view.path, is_folder=False, name_in_bucket=None)
        is_table = view.rows_from is RowsFrom.TABLE
        files = [rule for rule in self._rules if rule.kind is FieldKind.FILE]
        facts = (FieldFacts(key=f.key, found_files=self._found, missing_files=self._missing) for f in files)
        return link.ItemsSnapshot(
            scan_id=asked.scan_id,
            draft=str(self.draft.path),
            sources=(table, self._named(table)) if is_table else (self._folder, self._folder),
            counts=self.draft.plan_counts(Template.CUSTOM),
            options=replace(asked.options, fields=asked.options.fields or self._rules),
            rows=view,
            facts=ItemFacts(fields=tuple(facts), unused_files=self._unused),
            is_ready=is_ready,
            trouble=trouble,
        )

    def _named(self, table: Source) -> Source:
        """Return the folder; the table's own has no name in the bucket."""
        is_own = str(PurePath(table.path).parent) == self._folder.path
        return replace(self._folder, name_in_bucket=None) if is_own else self._folder

    def close(self) -> None:
        """Give the draft up."""
        self.draft.close()
