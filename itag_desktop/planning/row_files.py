"""Where the files of rows are: named in a table's cells, or the members of pairs. See `item_maker.Files`."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem
from itag_desktop.media.folder_scan import scan_source
from itag_desktop.media.inspection import Finding
from itag_desktop.media.kind import format_of
from itag_desktop.media.local_paths import system_path
from itag_desktop.media.path_filter import PathFilter
from itag_desktop.planning.file_cells import FileCells, NamedFile
from itag_desktop.planning.file_index import FileIndex
from itag_desktop.planning.pairing import PairRows
from itag_desktop.tables.plain_text import whole_text
from itag_desktop.tables.table import TableOptions, Watch


class TableFiles:
    """The files that a table's cells name. `bases` are the sources they lie in, behind the table itself."""

    def __init__(self, sources: Sequence[Source], destination: Destination, index: FileIndex) -> None:
        self._sources = sources
        self._bases = range(1, len(sources))
        self._index = index
        self._cells = FileCells(sources, self._bases, destination, index)
        folder = str(PurePath(sources[0].path).parent)
        self._is_own_folder = list(sources[1:]) == [Source(path=folder, is_folder=True)]

    def find(self, cell: str) -> NamedFile | Finding:
        """Return the file that a cell names, or why there is none."""
        return self._cells.find(cell)

    def is_file(self, cell: str) -> bool:
        """Say whether a cell leads to a file that can be sent."""
        return isinstance(self.find(cell), NamedFile)

    def task_of(self, file: NamedFile) -> int | None:
        """Return the ordinal of the task that the file has become, or None."""
        return file.entry.task

    def mark(self, file: NamedFile, task: int) -> None:
        """Remember the task that the file has become."""
        self._index.mark(file.entry, task)

    def text_of(self, cell: str) -> str:
        """Return the cell itself."""
        return cell

    def unused(self, watch: Watch) -> Iterator[str]:
        """Return the media files that no row names, as problems show them: those below the folders that were given.

        Of the table's own folder, which may hold anything and was not given, only folders count in which files were
        looked for.
        """
        table = self._sources[0].path
        if self._is_own_folder:
            for folder, entry in self._index.unused_files():
                if format_of(entry.name) is not None:
                    yield printable(str(PurePath(folder, entry.name).relative_to(system_path(self._sources[1].path))))
            return
        for number in self._bases:
            source = self._sources[number]
            for found in scan_source(source, PathFilter()):
                watch.note(0, 0)
                if (
                    not isinstance(found, Problem)
                    and found.path != system_path(table)
                    and not self._is_used(found.path)
                ):
                    yield source.shown_path(found.relative_path)

    def _is_used(self, path: str) -> bool:
        whole = PurePath(path)
        entries = self._index.named(str(whole.parent), whole.name)
        return any(entry.name == whole.name and entry.task is not None for entry in entries)


class PairFiles:
    """The members of pairs: each is in one row alone."""

    def __init__(self, rows: PairRows, options: TableOptions) -> None:
        self._rows = rows
        self._options = options

    def find(self, cell: str) -> NamedFile | Finding:
        """Return the file of a cell, or why there is none."""
        return self._rows.find(cell)

    def task_of(self, _file: NamedFile) -> int | None:
        """Return None: no other row has named the file."""
        return None

    def mark(self, file: NamedFile, task: int) -> None:
        """Do nothing: no other row will ask."""

    def text_of(self, cell: str) -> str:
        """Return what the text file of a cell holds.

        Raises:
            InputError: `pair-incomplete`, or as `whole_text`.
        """
        if not cell:
            raise InputError("pair-incomplete")
        return whole_text(Path(self._rows.path_of(cell)), self._options)
