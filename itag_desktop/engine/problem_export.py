"""Writes the problems of a ledger or draft to a file for a spreadsheet program, on a thread beside everything else."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from itag_desktop.domain.errors import ItagError
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.tasks import Problem
from itag_desktop.engine import link
from itag_desktop.engine.control import trouble_of
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.tables.problem_sheet import write_sheet
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text
from itag_desktop.wording.words import problem_word

_PAGE = 1000


class ProblemExports:
    """Lists that the window asked for; they are written one after another."""

    def __init__(self, emit: Callable[[link.Event], None]) -> None:
        self._emit = emit
        self._threads: list[threading.Thread] = []
        self._one_at_a_time = threading.Lock()

    def start(self, command: link.ExportProblems) -> None:
        """Write a list; returns at once."""
        thread = threading.Thread(target=self._write, args=(command,), name="problem-export", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """Wait for the lists that are being written."""
        for thread in self._threads:
            thread.join()

    def _write(self, command: link.ExportProblems) -> None:
        with self._one_at_a_time:
            trouble = export_problems(command)
        self._emit(link.ProblemsExported(export_id=command.export_id, target=command.target, trouble=trouble))


def export_problems(command: link.ExportProblems) -> Trouble | None:
    """Write what `command` asks for, in its language; return why it could not be done."""
    texts.install(Language(command.language))  # no other sentence is made in the engine's process
    header = (text("Kind"), text("File"), text("Row"), text("Column"), text("Reason"))
    try:
        with LedgerReader(Path(command.ledger)) as reader:
            write_sheet(Path(command.target), header, map(_row, _problems(reader, command)))
    except ItagError as error:
        return trouble_of(error)
    except OSError as error:
        return Trouble(code="list-unwritable", values={"path": command.target, "detail": error.strerror or str(error)})
    return None


def _problems(reader: LedgerReader, command: link.ExportProblems) -> Iterator[Problem]:
    after = 0
    while page := reader.problems_page(
        kind=command.template, after=after, count=_PAGE, problem_kinds=command.problem_kinds
    ):
        yield from (problem for _, problem in page)
        after = page[-1][0]


def _row(problem: Problem) -> tuple[str | int | None, ...]:
    words = sentence(problem.code, problem.values)
    return problem_word(problem.kind), problem.path, problem.row, problem.column, words
