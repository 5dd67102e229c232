"""The lines of an existing manifest as rows: each is taken over as it is, or left out with the number of its line."""

from collections.abc import Iterator
from pathlib import Path

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.manifests.existing_lines import holds_only_text, kept_line, line_fault
from itag_desktop.media.local_paths import system_path
from itag_desktop.tables.plain_text import open_lines
from itag_desktop.tables.table import TableOptions, Watch


class ManifestRows:
    """The lines of one manifest for a dataset of `template`."""

    def __init__(self, source: Source, template: Template, options: TableOptions) -> None:
        self.path = source.shown_path("")
        self._template = template
        self._table = open_lines(Path(system_path(source.path)), options)
        self.reading = self._table.reading
        self.blank_lines = 0

    def lines(self, watch: Watch) -> Iterator[tuple[bytes | None, tuple[Problem, ...]]]:
        """Yield for every line of the file its line of the manifest, or None, and its problems.

        Raises:
            InputError: the rest cannot be read, such as `table-undecodable`.
            CancelledError: the watcher cancelled.
        """
        for row in self._table.rows(watch):
            line = row.cells[0].strip()
            self.blank_lines += not line
            code = line_fault(line, needs_source=self._template is Template.TEXT) if line else "row-empty"
            if code is not None:
                yield None, (self._problem(row.number, code, ProblemKind.LEFT_OUT),)
            elif holds_only_text(line):
                yield kept_line(line), ()
            else:
                yield kept_line(line), (self._problem(row.number, "line-value-not-text", ProblemKind.WARNING),)

    def _problem(self, number: int, code: str, kind: ProblemKind) -> Problem:
        return Problem(kind=kind, code=code, path=self.path, template=self._template, row=number)
