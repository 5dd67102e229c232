"""The two colours of the small videos of the tests."""

from PySide6.QtGui import QColor


def is_red(colour: QColor) -> bool:
    """Say whether this is red, as codecs leave it."""
    return colour.red() > 200 and colour.blue() < 60


def is_blue(colour: QColor) -> bool:
    """Say whether this is blue, as codecs leave it."""
    return colour.blue() > 200 and colour.red() < 60
