"""A csv as rows of text, each with its number and its line, nothing dropped in silence."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.tables import csv_table
from itag_desktop.tables.encodings import Encoding
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.table import Row, Table, TableOptions, Watch, count, first_rows

Place = tuple[int, int, tuple[str, ...]]


def opened(folder: Path, data: str | bytes, **options: object) -> Table:
    path = folder / "table.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_table(path, TableOptions(**options))  # type: ignore[arg-type]  # the tests name options


def places(table: Table) -> list[Place]:
    return [(row.number, row.line, row.cells) for row in table.rows()]


def codes(table: Table) -> dict[int, list[str]]:
    return {row.number: [problem.code for problem in row.problems] for row in table.rows() if row.problems}


def refusal(folder: Path, data: str | bytes, **options: object) -> InputError:
    with pytest.raises(InputError) as raised:
        list(opened(folder, data, **options).rows())
    return raised.value


def test_a_file_as_chinese_excel_writes_it(tmp_path: Path) -> None:
    data = '编号,文本,标签\r\n00123,"今天,天气""很好""",正面\r\n2,"第一行\n第二行",负面\r\n'.encode("gb18030")
    table = opened(tmp_path, data)
    assert table.reading.encoding is not None
    assert table.reading.encoding.encoding is Encoding.GB18030
    assert [(column.letter, column.name) for column in table.columns] == [("A", "编号"), ("B", "文本"), ("C", "标签")]
    assert places(table) == [(2, 2, ("00123", '今天,天气"很好"', "正面")), (3, 3, ("2", "第一行\n第二行", "负面"))]


def test_rows_know_their_line(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a,b\n"1\n2\n3",x\n4,y\n')
    assert places(table) == [(2, 2, ("1\n2\n3", "x")), (3, 5, ("4", "y"))]


def test_empty_rows_between_are_rows_and_those_at_the_ends_are_not(tmp_path: Path) -> None:
    table = opened(tmp_path, "\n\na,b\n1,2\n\n,\n3,4\n\n,,\n")
    assert places(table) == [(4, 4, ("1", "2")), (5, 5, ("", "")), (6, 6, ("", "")), (7, 7, ("3", "4"))]
    assert count(table).empty == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
def test_every_kind_of_line_end_is_one(tmp_path: Path, end: str, last: str) -> None:
    table = opened(tmp_path, f"a,b{end}1,2{end}3,4{end if last else ''}")
    assert [row.cells for row in table.rows()] == [("1", "2"), ("3", "4")]
    assert not codes(table)


def test_a_lone_return_ends_a_row_and_is_told(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a,b\r\n1,2\r3,4\r\n"x\ry",5\r\n')
    assert [row.cells for row in table.rows()] == [("1", "2"), ("3", "4"), ("x\ry", "5")]
    assert codes(table) == {2: ["csv-lone-return"]}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_guessed(tmp_path: Path, delimiter: str) -> None:
    table = opened(tmp_path, f'name{delimiter}text\n1{delimiter}"a,b;c"\n2{delimiter}x y, z\n')
    assert table.reading.delimiter == delimiter
    assert len(table.columns) == 2


def test_delimiter_quote_and_header_may_be_chosen(tmp_path: Path) -> None:
    table = opened(tmp_path, "'a;b';c\n1;2\n", delimiter=";", quote="'", has_header=False)
    assert [row.cells for row in table.rows()] == [("a;b", "c"), ("1", "2")]
    bare = opened(tmp_path, 'a,"b\n1,2"\n', delimiter=",", quote="", has_header=False)
    assert [row.cells for row in bare.rows()] == [("a", '"b'), ("1", '2"')]


def test_a_single_quote_is_guessed_where_cells_are_in_it(tmp_path: Path) -> None:
    assert opened(tmp_path, "'a','b'\n'1,5','2'\n").reading.quote == "'"
    assert opened(tmp_path, "a,b\nit's,don't\n").reading.quote == '"'


def test_one_column_of_sentences_has_no_header_and_no_delimiter(tmp_path: Path) -> None:
    table = opened(tmp_path, "今天天气很好。\n服务太差了。\n")
    assert not table.reading.has_header
    assert [row.cells for row in table.rows()] == [("今天天气很好。",), ("服务太差了。",)]


def test_ragged_rows_are_problems_of_their_row(tmp_path: Path) -> None:
    table = opened(tmp_path, "a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n")
    assert [row.cells for row in table.rows()] == [("1", "2", ""), *[("1", "2", "3")] * 3]
    assert codes(table) == {2: ["row-short"], 4: ["row-long"]}


def test_zero_bytes_are_a_problem_of_their_cell(tmp_path: Path) -> None:
    table = opened(tmp_path, "a,b\n1,x\0y\n2,z\n")
    (row,) = [row for row in table.rows() if row.problems]
    assert (row.number, row.problems[0].code, row.problems[0].column) == (2, "cell-with-zero-byte", 1)


def test_a_quote_that_something_follows_makes_one_bad_row(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a,b\n1,"x"y\n2,"open\n3,z\n4,"w"\n5,v\n')
    rows = list(table.rows())
    assert [(row.line, row.cells) for row in rows] == [(2, ("", "")), (3, ("", "")), (6, ("5", "v"))]
    assert [dict(problem.values) for row in rows for problem in row.problems] == [
        {"first": 2, "last": 2},
        {"first": 3, "last": 5},
    ]


def test_a_quote_never_closed_ends_the_reading_with_its_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'a,b\n1,2\n3,"open\n' + "4,5\n" * 1000)
    assert (error.code, error.values["line"]) == ("csv-quote-open", 3)


def test_a_quote_never_closed_in_a_large_file_is_found_early(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'a,b\n1,2\n3,"open\n' + "4,5555555555555\n" * 500_000)
    assert (error.code, error.values["line"]) == ("csv-quote-open", 3)


def test_a_cell_of_a_megabyte_is_read_and_one_of_many_refused(tmp_path: Path) -> None:
    table = opened(tmp_path, f"a,b\n1,{'x' * (1 << 20)}\n")
    assert [len(row.cells[1]) for row in table.rows()] == [1 << 20]
    assert refusal(tmp_path, f"a,b\n1,{'x' * (5 << 20)}\n").code == "csv-cell-too-long"
    assert refusal(tmp_path, "x" * (17 << 20)).code == "table-line-too-long"


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, ",".join(f"c{n}" for n in range(20_000)) + "\n")
    assert (error.code, error.values["count"]) == ("table-too-wide", 20_000)


def test_bytes_that_are_not_in_the_encoding_have_line_and_offset(tmp_path: Path) -> None:
    error = refusal(tmp_path, "a,b\n1,好\n".encode() + b"2,\xff\xff\n", encoding=Encoding.UTF_8)
    assert error.code == "table-undecodable"
    assert {name: error.values[name] for name in ("line", "offset", "digits")} == {
        "line": 3,
        "offset": 12,
        "digits": "FF",
    }


def test_a_preview_looks_at_the_beginning_and_reading_on_stumbles(tmp_path: Path) -> None:
    data = b"a,b\n" + b"1,2\n" * 100_000 + "3,好".encode("gb18030")
    table = opened(tmp_path, data, is_preview=True)
    assert [row.cells for row in first_rows(table, 2)] == [("1", "2")] * 2
    with pytest.raises(InputError) as raised:
        list(table.rows())
    assert (raised.value.code, raised.value.values["line"]) == ("table-undecodable", 100_002)


@pytest.mark.parametrize("data", ["", "\ufeff", "\n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: str) -> None:
    assert refusal(tmp_path, data).code == "source-empty"


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    table = opened(tmp_path, "text,label\n")
    assert [column.name for column in table.columns] == ["text", "label"]
    assert list(table.rows()) == []


def test_progress_is_told_and_a_cancel_heard(tmp_path: Path) -> None:
    table = opened(tmp_path, "a,b\n" + "1,2\n" * 50_000)
    told: list[tuple[int, int]] = []
    assert len(list(table.rows(Watch(on_progress=lambda done, total: told.append((done, total)))))) == 50_000
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    with pytest.raises(CancelledError):
        list(table.rows(Watch(is_cancelled=lambda: True)))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    st.sampled_from([encoding for encoding in Encoding if encoding.value.startswith(("utf", "gb"))]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_survives(tmp_path: Path, table: list[list[str]], encoding: Encoding, end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    filled = [place for place, cells in enumerate(table) if any(cells)]
    data = ("\ufeff" + stream.getvalue()).encode(encoding.codec)
    if not filled:
        return
    read = opened(tmp_path, data, encoding=encoding, delimiter=",", quote='"', has_header=False)
    assert [row.cells for row in read.rows()] == [tuple(cells) for cells in table[filled[0] : filled[-1] + 1]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.one_of(st.binary(max_size=80), st.text("a,\"\n\r\0\t;'1好", max_size=60).map(str.encode)))
def test_no_bytes_are_too_strange(tmp_path: Path, data: bytes) -> None:
    try:
        table = opened(tmp_path, data)
        rows = list(table.rows())
    except InputError:
        return
    assert all(len(row.cells) == len(table.columns) for row in rows)
    assert [row.number for row in rows] == list(range(rows[0].number, rows[0].number + len(rows))) if rows else True


pieces = st.sampled_from(["a", 'b"', '"', '","', ",", "\n", "\r\n", "\r", "\0", '"x\ny"', '"x\r\ny",', "甲", " "])


@settings(deadline=None, max_examples=300)
@given(st.lists(pieces, max_size=60).map("".join), st.integers(1, 3))
def test_rows_in_batches_are_the_rows_one_by_one(text: str, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "a.csv")
        path.write_bytes(("h1,h2\na,b\n" + text).encode())
        options = TableOptions(encoding=Encoding.UTF_8, delimiter=",", quote='"', has_header=True)
        patch.setattr(csv_table, "BATCH_RECORDS", size)
        batched = read_or_refused(path, options)
        patch.setattr(csv_table, "_are_plain", lambda _records, _width: False)
        assert batched == read_or_refused(path, options)


def read_or_refused(path: Path, options: TableOptions) -> tuple[list[Row], str]:
    """Return the rows, and the code of what ended the reading."""
    rows: list[Row] = []
    try:
        rows.extend(open_table(path, options).rows())
    except InputError as error:
        return rows, error.code
    return rows, ""
