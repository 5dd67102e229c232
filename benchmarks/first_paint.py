"""Start the program's own window, say how long its first paint took, and end it again.

``python -m benchmarks.first_paint BEGUN``: BEGUN is when the command was given (`time.time`), so that the interpreter's
own start counts.
"""

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from itag_desktop.__main__ import main as run_program
from itag_desktop.gui import app


class _PaintWatch(QObject):
    """Sees the first paint of a window through, prints the time and quits."""

    def __init__(self, begun_s: float) -> None:
        super().__init__()
        self._begun_s = begun_s
        self._is_seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_paint = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow()
        if is_paint and not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self._tell)  # once the event loop comes back, everything is painted
        return False

    def _tell(self) -> None:
        print(json.dumps({"first_paint_s": time.time() - self._begun_s}), flush=True)
        QApplication.quit()


def main() -> None:
    """Run the program under the watch."""
    watch = _PaintWatch(float(sys.argv[1]))

    class WatchedApplication(QApplication):
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            self.installEventFilter(watch)

    app.QApplication = WatchedApplication  # type: ignore[attr-defined, assignment]  # the program's own start, with eyes on it
    sys.argv = ["itag-desktop"]
    run_program()


if __name__ == "__main__":
    main()
