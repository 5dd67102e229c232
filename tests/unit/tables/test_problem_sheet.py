"""Lists for spreadsheet programs: nothing in them is ever run."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from itag_desktop.tables import problem_sheet
from itag_desktop.tables.problem_sheet import write_sheet

RUNNABLE = ["=1+1", "+49 30", "-2", "@name", "\t=1", "\uff1d1"]


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("words", RUNNABLE)
def test_a_cell_that_a_spreadsheet_would_run_is_a_text_in_csv(tmp_path: Path, words: str) -> None:
    write_sheet(tmp_path / "list.csv", ["File"], [[words]])
    assert read_csv(tmp_path / "list.csv") == [["File"], [f"'{words}"]]


@pytest.mark.parametrize("words", RUNNABLE)
def test_a_cell_that_a_spreadsheet_would_run_is_a_text_in_xlsx(tmp_path: Path, words: str) -> None:
    write_sheet(tmp_path / "list.xlsx", ["File"], [[words]])
    cell = load_workbook(tmp_path / "list.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == (words, "s")


def test_rows_and_empty_cells_stay_what_they_are(tmp_path: Path) -> None:
    rows: list[list[str | int | None]] = [["评论.csv", 12, None], ["a,b", None, "B"]]
    write_sheet(tmp_path / "list.csv", ["File", "Row", "Column"], rows)
    write_sheet(tmp_path / "list.xlsx", ["File", "Row", "Column"], rows)
    assert read_csv(tmp_path / "list.csv")[1:] == [["评论.csv", "12", ""], ["a,b", "", "B"]]
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [("评论.csv", 12, None), ("a,b", None, "B")]


def test_what_xlsx_cannot_hold_is_replaced(tmp_path: Path) -> None:
    write_sheet(tmp_path / "list.xlsx", ["File"], [["a\x01b\ud800"], ["x" * 40_000]])
    column = [cell.value for cell in load_workbook(tmp_path / "list.xlsx").active["A"]]
    assert column == ["File", "a\ufffdb?", "x" * 32_767]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_sheet, "_ROWS_OF_A_SHEET", 3)
    write_sheet(tmp_path / "list.xlsx", ["File"], [[str(number)] for number in range(5)])
    sheets = [[cell.value for cell in sheet["A"]] for sheet in load_workbook(tmp_path / "list.xlsx").worksheets]
    assert sheets == [["File", "0", "1"], ["File", "2", "3"], ["File", "4"]]


def test_an_empty_list_has_its_header(tmp_path: Path) -> None:
    write_sheet(tmp_path / "list.xlsx", ["File"], [])
    assert load_workbook(tmp_path / "list.xlsx").active["A1"].value == "File"


def test_a_list_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("old")

    def broken() -> object:
        yield ["1"]
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write_sheet(tmp_path / "list.csv", ["File"], broken())  # type: ignore[arg-type] # a generator of rows
    assert (tmp_path / "list.csv").read_text() == "old"
