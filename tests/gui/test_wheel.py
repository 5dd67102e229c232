"""The wheel scrolls the settings, whatever lies under the mouse, and changes none of them."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from itag_desktop.gui.main_window import MainWindow
from tests.gui.conftest import Plan


def wheel_down(widget: QWidget) -> QWheelEvent:
    """Turn the wheel over a widget, one notch towards the user."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's argument
    )
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_over_a_list_scrolls_the_page_and_chooses_nothing(window: MainWindow, plan: Plan) -> None:
    window.tabs.setCurrentWidget(window.text_tab)
    plan("/a/reviews.csv", ["很好用", "不太满意"])
    box = window.text_tab.settings.label_panel.column_box
    assert box.count() > 1
    before = box.currentIndex(), window.text_tab.draft.setup.options
    assert not wheel_down(box).isAccepted()  # so that it goes to the page
    assert (box.currentIndex(), window.text_tab.draft.setup.options) == before
    assert not box.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def test_the_wheel_over_a_number_leaves_it(window: MainWindow, plan: Plan) -> None:
    window.tabs.setCurrentWidget(window.text_tab)
    plan("/a/reviews.csv", ["很好用", "不太满意"])
    division = window.text_tab.settings.division
    division.fold_button.click()
    division.split_box.click()
    before = division.split_spin.value()
    wheel_down(division.split_spin)
    assert division.split_spin.value() == before
