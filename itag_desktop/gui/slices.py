"""Long work of the GUI thread in slices, between which the window paints and hears."""

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

_SLICE_MS = 10


class Slices(QObject):
    """Does pieces of work one after another; what fits into the first slice is done at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Iterator[None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def start(self, work: Iterator[None]) -> None:
        """Do `work`, which yields some thousand times a second, after what was started before."""
        self._waiting.append(work)
        if not self._timer.isActive():
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting:
            for _ in self._waiting[0]:
                if clock.hasExpired(_SLICE_MS):
                    self._timer.start()
                    return
            self._waiting.pop(0)
