"""Lines of text and custom datasets in drafts and ledgers."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.items import LineBlock
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.ledgers import fruit_request

TEXT = Template.TEXT


def block(*lines: str, rows: int | None = None) -> LineBlock:
    content = "".join(f"{line}\n" for line in lines).encode()
    return LineBlock(lines=len(lines), rows=len(lines) if rows is None else rows, content=content)


@pytest.fixture
def draft() -> Iterator[Draft]:
    with closing(Draft.create(app_dirs())) as made:
        yield made


def test_lines_are_counted_and_read_from_any_place(draft: Draft) -> None:
    draft.add_lines([block("a", "b", rows=3), block(rows=2), block("c")])
    draft.add_lines([block("d", "e")])
    counts = draft.plan_counts(TEXT)
    assert (counts.items, counts.rows, counts.planned) == (5, 8, 0)
    assert draft.lines_page(first=0, count=9) == (b"a", b"b", b"c", b"d", b"e")
    assert draft.lines_page(first=1, count=2) == (b"b", b"c")
    assert draft.lines_page(first=4, count=9) == (b"e",)
    assert draft.lines_page(first=5, count=9) == ()
    assert list(draft.line_blocks()) == [(0, b"a\nb\n"), (2, b"c\n"), (3, b"d\ne\n")]


def test_they_can_be_read_while_they_grow(draft: Draft) -> None:
    with LedgerReader(draft.path) as reader:
        assert reader.lines_page(first=0, count=9) == ()
        draft.add_lines([block("a")])
        assert reader.lines_page(first=0, count=9) == (b"a",)


def test_a_line_may_be_of_any_length_and_have_carriage_returns_only_as_escapes(draft: Draft) -> None:
    long = "x" * 1_000_000
    draft.add_lines([block(long, "b")])
    assert draft.lines_page(first=1, count=1) == (b"b",)


def test_a_ledger_takes_the_lines_of_its_newest_plan(draft: Draft, tmp_path: Path) -> None:
    request = replace(fruit_request(), template=TEXT)
    draft.add_lines([block("a", "b", rows=3)])
    with Ledger.create(tmp_path / "a.ledger", request) as ledger:
        ledger.adopt(draft.path, request)
        assert (ledger.plan_counts(TEXT).items, ledger.plan_counts(TEXT).rows) == (2, 3)
        with closing(Draft.create(app_dirs())) as newer:
            newer.add_lines([block("c")])
            ledger.adopt(newer.path, request)
        assert ledger.lines_page(first=0, count=9) == (b"c",)
        assert (ledger.plan_counts(TEXT).items, ledger.plan_counts(TEXT).rows) == (1, 1)


def test_a_problem_keeps_its_row_and_column(draft: Draft, tmp_path: Path) -> None:
    request = replace(fruit_request(), template=TEXT)
    problem = Problem(
        kind=ProblemKind.LEFT_OUT, code="row-empty", path="a.csv", template=TEXT, row=7, column="B comment"
    )
    draft.add_problems([problem])
    with Ledger.create(tmp_path / "a.ledger", request) as ledger:
        ledger.adopt(draft.path, request)
        assert [found for _, found in ledger.problems_page(kind=TEXT, after=0, count=9)] == [problem]
