"""A dataset of rows being set up: see `template_draft`; the plan of its items is what its scan is."""

from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.items import Division, FieldRule, ItemFacts, ItemOptions, RowsView, TableReading
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.engine import link
from itag_desktop.gui.column_names import by_letter
from itag_desktop.gui.items_setup import ItemsSetup
from itag_desktop.gui.template_draft import TemplateDraft
from itag_desktop.wording.texts import text

Setup = TypeVar("Setup", bound=ItemsSetup)

_KEEPS_COLUMNS = frozenset({"encoding", "has_header"})
_NO_COUNTS, _NO_FACTS = PlanCounts(), ItemFacts()


class ItemsDraft(TemplateDraft[Setup, link.ItemsSnapshot]):
    """Setup, history and plan of one text or custom dataset. A tab's own draft says its `template`."""

    _rows: RowsView | None = None

    @property
    def counts(self) -> PlanCounts:
        """What the plan found so far."""
        return _NO_COUNTS if self._snapshot is None else self._snapshot.counts

    @property
    def facts(self) -> ItemFacts:
        """What the plan found beside its counts."""
        return _NO_FACTS if self._snapshot is None else self._snapshot.facts

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources as the plan understood them."""
        return () if self._snapshot is None else self._snapshot.sources

    @property
    def rows(self) -> RowsView | None:
        """How the rows are read, and the first of them; until a new plan says so, what the one before said."""
        return self._rows if self._snapshot is not None else None

    @property
    def reading(self) -> TableReading:
        """How the table is read: what was guessed is filled in."""
        return self.setup.options.reading if self.rows is None else self.rows.reading

    @property
    def fields(self) -> tuple[FieldRule, ...]:
        """The fields asked for, else those that the plan has chosen."""
        if self.setup.options.fields or self._snapshot is None:
            return self.setup.options.fields
        return self._snapshot.options.fields

    @property
    def lack(self) -> str | None:
        """Data items, where there are none."""
        return None if self.counts.items else text("No data items")

    def request(self, destination: Destination) -> DatasetRequest:
        """Return what is set up as a request; only where `is_ready`."""
        return DatasetRequest(
            template=self.template,
            sources=self.sources,
            destination=destination,
            dataset_name=self.dataset_name,
            manifest_suffix=self.setup.suffix,
            items=self.setup.options if self._snapshot is None else self._snapshot.options,
            division=self.setup.division,
        )

    def set_options(self, options: ItemOptions, *, is_typed: bool = False) -> None:
        """Make items of rows otherwise; what is typed is planned when typing has paused."""
        if options == self.setup.options:
            return
        setup = replace(self.setup, options=options)
        if is_typed:
            self._step_when_typed(setup)
        else:
            self._step(setup)

    def read_as(self, **details: str | bool | None) -> None:
        """Read the table otherwise: `details` are fields of a `TableReading`.

        The columns chosen stay where they are, unless the columns are others now.
        """
        options = self.setup.options
        columns = () if self.rows is None else self.rows.columns
        fields = by_letter(columns, options.fields) if details.keys() <= _KEEPS_COLUMNS else ()
        reading = replace(options.reading, **details)  # type: ignore[arg-type] # the callers name its fields
        self.set_options(replace(options, reading=reading, fields=fields))

    def divide(self, division: Division) -> None:
        """Divide the items over manifests."""
        self._step(replace(self.setup, division=division))

    def _scan_command(self, scan_id: int) -> link.PlanItems:
        return link.PlanItems(
            scan_id=scan_id,
            template=self.template,
            paths=self.setup.paths,
            keeps_root_folder=self.setup.keeps_root_folder,
            destination=self._connections.destination,
            options=self.setup.options,
        )

    def _snapshot_of(self, event: link.Event) -> link.ItemsSnapshot | None:
        return event if isinstance(event, link.ItemsSnapshot) else None

    def _hear(self, snapshot: link.ItemsSnapshot) -> None:
        is_over = snapshot.is_ready or snapshot.is_stopped or snapshot.trouble is not None
        is_told = snapshot.rows is not None or is_over
        if is_told and snapshot.rows != self._rows:  # told again it stays the same object, which is soon compared
            self._rows = snapshot.rows


AnyItemsDraft: TypeAlias = ItemsDraft[Any]
"""The draft of any tab whose items are made of rows."""
