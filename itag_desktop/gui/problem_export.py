"""Writes a list of problems to a CSV file, beside the GUI thread."""

import csv
import logging
from collections.abc import Iterator
from pathlib import Path

from itag_desktop.domain.errors import LedgerError
from itag_desktop.gui.problems_model import ProblemFilter
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text
from itag_desktop.wording.words import problem_word

_PAGE = 1000

logger = logging.getLogger(__name__)


def export_problems(ledger: Path, wanted: ProblemFilter, target: Path) -> None:
    """Write the problems that a ledger or draft holds to `target`, with a mark of UTF-8, which spreadsheets want.

    What cannot be written or read leaves the file short.
    """
    try:
        with LedgerReader(ledger) as reader, target.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow((text("Kind"), text("File"), text("Reason")))
            writer.writerows(_rows(reader, wanted))
    except (LedgerError, OSError):
        logger.warning("The list of problems could not be written", exc_info=True)


def _rows(reader: LedgerReader, wanted: ProblemFilter) -> Iterator[tuple[str, str, str]]:
    after = 0
    while page := reader.problems_page(
        kind=wanted.template, after=after, count=_PAGE, problem_kinds=wanted.problem_kinds
    ):
        for _, problem in page:
            yield problem_word(problem.kind), problem.path, sentence(problem.code, problem.values)
        after = page[-1][0]
