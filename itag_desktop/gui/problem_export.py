"""Writes a list of problems to a CSV file, in a thread of the pool."""

import csv
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRunnable

from itag_desktop.domain.errors import LedgerError
from itag_desktop.gui.problems_model import ProblemFilter
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text
from itag_desktop.wording.words import problem_word

_PAGE = 1000


class ProblemExport(QRunnable):
    """Writes the problems that a ledger or draft holds; with a mark of UTF-8, which spreadsheets want."""

    def __init__(self, ledger: Path, wanted: ProblemFilter, target: Path) -> None:
        super().__init__()
        self._ledger = ledger
        self._wanted = wanted
        self._target = target

    def run(self) -> None:
        """Write the file; what cannot be written or read leaves it short."""
        try:
            with (
                LedgerReader(self._ledger) as reader,
                self._target.open("w", encoding="utf-8-sig", newline="") as stream,
            ):
                writer = csv.writer(stream)
                writer.writerow((text("Kind"), text("File"), text("Reason")))
                writer.writerows(self._rows(reader))
        except (LedgerError, OSError):
            return

    def _rows(self, reader: LedgerReader) -> Iterator[tuple[str, str, str]]:
        after = 0
        while page := reader.problems_page(
            kind=self._wanted.media_kind, after=after, count=_PAGE, problem_kinds=self._wanted.problem_kinds
        ):
            for _, problem in page:
                yield problem_word(problem.kind), problem.path, sentence(problem.code, problem.values)
            after = page[-1][0]
