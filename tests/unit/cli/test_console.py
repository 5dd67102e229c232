"""Writing to whatever terminal there is."""

import io
import os
import sys

import pytest

from itag_desktop.cli import console
from itag_desktop.wording.language import Language


def terminal(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")


def test_a_narrow_encoding_gets_something_plainer(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal("ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    console.prepare_streams()
    console.say("3 × 中 · a…")
    assert bytes(stream.buffer.getvalue()) == b"3 x \\u4e2d - a...\n"  # type: ignore[attr-defined]  # a BytesIO


def test_a_name_that_is_not_utf8_is_written_as_an_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal("utf-8")
    monkeypatch.setattr(sys, "stderr", stream)
    console.prepare_streams()
    console.note("caf\udce9")
    assert bytes(stream.buffer.getvalue()) == b"caf\\udce9\n"  # type: ignore[attr-defined]  # a BytesIO


def test_a_terminal_that_cannot_show_chinese_gets_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.setattr(sys, "stdout", terminal("ascii"))
    assert console.terminal_language() is Language.ENGLISH
    monkeypatch.setattr(sys, "stdout", terminal("gb18030"))
    assert console.terminal_language() is Language.CHINESE


def test_a_reader_that_went_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        console.say("lost")
        console.say("lost too")


def test_without_any_terminal_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    console.say("nowhere")


@pytest.mark.parametrize(
    ("line", "columns", "cut"),
    [("fruit", 5, "fruit"), ("fruits", 5, "frui…"), ("上传中", 6, "上传中"), ("上传中", 5, "上传…"), ("", 0, "")],
)
def test_a_line_is_cut_by_the_columns_it_takes(line: str, columns: int, cut: str) -> None:
    assert console.cut(line, columns) == cut
    assert console.width(cut) <= columns
