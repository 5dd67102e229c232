"""Feeds the preview: opens the draft that the scan names, and renews lines and problems as it grows.

Pages are read from the draft's file (SQLite) when they are painted. The file is the engine's: one that cannot be read
any more shows as no lines until the next snapshot names another.
"""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.line_source import LineSource
from itag_desktop.gui.preview_pane import Page, PreviewPane
from itag_desktop.gui.problems_model import ProblemFilter
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.state.ledger_reader import LedgerReader


def open_reader(path: str) -> LedgerReader | None:
    """Return a reader of the ledger or draft at `path`, or None where it cannot be read."""
    try:
        return LedgerReader(Path(path))
    except LedgerError:
        return None


class DraftReading(Protocol):
    """How a tab reads the lines of its draft."""

    def lines(self, reader: LedgerReader) -> LineSource:
        """Return the lines that `reader` holds now."""
        ...

    def forget(self) -> None:
        """Forget what was read: the file is closed."""
        ...


class PreviewFeed(QObject):
    """Shows a draft, or the problems of a run, in a `PreviewPane`."""

    def __init__(self, draft: AnyDraft, reading: DraftReading, connections: Connections, pane: PreviewPane) -> None:
        super().__init__(pane)
        self._draft = draft
        self._reading = reading
        self._pane = pane
        self._reader: LedgerReader | None = None
        self._ledger: LedgerReader | None = None
        self._shown: tuple[str, Template] | None = None
        self._filter: tuple[ProblemKind, ...] = ()
        self._counts_shown: object = None
        draft.scan_changed.connect(self.renew)
        draft.setup_changed.connect(self.renew)
        connections.destination_changed.connect(self.renew)

    @property
    def draft_path(self) -> str | None:
        """The draft shown."""
        return None if self._reader is None else str(self._reader.path)

    def close(self) -> None:
        """Close the files."""
        for reader in (self._reader, self._ledger):
            if reader is not None:
                reader.close()
        self._reader = self._ledger = None
        self._reading.forget()

    def show_problems(self, kinds: tuple[ProblemKind, ...]) -> None:
        """Bring the problems of `kinds` to the front; none: all of them."""
        self._filter = kinds
        self._pane.show_page(Page.PROBLEMS)
        self._renew_problems(is_forced=True)

    def problems_file(self) -> Path | None:
        """Return the ledger or draft whose problems are shown."""
        reader = self._ledger or self._reader
        return None if reader is None else reader.path

    def show_ledger(self, path: str | None) -> None:
        """Show the problems of a run's ledger in place of the draft's; None: the draft's again."""
        if self._ledger is not None:
            self._ledger.close()
        self._ledger = None if path is None else open_reader(path)
        self._filter = ()
        self._renew_problems(is_forced=True)

    def follow_ledger(self, path: str | None, *, up_to: int | None = None) -> None:
        """Add what the run's ledger at `path` has got since, if it is shown and does not show `up_to` problems yet."""
        model = self._pane.problems_model
        is_shown = self._ledger is not None and str(self._ledger.path) == path
        if is_shown and (up_to is None or model.rowCount() < up_to):
            model.read_on()

    @Slot()
    def renew(self) -> None:
        """Show what the draft is now."""
        snapshot = self._draft.snapshot
        if snapshot is None:
            self.close()
            self._shown = None
            self._pane.lines_model.show_source(None)
            self._renew_problems(is_forced=True)
            return
        if self._reader is None or str(self._reader.path) != snapshot.draft:
            self.close()
            self._reader = open_reader(snapshot.draft)
        self._renew_lines(snapshot.draft)
        self._renew_problems()

    def _renew_lines(self, draft_path: str) -> None:
        if self._reader is None:
            self._pane.lines_model.show_source(None)
            return
        template = self._draft.template
        self._pane.show_template(template)
        is_continued = self._shown == (draft_path, template)
        self._shown = (draft_path, template)
        self._pane.lines_model.show_source(self._reading.lines(self._reader), is_continued=is_continued)

    def _renew_problems(self, *, is_forced: bool = False) -> None:
        counts: PlanCounts = self._draft.counts
        reader = self._ledger or self._reader
        self._pane.show_problem_count(counts.blockers + counts.left_out + counts.warnings)
        shown = (str(reader.path) if reader is not None else None, self._draft.template, counts)
        is_new = shown != self._counts_shown and not self._draft.is_scanning
        if is_forced or is_new:
            self._counts_shown = shown
            self._pane.problems_view.know_sources(self._draft.sources)
            self._pane.problems_model.show_problems(reader, ProblemFilter(self._draft.template, self._filter))
