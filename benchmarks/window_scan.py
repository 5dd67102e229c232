"""What a large drop costs the program's own window: ``python -m benchmarks.window_scan`` (2 minutes).

The window, offscreen, and its engine as the program starts them. A folder of 100,000 pictures is dropped, then the same
pictures as loose files: how long the drop itself takes, when the first lines are there, when all are counted, beside
the bare scan in a process of its own, and how late a timer of 5 ms comes meanwhile. Then a person goes through 200,000
items: pages, jumps to both ends, selects much and leaves out, in the lines and in the gallery.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from benchmarks.file_sets import link_pictures, workspace
from benchmarks.live_table import LoopClock
from benchmarks.processes import run_module
from itag_desktop.gui.app import build_window
from itag_desktop.gui.engine_client import EngineClient, engine_command
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.preview_pane import Page
from itag_desktop.state.app_dirs import HOME_VARIABLE

_URIS = "text/uri-list"
_FILES, _MANY = 100_000, 200_000
_PATIENCE_S = 120
_IDLE_S = 2.0
_WAITING = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_DROP_MS, _FIRST_MS, _WORST_MS, _SCAN_RATIO = 50, 200, 60, 1.5


class Desk:
    """The window and the clock of its event loop."""

    def __init__(self, application: QApplication) -> None:
        self._engine = EngineClient(engine_command(), application)
        self.window: MainWindow = build_window(application, self._engine)
        self._clock = LoopClock(application)
        self._events = QEventLoop()
        gc.freeze()  # as the program does
        self._engine.start()
        self.window.show()
        self.until(lambda: self._engine.is_ready)
        self.rests(_IDLE_S)

    def close(self) -> None:
        """End the window and its engine."""
        self.window.close()
        self._engine.stop()

    def until(self, is_so: Callable[[], bool]) -> float:
        """Let the window run until something is so; return the seconds that took."""
        begin_s = time.perf_counter()
        while not is_so():
            self._events.processEvents(_WAITING)  # the clock's ticks come every 5 ms
            if time.perf_counter() - begin_s > _PATIENCE_S:
                raise TimeoutError
        return time.perf_counter() - begin_s

    def rests(self, seconds: float) -> None:
        """Let the window run for a while."""
        end_s = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end_s)

    @contextmanager
    def watched(self) -> Iterator[list[float]]:
        """Note how late the event loop is."""
        late_ms: list[float] = []
        self._clock.record_into(late_ms)
        yield late_ms
        self.rests(0.1)
        self._clock.record_into(None)

    def drop(self, mime: QMimeData) -> tuple[float, float]:
        """Drag paths over the tab and drop them; return how many ms each took."""
        with_left = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        over_ms = self._send(QDragEnterEvent(QPoint(20, 20), *with_left))
        self.rests(0.2)
        return over_ms, self._send(QDropEvent(QPointF(20, 20), *with_left))

    def _send(self, event: QEvent) -> float:
        begin_s = time.perf_counter()
        QApplication.sendEvent(self.window.media_tab, event)
        return (time.perf_counter() - begin_s) * 1000

    @property
    def lines(self) -> int:
        """How many lines the preview has."""
        return self.window.media_tab.preview.lines_model.rowCount()

    @property
    def is_scanned(self) -> bool:
        """Whether all was counted."""
        return self.window.parts.media.draft.is_ready


def _of_paths(paths: list[str]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    mime.setData(_URIS, mime.data(_URIS))  # as another program hands it over: written out
    return mime


def measure_drop(desk: Desk, title: str, paths: list[str], folder: Path) -> None:
    """Drop and show what it cost, beside the bare scan of the same files before and after it."""
    before = run_module("bare_scan", folder).figures
    desk.window.media_tab.new_dataset()
    mime = _of_paths(paths)
    desk.rests(1)
    with desk.watched() as late_ms:
        over_ms, drop_ms = desk.drop(mime)
        begin_s = time.perf_counter() - drop_ms / 1000
        desk.until(lambda: desk.lines > 0)
        first_ms = (time.perf_counter() - begin_s) * 1000
        desk.until(lambda: desk.is_scanned)
        all_s = time.perf_counter() - begin_s
    assert desk.lines == _FILES, desk.lines
    after = run_module("bare_scan", folder).figures
    bare_s, walk_s = ((before[name] + after[name]) / 2 for name in ("plan_s", "walk_s"))
    print(f"\n{title}")
    _say("bare scan into a plan", f"{bare_s:.2f} s; names, sizes and times alone {walk_s:.2f} s", "")
    _say("drag and drop return after", f"{over_ms:.0f} and {drop_ms:.0f} ms", f"under {_DROP_MS} ms")
    _say("first lines after", f"{first_ms:.0f} ms", f"under {_FIRST_MS} ms")
    ratio = f"{all_s:.2f} s, {all_s / bare_s:.2f} times the bare scan"
    _say("all counted after", ratio, f"at most {_SCAN_RATIO} times")
    _say("event loop late", _lateness(late_ms), f"worst under {_WORST_MS} ms")


def measure_use(desk: Desk, folder: Path) -> None:
    """Go through many items."""
    desk.window.media_tab.new_dataset()
    desk.drop(_of_paths([str(folder)]))
    desk.until(lambda: desk.is_scanned)
    assert desk.lines == _MANY, desk.lines
    preview = desk.window.media_tab.preview
    print(f"\n{_MANY:,} items")
    with desk.watched() as late_ms:
        desk.rests(_IDLE_S)
    _say("idle", _lateness(late_ms), "")
    for title, page, view in (
        ("lines", Page.LINES, preview.lines_view),
        ("gallery", Page.GALLERY, preview.gallery_view),
    ):
        preview.show_page(page)
        view.setFocus()
        desk.rests(1)
        for name, act in (("scrolled", _scroll), ("selected", _select), ("left out", _leave_out)):
            with desk.watched() as late_ms:
                act(desk, view)
            _say(f"{title}, {name}", _lateness(late_ms), f"worst under {_WORST_MS} ms")


def _scroll(desk: Desk, view: QAbstractItemView) -> None:
    bar = view.verticalScrollBar()
    for share in (0.0, 0.5, 1.0, 0.25):
        bar.setValue(round(bar.maximum() * share))
        for _ in range(30):
            QTest.keyClick(view, Qt.Key.Key_PageDown)
            desk.rests(0.02)


def _select(desk: Desk, view: QAbstractItemView) -> None:
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        desk.rests(0.2)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.rests(0.2)


def _leave_out(desk: Desk, view: QAbstractItemView) -> None:
    view.clearSelection()
    view.setCurrentIndex(view.model().index(desk.lines // 2, 1))
    before = desk.lines
    desk.window.media_tab.leave_out_selected()
    desk.until(lambda: desk.is_scanned)
    assert desk.lines == before - 1, desk.lines


def _lateness(late_ms: list[float]) -> str:
    p99 = statistics.quantiles(late_ms, n=100)[-1]
    return f"99 % within {p99:.1f} ms, worst {max(late_ms):.1f} ms"


def _say(what: str, found: str, goal: str) -> None:
    print(f"  {what:26} {found:48} {goal}", flush=True)


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(description="Large drops on the window, and many items in it.").parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault(
        "QT_LOGGING_RULES", "default.warning=false;qt.gui.imageio*=false"
    )  # what the offscreen platform cannot do
    with tempfile.TemporaryDirectory(prefix="itag-benchmark-") as home, workspace() as folder:
        os.environ |= {HOME_VARIABLE: str(Path(home) / "state"), "HOME": home}
        pictures = link_pictures(folder / "pictures", _FILES)
        loose = sorted(map(str, pictures.rglob("*.jpg")))
        desk = Desk(QApplication(["benchmark"]))
        try:
            measure_drop(desk, f"a folder of {_FILES:,} files", [str(pictures)], pictures)
            measure_drop(desk, f"{_FILES:,} loose files", loose, pictures)
            measure_use(desk, link_pictures(folder / "many", _MANY))
        finally:
            desk.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
