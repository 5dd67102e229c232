"""Rows many at a time are the rows one by one."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.tables import table as tables
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.plain_text import open_lines
from itag_desktop.tables.table import CellProblem, PlainRows, Row, TableOptions, in_batches
from tests.unit.tables.workbooks import workbook

PROBLEM = CellProblem(kind=ProblemKind.WARNING, code="row-short")
steps = st.integers(1, 2)
rows = st.lists(st.tuples(steps, st.sampled_from(["", "a"]), st.booleans(), st.booleans()))


def one_by_one(batches: Iterable[Row | PlainRows]) -> Iterator[Row]:
    for batch in batches:
        if isinstance(batch, PlainRows):
            yield from batch.rows()
        else:
            yield batch


@given(rows)
def test_nothing_is_lost_or_moved(drawn: list[tuple[int, str, bool, bool]]) -> None:
    given_rows: list[Row] = []
    number = 0
    for step, cell, is_hidden, is_odd in drawn:
        number += step
        given_rows.append(Row(number, number, (cell, "b"), (PROBLEM,) if is_odd else (), is_hidden))
    batches = list(in_batches(given_rows))
    assert list(one_by_one(batches)) == given_rows
    plain = [row for batch in batches if isinstance(batch, PlainRows) for row in batch.rows()]
    assert all(row.cells[0] and not row.problems and not row.is_hidden for row in plain)


def test_a_batch_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH_ROWS", 3)
    batches = in_batches(Row(number, number, ("a",)) for number in range(1, 8))
    assert [len(batch.cells) for batch in batches] == [3, 3, 1]


def test_a_workbook_and_a_text_file_come_so(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", [["text"], *[[f"row {number}"] for number in range(5)]])
    text = tmp_path / "a.txt"
    text.write_text("one\n\ntwo\nthree\n", "utf-8")
    assert [type(batch) for batch in open_table(book).batches()] == [PlainRows]
    lines = open_lines(text, TableOptions())
    assert [type(batch) for batch in lines.batches()] == [PlainRows, Row, PlainRows]
    for table in (open_table(book), lines):
        assert list(one_by_one(table.batches())) == list(table.rows())


def test_hidden_rows_of_a_workbook_stay_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number in range(4):
        book.active.append([f"row {number}"])
    book.active.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    batches = open_table(tmp_path / "a.xlsx", TableOptions(has_header=False)).batches()
    assert [row.is_hidden for row in one_by_one(batches)] == [False, True, False, False]


@pytest.mark.parametrize("code", ["0.00", "yyyy-mm-dd", "#", ";;;", "# ?/?", "General", '"text"', "[h]:mm", "0;;"])
@pytest.mark.parametrize("number", [0, 1, -3, 45_000.5])
def test_a_column_that_no_field_is_of_tells_empty_rows_all_the_same(tmp_path: Path, code: str, number: float) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], ["x", 1], ["", number]], {"B2": code, "B3": code})
    table = open_table(path, TableOptions(has_header=True))
    whole, used = (list(one_by_one(table.batches(used=columns))) for columns in (None, {0}))
    assert [row.number for row in used] == [row.number for row in whole]
    assert [row.cells[0] for row in used] == [row.cells[0] for row in whole]


def test_only_the_columns_that_are_used_are_formatted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b", "c"], ["x", 0.5, 0.25]], {"B2": "0%", "C2": "0%"})
    (row,) = one_by_one(open_table(path, TableOptions(has_header=True)).batches(used={0, 2}))
    assert row.cells == ("x", "0.5", "25%")
