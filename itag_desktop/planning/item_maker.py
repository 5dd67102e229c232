"""From a row to the line of a data item, or to the reason why there is none.

Every row becomes one line or one problem of the kind *left out*, so that rows = lines + left out, always. Warnings come
beside. A file that several rows name becomes one task.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, Protocol

from itag_desktop.domain.errors import InputError, Value
from itag_desktop.domain.items import FieldKind, ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import printable
from itag_desktop.domain.tasks import Problem, ProblemKind, Task
from itag_desktop.manifests.planned_lines import PlannedFile, planned_line
from itag_desktop.media.inspection import Finding
from itag_desktop.planning.file_cells import NamedFile
from itag_desktop.planning.item_fields import BoundField
from itag_desktop.tables.table import CellProblem, PlainRows, Row

_URI = re.compile(r"oss://[a-z0-9][a-z0-9-]{1,61}[a-z0-9](\.[^/\s]+)?/\S.*", re.DOTALL)
Values = Mapping[str, Value] | None
_MISSING = frozenset({"cell-file-missing", "cell-file-empty", "pair-incomplete"})


class Made(NamedTuple):
    """What became of a row: its line, or None; the problems; the tasks of files that are new; the fields' values."""

    line: bytes | None
    problems: tuple[Problem, ...] = ()
    tasks: tuple[Task, ...] = ()
    values: tuple[str | PlannedFile, ...] = ()


class Files(Protocol):
    """Where the files are that cells name."""

    def find(self, cell: str) -> NamedFile | Finding:
        """Return the file, or why there is none."""
        ...

    def task_of(self, file: NamedFile) -> int | None:
        """Return the ordinal of the task that the file has become, or None."""
        ...

    def mark(self, file: NamedFile, task: int) -> None:
        """Remember the task that the file has become."""
        ...

    def text_of(self, cell: str) -> str:
        """Return the text that a cell stands for: the cell itself, or of pairs what the file holds."""
        ...


class _LeftOut(Exception):  # noqa: N818 - not an error: the row's end
    """The row gives no item."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class ItemMaker:
    """Makes the items of one dataset; `path_of_row` says which file the row at hand is in."""

    def __init__(
        self,
        template: Template,
        options: ItemOptions,
        fields: Sequence[BoundField],
        files: Files,
        path_of_row: Callable[[], str],
    ) -> None:
        self._template = template
        self._options = options
        self._fields = fields
        self._files = files
        self._path = path_of_row
        self._used = frozenset(field.column for field in fields if field.column >= 0)
        self.keys = [field.key for field in fields]
        self._columns = [field.column for field in fields]
        self._is_plain = all(field.kind is FieldKind.TEXT for field in fields) and template is Template.TEXT
        self._next_task = 0
        self.found = dict.fromkeys(self.keys, 0)
        self.missing = dict.fromkeys(self.keys, 0)
        self.empty_rows = 0
        self._problems: list[Problem] = []

    def plain_values(self, rows: PlainRows) -> list[tuple[str, ...]] | None:
        """Return the fields' values of rows that all become items of nothing but text, or None where one may not."""
        if not self._is_plain:
            return None
        values = list(zip(*(map(itemgetter(column), rows.cells) for column in self._columns), strict=True))
        is_any_empty = not all(map(str.strip, map(itemgetter(0), values)))
        return None if is_any_empty and not self._options.keeps_empty else values

    def make(self, row: Row) -> Made:
        """Return what becomes of `row`."""
        self._problems = []
        try:
            return self._made(row)
        except _LeftOut as left_out:
            return Made(None, (left_out.problem,))

    def _made(self, row: Row) -> Made:
        """Return the line of a row with its tasks; nothing is remembered of a row that is left out."""
        for problem in row.problems:
            self._take_cell_problem(row, problem)
        self._refuse_empty(row)
        values = [self._value(row, field) for field in self._fields]
        files = {value.path: value for value in values if isinstance(value, NamedFile)}
        ordinals = self._ordinals(files)
        planned = tuple(PlannedFile(ordinals[v.path], v.name) if isinstance(v, NamedFile) else v for v in values)
        try:
            line = planned_line(tuple(zip(self.keys, planned, strict=True)))
        except InputError as error:
            raise self._left_out(row, error.code, "", error.values) from error
        new = tuple(file for path, file in files.items() if ordinals[path] >= self._next_task)
        tasks = tuple(self._new_task(row, file, ordinals[file.path]) for file in new)
        self._next_task += len(tasks)
        return Made(line, tuple(self._problems), tasks, planned)

    def _ordinals(self, files: Mapping[str, NamedFile]) -> dict[str, int]:
        """Return the ordinal of the task that each file is, or would become."""
        known = {path: self._files.task_of(file) for path, file in files.items()}
        new = (path for path, ordinal in known.items() if ordinal is None)
        numbered = {path: ordinal for ordinal, path in enumerate(new, self._next_task)}
        return {path: numbered[path] if ordinal is None else ordinal for path, ordinal in known.items()}

    def _new_task(self, row: Row, file: NamedFile, ordinal: int) -> Task:
        self._files.mark(file, ordinal)
        self._problems.extend(
            self._problem(row, finding.code, "", finding.values, kind=finding.kind) for finding in file.warnings
        )
        return Task(
            ordinal=ordinal,
            source=file.source,
            relative_path=file.relative_path,
            name=file.name,
            size_bytes=file.entry.size_bytes,
            mtime_ns=file.entry.mtime_ns,
        )

    def _take_cell_problem(self, row: Row, problem: CellProblem) -> None:
        """Note a problem of the table's, unless it is in a column that no field is of."""
        if problem.column is not None and problem.column not in self._used:
            return
        place = next((field.place for field in self._fields if field.column == problem.column), "")
        if problem.kind is ProblemKind.LEFT_OUT:
            raise self._left_out(row, problem.code, place, problem.values)
        self._problems.append(self._problem(row, problem.code, place, problem.values, kind=problem.kind))

    def _refuse_empty(self, row: Row) -> None:
        """Leave a row out whose text is empty; of a custom dataset, one that is empty altogether."""
        if self._options.keeps_empty:
            return
        fields = self._fields[:1] if self._template is Template.TEXT else self._fields
        if any(row.cells[field.column].strip() for field in fields if field.column >= 0):
            return
        self.empty_rows += 1
        raise self._left_out(row, "row-empty", fields[0].place if len(fields) == 1 else "")

    def _value(self, row: Row, field: BoundField) -> str | NamedFile:
        if field.kind is FieldKind.CONSTANT:
            return field.value
        cell = row.cells[field.column]
        if field.kind is FieldKind.FILE:
            return self._file_value(row, field, cell)
        if field.kind is FieldKind.URI:
            return self._uri_value(row, field, cell)
        try:
            return self._files.text_of(cell)
        except InputError as error:
            if error.code == "pair-incomplete" and self._options.keeps_incomplete:
                return ""
            raise self._left_out(row, error.code, field.place, error.values) from error

    def _uri_value(self, row: Row, field: BoundField, cell: str) -> str:
        uri = cell.strip()
        match = _URI.fullmatch(uri)
        if match is None:
            raise self._left_out(row, "cell-uri-wrong", field.place, {"uri": printable(uri)})
        if match[1] is None:
            values = {"uri": printable(uri)}
            self._problems.append(self._problem(row, "cell-uri-short", field.place, values, kind=ProblemKind.WARNING))
        return uri

    def _file_value(self, row: Row, field: BoundField, cell: str) -> str | NamedFile:
        found = self._files.find(cell)
        if isinstance(found, NamedFile):
            self.found[field.key] += 1
            return found
        if found.code in _MISSING:
            self.missing[field.key] += 1
            if self._options.keeps_missing or (found.code == "pair-incomplete" and self._options.keeps_incomplete):
                self._problems.append(
                    self._problem(row, found.code, field.place, found.values, kind=ProblemKind.WARNING)
                )
                return ""
        raise self._left_out(row, found.code, field.place, found.values)

    def _left_out(self, row: Row, code: str, place: str, values: Values = None) -> _LeftOut:
        return _LeftOut(self._problem(row, code, place, values))

    def _problem(
        self, row: Row, code: str, place: str, values: Values = None, *, kind: ProblemKind = ProblemKind.LEFT_OUT
    ) -> Problem:
        return Problem(
            kind=kind,
            code=code,
            path=self._path(),
            values=dict(values or {}),
            template=self._template,
            row=row.number or None,
            column=place,
        )
