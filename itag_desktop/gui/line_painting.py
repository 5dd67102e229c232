"""How a manifest line is painted: its fields coloured, and long values elided in their middle.

Cut at the right end all lines of a dataset would look the same, for they differ in the last part of the key.
"""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from itag_desktop.gui.theme import Theme

_TOKENS = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|(?P<other>[^"]+|")')
_PADDING = 6
_SHORTEST_VALUE = 8
MOST_CHARACTERS = 20_000
MOST_PIECES = 400
"""More than any screen has room for: of a line of thousands of fields, or of a book, no more is measured."""
MOST_IN_TOOLTIP = 2_000


class Part(Enum):
    """What a piece of a line is."""

    FIELD = "field"
    VALUE = "value"
    MARK = "mark"


class Piece(NamedTuple):
    """A piece of a line as it is painted."""

    text: str
    part: Part


def shortened(line: str, most: int = MOST_CHARACTERS) -> str:
    """Return `line`, or of one of more than `most` characters its beginning and its end."""
    half = most // 2
    return line if len(line) <= most else f"{line[:half]}…{line[-half:]}"


def pieces_of(line: str) -> list[Piece]:
    """Split a JSON line into fields, values and marks; joined they are the line, or its first `MOST_PIECES` tokens."""
    pieces = []
    for match in islice(_TOKENS.finditer(line), MOST_PIECES):
        string, colon, other = match.group("string", "colon", "other")
        if other is not None:
            pieces.append(Piece(other, Part.MARK))
            continue
        pieces.append(Piece(string, Part.VALUE if colon is None else Part.FIELD))
        if colon is not None:
            pieces.append(Piece(colon, Part.MARK))
    return pieces


def fitted(pieces: list[Piece], metrics: QFontMetrics, width: int) -> list[Piece]:
    """Return `pieces` with values elided in their middle until they fit `width` pixels: the longest to one length."""
    pieces = list(pieces)
    widths = [metrics.horizontalAdvance(piece.text) for piece in pieces]
    excess = sum(widths) - width
    if excess <= 0:
        return pieces
    of_values = [width for width, piece in zip(widths, pieces, strict=True) if piece.part is Part.VALUE]
    room = max(_longest(of_values, excess), metrics.horizontalAdvance("x" * _SHORTEST_VALUE))
    for number, piece in enumerate(pieces):
        if piece.part is Part.VALUE and widths[number] > room:
            short = metrics.elidedText(piece.text, Qt.TextElideMode.ElideMiddle, room)
            pieces[number] = Piece(short, Part.VALUE)
    return pieces


def _longest(widths: Sequence[int], excess: int) -> int:
    """Return how long values may be, so that those above it, cut to it, win `excess` pixels; short ones stay whole."""
    ordered = sorted(widths, reverse=True)
    for count, (width, following) in enumerate(zip(ordered, (*ordered[1:], 0), strict=True), 1):
        won = count * (width - following)
        if excess <= won:
            return width - -(-excess // count)
        excess -= won
    return 0


class LineDelegate(QStyledItemDelegate):
    """Paints one manifest line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.line_font()
        self._metrics = QFontMetrics(self._font)
        theme.changed.connect(self._on_theme_changed)

    def font(self) -> QFont:
        """Return the font of the lines."""
        return self._font

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, then the line's pieces from left to right."""
        self.initStyleOption(option, index)
        line, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setFont(self._font)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_pieces(painter, option.rect.adjusted(_PADDING, 0, -_PADDING, 0), line, is_plain=is_selected)
        painter.restore()

    def _paint_pieces(self, painter: QPainter, rect: QRect, line: str, *, is_plain: bool) -> None:
        colours = self._theme.colours
        shades = {Part.FIELD: colours.accent, Part.VALUE: colours.text, Part.MARK: colours.secondary}
        if is_plain:  # on the ground of a selection only the text's own colour has the contrast
            shades = dict.fromkeys(Part, colours.text)
        x = rect.left()
        baseline = rect.top() + (rect.height() + self._metrics.ascent() - self._metrics.descent()) // 2
        painter.setClipRect(rect)
        for piece in fitted(pieces_of(shortened(line)), self._metrics, rect.width()):
            painter.setPen(QColor(shades[piece.part]))
            painter.drawText(x, baseline, piece.text)
            x += self._metrics.horizontalAdvance(piece.text)

    def _on_theme_changed(self) -> None:
        self._font = self._theme.line_font()
        self._metrics = QFontMetrics(self._font)
