"""Little room: what matters most is in sight all the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.preview_pane import Page
from itag_desktop.gui.runs_model import DESTINATION, ITEMS, SIZE
from tests.gui.test_run_desk import leave_run, open_drawer


def is_in_sight(widget: QWidget, pane: QWidget) -> bool:
    return pane.rect().contains(widget.rect().translated(widget.mapTo(pane, widget.rect().topLeft())))


def test_the_invitation_is_whole_above_the_open_drawer_of_the_smallest_window(qtbot: QtBot, window: MainWindow) -> None:
    settings = window.media_tab.settings
    window.resize(1200, 760)
    qtbot.waitUntil(lambda: window.width() == 1200)
    assert settings.invitation._icon.isVisible()
    window.resize(900, 540)
    leave_run(local_manifest=None)
    open_drawer(qtbot, window)
    qtbot.waitUntil(lambda: is_in_sight(settings.invitation.sample_button, settings.viewport()))
    assert is_in_sight(settings.invitation.folder_button, settings.viewport())
    assert not settings.verticalScrollBar().isVisible()
    window.drawer.set_open(is_open=False)
    qtbot.waitUntil(settings.invitation._more.isVisible)


def test_no_tab_of_the_preview_is_cut_off_in_the_smallest_window(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(900, 540)
    window.tabs.setCurrentWidget(window.custom_tab)
    preview = window.custom_tab.preview
    preview.resize(290, preview.height())
    qtbot.waitUntil(preview.isVisible)
    for page in (Page.GALLERY, Page.TABLE):
        preview.offer_page(page, is_offered=True)
    preview.show_problem_count(12_345)
    qtbot.waitUntil(lambda: preview.tabs.width() >= preview.tabs.sizeHint().width())
    assert is_in_sight(preview.tabs, preview)
    assert is_in_sight(preview.copy_button, preview)
    assert is_in_sight(preview.find_edit, preview)
    window.resize(1600, 760)
    qtbot.waitUntil(lambda: preview.find_edit.y() < preview.tabs.geometry().bottom())


def test_sizes_stand_apart_from_destinations(qtbot: QtBot, window: MainWindow) -> None:
    leave_run(local_manifest=None)
    open_drawer(qtbot, window)
    model = window.runs_model
    assert model.index(0, DESTINATION).data() == "Practice/iTAG"
    whole = model.index(0, DESTINATION).data(Qt.ItemDataRole.ToolTipRole)
    assert whole == "oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/"
    for column in (ITEMS, SIZE):
        header = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert header & Qt.AlignmentFlag.AlignRight
        assert header == model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)
