"""The table of manifest lines."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from itag_desktop.gui.line_painting import LineDelegate
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.lines_model import LINE, NUMBER, LinesModel
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import count_text, text


class LinesView(QTableView):
    """Numbered lines of uniform height, never wrapped, selected by row."""

    def __init__(self, model: LinesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = model
        self._delegate = LineDelegate(theme, self)
        self.setObjectName("lines_view")
        self.setAccessibleName(text("Manifest lines"))
        self.setModel(model)
        self.setItemDelegateForColumn(LINE, self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(LINE, QHeaderView.ResizeMode.Stretch)
        model.rowsInserted.connect(self._fit_numbers)
        model.modelReset.connect(self._fit_numbers)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def selected_items(self) -> Iterator[PreviewItem]:
        """Return the items of the lines that are selected now, in their order, each read when its turn comes."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        rows = sorted({(part.top(), part.bottom()) for part in ranges})
        return self._items_of(rows)

    def _items_of(self, ranges: list[tuple[int, int]]) -> Iterator[PreviewItem]:
        source, at = self._lines.source, 0  # as it is now: another scan or prefix may come while many are read
        for first, last in ranges:  # those of the table are of whole rows, those of the gallery of one column
            for row in range(max(at, first), last + 1):
                item = source.item_at(row) if source is not None else None
                if item is not None:
                    yield item
            at = max(at, last + 1)

    @Slot()
    def _fit_numbers(self) -> None:
        widest = count_text(10 ** max(2, len(str(self._lines.rowCount()))) - 1)
        self.setColumnWidth(NUMBER, QFontMetrics(self.font()).horizontalAdvance(widest) + 16)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.metrics.row)
        self._fit_numbers()
        self.viewport().update()
