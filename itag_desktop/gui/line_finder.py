"""Finds text in the lines without stopping the window: some rows at a time, between other events."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from itag_desktop.gui.lines_model import LinesModel

_ROWS_AT_ONCE = 400


class LineFinder(QObject):
    """Searches the lines of a model downwards, once around."""

    found = Signal(int)
    nothing_found = Signal()

    def __init__(self, model: LinesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._needle = ""
        self._row = 0
        self._left = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._search_some)
        model.modelReset.connect(self.stop)

    def find(self, needle: str, *, after: int) -> None:
        """Search `needle`, whatever its case, from the row behind `after` on."""
        self._needle = needle.casefold()
        self._left = self._model.rowCount()
        self._row = after + 1
        if self._needle and self._left:
            self._turn.start()
        else:
            self.stop()

    @Slot()
    def stop(self) -> None:
        """Search no more."""
        self._turn.stop()

    @Slot()
    def _search_some(self) -> None:
        for _ in range(min(_ROWS_AT_ONCE, self._left)):
            row = self._row % self._model.rowCount()
            item = self._model.item(row)
            if item is not None and self._needle in item.line.casefold():
                self.stop()
                self.found.emit(row)
                return
            self._row, self._left = self._row + 1, self._left - 1
        if self._left <= 0:
            self.stop()
            self.nothing_found.emit()
