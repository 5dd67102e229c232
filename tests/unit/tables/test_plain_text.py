"""Text files as rows."""

from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.tables.encodings import Encoding
from itag_desktop.tables.plain_text import open_lines, whole_text
from itag_desktop.tables.table import MAX_CELL_CHARACTERS, TableOptions


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def lines(path: Path) -> list[str]:
    return [row.cells[0] for row in open_lines(path, TableOptions()).rows()]


def test_each_line_is_kept_but_for_its_end(tmp_path: Path) -> None:
    assert lines(write(tmp_path / "a.txt", b" one \ntwo\t\r\n\nfour")) == [" one ", "two\t", "", "four"]


def test_a_mark_of_utf8_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    assert lines(write(tmp_path / "a.txt", "\ufeff好\n".encode())) == ["好"]


def test_chinese_windows_files_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "质量很好，下次还会再来买的\n包装不错但是物流太慢\n".encode("gb18030"))
    table = open_lines(path, TableOptions())
    assert table.reading.encoding is not None
    assert table.reading.encoding.encoding is Encoding.GB18030
    assert [row.cells[0] for row in table.rows()][1] == "包装不错但是物流太慢"


def test_lines_have_the_number_that_an_editor_shows(tmp_path: Path) -> None:
    rows = list(open_lines(write(tmp_path / "a.txt", b"a\n\nb\n"), TableOptions()).rows())
    assert [(row.number, row.cells[0]) for row in rows] == [(1, "a"), (2, ""), (3, "b")]


def test_a_zero_byte_is_a_problem_of_its_line(tmp_path: Path) -> None:
    rows = list(open_lines(write(tmp_path / "a.txt", b"first line\nb\0c\nthird line\n"), TableOptions()).rows())
    assert [[problem.code for problem in row.problems] for row in rows] == [[], ["cell-with-zero-byte"], []]


def test_a_lone_return_is_a_line_end_and_is_said(tmp_path: Path) -> None:
    rows = list(open_lines(write(tmp_path / "a.txt", b"a\nb\rc\n"), TableOptions()).rows())
    assert [row.cells[0] for row in rows] == ["a", "b", "c"]
    assert [problem.code for row in rows for problem in row.problems] == ["csv-lone-return"]


def test_a_whole_text_loses_only_the_line_ends_at_its_end(tmp_path: Path) -> None:
    assert whole_text(write(tmp_path / "a.txt", b"\n one\r\ntwo \n\n"), TableOptions()) == "\n one\r\ntwo "


def test_a_text_that_nobody_could_label_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"a\n" * (MAX_CELL_CHARACTERS // 2 + 1))
    with pytest.raises(InputError, match="text-too-long"):
        whole_text(path, TableOptions())
