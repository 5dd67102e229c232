"""Where the keyboard is: the ring, F6, and the order of Tab."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itag_desktop.gui.focus_ring import FocusRing, FocusRings
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.theme import Theme
from tests.gui.conftest import Behind, Plan, Scan
from tests.gui.runs import say_end

TAB = Qt.FocusReason.TabFocusReason


@pytest.fixture
def ringed(window: MainWindow, qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    """An active window whose focus is ringed."""
    rings = FocusRings(qapp, theme, window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    rings.deleteLater()


def ring_of(window: QWidget) -> FocusRing:
    ring = window.findChild(FocusRing)
    assert ring is not None
    return ring


def outline(ring: FocusRing, control: QWidget) -> QRect:
    place = QRect(control.mapTo(control.window(), QPoint(0, 0)), control.size())
    assert ring.parentWidget() is control.window()
    return place.adjusted(-3, -3, 3, 3)


def test_the_ring_lies_around_the_control_with_the_keyboard(ringed: MainWindow) -> None:
    for control in (ringed.bar.prefix_edit, ringed.media_tab.settings.invitation.sample_button):
        control.setFocus(TAB)
        ring = ring_of(ringed)
        assert ring.isVisible()
        assert ring.geometry() == outline(ring, control)


def test_the_ring_follows_its_control(ringed: MainWindow, qtbot: QtBot) -> None:
    ringed.bar.prefix_edit.setFocus(TAB)
    ring = ring_of(ringed)
    ringed.resize(1000, 640)
    qtbot.waitUntil(lambda: ring.geometry() == outline(ring, ringed.bar.prefix_edit))


def test_the_ring_vanishes_with_its_control(ringed: MainWindow) -> None:
    ringed.bar.prefix_edit.setFocus(TAB)
    ringed.bar.hide()
    assert not ring_of(ringed).isVisible() or ring_of(ringed).control is not ringed.bar.prefix_edit


def test_a_dialog_has_a_ring_of_its_own(ringed: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(ringed)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    button = QPushButton("Go on")
    column.addWidget(button)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    button.setFocus(TAB)
    assert ring_of(dialog).control is button
    dialog.deleteLater()
    QTest.qWait(0)
    ringed.activateWindow()
    qtbot.waitUntil(ringed.isActiveWindow)
    ringed.bar.prefix_edit.setFocus(TAB)
    assert ring_of(ringed).control is ringed.bar.prefix_edit


def test_f6_goes_from_area_to_area(ringed: MainWindow, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    tab = ringed.media_tab
    areas: list[QWidget] = [ringed.bar, tab.settings, tab.preview, tab.panel, ringed.drawer]
    ringed.bar.prefix_edit.setFocus(TAB)
    visited = []
    for _ in range(5):
        QTest.keyClick(ringed, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        visited.append(next((area for area in areas if focused and area.isAncestorOf(focused)), None))
    assert visited == [*areas[1:], areas[0]]


def test_tab_comes_to_the_cards_between_how_a_table_is_read_and_the_pre_label(ringed: MainWindow, plan: Plan) -> None:
    ringed.tabs.setCurrentWidget(ringed.text_tab)
    plan("/a/reviews.csv", ["a", "b"])
    settings = ringed.text_tab.settings
    settings.reading.header_box.setFocus(TAB)
    visited: list[QWidget | None] = []
    for _ in range(4):
        QTest.keyClick(ringed, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    reading, chosen = settings.reading, settings.cards.cards[1].button
    assert visited == [reading.encoding_box, reading.separator_box, chosen, settings.label_panel.column_box]


def test_the_keyboard_stays_with_the_run(ringed: MainWindow, scan: Scan, behind: Behind) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    panel = ringed.media_tab.panel
    panel.start_row.start_button.setFocus(TAB)
    panel.start_row.start_button.click()
    assert panel.progress_strip.isAncestorOf(ringed.focusWidget())
    say_end(behind.engine)
    assert ringed.focusWidget() is panel.result_card.manifest_button
    panel.result_card.edit_button.click()
    assert ringed.focusWidget() is panel.start_row.start_button
