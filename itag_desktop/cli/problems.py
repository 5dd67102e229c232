"""The problems of a run, read from its ledger or draft page by page: grouped for people, one by one for `--json`."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.places import place_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import count_text, text
from itag_desktop.wording.words import problem_word

logger = logging.getLogger(__name__)

SHOWN_FILES = 10
_PAGE = 1000
_WORTH_READING = (ProblemKind.BLOCKER, ProblemKind.FAILED, ProblemKind.LEFT_OUT, ProblemKind.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """Problems of one kind and cause: how many, and the first of them."""

    kind: ProblemKind
    count: int
    first: tuple[Problem, ...]


def problems_of(ledger: Path, kind: Template, problem_kinds: tuple[ProblemKind, ...] = ()) -> Iterator[Problem]:
    """Return the problems of the dataset of `kind` in the order found; all kinds of problem unless some are named.

    Where the file cannot be read they end: what else there is to tell matters more.
    """
    after = 0
    try:
        with LedgerReader(ledger) as reader:
            while page := reader.problems_page(kind=kind, after=after, count=_PAGE, problem_kinds=problem_kinds):
                yield from (problem for _, problem in page)
                after = page[-1][0]
    except LedgerError:
        logger.exception("Problems cannot be read")


def problem_groups(ledger: Path, kind: Template) -> tuple[ProblemGroup, ...]:
    """Return what a user should look at, gravest first; what was skipped by rule is not among it."""
    counts: Counter[tuple[ProblemKind, str]] = Counter()
    first: dict[tuple[ProblemKind, str], list[Problem]] = {}
    for problem in problems_of(ledger, kind, _WORTH_READING):
        cause = (problem.kind, problem.code)
        counts[cause] += 1
        if counts[cause] <= SHOWN_FILES:
            first.setdefault(cause, []).append(problem)
    causes = sorted(counts, key=lambda cause: (_WORTH_READING.index(cause[0]), -counts[cause]))
    return tuple(ProblemGroup(kind=cause[0], count=counts[cause], first=tuple(first[cause])) for cause in causes)


def group_lines(group: ProblemGroup) -> Iterator[str]:
    """Return a group as lines: its sentence once where all files share it, else one beside each file."""
    sentences = [sentence(problem.code, problem.values) for problem in group.first]
    is_shared = len(set(sentences)) == 1
    heading = f"{problem_word(group.kind)}: {count_text(group.count)}"
    yield f"{heading} × {sentences[0]}" if is_shared else heading
    for problem, said in zip(group.first, sentences, strict=True):
        place = place_text(problem)
        yield f"  {place}" if is_shared else f"  {place}: {said}"
    hidden = group.count - len(group.first)
    if hidden:
        yield "  " + text("and {count} more", count=count_text(hidden))
