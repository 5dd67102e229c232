"""Whatever a table says, it comes through into the manifest unchanged, and every row is an item or left out."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import Division, FieldKind, FieldRule, ItemOptions, RowsFrom, TableReading
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.manifests.division import PILOT_SUFFIX, divided, shares_of
from itag_desktop.planning.item_maker import ItemMaker
from itag_desktop.tables import csv_table
from tests.support.item_plans import Plan, planned
from tests.unit.planning.plans import make_media
from tests.unit.tables.workbooks import with_shared_strings

EXAMPLES = settings(max_examples=25, deadline=None)
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
LINE_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='\u2028\u2029"'), max_size=12)
XML_CELL = st.text(
    st.one_of(
        st.sampled_from("\t\n =#<>&'\"_x0D"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=12,
).filter(lambda text: "_x" not in text)
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": None,
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-16": None,
    "gb18030": "gb18030",
}
"""What a table is written in, and what the user must say: nothing where a mark says it."""


def rows_of(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Return tables of two columns of any cells."""
    return st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1, max_size=8)


def plan_of(path: Path, template: Template, options: ItemOptions) -> Plan:
    """Return the plan of one table, its number of rows checked."""
    plan = planned(template, path, options=options)
    assert plan.counts.rows == plan.counts.items + plan.counts.left_out
    assert plan.counts.items == len(plan.lines)
    assert plan.counts.left_out == len(plan.codes(ProblemKind.LEFT_OUT))
    return plan


def came_back(plan: Plan) -> list[list[str]]:
    """Return the values of the plan's items, as a reader that cuts lines in Python's way has them."""
    manifest = "".join(f"{line}\n" for line in plan.lines)
    assert len(manifest.splitlines()) == len(plan.lines)
    return [list(json.loads(line)["data"].values()) for line in manifest.splitlines()]


def all_kept(reading: TableReading, *, template: Template) -> ItemOptions:
    """Return options that keep every row of three columns, of which the first is a number."""
    keys = ("number", "a", "b") if template is Template.CUSTOM else ("source", "a", "b")
    fields = tuple(FieldRule(key=key, column=f"col:{letter}") for key, letter in zip(keys, "ABC", strict=True))
    return ItemOptions(fields=fields, keeps_empty=True, reading=reading)


def numbered(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows with their numbers before them: no row is empty."""
    return [[str(number), *row] for number, row in enumerate(rows, 1)]


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder to one example."""
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.parametrize("written_in", ENCODINGS)
@EXAMPLES
@given(
    rows=rows_of(CELL),
    form=st.tuples(st.sampled_from(",\t;|:^ 、"), st.sampled_from("\"'"), st.sampled_from(["\n", "\r\n"])),
    template=st.sampled_from([Template.TEXT, Template.CUSTOM]),
)
def test_any_text_survives_a_csv(
    written_in: str, rows: list[list[str]], form: tuple[str, str, str], template: Template
) -> None:
    delimiter, quote, end = form
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quotechar=quote, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerows([["n", "a", "b"], *numbered(rows)])
    reading = TableReading(encoding=ENCODINGS[written_in], delimiter=delimiter, quote=quote, has_header=True)
    with folder() as place:
        path = place / "a.csv"
        path.write_bytes(stream.getvalue().encode(written_in))
        plan = plan_of(path, template, all_kept(reading, template=template))
    assert came_back(plan) == numbered(rows)
    assert plan.codes(ProblemKind.LEFT_OUT) == []


@EXAMPLES
@given(rows=rows_of(LINE_CELL), delimiter=st.sampled_from(",\t;|"))
def test_any_text_survives_a_csv_without_quotes(rows: list[list[str]], delimiter: str) -> None:
    rows = [[cell.replace(delimiter, "") for cell in row] for row in rows]
    lines = [delimiter.join(row) for row in (["n", "a", "b"], *numbered(rows))]
    reading = TableReading(encoding="utf-8", delimiter=delimiter, quote="", has_header=True)
    with folder() as place:
        path = place / "a.csv"
        path.write_bytes("\n".join(lines).encode())
        plan = plan_of(path, Template.TEXT, all_kept(reading, template=Template.TEXT))
    assert came_back(plan) == numbered(rows)


@pytest.mark.parametrize("are_shared", [True, False])
@EXAMPLES
@given(rows=rows_of(XML_CELL), template=st.sampled_from([Template.TEXT, Template.CUSTOM]))
def test_any_text_survives_a_workbook(rows: list[list[str]], template: Template, *, are_shared: bool) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate([["n", "a", "b"], *numbered(rows)], 1):
        for column, text in enumerate(row, 1):
            cell = book.active.cell(number, column, text)
            cell.data_type = "s"  # whatever it looks like
    with folder() as place:
        path = place / "a.xlsx"
        book.save(path)
        if are_shared:
            with_shared_strings(path)
        plan = plan_of(path, template, all_kept(TableReading(has_header=True), template=template))
    assert came_back(plan) == numbered(rows)


RAW = st.text(st.sampled_from("aé果,;\"'\n\r\0 \t\u2028"), max_size=60)


@settings(max_examples=150, deadline=None)
@given(
    raw=RAW, keeps_empty=st.booleans(), drops_duplicates=st.booleans(), has_header=st.booleans(), label=st.booleans()
)
def test_rows_taken_many_at_a_time_become_what_each_alone_becomes(
    raw: str, *, keeps_empty: bool, drops_duplicates: bool, has_header: bool, label: bool
) -> None:
    labels = (FieldRule(key="label", column="col:B"),) if label else ()
    options = ItemOptions(
        fields=(FieldRule(key="source", column="col:A"), *labels),
        keeps_empty=keeps_empty,
        drops_duplicates=drops_duplicates,
        reading=TableReading(encoding="utf-8", delimiter=",", quote='"', has_header=has_header),
    )

    def outcome(path: Path) -> object:
        try:
            plan = plan_of(path, Template.TEXT, options)
        except InputError as error:
            return error.code, error.values
        return plan.lines, plan.problems, plan.counts, plan.facts

    with folder() as place, patch.object(csv_table, "BATCH_RECORDS", 3):
        path = place / "a.csv"
        path.write_bytes(f"h,i\n{raw}".encode())
        fast = outcome(path)
        with (
            patch.object(ItemMaker, "plain_items", lambda *_: None),
            patch.object(csv_table, "_are_plain", lambda *_: False),
        ):
            assert outcome(path) == fast


NAMED = st.sampled_from(
    [
        *("", " ", "\u3000", "text", 'a "b" c', "x" * 2000),
        *("1.jpg", "sub/2.jpg", "SUB/2.JPG", "gone.jpg", "sub", "../1.jpg", "empty.jpg", "https://x/1.jpg"),
        *("oss://bucket.oss-cn-hangzhou.aliyuncs.com/1.jpg", "oss://bucket/1.jpg"),
    ]
)
FIELDS = st.lists(st.sampled_from([FieldKind.TEXT, FieldKind.FILE, FieldKind.URI, FieldKind.CONSTANT]), max_size=2)
DIVISIONS = st.builds(
    Division,
    pilot_items=st.none() | st.integers(1, 30),
    pilot_seed=st.none() | st.integers(0, 2**32),
    split_items=st.none() | st.integers(1, 9),
)
OPTIONS = st.builds(
    ItemOptions,
    keeps_empty=st.booleans(),
    drops_duplicates=st.booleans(),
    keeps_missing=st.booleans(),
    keeps_incomplete=st.booleans(),
)


def with_fields(options: ItemOptions, template: Template, kinds: Sequence[FieldKind]) -> ItemOptions:
    """Return the options with fields of these kinds behind one that is the first column's text."""
    if template is Template.TEXT:
        kinds = [kind if kind is FieldKind.CONSTANT else FieldKind.TEXT for kind in kinds]
    columns = zip(("b", "c"), ("col:B", "col:C"), kinds, strict=False)
    fields = tuple(FieldRule(key=key, kind=kind, column=column, value="same") for key, column, kind in columns)
    return ItemOptions(
        fields=(FieldRule(key="source", column="col:A"), *fields),
        keeps_empty=options.keeps_empty,
        drops_duplicates=options.drops_duplicates,
        keeps_missing=options.keeps_missing,
        keeps_incomplete=options.keeps_incomplete,
        reading=TableReading(encoding="utf-8", delimiter=",", quote='"', has_header=False),
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with files that cells name."""
    place = make_media(tmp_path_factory.mktemp("files"), "1.jpg", "sub/2.jpg")
    (place / "empty.jpg").touch()
    return place


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.lists(NAMED, min_size=3, max_size=4), min_size=1, max_size=20),
    asked=st.tuples(st.sampled_from([Template.TEXT, Template.CUSTOM]), OPTIONS, FIELDS),
    division=DIVISIONS,
)
def test_every_row_of_a_table_is_in_one_manifest_or_left_out(
    files: Path, rows: list[list[str]], asked: tuple[Template, ItemOptions, list[FieldKind]], division: Division
) -> None:
    template, options, kinds = asked
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["first", "x", "1.jpg"], *rows])
    path = files / "table.csv"
    path.write_bytes(stream.getvalue().encode())
    plan = plan_of(path, template, with_fields(options, template, kinds))
    assert plan.counts.rows == 1 + len(rows) - trailing_empty(rows)
    left_out = [problem.row for problem in plan.problems if problem.kind is ProblemKind.LEFT_OUT]
    assert sorted(set(left_out), key=lambda row: row or 0) == left_out
    assert [task.ordinal for task in plan.tasks] == list(range(len(plan.tasks)))
    assert_divided_whole(division, [line.encode() for line in plan.lines])


def trailing_empty(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the end hold nothing."""
    return next((count for count, row in enumerate(reversed(rows)) if any(row)), len(rows))


def assert_divided_whole(division: Division, lines: Sequence[bytes]) -> None:
    """See the manifests hold together each line once, and each of them its lines in order."""
    told = [b"%d " % number + line for number, line in enumerate(lines)]
    block = b"".join(line + b"\n" for line in told)
    shares = [
        (share, b"".join(found).splitlines())
        for share, found in divided(division, len(told), planned=len(told), blocks=lambda: [block])
    ]
    assert tuple(share for share, _ in shares) == shares_of(division, len(told), planned=len(told))
    assert [share.items for share, _ in shares] == [len(found) for _, found in shares]
    place = {line: number for number, line in enumerate(told)}
    rest = [line for share, found in shares if share.suffix != PILOT_SUFFIX for line in found]
    pilot = [line for share, found in shares if share.suffix == PILOT_SUFFIX for line in found]
    assert sorted(pilot + rest, key=place.__getitem__) == told
    for part in (pilot, rest):
        assert sorted(part, key=place.__getitem__) == part
    if division.split_items is not None:
        assert all(share.items <= division.split_items for share, _ in shares if share.suffix != PILOT_SUFFIX)
    assert len({share.suffix for share, _ in shares}) == len(shares)


@settings(max_examples=200, deadline=None)
@given(division=DIVISIONS, count=st.integers(0, 120))
def test_any_division_gives_each_line_once_and_in_order(division: Division, count: int) -> None:
    assert_divided_whole(division, [b"x"] * count)


@pytest.mark.parametrize(("seed", "chosen"), [(0, [40, 186, 225, 402, 583]), (2026, [117, 411, 628, 766, 839])])
def test_a_seed_chooses_the_same_items_for_ever(seed: int, chosen: list[int]) -> None:
    lines = [b"%d" % number for number in range(1000)]
    division = Division(pilot_items=5, pilot_seed=seed)
    block = b"".join(line + b"\n" for line in lines)
    _, pilot = next(divided(division, len(lines), planned=len(lines), blocks=lambda: [block]))
    assert [int(line) for line in pilot] == chosen


NAMES = st.sampled_from(
    ["1.jpg", "1.txt", "1.JPEG", "2.jpg", "2.wav", "é.jpg", "e\u0301.txt", "sub/1.jpg", "x", "3.TXT"]
)


@settings(max_examples=60, deadline=None)
@given(
    names=st.sets(NAMES, min_size=1),
    options=OPTIONS,
    division=DIVISIONS,
    content=st.sampled_from([b"", b"text", b"\0"]),
)
def test_every_pair_is_in_one_manifest_or_left_out(
    names: set[str], options: ItemOptions, division: Division, content: bytes
) -> None:
    with folder() as place:
        make_media(place / "pairs", *names)
        for path in (place / "pairs").rglob("*.txt"):
            path.write_bytes(content)
        plan = plan_of(place / "pairs", Template.CUSTOM, options)
    assert_divided_whole(division, [line.encode() for line in plan.lines])


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text(st.sampled_from("ab\n\r \u3000\u2028\0é"), max_size=9), min_size=1, max_size=5),
    rows_from=st.sampled_from([RowsFrom.LINES, RowsFrom.FILES]),
    options=OPTIONS,
)
def test_every_text_of_text_files_is_an_item_or_left_out(
    texts: list[str], rows_from: RowsFrom, options: ItemOptions
) -> None:
    options = ItemOptions(
        rows_from=rows_from,
        keeps_empty=options.keeps_empty,
        drops_duplicates=options.drops_duplicates,
        reading=TableReading(encoding="utf-8"),
    )
    with folder() as place:
        for number, text in enumerate(texts):
            (place / f"{number}.txt").write_bytes(text.encode())
        plan = plan_of(place, Template.TEXT, options)
    if options.keeps_empty and not options.drops_duplicates and rows_from is RowsFrom.FILES:
        kept = [[text.rstrip("\r\n")] for text in texts if "\0" not in text]
        assert came_back(plan) == kept


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | CELL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELL, inner, max_size=3),
    max_leaves=8,
)


@EXAMPLES
@given(
    items=st.lists(st.dictionaries(CELL, VALUES, min_size=1, max_size=4), min_size=1, max_size=6),
    others=st.dictionaries(CELL.filter(lambda key: key != "data"), VALUES, max_size=3),
    indent=st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
    is_ascii=st.booleans(),
)
def test_the_lines_of_a_manifest_keep_all_they_hold(
    items: list[dict[str, object]], others: dict[str, object], indent: tuple[str, str], *, is_ascii: bool
) -> None:
    whole = [{**others, "data": item} for item in items]
    lines = [json.dumps(each, separators=indent, ensure_ascii=is_ascii) for each in whole]
    with folder() as place:
        path = place / "a.manifest"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())
        plan = plan_of(path, Template.CUSTOM, ItemOptions(reading=TableReading(encoding="utf-8")))
    assert [json.loads(line) for line in plan.lines] == whole
    assert "".join(plan.lines).splitlines() == ["".join(plan.lines)]


@pytest.mark.parametrize("depth", [*range(930, 1010, 7), 100_000])
def test_a_line_of_any_depth_is_kept_or_left_out(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "a.manifest"
    path.write_text(
        '{"data":{"a":"x"},"deep":' + "[" * depth + "]" * depth + '}\n{"data":{"a":"y"}}\n', encoding="utf-8"
    )
    plan = plan_of(path, Template.CUSTOM, ItemOptions())
    assert plan.lines[-1] == '{"data":{"a":"y"}}'
    assert plan.counts.rows == 2
