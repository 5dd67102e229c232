"""What is no table, or a harmful one, is refused with its own code, in bounded time and memory."""

import random
import re
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itag_desktop.domain.errors import InputError
from itag_desktop.tables import table as table_module
from itag_desktop.tables import xml_pass
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.table import TableOptions
from tests.unit.tables.workbooks import SHEET, STRINGS, handmade, sheet_xml, with_parts, workbook

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def code_of(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        list(open_table(path, TableOptions(has_header=False)).rows())
    return raised.value.code


def written(folder: Path, data: bytes, name: str = "table.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source-empty"),
        (COMPOUND + bytes(600), "workbook-old"),
        (COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "table-of-other-kind"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "table-of-other-kind"),
        (b"%PDF-1.7\n", "table-of-other-kind"),
        (b"PK\x03\x04 and then nothing", "workbook-damaged"),
    ],
)
def test_what_is_no_table_says_what_it_is(tmp_path: Path, data: bytes, code: str) -> None:
    assert code_of(written(tmp_path, data)) == code


def test_a_csv_called_xlsx_is_read_and_so_is_a_workbook_called_csv(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1,2\n")
    assert [row.cells for row in open_table(path).rows()] == [("1", "2")]
    renamed = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, 2]]).rename(tmp_path / "a.csv")
    assert [row.cells for row in open_table(renamed).rows()] == [("1", "2")]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.csv") == "source-missing"
    assert code_of(tmp_path) == "source-not-file"


def test_a_file_that_excel_holds_open_is_told_from_one_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, b"a,b\n")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert code_of(path) == "source-unreadable"
    (tmp_path / "~$table.xlsx").touch()
    assert code_of(path) == "table-held-open"


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_is_damaged(tmp_path: Path, kept: float) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [[f"text {number}"] for number in range(500)]).read_bytes()
    assert code_of(written(tmp_path, whole[: int(len(whole) * kept)])) == "workbook-damaged"


def test_bytes_changed_within_a_sheet_are_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[f"text {number}"] for number in range(500)])
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo(SHEET).header_offset + 200
    data = bytearray(path.read_bytes())
    data[offset : offset + 20] = bytes(20)
    assert code_of(written(tmp_path, bytes(data))) == "workbook-damaged"


def test_an_archive_with_a_password_is_encrypted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        (flags,) = struct.unpack_from("<H", data, at + 8)
        struct.pack_into("<H", data, at + 8, flags | 1)
        at = data.find(b"PK\x01\x02", at + 4)
    assert code_of(written(tmp_path, bytes(data))) == "workbook-encrypted"


def test_another_kind_of_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert code_of(path) == "workbook-of-other-kind"
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
    assert code_of(path) == "workbook-of-other-kind"


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_doctype_is_refused_in_every_part(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path) as archive:
        data = archive.read(part)
    declaration, end, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
    with_parts(path, {part: declaration + end + BOMB_ENTITIES.encode() + rest})
    assert code_of(path) == "workbook-with-doctype"


def test_a_part_that_shrinks_beyond_belief_is_refused_unread(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    bomb = sheet_xml("<row><c><v>" + "1" * (70 << 20) + "</v></c></row>")
    assert code_of(with_parts(path, {SHEET: bomb})) == "workbook-too-large"


def test_styles_that_no_cell_has_may_be_broken(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[1]], {"A1": "0.00"})
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml")
    broken = re.sub(rb"(<cellStyleXfs.*?>).*?(</cellStyleXfs>)", rb"\1\2", styles, flags=re.DOTALL)
    with_parts(path, {"xl/styles.xml": broken})
    assert [row.cells for row in open_table(path, TableOptions(has_header=False)).rows()] == [("1.00",)]


@pytest.mark.parametrize(
    ("part", "begin", "element"),
    [
        ("xl/styles.xml", rb"<cellXfs[^>]*>", b"<xf/>"),
        ("xl/workbook.xml", rb"<sheets[^>]*>", b"<sheet/>"),
        ("[Content_Types].xml", rb"<Types[^>]*>", b"<Default/>"),
        ("xl/_rels/workbook.xml.rels", rb"<Relationships[^>]*>", b"<Relationship/>"),
    ],
)
def test_a_small_workbook_of_half_a_million_elements_is_refused_before_they_are_made(
    tmp_path: Path, part: str, begin: bytes, element: bytes
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path) as archive:
        small = archive.read(part)
    with_parts(path, {part: re.sub(begin, lambda found: found[0] + element * 500_000, small)})
    assert path.stat().st_size < 50_000
    tracemalloc.start()
    try:
        assert code_of(path) == "workbook-damaged"
        assert tracemalloc.get_traced_memory()[1] < 30 << 20
    finally:
        tracemalloc.stop()


def test_an_archive_packed_in_another_way_than_excels_is_no_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert code_of(path) == "workbook-damaged"


def test_a_million_ghost_rows_are_no_bomb(tmp_path: Path) -> None:
    noise = random.Random(1)  # noqa: S311 - a fixed sequence, no secret
    rows = "".join(f'<row r="{number}" ht="{noise.random()}"/>' for number in range(2, 200_000))
    path = handmade(tmp_path / "a.xlsx", f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}')
    assert [row.cells for row in open_table(path, TableOptions(has_header=False)).rows()] == [("1",)]


def test_a_text_longer_than_any_cell_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_pass, "MAX_CELL_CHARACTERS", 1000)
    assert table_module.MAX_CELL_CHARACTERS > 32_767
    path = handmade(tmp_path / "a.xlsx", f'<row><c t="inlineStr"><is><t>{"x" * 1001}</t></is></c></row>')
    assert code_of(path) == "workbook-cell-too-long"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="two"/>',
        '<row r="2"/><row r="1"/>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<row><c r="ÄB1"><v>1</v></c></row>',
        '<row><c t="s"><v>99</v></c></row>',
        '<row><c t="s"><v>0</v></c><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        "<row><c><v>x</v></c></row>",
        "<row><c><v>nan</v></c></row>",
        "<row><c><v>1e999</v></c></row>",
        '<row><c t="d"><v>yesterday</v></c></row>',
        "<row><c></row>",
    ],
)
def test_cells_that_cannot_be_are_damage(tmp_path: Path, rows: str) -> None:
    assert code_of(handmade(tmp_path / "a.xlsx", rows)) == "workbook-damaged"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_damage_within_a_part_is_too_strange(tmp_path: Path, part: str, seed: int) -> None:
    noise = random.Random(seed)  # noqa: S311 - likewise
    path = workbook(tmp_path / "a.xlsx", [["a", 1.5], ["b", 2]], {"B1": "0.00"})
    with zipfile.ZipFile(path) as archive:
        data = bytearray(archive.read(part))
    for _ in range(noise.randint(1, 4)):
        data[noise.randrange(len(data))] = noise.choice(b'0123456789<>"/abcxyz -=&')
    with_parts(path, {part: bytes(data)})
    try:
        list(open_table(path).rows())
    except InputError:
        return
