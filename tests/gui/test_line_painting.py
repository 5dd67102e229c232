"""Pieces of a line, and how they are elided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from itag_desktop.gui.line_painting import MOST_CHARACTERS, MOST_PIECES, Part, fitted, pieces_of, shortened
from itag_desktop.manifests.lines import media_line
from itag_desktop.manifests.planned_lines import planned_line

URI = "oss://labels.oss-cn-hangzhou.aliyuncs.com/a/long/prefix/and/then/pic/12.jpg"
LINE = media_line(URI, label_field="label", label="cat").decode()


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetrics:
    return QFontMetrics(qapp.font())


@given(st.text(st.characters(codec="utf-8")))
def test_the_pieces_are_the_line(key: str) -> None:
    line = media_line(key, label_field="label", label=key).decode()
    assert "".join(piece.text for piece in pieces_of(line)) == line
    assert "".join(piece.text for piece in pieces_of(key)) == key


def test_of_a_line_that_no_screen_has_room_for_only_as_much_is_looked_at() -> None:
    wide = planned_line([(f"field_{n}", f"value {n}") for n in range(16_384)]).decode()
    assert 4 * 50 < len(pieces_of(shortened(wide))) <= 2 * MOST_PIECES
    long = planned_line([("source", "x" * 1_000_000 + "end"), ("label", "cat")]).decode()
    assert len(shortened(long)) == MOST_CHARACTERS + 1
    assert [piece.text for piece in pieces_of(shortened(long)) if piece.part is Part.FIELD] == [
        '"data"',
        '"source"',
        '"label"',
    ]
    assert shortened(LINE) == LINE


def test_fields_and_values_are_told_apart() -> None:
    parts = [(piece.text, piece.part) for piece in pieces_of(LINE) if piece.part is not Part.MARK]
    assert parts == [
        ('"data"', Part.FIELD),
        ('"source"', Part.FIELD),
        (f'"{URI}"', Part.VALUE),
        ('"label"', Part.FIELD),
        ('"cat"', Part.VALUE),
    ]


def test_a_line_that_fits_stays_whole(metrics: QFontMetrics) -> None:
    assert "".join(piece.text for piece in fitted(pieces_of(LINE), metrics, 10_000)) == LINE


def test_a_long_value_loses_its_middle_and_the_line_keeps_its_end(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance(LINE) // 2
    shown = "".join(piece.text for piece in fitted(pieces_of(LINE), metrics, width))
    assert metrics.horizontalAdvance(shown) <= width
    assert "…" in shown
    assert shown.startswith('{"data":{"source":"oss://')
    assert shown.endswith('12.jpg","label":"cat"}}')


def test_the_longest_value_gives_way_first(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance(LINE) - 20
    assert fitted(pieces_of(LINE), metrics, width)[-2].text == '"cat"'
