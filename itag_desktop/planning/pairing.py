"""Files joined by name: ``1.jpg``, ``1.txt`` and ``1.wav`` are one row, their suffixes the columns.

Files belong together when the path below their source is the same but for the suffix, so that pictures and texts may
lie in two dropped folders. Suffixes that mean one format (``.jpg``, ``.jpeg``) are one column. The files are gathered
in a temporary SQLite file first, in the order in which they are found, which is that of the rows.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple, Self

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.names import key_fault, printable
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.media.folder_scan import FoundFile, scan_source
from itag_desktop.media.inspection import Finding
from itag_desktop.media.kind import format_of
from itag_desktop.media.path_filter import PathFilter
from itag_desktop.planning.file_cells import NamedFile, findings_of
from itag_desktop.planning.file_index import Entry
from itag_desktop.planning.media_items import nfc
from itag_desktop.tables.columns import letter_of
from itag_desktop.tables.table import CellProblem, Column, Reading, Row, Watch

_SAME = {".jpeg": ".jpg", ".jpe": ".jpg", ".tiff": ".tif", ".mpeg": ".mpg", ".htm": ".html", ".text": ".txt"}
_BATCH = 2000
_TABLES = """
    CREATE TABLE file (
        number INTEGER PRIMARY KEY, stem TEXT NOT NULL, suffix TEXT NOT NULL, source INTEGER NOT NULL,
        relative_path BLOB NOT NULL, path BLOB NOT NULL, size_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
    );
    CREATE INDEX file_by_stem ON file (stem, number);
"""
_ADD = """
    INSERT INTO file (stem, suffix, source, relative_path, path, size_bytes, mtime_ns) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ROWS = """
    SELECT file.stem, suffix, source, relative_path, path, size_bytes, mtime_ns FROM
        (SELECT stem, min(number) AS first FROM file GROUP BY stem) AS pair
    JOIN file USING (stem) ORDER BY pair.first, file.number
"""


class _Member(NamedTuple):
    stem: str
    suffix: str
    source: int
    relative_path: bytes
    path: bytes
    size_bytes: int
    mtime_ns: int


class PairRows:
    """The rows; to be closed, or used as a context. See `row_sources.RowSource`.

    A cell is the shown path of its file; `find` gives the file itself for a cell of the last row.
    """

    reading: Reading | None = None

    def __init__(self, sources: Sequence[Source], destination: Destination, watch: Watch) -> None:
        self._sources = sources
        self._destination = destination
        self._problems: list[Problem] = []
        self._files: dict[str, _Member] = {}
        self.path = ""
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(_TABLES)
        try:
            self._gather(watch)
        except BaseException:
            self._db.close()
            raise
        self.suffixes = tuple(sorted({suffix for (suffix,) in self._suffixes()}, key=_column_order))
        self.columns = tuple(
            Column(index=index, letter=letter_of(index), name=suffix) for index, suffix in enumerate(self.suffixes)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the temporary file up."""
        self._db.close()

    def rows(self, watch: Watch) -> Iterator[Row | Problem]:
        """Read them; see `RowSource.rows`. A row that has two files of one suffix is left out."""
        yield from self._problems
        number, stem, members = 0, None, list[_Member]()
        for row in self._db.execute(_ROWS):
            member = _Member(*row)
            if member.stem != stem and members:
                number += 1
                watch.note(0, 0)
                yield self._row(number, members)
                members = []
            stem = member.stem
            members.append(member)
        if members:
            yield self._row(number + 1, members)

    def find(self, cell: str) -> NamedFile | Finding:
        """Return the file of a cell of the last row, or why it cannot be sent."""
        member = self._files.get(cell)
        if member is None:
            return Finding(kind=ProblemKind.LEFT_OUT, code="pair-incomplete")
        source, relative_path = self._sources[member.source], member.relative_path.decode("utf-8", "surrogatepass")
        own = relative_path or PurePath(source.path).name
        name = nfc(f"{source.name_in_bucket}/{own}" if source.name_in_bucket else own)
        path = member.path.decode("utf-8", "surrogatepass")
        fault = key_fault(self._destination.key(name))
        if fault is not None:
            return Finding(kind=ProblemKind.LEFT_OUT, code=fault)
        findings = findings_of(path, member.size_bytes)
        left_out = next((finding for finding in findings if finding.kind is ProblemKind.LEFT_OUT), None)
        entry = Entry(0, own, False, member.size_bytes, member.mtime_ns, None)  # noqa: FBT003 - a tuple's member
        return left_out or NamedFile(
            source=member.source, relative_path=relative_path, path=path, name=name, entry=entry, warnings=findings
        )

    def path_of(self, cell: str) -> str:
        """Return what to open to read the file of a cell of the last row."""
        return self._files[cell].path.decode("utf-8", "surrogatepass")

    def _row(self, number: int, members: Sequence[_Member]) -> Row:
        cells = dict.fromkeys(self.suffixes, "")
        problems: list[CellProblem] = []
        self._files = {}
        for member in members:
            shown = self._sources[member.source].shown_path(member.relative_path.decode("utf-8", "surrogatepass"))
            if cells[member.suffix]:
                values = {"first": cells[member.suffix], "second": shown}
                problems.append(CellProblem(kind=ProblemKind.LEFT_OUT, code="pair-doubled", values=values))
            cells[member.suffix] = shown
            self._files[shown] = member
        first = members[0]
        source = self._sources[first.source]
        self.path = source.shown_path(first.stem) if source.is_folder else printable(first.stem)
        return Row(number, number, tuple(cells.values()), tuple(problems))

    def _gather(self, watch: Watch) -> None:
        batch: list[_Member] = []
        for number, source in enumerate(self._sources):
            for found in scan_source(source, PathFilter()):
                watch.note(0, 0)
                if isinstance(found, Problem):
                    self._problems.append(found)
                    continue
                batch.append(_member(number, source, found))
                if len(batch) >= _BATCH:
                    self._add(batch)
        self._add(batch)

    def _add(self, batch: list[_Member]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany(_ADD, batch)
        self._db.execute("COMMIT")
        batch.clear()

    def _suffixes(self) -> Iterator[tuple[str]]:
        return iter(self._db.execute("SELECT DISTINCT suffix FROM file").fetchall())


def _member(number: int, source: Source, found: FoundFile) -> _Member:
    own = found.relative_path or PurePath(source.path).name
    folder, slash, name = own.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    lower = f"{dot}{suffix}".lower()
    return _Member(
        stem=nfc(f"{folder}{slash}{stem}").encode("utf-8", "replace").decode(),
        suffix=_SAME.get(lower, lower).encode("utf-8", "replace").decode(),
        source=number,
        relative_path=found.relative_path.encode("utf-8", "surrogatepass"),
        path=found.path.encode("utf-8", "surrogatepass"),
        size_bytes=found.size_bytes,
        mtime_ns=found.mtime_ns,
    )


def _column_order(suffix: str) -> tuple[bool, str]:
    """Media come first."""
    return format_of(f"a{suffix}") is None, suffix
