"""What a text or custom dataset would be: its rows become lines, the files they name become tasks.

One pass. The rows are opened and shown first, so that a chooser has them at once; then the fields are bound to their
columns, and every row goes through `item_maker` into a line or a problem of the kind *left out*, so that rows = lines +
left out. Lines are handed over in blocks, since a million of them pass in a few seconds. Nothing here grows with the
number of rows but the hashes of `duplicates`, which are bounded.
"""

from collections.abc import Callable, Hashable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import itemgetter

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.domain.items import (
    ColumnView,
    FieldFacts,
    FieldKind,
    FieldRule,
    ItemFacts,
    ItemOptions,
    LineBlock,
    RowsFrom,
    RowsView,
)
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.manifests.planned_lines import TextLines
from itag_desktop.planning.duplicates import Duplicates
from itag_desktop.planning.field_choice import chosen_fields, unfound_columns, with_kinds
from itag_desktop.planning.file_index import FileIndex
from itag_desktop.planning.item_batches import ItemBatches, ItemSink
from itag_desktop.planning.item_fields import bind_fields, column_place
from itag_desktop.planning.item_maker import Files, ItemMaker
from itag_desktop.planning.key_conflicts import key_conflict
from itag_desktop.planning.manifest_rows import ManifestRows
from itag_desktop.planning.pairing import PairRows
from itag_desktop.planning.row_files import PairFiles, TableFiles
from itag_desktop.planning.row_sources import RowSource, open_rows, table_options
from itag_desktop.planning.rows_view import first_rows, reading_of, rows_view
from itag_desktop.planning.steady_file import steady_file
from itag_desktop.planning.value_counts import ValueCounts
from itag_desktop.tables.table import PlainRows, Row, Watch

_ENCODING_FAULTS = frozenset({"table-undecodable", "encoding-none-fits"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProgress:
    """A plan at a moment: what is known of its rows and options, and how far reading is."""

    options: ItemOptions
    rows: RowsView | None = None
    facts: ItemFacts = field(default_factory=ItemFacts)
    done_bytes: int = 0
    total_bytes: int = 0


def plan_items(
    request: DatasetRequest,
    sink: ItemSink,
    *,
    is_cancelled: Callable[[], bool],
    on_progress: Callable[[ItemProgress], None],
) -> ItemOptions:
    """Plan the items of `request` into `sink`, and return its options with the fields that were chosen.

    `request.items.rows_from` is set, and the sources are those of `resolve_item_sources`. Progress is told when the
    first rows are there, ten times a second, and at the end with all facts.

    Raises:
        InputError: the rows cannot be read, or no fields made of them: as `open_rows`, `chosen_fields`, `bind_fields`.
        InputError: `table-changed`, when the one file that holds the rows was written to meanwhile.
        CancelledError: as soon as `is_cancelled` says so.
    """
    with ExitStack() as resources:
        if not request.sources[0].is_folder and _is_of_one_file(request):
            resources.enter_context(steady_file(request.sources[0].path))
        plan = _ItemPlan(request, sink, is_cancelled, on_progress, resources)
        if request.items.rows_from is RowsFrom.MANIFEST:
            plan.take_manifest()
        else:
            plan.take_rows()
        plan.finish()
        return plan.options


class _ItemPlan:
    """The plan of one request."""

    def __init__(
        self,
        request: DatasetRequest,
        sink: ItemSink,
        is_cancelled: Callable[[], bool],
        on_progress: Callable[[ItemProgress], None],
        resources: ExitStack,
    ) -> None:
        self._request = request
        self._sink = sink
        self._is_cancelled = is_cancelled
        self._on_progress = on_progress
        self._resources = resources
        self.options = request.items
        self._batches = ItemBatches(sink, request.template, self._tell)
        self._watch = Watch(is_cancelled=is_cancelled, on_progress=self._note)
        self._duplicates = resources.enter_context(Duplicates(must_know=request.items.drops_duplicates))
        self._progress = ItemProgress(options=request.items)
        self._maker: ItemMaker | None = None
        self._files: TableFiles | None = None
        self._text_lines = TextLines(())
        self._labels: dict[int, ValueCounts] = {}
        self._hidden_rows = self._blank_lines = self._unused_files = 0
        self._path: Callable[[], str] = str

    def take_rows(self) -> None:
        """Open the rows, show them, and make items of them."""
        rows, files = self._opened()
        fields = bind_fields(self._request.template, self.options.fields, rows.columns)
        maker = ItemMaker(self._request.template, self.options, fields, files, lambda: rows.path)
        self._maker, self._path, self._text_lines = maker, lambda: rows.path, TextLines(maker.keys)
        if self._request.template is Template.TEXT:
            kinds = enumerate(field.kind for field in fields)
            self._labels = {place: ValueCounts() for place, kind in kinds if place and kind is FieldKind.TEXT}
        for batch in rows.rows(self._watch, maker.used):
            if isinstance(batch, Problem):
                self._batches.add_problems([replace(batch, template=self._request.template)])
            elif isinstance(batch, Row):
                self._take_row(maker, batch)
            else:
                self._take_batch(maker, batch)

    def take_manifest(self) -> None:
        """Take the lines of an existing manifest over."""
        source = self._request.sources[0]
        rows = ManifestRows(source, self._request.template, table_options(self.options.reading, watch=self._watch))
        self._path = lambda: rows.path
        view = RowsView(rows_from=RowsFrom.MANIFEST, path=source.path, reading=reading_of(rows.reading))
        self._show(view)
        for number, (line, problems) in enumerate(rows.lines(self._watch), 1):
            self._take(number, line, problems, item=line)
        self._blank_lines = rows.blank_lines

    def finish(self) -> None:
        """Look at what only the whole shows, hand over the rest, and tell the facts."""
        for column in self._unfound_columns():
            problem = self._problem(ProblemKind.WARNING, "column-seems-files", self._path())
            self._batches.add_problems([replace(problem, column=column_place(column))])
        if self._hidden_rows:
            self._add_problem(ProblemKind.WARNING, "rows-hidden", self._path(), count=self._hidden_rows)
        self._batches.hand_over()
        for name, tasks in self._sink.key_twins(self._request.template):
            problem = key_conflict(name, tasks, kind=self._request.template, request=self._request)
            self._batches.add_problems([problem])
        if self._files is not None and any(rule.kind is FieldKind.FILE for rule in self.options.fields):
            for path in self._files.unused(self._watch):
                self._unused_files += 1
                self._add_problem(ProblemKind.SKIPPED, "file-unused", path)
        self._batches.hand_over()
        self._tell()

    def _unfound_columns(self) -> tuple[ColumnView, ...]:
        view = self._progress.rows
        if view is None or self._request.template is not Template.CUSTOM or view.rows_from is not RowsFrom.TABLE:
            return ()
        return unfound_columns(self.options.fields, view.columns)

    def _opened(self) -> tuple[RowSource, Files]:
        if self.options.rows_from is RowsFrom.PAIRS:
            return self._opened_pairs()
        self._files = self._table_files()
        is_file = self._files.is_file if self._request.template is Template.CUSTOM else _is_no_file
        rows = self._shown_early(is_file)
        if rows is None or (rows.reading is not None and rows.reading.encoding is not None):
            rows = self._open(is_preview=False)
            self._show_rows(rows, is_file)
        self._choose_fields()
        return rows, self._files

    def _shown_early(self, is_file: Callable[[str], bool]) -> RowSource | None:
        """Show the rows in the encoding of the file's beginning; return None where the whole must be in another."""
        try:
            rows = self._open(is_preview=True)
            self._show_rows(rows, is_file)
        except InputError as error:
            if error.code not in _ENCODING_FAULTS:
                raise
            return None
        return rows

    def _opened_pairs(self) -> tuple[RowSource, Files]:
        pairs = self._resources.enter_context(PairRows(self._request.sources, self._request.destination, self._watch))
        self._show_rows(pairs, _is_no_file)
        self._choose_fields()
        return pairs, PairFiles(pairs, table_options(self.options.reading))

    def _open(self, *, is_preview: bool) -> RowSource:
        options = self.options
        if options.rows_from is None:
            raise ValueError(options)
        sources, reading = self._request.sources, options.reading
        return open_rows(options.rows_from, sources, reading, watch=self._watch, is_preview=is_preview)

    def _table_files(self) -> TableFiles:
        index = self._resources.enter_context(FileIndex())
        return TableFiles(self._request.sources, self._request.destination, index)

    def _show_rows(self, rows: RowSource, is_file: Callable[[str], bool]) -> None:
        rows_from, sources = self.options.rows_from, self._request.sources
        if rows_from is not None:
            path = sources[0].path if rows_from is RowsFrom.TABLE or len(sources) == 1 else ""
            self._show(rows_view(rows, first_rows(rows), rows_from, path=path, is_file=is_file))

    def _show(self, view: RowsView) -> None:
        self._progress = replace(self._progress, rows=view)
        self._on_progress(self._progress)
        if self._is_cancelled():
            raise CancelledError

    def _choose_fields(self) -> None:
        view = self._progress.rows
        if view is not None:
            given = self.options.fields
            if not given:
                given = self._chosen_fields(view)
            elif self._request.template is Template.TEXT and not given[0].column:
                given = (*self._chosen_fields(view), *given[1:])
            self.options = replace(self.options, fields=with_kinds(given, view.columns))

    def _chosen_fields(self, view: RowsView) -> tuple[FieldRule, ...]:
        return chosen_fields(self._request.template, view.rows_from, view.columns)

    def _take_batch(self, maker: ItemMaker, batch: PlainRows) -> None:
        """Take rows many at a time, where they are plain and nothing asks for each of them."""
        items = None if self.options.drops_duplicates else maker.plain_items(batch)
        try:
            content = b"" if items is None else self._text_lines(items.values)
        except UnicodeEncodeError:
            items = None
        if items is None:
            for row in batch.rows():
                self._take_row(maker, row)
            return
        self._batches.add_block(LineBlock(lines=len(items.values), rows=len(items.values), content=content))
        self._duplicates.count_in(items.values)
        for place, counts in self._labels.items():
            counts.add(map(itemgetter(place), items.values))
        for row in compress(batch.rows(), items.is_empty):
            self._take_row(maker, row)

    def _take_row(self, maker: ItemMaker, row: Row) -> None:
        made = maker.make(row)
        self._batches.add_tasks(made.tasks)
        self._hidden_rows += row.is_hidden
        if self._take(row.number, made.line, made.problems, item=made.values):
            for place, counts in self._labels.items():
                counts.add([str(made.values[place])])

    def _take(self, number: int, line: bytes | None, problems: Sequence[Problem], *, item: Hashable) -> bool:
        """Take what a row became; say whether that is an item."""
        if line is not None and not self._duplicates.is_new(item) and self.options.drops_duplicates:
            line = None
            problems = (self._problem(ProblemKind.LEFT_OUT, "row-doubled", self._path(), row=number),)
        self._batches.add_row(line)
        if problems:
            self._batches.add_problems(problems)
        return line is not None

    def _add_problem(self, kind: ProblemKind, code: str, path: str, **values: int) -> None:
        self._batches.add_problems([self._problem(kind, code, path, **values)])

    def _problem(self, kind: ProblemKind, code: str, path: str, *, row: int | None = None, **values: int) -> Problem:
        return Problem(kind=kind, code=code, path=path, values=values, template=self._request.template, row=row)

    def _note(self, done_bytes: int, total_bytes: int) -> None:
        self._progress = replace(self._progress, done_bytes=done_bytes, total_bytes=total_bytes)
        self._batches.tick()

    def _tell(self) -> None:
        self._progress = replace(self._progress, options=self.options, facts=self._facts())
        self._on_progress(self._progress)
        if self._is_cancelled():  # a gap of a million empty rows reads nothing
            raise CancelledError

    def _facts(self) -> ItemFacts:
        maker = self._maker
        return ItemFacts(
            fields=() if maker is None else tuple(self._field_facts(maker, place) for place in range(len(maker.keys))),
            empty_rows=self._blank_lines + (0 if maker is None else maker.empty_rows),
            duplicates=self._duplicates.count,
            hidden_rows=self._hidden_rows,
            unused_files=self._unused_files,
        )

    def _field_facts(self, maker: ItemMaker, place: int) -> FieldFacts:
        key, counts = maker.keys[place], self._labels.get(place)
        return FieldFacts(
            key=key,
            values=() if counts is None else counts.values(),
            has_more_values=counts is not None and counts.has_more,
            near_twins=() if counts is None else counts.near_twins(),
            found_files=maker.found[key],
            missing_files=maker.missing[key],
        )


def _is_of_one_file(request: DatasetRequest) -> bool:
    return len(request.sources) == 1 or request.items.rows_from in (RowsFrom.TABLE, RowsFrom.MANIFEST)


def _is_no_file(_cell: str) -> bool:
    return False
