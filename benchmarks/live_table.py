"""A window with a table that is painted ten times a second from a model in Python, and a clock of its event loop."""

import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QLabel, QProgressBar, QTableView, QVBoxLayout, QWidget

ROWS = 100_000
_COLUMNS = 4
_REPAINT_MS = 100
_TICK_MS = 5
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    """Rows whose texts change with every generation; each is made when it is painted, as the window's are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._generation = 0

    def next_generation(self) -> None:
        self._generation += 1
        self.dataChanged.emit(self.index(0, 0), self.index(ROWS - 1, _COLUMNS - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return f"pictures/{index.row():06}.jpg {index.column()} {self._generation}"


class LiveTable(QWidget):
    """The window."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model(self)
        self._view = QTableView(self)
        self._view.setModel(self._model)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        layout = QVBoxLayout(self)
        for widget in (self._view, self._label, self._bar):
            layout.addWidget(widget)
        self.resize(1100, 700)
        for column in range(_COLUMNS):
            self._view.setColumnWidth(column, 230)
        self._repaint = QTimer(self)
        self._repaint.setInterval(_REPAINT_MS)
        self._repaint.timeout.connect(self._on_repaint_due)
        self._repaint.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far a run is."""
        self._label.setText(f"{done:,} of {total:,} files")
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    @Slot()
    def _on_repaint_due(self) -> None:
        self._model.next_generation()


class LoopClock(QObject):
    """A timer of 5 ms; how late each of its ticks comes is how long the event loop was held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._late_ms: list[float] | None = None
        self._before_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def record_into(self, late_ms: list[float] | None) -> None:
        """Append every lateness to `late_ms` from now on, or to nothing."""
        self._late_ms = late_ms

    @Slot()
    def _on_tick(self) -> None:
        now_s = time.perf_counter()
        if self._late_ms is not None:
            self._late_ms.append(max(0.0, (now_s - self._before_s) * 1000 - _TICK_MS))
        self._before_s = now_s
