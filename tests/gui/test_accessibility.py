"""What assistive programs are told: every control has a name, and no two in sight have the same."""

from collections import Counter

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QWidget,
)

from itag_desktop.gui.connection_dialog import ConnectionDialog
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.preview_pane import Page
from itag_desktop.gui.theme import Theme
from tests.gui.conftest import Behind, Scan
from tests.gui.runs import say_end, say_progress
from tests.gui.scanned import left_out
from tests.gui.test_window_runs import REAL

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)


def controls(top: QWidget) -> list[QWidget]:
    found = [child for child in top.findChildren(QWidget) if isinstance(child, CONTROLS)]
    return [child for child in found if child.isVisible() and not is_inside(child) and child.objectName()[:3] != "qt_"]


def is_inside(child: QWidget) -> bool:
    """Say whether it is a part that Qt puts into a control, such as the field of an editable list."""
    return isinstance(child, QHeaderView) or isinstance(child.parentWidget(), (QComboBox, QAbstractItemView, QLineEdit))


def name_of(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name)


def assert_named_apart(top: QWidget | QDialog) -> None:
    names = Counter(name_of(control) for control in controls(top))
    nameless = [control for control in controls(top) if not name_of(control)]
    assert not nameless
    assert [name for name, count in names.items() if count > 1] == []


def test_the_empty_window_names_its_controls(window: MainWindow) -> None:
    assert_named_apart(window)


def test_the_filled_window_names_its_controls(window: MainWindow, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg", "fruit/2.jpg"], problems=[left_out("fruit/3.jpg")])
    window.media_tab.settings.options.fold_button.click()
    window.drawer.set_open(is_open=True)
    window.media_tab.preview.go_to(1)
    for tab in range(3):
        window.media_tab.preview.tabs.setCurrentIndex(tab)
        assert_named_apart(window)


def test_a_running_and_an_ended_run_name_their_controls(window: MainWindow, scan: Scan, behind: Behind) -> None:
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_progress(behind.engine, failed=2)
    assert_named_apart(window)
    say_end(behind.engine)
    assert_named_apart(window)


def test_the_connection_dialog_names_its_controls(window: MainWindow, theme: Theme, behind: Behind) -> None:
    dialog = ConnectionDialog(behind.engine, theme, window)
    dialog.show()
    assert_named_apart(dialog)
    dialog.close()


def names_within(view: QAbstractItemView) -> set[str]:
    interface = QAccessible.queryAccessibleInterface(view)
    children = (interface.child(number) for number in range(interface.childCount()))
    return {child.text(QAccessible.Text.Name) for child in children if child is not None}


def test_a_tile_is_called_by_its_file_and_a_line_by_itself(window: MainWindow, scan: Scan) -> None:
    scan("/a/fruit", ["fruit/1.jpg", "fruit/2.jpg"])
    preview = window.media_tab.preview
    lines = {str(preview.lines_model.index(row, 1).data()) for row in range(2)}
    for _ in range(2):
        preview.show_page(Page.GALLERY)
        assert names_within(preview.gallery_view) == {"1.jpg", "2.jpg"}
        preview.show_page(Page.LINES)
        assert lines <= names_within(preview.lines_view)


def names_in_tree(top: QAccessibleInterface) -> set[str]:
    """Return the names of all that is found going down from `top`, as assistive programs go."""
    children = [child for number in range(top.childCount()) if (child := top.child(number)) is not None]
    return {top.text(QAccessible.Text.Name)}.union(*(names_in_tree(child) for child in children))


def test_the_parts_of_the_address_are_found_from_the_windows_top(
    window: MainWindow, behind: Behind, scan: Scan
) -> None:
    behind.connections.add(REAL)
    scan("/a/fruit", ["fruit/1.jpg"])
    window.media_tab.create_dataset()
    say_end(behind.engine)
    assert names_in_tree(QAccessible.queryAccessibleInterface(window)) >= {"OSS address", "Path in the bucket"}
