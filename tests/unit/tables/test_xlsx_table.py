"""A sheet as rows of text, its cells as the user sees them; openpyxl writes the files and is the oracle."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.table import Row, TableOptions, Watch, count, first_rows
from tests.unit.tables.workbooks import SHEET, STRINGS, handmade, sheet_xml, with_parts, workbook

BARE = TableOptions(has_header=False)


def cells(path: Path, options: TableOptions = BARE) -> list[tuple[str, ...]]:
    return [row.cells for row in open_table(path, options).rows()]


def only(path: Path) -> Row:
    (row,) = open_table(path, BARE).rows()
    return row


def test_cells_read_as_they_are_shown(tmp_path: Path) -> None:
    values = ["00123", 123, 1, 1.0, 0.25, 1234.5, True, False, date(2024, 1, 31), datetime(2024, 1, 31, 8, 5)]  # noqa: DTZ001 - workbooks know no time zones
    formats = {"B1": "00000", "E1": "0%", "F1": "#,##0.00", "I1": 'yyyy"年"m"月"d"日"', "J1": "yyyy-mm-dd hh:mm"}
    row = only(workbook(tmp_path / "a.xlsx", [values], formats))
    assert row.cells == (
        *("00123", "00123", "1", "1", "25%", "1,234.50", "TRUE", "FALSE"),
        *("2024年1月31日", "2024-01-31 08:05"),
    )
    assert not row.problems


def test_the_same_number_reads_by_the_format_of_each_cell(tmp_path: Path) -> None:
    formats = {"A1": "0.0", "B1": "0%", "A2": "0.0", "B2": "0%"}
    path = workbook(tmp_path / "a.xlsx", [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], formats)
    assert cells(path) == [("0.5", "50%", "0.5")] * 2


def test_a_number_with_a_problem_has_it_every_time(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[2.5]] * 3, {f"A{row}": "# ?/?" for row in (1, 2, 3)})
    assert [len(row.problems) for row in open_table(path, BARE).rows()] == [1, 1, 1]


def test_spans_and_times(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [[timedelta(hours=25, minutes=30), time(16, 48)]], {"A1": "[h]:mm", "B1": "h:mm AM/PM"}
    )
    assert only(path).cells == ("25:30", "4:48 PM")


def test_a_workbook_of_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2024, 1, 31)
    book.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx").cells == ("2024-01-31",)


def test_texts_keep_breaks_blanks_and_emoji_and_lose_their_looks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([" two\nlines ", "😀", "link", CellRichText("rich ", TextBlock(InlineFont(b=True), "text"))])
    sheet["C1"].hyperlink = "https://example.com/"
    book.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx").cells == (" two\nlines ", "😀", "link", "rich text")


def test_escaped_characters_are_decoded_and_readings_left_out(tmp_path: Path) -> None:
    strings = (
        "<si><t>a_x000D_b</t></si><si><t>_x005F_x000D_</t></si><si><t>_xD83D__xDE00_</t></si><si><t>_xD83D_</t>"
        "</si><si><r><t>東</t></r><rPh sb='0' eb='1'><t>トウ</t></rPh></si>"
    )
    rows = "<row>" + "".join(f'<c t="s"><v>{number}</v></c>' for number in range(5)) + "</row>"
    path = handmade(tmp_path / "a.xlsx", rows, strings)
    assert only(path).cells == ("a\rb", "_x000D_", "😀", "_xD83D_", "東")


def test_every_way_to_write_a_text_is_read(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>in_x000A_line</t></is></c>'
        '<c r="B1" t="str"><f>X()</f><v>formula</v></c><c r="C1" t="str"><f>X()</f><v></v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1"><v>1E3</v></c></row>'
    )
    row = only(handmade(tmp_path / "a.xlsx", rows))
    assert row.cells == ("in\nline", "formula", "", "TRUE", "1000")
    assert not row.problems


def test_dates_in_iso_form(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.iso_dates = True
    book.active.append([date(2024, 1, 31), datetime(2024, 1, 31, 12)])  # noqa: DTZ001 - likewise
    book.save(path)
    assert only(path).cells == ("2024-01-31", "2024-01-31 12:00:00")


def test_errors_formulas_without_a_value_and_long_numbers_are_problems_with_their_place(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C3"><f>1+1</f></c><c r="D3"><f>1+1</f><v></v></c>'
        '<c r="E3"><v>1.2345678901234567E+17</v></c></row>'
    )
    row = only(handmade(tmp_path / "a.xlsx", rows))
    assert row.number == 3
    assert row.cells == ("", "#DIV/0!", "", "", "123456789012346000")
    assert [(problem.column, problem.code) for problem in row.problems] == [
        (1, "cell-error"),
        (2, "formula-without-value"),
        (3, "formula-without-value"),
        (4, "number-too-long"),
    ]


def test_a_format_that_is_not_rendered_is_a_warning_with_the_raw_value(tmp_path: Path) -> None:
    row = only(workbook(tmp_path / "a.xlsx", [[0.5, 45322]], {"A1": "# ?/?", "B1": "[DBNum1]yyyy"}))
    assert row.cells == ("0.5", "2024-01-31")
    assert [problem.values["format"] for problem in row.problems] == ["# ?/?", "[DBNum1]yyyy"]


def test_a_date_of_the_computers_form_is_a_warning(tmp_path: Path) -> None:
    row = only(workbook(tmp_path / "a.xlsx", [[45322]], {"A1": "mm-dd-yy"}))
    assert (row.cells, row.problems[0].code) == (("2024/1/31",), "date-as-computer")


def test_sheets_are_named_and_hidden_ones_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "隐藏"
    book.active.append(["no"])
    book.active.sheet_state = "hidden"
    book.create_sheet("数据").append(["yes"])
    book.create_sheet("更隐藏").sheet_state = "veryHidden"
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.is_hidden) for sheet in table.reading.sheets] == [
        ("隐藏", True),
        ("数据", False),
        ("更隐藏", True),
    ]
    assert table.reading.sheet == "数据"
    assert cells(tmp_path / "a.xlsx", TableOptions(has_header=False, sheet="隐藏")) == [("no",)]


def test_hidden_rows_are_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for value in ("a", "b", None, None, None, "f"):
        book.active.append([value])
    book.active.row_dimensions[2].hidden = True
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[5].hidden = True
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx", BARE)
    assert [(row.number, row.is_hidden) for row in table.rows()] == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
        (5, True),
        (6, False),
    ]
    counts = count(table)
    assert (counts.rows, counts.empty, counts.hidden) == (6, 3, 3)


def test_ghost_rows_and_a_wrong_dimension_change_nothing(tmp_path: Path) -> None:
    ghosts = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(5, 20_000))
    rows = f'<row r="2"><c r="A2"><v>1</v></c></row><row r="4"><c r="B4"><v>2</v></c></row>{ghosts}'
    path = handmade(tmp_path / "a.xlsx", rows)
    whole = sheet_xml(rows).replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    with_parts(path, {SHEET: whole})
    assert [(row.number, row.cells) for row in open_table(path, BARE).rows()] == [
        (2, ("1", "")),
        (3, ("", "")),
        (4, ("", "2")),
    ]


def test_merged_tails_are_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["head", None, "x"])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx").cells == ("head", "", "x")


def test_headers_may_be_empty_or_doubled(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["文本", None, "文本"], ["a", "b", "c"], ["d", "e", "f"]])
    table = open_table(path)
    assert table.reading.has_header
    assert [(column.letter, column.name) for column in table.columns] == [("A", "文本"), ("B", ""), ("C", "文本")]
    assert [row.cells for row in table.rows()] == [("a", "b", "c"), ("d", "e", "f")]


def test_a_cell_beyond_the_first_rows_is_told(tmp_path: Path) -> None:
    rows = [["a"]] * 150
    path = workbook(tmp_path / "a.xlsx", [*rows, ["b", None, "far"]])
    *_, last = open_table(path, BARE).rows()
    assert (last.cells, last.problems[0].code, last.problems[0].values) == (
        ("b",),
        "cell-beyond-columns",
        {"column": "C"},
    )


def test_rows_and_cells_need_no_places_of_their_own(tmp_path: Path) -> None:
    path = handmade(tmp_path / "a.xlsx", "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")
    assert cells(path) == [("1", "2"), ("", "3")]


def test_elements_may_have_a_prefix(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert cells(with_parts(path, {SHEET: xml.encode()})) == [("7",)]


def test_the_first_rows_read_no_more_shared_texts_than_they_need(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[f"text {number}"] for number in range(20_000)])
    told: list[int] = []
    next(open_table(path, BARE).rows(Watch(on_progress=lambda done, _total: told.append(done))))
    assert len(first_rows(open_table(path, BARE), 5)) == 5
    assert sum(told) < 200_000


def test_progress_is_told_and_a_cancel_heard(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path / "a.xlsx", [[f"text {number}"] for number in range(5000)]))
    told: list[tuple[int, int]] = []
    list(table.rows(Watch(on_progress=lambda done, total: told.append((done, total)))))
    assert told[-1][0] == told[-1][1]
    with pytest.raises(CancelledError):
        list(table.rows(Watch(is_cancelled=lambda: True)))


def test_a_sheet_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    with pytest.raises(InputError) as raised:
        open_table(path, TableOptions(sheet="data"))
    assert (raised.value.code, raised.value.values["known"]) == ("sheet-missing", "Sheet")
    with pytest.raises(InputError) as raised:
        open_table(workbook(path, []))
    assert raised.value.code == "sheet-empty"


def test_a_workbook_without_shared_texts_is_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[1, 2]])
    assert cells(with_parts(path, {STRINGS: None})) == [("1", "2")]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=10)
CELL = st.one_of(st.none(), TEXT.filter(lambda text: text[:1] != "="), st.booleans(), st.integers(-(10**14), 10**14))


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=5))
def test_any_table_survives(tmp_path: Path, rows: list[list[object]]) -> None:
    """What openpyxl reads back is what counts, but for `_x`, which it leaves as it is."""
    path = workbook(tmp_path / "a.xlsx", rows)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    expected = [[shown(value) for value in row] for row in book.active.iter_rows(values_only=True)]
    book.close()
    if not any(any(row) for row in expected):
        return
    read = {row.number: row.cells for row in open_table(path, BARE).rows()}
    for number, row in enumerate(expected, 1):
        if number in read and not any("_x" in cell for cell in row):
            assert [*read[number]] == (row + [""] * 3)[: len(read[number])]
    assert {number for number, row in enumerate(expected, 1) if any(row)} <= set(read)
