"""One plan of a text or custom dataset for the window: rows become lines in a draft (see `draft_job`)."""

from collections.abc import Callable
from dataclasses import replace

from itag_desktop.domain.names import DEFAULT_DATASET_NAME
from itag_desktop.domain.progress import PlanCounts, Trouble
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.engine import link
from itag_desktop.engine.draft_job import DraftJob
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.planning.item_sources import resolve_item_sources
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.drafts import Draft


class ItemsJob(DraftJob):
    """A plan of rows."""

    def __init__(self, command: link.PlanItems, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        super().__init__(command.scan_id, dirs, emit)
        self._command = command
        self._sources: tuple[Source, ...] = ()
        self._notices: tuple[Trouble, ...] = ()
        self._progress = ItemProgress(options=command.options)

    def fill(self, draft: Draft) -> None:
        """Plan; see `DraftJob.fill`."""
        command = self._command
        found = resolve_item_sources(
            [dropped.path for dropped in command.paths],
            command.template,
            command.options,
            keep_root_folder=command.keeps_root_folder,
            names_in_bucket=link.chosen_names(command.paths),
        )
        self._sources, self._notices = found.sources, found.notices
        request = DatasetRequest(
            template=command.template,
            sources=found.sources,
            destination=command.destination,
            dataset_name=DEFAULT_DATASET_NAME,
            items=replace(command.options, rows_from=found.rows_from),
        )
        plan_items(request, draft, is_cancelled=lambda: self.is_stopped, on_progress=self._note_progress)

    def snapshot(self, *, is_last: bool, trouble: Trouble | None) -> link.ItemsSnapshot:
        """Return what was found so far; see `DraftJob.snapshot`."""
        draft, progress, is_stopped = self._draft, self._progress, self.is_stopped
        return link.ItemsSnapshot(
            scan_id=self.scan_id,
            draft=self.draft_path,
            sources=self._sources,
            counts=draft.plan_counts(self._command.template) if draft is not None else PlanCounts(),
            options=progress.options,
            rows=progress.rows,
            facts=progress.facts,
            done_bytes=progress.done_bytes,
            total_bytes=progress.total_bytes,
            notices=self._notices,
            is_ready=is_last and not is_stopped and trouble is None,
            is_stopped=is_last and is_stopped,
            trouble=trouble,
        )

    def _note_progress(self, progress: ItemProgress) -> None:
        self._progress = progress
        self.note()
