"""PySide6 keeps the reference counts of Python's constants.

PySide6 6.12.0 lost a reference to None in ordinary calls on Python 3.11, and the program aborted after some minutes.
From Python 3.12 on None is immortal, so there this cannot fail.
"""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 200
TOLERATED_LOSS = 100


def test_setting_a_text_loses_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - TOLERATED_LOSS
