"""The preview pane: the exact lines of the manifest, the same as a gallery where there are files, and the problems.

Which pages there are is the tab's choice; one that only one tab has is a widget that it brings.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.domain.kinds import MEDIA_KINDS, Template
from itag_desktop.gui.gallery_view import TILE, GalleryView
from itag_desktop.gui.item_detail import ItemDetail
from itag_desktop.gui.labels import label
from itag_desktop.gui.line_finder import LineFinder
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.lines_model import LINE, LinesModel
from itag_desktop.gui.lines_view import LinesView
from itag_desktop.gui.problems_model import ProblemsModel
from itag_desktop.gui.problems_view import ProblemsView
from itag_desktop.gui.slices import Slices
from itag_desktop.gui.style import EMPTY_GAP, GAP, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnails
from itag_desktop.wording.texts import count_text, text

_FIND_WIDTH = 160
_FIND_LEAST = 100
_FIND_PLACE = 2
_LOW = 330
_FRAME = 2
_UNBOUNDED = 16_777_215


class Page(StrEnum):
    """A page of the preview."""

    LINES = "lines"
    GALLERY = "gallery"
    TABLE = "table"
    PROBLEMS = "problems"


_OF_ITEMS = (Page.LINES, Page.GALLERY)


def _title(page: Page) -> str:
    return {
        Page.LINES: text("Lines"),
        Page.GALLERY: text("Gallery"),
        Page.TABLE: text("Table"),
        Page.PROBLEMS: text("Problems"),
    }[page]


class PreviewPane(QFrame):
    """Tabs over the views of one draft or run, those of `pages`; `table` is the page *Table*."""

    leave_out_requested = Signal()
    show_requested = Signal()

    def __init__(
        self, theme: Theme, pages: Sequence[Page], *, table: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self._theme = theme
        self._pages = tuple(pages)
        self._table = table
        self._template = Template.IMAGE
        self.thumbnails = Thumbnails(TILE, QGuiApplication.primaryScreen().devicePixelRatio(), self)
        self.lines_model = LinesModel(self)
        self.lines_view = LinesView(self.lines_model, theme)
        self.gallery_view = GalleryView(self.lines_model, self.thumbnails, theme)
        self.gallery_view.setSelectionModel(self.lines_view.selectionModel())
        self.detail = ItemDetail(self.thumbnails, theme)
        self.problems_model = ProblemsModel(theme, self)
        self.problems_view = ProblemsView(self.problems_model, theme)
        self.tabs = QTabBar()
        self.find_edit = QLineEdit()
        self.copy_button = QPushButton(text("Copy"))
        self._slices = Slices(self)
        self._finder = LineFinder(self.lines_model, self)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._items = QStackedWidget()
        self._views = QStackedWidget()
        self._stack = QStackedWidget()
        self._head = QHBoxLayout()
        self._under_head = QHBoxLayout()
        self._build()
        self._connect()
        self._renew()

    def _build(self) -> None:
        empty = label(text("The exact lines of the manifest appear here"), Look.SECONDARY, wraps=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setMargin(EMPTY_GAP)
        self._views.addWidget(self.lines_view)
        self._views.addWidget(self.gallery_view)
        self._splitter.addWidget(self._views)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setChildrenCollapsible(False)
        self._items.addWidget(empty)
        self._items.addWidget(self._splitter)
        self._stack.addWidget(self._items)
        self._stack.addWidget(self.problems_view)
        if self._table is not None:
            self._stack.addWidget(self._table)
        self._build_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._under_head)
        column.addWidget(self._stack, 1)

    def _build_head(self) -> None:
        self.tabs.setObjectName("preview_tabs")
        self.tabs.setAccessibleName(text("Preview"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for page in self._pages:
            self.tabs.addTab(_title(page))
        self.find_edit.setObjectName("find_edit")
        self.find_edit.setPlaceholderText(text("Find in lines"))
        self.find_edit.setAccessibleName(text("Find in lines"))
        self.find_edit.setClearButtonEnabled(True)
        self.find_edit.setAcceptDrops(False)  # the tab takes drops
        self.find_edit.setMinimumWidth(_FIND_LEAST)
        self.find_edit.setMaximumWidth(_FIND_WIDTH)
        self.copy_button.setObjectName("copy_lines_button")
        self._theme.dress(self.copy_button, "copy")
        self._head.setContentsMargins(GAP, 0, GAP, 0)
        self._head.setSpacing(GAP)
        self._head.addWidget(self.tabs)
        self._head.addStretch(1)
        self._head.addWidget(self.find_edit, 2)
        self._head.addWidget(self.copy_button)
        self._under_head.setContentsMargins(0, 0, 0, 0)
        self._under_head.setSpacing(GAP)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._renew)
        self.copy_button.clicked.connect(self.copy_lines)
        self.find_edit.returnPressed.connect(self.find_next)
        self.find_edit.textEdited.connect(lambda: set_look(self.find_edit, Look.PLAIN))
        self._finder.found.connect(self.go_to)
        self._finder.nothing_found.connect(lambda: set_look(self.find_edit, Look.WRONG))
        self.lines_model.modelReset.connect(self._renew)
        self.lines_model.rowsInserted.connect(self._renew)
        self.lines_view.selectionModel().selectionChanged.connect(self._renew)
        self.detail.leave_out_requested.connect(self.leave_out_requested)
        self.detail.show_requested.connect(self.show_requested)

    @property
    def page(self) -> Page:
        """The page shown."""
        return self._pages[self.tabs.currentIndex()]

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentIndex(self._pages.index(page))

    def offer_page(self, page: Page, *, is_offered: bool) -> None:
        """Offer a page only while there is anything to see on it; the lines come in its place."""
        place = self._pages.index(page)
        if self.tabs.isTabVisible(place) == is_offered:
            return
        if not is_offered and self.page is page:
            self.show_page(Page.LINES)
        self.tabs.setTabVisible(place, is_offered)
        self.tabs.updateGeometry()  # the bar itself does not ask for the room of a tab that comes
        self._fit_head()

    def show_template(self, template: Template) -> None:
        """Show items of `template`."""
        self._template = template
        self.thumbnails.show_kind(template if template in MEDIA_KINDS else Template.IMAGE)
        self.gallery_view.show_kind(template)

    def show_problem_count(self, count: int) -> None:
        """Show the number of problems in the tab."""
        words = text("Problems {count}", count=count_text(count)) if count else text("Problems")
        place = self._pages.index(Page.PROBLEMS)
        if self.tabs.tabText(place) != words:
            self.tabs.setTabText(place, words)
            self._fit_head()

    def selected_items(self) -> Iterator[PreviewItem]:
        """Return the items of the selected lines or tiles."""
        return self.lines_view.selected_items()

    @Slot()
    def copy_lines(self) -> None:
        """Copy the exact bytes of the selected lines."""
        self._slices.start(self._copy())

    def _copy(self) -> Iterator[None]:
        lines: list[str] = []
        for item in self.selected_items():
            lines.append(item.line)
            yield
        QGuiApplication.clipboard().setText("".join(line + "\n" for line in lines))

    @Slot()
    def ask_find(self) -> None:
        """Let the user type what to find."""
        if self.page not in _OF_ITEMS:
            self.show_page(Page.LINES)
        self.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_edit.selectAll()

    @Slot()
    def ask_line(self) -> None:
        """Go to the line whose number the user types."""
        count = self.lines_model.rowCount()
        if count:
            number, is_given = QInputDialog.getInt(self, text("Go to line"), text("Line"), 1, 1, count)
            if is_given:
                self.go_to(number - 1)

    @Slot()
    def find_next(self) -> None:
        """Go to the next line that holds what is typed."""
        self._finder.find(self.find_edit.text(), after=self.lines_view.currentIndex().row())

    @Slot(int)
    def go_to(self, row: int) -> None:
        """Select the line of `row` and bring it into sight."""
        index = self.lines_model.index(row, LINE)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.lines_view.selectionModel().setCurrentIndex(index, flags)
        for view in (self.lines_view, self.gallery_view):
            view.scrollTo(index)

    @Slot()
    def _renew(self) -> None:
        page = self.page
        self._stack.setCurrentWidget(self._widget_of(page))
        self._items.setCurrentIndex(1 if self.lines_model.rowCount() else 0)
        self._views.setCurrentWidget(self.gallery_view if page is Page.GALLERY else self.lines_view)
        self.find_edit.setVisible(page in _OF_ITEMS)
        self.copy_button.setVisible(page in _OF_ITEMS)
        selection = self.lines_view.selectionModel()
        self.copy_button.setEnabled(selection.hasSelection())
        self._show_detail(selection.currentIndex() if selection.hasSelection() else QModelIndex())

    def _widget_of(self, page: Page) -> QWidget:
        if page is Page.PROBLEMS:
            return self.problems_view
        return self._table if page is Page.TABLE and self._table is not None else self._items

    def _show_detail(self, index: QModelIndex) -> None:
        has_room = self.height() > _LOW
        item = self.lines_model.item(index.row()) if index.isValid() and has_room else None
        is_media = self._template in MEDIA_KINDS
        template = Template.IMAGE if item is not None and not is_media and item.is_picture else self._template
        self.detail.show_item(item, template=template, can_leave_out=is_media)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tabs the room they need."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Put the find field under the tabs where there is no room beside them, and *Copy* where that is not enough.

        The tabs come first: one that is cut off hides how many problems there are.
        """
        copy = self.copy_button.sizeHint().width() + GAP
        room = self.width() - self.tabs.sizeHint().width() - 2 * GAP - _FRAME
        self._place(self.find_edit, is_under=room < copy + _FIND_LEAST + GAP, place=_FIND_PLACE, stretch=2)
        self._place(self.copy_button, is_under=room < copy, place=_FIND_PLACE + 1, stretch=0)
        is_used = self._under_head.count() > 0
        self.find_edit.setMaximumWidth(_UNBOUNDED if is_used else _FIND_WIDTH)
        margin = GAP if is_used else 0
        self._under_head.setContentsMargins(margin, 0, margin, margin // 2)

    def _place(self, widget: QWidget, *, is_under: bool, place: int, stretch: int) -> None:
        row, other = (self._under_head, self._head) if is_under else (self._head, self._under_head)
        if row.indexOf(widget) < 0:
            other.removeWidget(widget)
            row.insertWidget(row.count() if is_under else min(place, row.count()), widget, stretch)
