"""The rows of a dataset's sources, whatever they are: of a table, of text files, or one text a file.

Rows come as `tables.table.Row`, plain ones of a table many at a time, between them problems of files that give no row.
`path` says at every moment which file the last row was in, as problems show it. Rows are read anew in each pass.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import RowsFrom, TableReading
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.media.folder_scan import scan_source
from itag_desktop.media.local_paths import system_path
from itag_desktop.media.path_filter import PathFilter
from itag_desktop.planning.item_sources import TEXT_SUFFIXES
from itag_desktop.tables.columns import columns_named
from itag_desktop.tables.encodings import encoding_called
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.plain_text import open_lines, whole_text
from itag_desktop.tables.table import (
    UNWATCHED,
    CellProblem,
    Column,
    PlainRows,
    Reading,
    Row,
    Table,
    TableOptions,
    Watch,
)

_PER_LINE = frozenset({RowsFrom.LINES})


class RowSource(Protocol):
    """Rows with columns."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of every row."""
        ...

    @property
    def reading(self) -> Reading | None:
        """How the one file is read that holds the rows; None where they come from several."""
        ...

    @property
    def path(self) -> str:
        """The file that the last row was in."""
        ...

    def rows(self, watch: Watch, used: Collection[int] | None = None) -> Iterator[Row | PlainRows | Problem]:
        """Read them in order; `used` is as for `Table.batches`.

        Raises:
            InputError: the rest cannot be read.
            CancelledError: the watcher cancelled.
        """
        ...


class TableRows:
    """The rows of one table or of one text file's lines."""

    def __init__(self, source: Source, table: Table) -> None:
        self._table = table
        self.columns = table.columns
        self.reading: Reading | None = table.reading
        self.path = source.shown_path("")
        if table.reading.sheet and len(table.reading.sheets) > 1:
            self.path += f" · {printable(table.reading.sheet)}"

    def rows(self, watch: Watch, used: Collection[int] | None = None) -> Iterator[Row | PlainRows | Problem]:
        """Read them; see `RowSource.rows`."""
        return self._table.batches(watch, used)


class TextFileRows:
    """The texts of several files: whole, or line by line; of folders those whose suffix says that they are text."""

    def __init__(self, sources: Sequence[Source], options: TableOptions, *, is_per_line: bool) -> None:
        self._sources = sources
        self._options = options
        self._is_per_line = is_per_line
        self.columns: tuple[Column, ...] = columns_named((), 1)
        self.reading: Reading | None = None
        self.path = ""

    def rows(self, watch: Watch, _used: Collection[int] | None = None) -> Iterator[Row | Problem]:
        """Read them; see `RowSource.rows`. A file that cannot be read is a row that is left out."""
        number = 0
        for source in self._sources:
            for found in scan_source(source, PathFilter()):
                watch.note(0, 0)
                if isinstance(found, Problem):
                    yield found
                    continue
                self.path = source.shown_path(found.relative_path)
                if source.is_folder and Path(found.relative_path).suffix.lower() not in TEXT_SUFFIXES:
                    yield Problem(kind=ProblemKind.SKIPPED, code="not-text", path=self.path)
                    continue
                for row in self._rows_of(Path(found.path), watch):
                    number += 1
                    yield row if self._is_per_line else row._replace(number=number)

    def _rows_of(self, path: Path, watch: Watch) -> Iterator[Row]:
        try:
            if self._is_per_line:
                yield from open_lines(path, self._options).rows(watch)
            else:
                yield Row(0, 0, (whole_text(path, self._options),))
        except InputError as error:
            problem = CellProblem(kind=ProblemKind.LEFT_OUT, code=error.code, values=error.values)
            yield Row(0, 0, ("",), (problem,))


def open_rows(
    rows_from: RowsFrom,
    sources: Sequence[Source],
    reading: TableReading,
    *,
    watch: Watch = UNWATCHED,
    is_preview: bool = False,
) -> RowSource:
    """Open the rows of a table, of lines or of text files.

    Raises:
        InputError: as `open_table` and `open_lines`; `encoding-unknown`.
    """
    options = table_options(reading, watch=watch, is_preview=is_preview)
    path = Path(system_path(sources[0].path))
    if rows_from is RowsFrom.TABLE:
        return TableRows(sources[0], open_table(path, options))
    if rows_from in _PER_LINE and len(sources) == 1 and not sources[0].is_folder:
        return TableRows(sources[0], open_lines(path, options))
    return TextFileRows(sources, options, is_per_line=rows_from in _PER_LINE)


def table_options(reading: TableReading, *, watch: Watch = UNWATCHED, is_preview: bool = False) -> TableOptions:
    """Return what the tables are told of a reading.

    Raises:
        InputError: `encoding-unknown`.
    """
    return TableOptions(
        encoding=None if reading.encoding is None else encoding_called(reading.encoding),
        delimiter=reading.delimiter,
        quote=reading.quote,
        has_header=reading.has_header,
        sheet=reading.sheet,
        is_preview=is_preview,
        watch=watch,
    )
