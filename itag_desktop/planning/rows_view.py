"""What a chooser shows of the rows before the plan is whole: how they are read, their columns, the first of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from itag_desktop.domain.items import ColumnView, RowsFrom, RowsView, RowView, SheetView, TableReading
from itag_desktop.planning.field_choice import FIRST_ROWS, column_views, pair_views
from itag_desktop.planning.row_sources import RowSource
from itag_desktop.tables.encodings import Certainty
from itag_desktop.tables.table import UNWATCHED, PlainRows, Reading, Row

SHOWN_ROWS = 50
_MOST_SHOWN_COLUMNS = 256
_MOST_CELL_CHARACTERS = 500
_MOST_CHARACTERS = 40_000
"""Of all cells that are shown: the view goes to the window ten times a second."""
_MOST_KEPT_CHARACTERS = 10_000


def first_rows(rows: RowSource) -> tuple[Row, ...]:
    """Return the first rows, reading no further than they go; of long cells the beginning."""
    found: list[Row] = []
    for batch in rows.rows(UNWATCHED):
        if isinstance(batch, PlainRows):
            found.extend(map(_beginning, islice(batch.rows(), FIRST_ROWS - len(found))))
        elif isinstance(batch, Row):
            found.append(_beginning(batch))
        if len(found) >= FIRST_ROWS:
            break
    return tuple(found)


def _beginning(row: Row) -> Row:
    """Return a row whose long cells are cut: two hundred of them could fill the memory."""
    return row._replace(cells=tuple(cell[:_MOST_KEPT_CHARACTERS] for cell in row.cells))


def rows_view(
    rows: RowSource, first: Sequence[Row], rows_from: RowsFrom, *, path: str, is_file: Callable[[str], bool]
) -> RowsView:
    """Return the view of the rows of the file at `path`; of very wide tables and long cells it shows the beginning."""
    columns = _columns(rows, first, rows_from, is_file)
    shown = [row.cells[:_MOST_SHOWN_COLUMNS] for row in first[:SHOWN_ROWS]]
    in_cell = _cell_characters(shown)
    in_sample = _cell_characters([column.samples for column in columns])
    reading = rows.reading
    guess = None if reading is None else reading.encoding
    return RowsView(
        rows_from=rows_from,
        path=path,
        reading=TableReading() if reading is None else reading_of(reading),
        sheets=() if reading is None else tuple(SheetView(name=s.name, is_hidden=s.is_hidden) for s in reading.sheets),
        is_encoding_sure=guess is None or guess.certainty is not Certainty.DOUBTFUL,
        other_encodings=() if guess is None else tuple(str(encoding) for encoding in guess.others),
        columns=tuple(replace(column, samples=_cut(column.samples, in_sample)) for column in columns),
        first_rows=tuple(
            RowView(number=row.number, cells=_cut(cells, in_cell), is_hidden=row.is_hidden)
            for row, cells in zip(first, shown, strict=False)
        ),
    )


def reading_of(reading: Reading) -> TableReading:
    """Return how a table is read, as options that would read it so again."""
    return TableReading(
        sheet=reading.sheet or None,
        encoding=None if reading.encoding is None else str(reading.encoding.encoding),
        delimiter=reading.delimiter or None,
        quote=reading.quote if reading.delimiter else None,
        has_header=reading.has_header,
    )


def _columns(
    rows: RowSource, first: Sequence[Row], rows_from: RowsFrom, is_file: Callable[[str], bool]
) -> tuple[ColumnView, ...]:
    if rows_from is RowsFrom.PAIRS:
        return pair_views(rows.columns, first)
    return column_views(rows.columns, first, is_file)


def _cell_characters(rows: Sequence[Sequence[str]]) -> int:
    """Return how much of each cell can be shown."""
    lengths = [len(cell) for cells in rows for cell in cells]
    most = _MOST_CELL_CHARACTERS
    while most > 1 and sum(min(length, most) for length in lengths) > _MOST_CHARACTERS:
        most //= 2
    return most


def _cut(cells: Sequence[str], characters: int) -> tuple[str, ...]:
    return tuple(cell[:characters] for cell in cells)
