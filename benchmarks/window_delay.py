"""How long the window's event loop is held while the engine works: ``python -m benchmarks.window_delay`` (2 minutes).

A window with a live table (`live_table`) starts the engine as the program's own window does, by `EngineClient` as a
process at lower priority, and gives it 64 connections at full load. How late a timer of 5 ms comes is measured idle
and in the upload stage, in turns. The sink runs at the engine's low priority, since in earnest it is another computer.

Then the program's own window: from the command to its first paint, offscreen, warm.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from benchmarks.engine_run import CREDENTIAL, media_request
from benchmarks.file_sets import make_pictures, workspace
from benchmarks.live_table import LiveTable, LoopClock
from benchmarks.processes import run_module, sink
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunSnapshot, Stage
from itag_desktop.domain.request import RunOptions
from itag_desktop.engine import link
from itag_desktop.gui.engine_client import EngineClient, engine_command
from itag_desktop.state.app_dirs import HOME_VARIABLE

_CONNECTIONS = 64
_NICENESS = 10
_FILES, _SIZE_BYTES = 40_000, 4096
_IDLE_MS, _SETTLE_MS, _LOAD_MS = 5_000, 1_000, 7_000
_WORST_MS = 60
_FIRST_PAINT_S = 0.6
_STARTS = 5


@dataclass(slots=True)
class Delays:
    """What was measured, in ms, and the rate of the upload meanwhile."""

    idle_ms: list[float] = field(default_factory=list)
    load_ms: list[float] = field(default_factory=list)
    files_a_second: list[float] = field(default_factory=list)


class Experiment(QObject):
    """Idle and load in turns; each step waits for a time or for the engine."""

    def __init__(self, folder: Path, endpoint: str, rounds: int) -> None:
        super().__init__()
        self.delays = Delays()
        self._folder, self._endpoint, self._rounds = folder, endpoint, rounds
        self._window = LiveTable()
        self._clock = LoopClock(self)
        self._engine = EngineClient(engine_command(), self)
        self._engine.event_received.connect(self._on_event_received)
        self._engine.was_lost.connect(self._on_was_lost)
        self._snapshot: RunSnapshot | None = None
        self._is_ended = False
        self._load_until_s = 0.0
        self._steps = self._script()

    def run(self, application: QApplication) -> None:
        """Play the script to its end."""
        self._window.show()
        self._engine.start()
        QTimer.singleShot(0, self._go_on)
        application.exec()
        self._engine.stop()

    @Slot()
    def _go_on(self) -> None:
        try:
            wait_ms, until = next(self._steps)
        except StopIteration:
            QApplication.quit()
            return
        self._wait(wait_ms, until)

    def _wait(self, wait_ms: int, until: Callable[[], bool]) -> None:
        def look() -> None:
            if until():
                self._go_on()
            else:
                QTimer.singleShot(wait_ms, look)

        QTimer.singleShot(wait_ms, look)

    def _script(self) -> Generator[tuple[int, Callable[[], bool]], None, None]:
        """Yield how long to wait, and what to wait for after that."""
        yield 2_000, _now
        for number in range(self._rounds):
            self._clock.record_into(self.delays.idle_ms)
            yield _IDLE_MS, _now
            self._clock.record_into(None)
            self._start_run(f"round-{number}")
            yield 50, self._is_uploading
            yield _SETTLE_MS, _now
            begin = self._sent()
            begin_s = time.perf_counter()
            self._load_until_s = begin_s + _LOAD_MS / 1000
            self._clock.record_into(self.delays.load_ms)
            yield 50, self._is_load_over
            self._clock.record_into(None)
            self.delays.files_a_second.append((self._sent() - begin) / (time.perf_counter() - begin_s))
            self._engine.send(link.CancelRun(run_id=self._request.dataset_id))
            yield 50, lambda: self._is_ended
            yield 500, _now

    def _start_run(self, prefix: str) -> None:
        self._is_ended, self._snapshot = False, None
        self._request = media_request(self._folder, Template.IMAGE, self._endpoint, prefix)
        options = RunOptions(local_manifest=str(self._folder.parent / "benchmark.manifest"), workers=_CONNECTIONS)
        self._engine.send(
            link.StartRun(request=self._request, options=options, credential=CREDENTIAL, draft=None),
        )

    def _is_uploading(self) -> bool:
        return self._snapshot is not None and self._snapshot.stage is Stage.UPLOAD and self._snapshot.sent > 0

    def _is_load_over(self) -> bool:
        return time.perf_counter() >= self._load_until_s or not self._is_uploading()

    def _sent(self) -> int:
        return 0 if self._snapshot is None else self._snapshot.sent

    @Slot()
    def _on_was_lost(self) -> None:
        print("the engine was lost: see its log")
        QApplication.quit()

    @Slot(object)
    def _on_event_received(self, event: link.Event) -> None:
        match event:
            case link.RunProgress(snapshot=snapshot):
                self._snapshot = snapshot
                self._window.show_progress(snapshot.done, snapshot.plan.planned)
            case link.RunEnded():
                self._is_ended = True
            case _:
                pass


def _now() -> bool:
    return True


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[-1]


def show(title: str, delays: Delays) -> None:
    """Print what was measured beside the goals."""
    idle, load = delays.idle_ms, delays.load_ms
    rate = statistics.median(delays.files_a_second)
    print(f"\nEvent loop of the window, {title}: {_CONNECTIONS} connections, {rate:,.0f} files/s")
    print(f"  {'':8} {'p99 ms':>8} {'worst ms':>9} {'ticks':>7}")
    print(f"  {'idle':8} {_p99(idle):8.1f} {max(idle):9.1f} {len(idle):7}")
    print(f"  {'load':8} {_p99(load):8.1f} {max(load):9.1f} {len(load):7}")
    print(f"  p99 is {_p99(load) / _p99(idle):.1f}x idle, goal at most 2x; worst goal under {_WORST_MS} ms", flush=True)


def measure_delays(rounds: int) -> None:
    """Measure with a store that answers after 30 ms and with one that answers at once."""
    application = QApplication(["benchmark"])
    with workspace() as folder:
        pictures = make_pictures(folder / "pictures", _FILES, _SIZE_BYTES)
        for title, delay_ms in (("answers after 30 ms", 30.0), ("answers at once", 0.0)):
            with sink(delay_ms=delay_ms, niceness=_NICENESS) as endpoint:
                experiment = Experiment(pictures, endpoint, rounds)
                experiment.run(application)
            show(title, experiment.delays)


def measure_first_paint(home: str) -> None:
    """Start the program's own window some times; the first start warms up and does not count."""
    variables = {"HOME": home, HOME_VARIABLE: str(Path(home) / "state")}
    starts = [
        run_module("first_paint", time.time(), variables=variables).figures["first_paint_s"] for _ in range(_STARTS + 1)
    ][1:]
    print(
        f"\nFrom the command to the window's first paint: {statistics.median(starts):.2f} s"
        f" ({min(starts):.2f} to {max(starts):.2f}), goal under {_FIRST_PAINT_S:g} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Event-loop delay of the window, and its start.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what the offscreen platform cannot do
    with tempfile.TemporaryDirectory(prefix="itag-benchmark-") as home:
        os.environ[HOME_VARIABLE] = str(Path(home) / "state")
        measure_delays(rounds)
        measure_first_paint(home)


if __name__ == "__main__":
    main()
