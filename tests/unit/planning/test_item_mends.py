"""What once broke the planning of rows: each input that did, with what it must become."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.planning.row_sources import TableRows
from itag_desktop.planning.rows_view import first_rows
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.table import PlainRows
from tests.support.item_plans import planned, request_of
from tests.unit.tables.workbooks import handmade, with_parts, workbook

SOURCE = FieldRule(key="source", column="text")


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("rows", [3, 120])
def test_the_beginning_of_a_file_may_look_like_another_encoding(tmp_path: Path, rows: int) -> None:
    ascii_rows = b"".join(b"%d %s,1\n" % (row, b"x" * 100_000) for row in range(rows))
    last = "苹果很甜，下次还买。" * 9
    path = written(tmp_path / "a.csv", b"text,n\n" + ascii_rows + last.encode("gb18030") + b",1\n")
    plan = planned(Template.TEXT, path)
    assert json.loads(plan.lines[-1])["data"]["source"] == last
    assert (plan.counts.rows, plan.counts.items) == (rows + 1, rows + 1)


def test_a_table_as_wide_as_excels_needs_no_time_that_grows_with_the_square(tmp_path: Path) -> None:
    width = 16_384
    names, cells = (",".join(f"{start}{number}" for number in range(width)) for start in ("h", "c"))
    plan = planned(Template.CUSTOM, written(tmp_path / "a.csv", f"{names}\n{cells}\n".encode()))
    assert len(json.loads(plan.lines[0])["data"]) == width


def test_no_more_cells_are_looked_up_as_files_than_a_chooser_needs(tmp_path: Path) -> None:
    rows = "\n".join(",".join(f"{row}-{column}.jpg" for column in range(300)) for row in range(100))
    plan = planned(Template.CUSTOM, written(tmp_path / "a.csv", rows.encode()))
    assert {rule.kind for rule in plan.options.fields} == {FieldKind.TEXT}
    assert plan.counts.items == 100


def test_rows_of_long_cells_are_taken_a_few_at_a_time(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"text,n\n" + (b"x" * 200_000 + b",1\n") * 100)
    sizes = [len(batch.cells) if isinstance(batch, PlainRows) else 1 for batch in open_table(path).batches()]
    assert sum(sizes) == 100
    assert max(sizes) * 200_000 < 8_000_000


def test_two_hundred_long_cells_are_not_held_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"text,n\n" + (b"x" * 200_000 + b",1\n") * 100)
    rows = first_rows(TableRows(Source(path=str(path), is_folder=False), open_table(path)))
    assert [len(row.cells[0]) for row in rows] == [10_000] * 100


def test_a_chooser_gets_the_beginning_of_a_long_cell(tmp_path: Path) -> None:
    plan = planned(Template.TEXT, written(tmp_path / "a.csv", b"text,n\n" + b"x" * 1_000_000 + b",1\n"))
    assert plan.told[-1].rows is not None
    assert max(len(sample) for column in plan.told[-1].rows.columns for sample in column.samples) == 500
    assert len(plan.lines[0]) > 1_000_000


def test_items_that_are_all_the_same_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"text,y\nhello,1\n")
    constant = FieldRule(key="source", kind=FieldKind.CONSTANT, value="v")
    with pytest.raises(InputError, match="fields-all-constant"):
        planned(Template.CUSTOM, path, options=ItemOptions(fields=(constant,)))


def test_a_text_file_with_a_zero_byte_is_left_out_as_a_cell_is(tmp_path: Path) -> None:
    written(tmp_path / "texts" / "1.txt", b"one\0two and more of the same\n")
    written(tmp_path / "texts" / "2.txt", b"whole\n")
    plan = planned(Template.TEXT, tmp_path / "texts", options=ItemOptions(rows_from=RowsFrom.FILES))
    assert plan.codes() == ["cell-with-zero-byte"]
    assert plan.lines == ('{"data":{"source":"whole"}}',)


def test_a_doubled_text_is_named_by_its_own_file_however_many_there_are(tmp_path: Path) -> None:
    for number in range(300):
        written(tmp_path / "texts" / f"{number:03}.txt", f"{number % 299}\n".encode())
    written(tmp_path / "texts" / "001.txt", b"0\n")
    plan = planned(Template.TEXT, tmp_path / "texts", options=ItemOptions(drops_duplicates=True))
    doubled = [problem.path for problem in plan.problems if problem.code == "row-doubled"]
    assert doubled == ["texts/001.txt", "texts/299.txt"]


def test_a_plan_can_be_stopped_within_a_gap_of_a_million_rows(tmp_path: Path) -> None:
    ends = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in (1, 1_048_576))
    request = request_of(Template.TEXT, [handmade(tmp_path / "a.xlsx", ends)], ItemOptions())
    told: list[ItemProgress] = []
    with Draft.create(app_dirs()) as draft:
        with pytest.raises(CancelledError):
            plan_items(request, draft, is_cancelled=lambda: len(told) > 2, on_progress=told.append)
        assert draft.plan_counts(Template.TEXT).rows < 1_000_000


def test_a_sentence_about_columns_is_one_line_whatever_the_header_says(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b'"te\nxt","a\x1b[31m"\nhello,1\n')
    missing = ItemOptions(fields=(FieldRule(key="source", column="no\nsuch"),))
    with pytest.raises(InputError) as raised:
        planned(Template.TEXT, path, options=missing)
    assert all(str(value).isprintable() for value in raised.value.values.values())


@pytest.mark.parametrize("code", ["0.00", "mm-dd-yy", "yyyy/m/d"])
def test_formats_of_styles_are_read_without_anything_else_of_them(tmp_path: Path, code: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["text", "n"], ["a long text", 45_000]], {"B2": code})
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml")
    fields = ItemOptions(fields=(SOURCE, FieldRule(key="label", column="n")))
    whole = planned(Template.TEXT, path, options=fields)
    with_parts(path, {"xl/styles.xml": re.sub(rb"<fonts.*</cellStyleXfs>", b"", styles, flags=re.DOTALL)})
    assert planned(Template.TEXT, path, options=fields).lines == whole.lines
    assert whole.codes(ProblemKind.LEFT_OUT) == []
    assert json.loads(whole.lines[0])["data"]["label"] in {"45000.00", "2023/3/15", "03-15-23"}
