"""Reads the paths of a drop in slices, between which the window paints: there may be a hundred thousand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from itag_desktop.gui.dropped import Dropped

_SLICE_ENTRIES = 500
_SLICE_MS = 10

Taker = Callable[[Sequence[str], Sequence[str]], None]
"""Takes the paths, and what else there was, to be shown."""


class DropReader(QObject):
    """Reads one drop after another; what is read in the first slice is handed over at once."""

    def __init__(self, take: Taker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self._waiting: list[Dropped] = []
        self._at = 0
        self._paths: list[str] = []
        self._others: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read)

    def read(self, dropped: Dropped) -> None:
        """Read `dropped`, after what was dropped before it."""
        self._waiting.append(dropped)
        if not self._timer.isActive():
            self._read()

    @Slot()
    def _read(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting:
            dropped = self._waiting[0]
            while self._at < len(dropped.entries):
                self._read_some(dropped)
                if clock.hasExpired(_SLICE_MS):
                    self._timer.start()
                    return
            self._waiting.pop(0)
            paths, others = self._paths, [*self._others, *dropped.promised]
            self._at, self._paths, self._others = 0, [], []
            self._take(paths, others)

    def _read_some(self, dropped: Dropped) -> None:
        last = self._at + _SLICE_ENTRIES
        before = len(self._paths)
        self._paths.extend(dropped.paths(self._at, last))
        if len(self._paths) - before < min(last, len(dropped.entries)) - self._at:
            self._others.extend(dropped.others(self._at, last))
        self._at = last
