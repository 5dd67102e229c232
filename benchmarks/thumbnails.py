"""How many thumbnails a second the gallery gets: ``python -m benchmarks.thumbnails`` (half a minute).

JPEGs of 12 megapixels (some 1.2 MB) are decoded for tiles by plain `QImageReader`, by the program's `Thumbnails`, and
by `Thumbnails` for a gallery in sight that is painted meanwhile; on one thread and on two, in turns within a round.
Processor time is the process's own: on a busy machine it tells what the rate cannot.
"""

import argparse
import os
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication

from benchmarks.file_sets import workspace
from itag_desktop.gui.gallery_view import TILE, GalleryView
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.lines_model import LinesModel
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnails
from itag_desktop.support.resources import resource_path

_GOAL = 80
_PICTURES = 40
_PICTURE = QSize(4000, 3000)
_GRAIN = QSize(250, 188)
_QUALITY = 70
_WINDOW = QSize(1500, 1200)
_PATIENCE_MS = 60_000

Way = Callable[[list[str], int], None]


@dataclass(frozen=True, slots=True)
class _Pictures:
    """What the gallery shows."""

    paths: list[str]

    @property
    def count(self) -> int:
        return len(self.paths)

    def line_at(self, _row: int) -> str:
        return ""

    def item_at(self, row: int) -> PreviewItem:
        path = self.paths[row]
        return PreviewItem(line="", name=Path(path).name, path=path, relative_path="", size_bytes=0)


@dataclass(slots=True)
class Taken:
    """What one way took in each round."""

    a_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


def make_pictures(folder: Path) -> list[str]:
    """Write the JPEGs: coloured noise enlarged smoothly, so that they are about as large as photographs."""
    colours = os.urandom(_GRAIN.width() * _GRAIN.height() * 4)
    noise = QImage(colours, _GRAIN.width(), _GRAIN.height(), QImage.Format.Format_RGB32)
    smooth = Qt.TransformationMode.SmoothTransformation
    image = noise.scaled(_PICTURE, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    paths = [str(folder / f"{number:03}.jpg") for number in range(_PICTURES)]
    image.save(paths[0], None, _QUALITY)
    content = Path(paths[0]).read_bytes()
    for path in paths[1:]:
        Path(path).write_bytes(content)
    print(f"{_PICTURES} JPEGs of {_PICTURE.width()} x {_PICTURE.height()}, {len(content) / 1e6:.1f} MB each")
    return paths


def plain(paths: list[str], threads: int) -> None:
    """Decode with `QImageReader` as one writes it by hand."""

    def decode(share: list[str]) -> None:
        for path in share:
            reader = QImageReader(path)
            reader.setAutoTransform(True)
            reader.setScaledSize(reader.size().scaled(TILE, TILE, Qt.AspectRatioMode.KeepAspectRatio))
            reader.read()

    workers = [threading.Thread(target=decode, args=(paths[number::threads],)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _wait_for(thumbnails: Thumbnails, paths: list[str]) -> None:
    left, loop = set(paths), QEventLoop()

    def on_arrived(path: str) -> None:
        left.discard(path)
        if not left:
            loop.quit()

    thumbnails.arrived.connect(on_arrived)
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    loop.exec()
    thumbnails.close()
    if left:
        raise SystemExit(f"{len(left)} of {len(paths)} thumbnails did not come within {_PATIENCE_MS / 1000:.0f} s")


def ours(paths: list[str], threads: int) -> None:
    """Decode with `Thumbnails`."""
    thumbnails = Thumbnails(TILE, 1.0, threads=threads)
    thumbnails.want(paths)
    _wait_for(thumbnails, paths)


class InSight:
    """`Thumbnails` for a gallery in sight."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def __call__(self, paths: list[str], threads: int) -> None:
        """Show a gallery of all `paths` at once and wait until it is full."""
        thumbnails = Thumbnails(TILE, 1.0, threads=threads)
        model = LinesModel()
        view = GalleryView(model, thumbnails, self._theme)
        view.resize(_WINDOW)
        model.show_source(_Pictures(paths))
        view.show()
        _wait_for(thumbnails, paths)
        view.close()
        view.deleteLater()


def measure(ways: dict[str, Way], paths: list[str], rounds: int) -> dict[tuple[str, int], Taken]:
    """Let the ways take turns; the first round warms up and does not count."""
    taken = {(name, threads): Taken() for threads in (1, 2) for name in ways}
    for number in range(rounds + 1):
        for (name, threads), times in taken.items():
            start_s, cpu_s = time.perf_counter(), time.process_time()
            ways[name](paths, threads)
            if number:
                times.a_second.append(len(paths) / (time.perf_counter() - start_s))
                times.cpu_ms.append((time.process_time() - cpu_s) * 1000 / len(paths))
    return taken


def show(taken: dict[tuple[str, int], Taken]) -> None:
    """Print the medians; ratios are to plain `QImageReader` on as many threads, round by round."""
    print(f"{'':20} {'threads':>7} {'a second':>9} {'best':>6} {'CPU ms each':>12}  to plain: median (rounds)")
    for (name, threads), times in taken.items():
        beside = taken["plain QImageReader", threads].a_second
        ratios = [own / other for own, other in zip(times.a_second, beside, strict=True)]
        rounds = " ".join(f"{ratio:.2f}" for ratio in ratios)
        rate, cpu_ms = statistics.median(times.a_second), statistics.median(times.cpu_ms)
        print(
            f"{name:20} {threads:7} {rate:9.1f} {max(times.a_second):6.1f} {cpu_ms:12.1f}"
            f"  {statistics.median(ratios):.2f} ({rounds})"
        )
    print(f"goal: {_GOAL} a second in sight on two threads of two free processors; load now {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Thumbnails a second.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what the offscreen platform cannot do
    application = QApplication(["benchmark"])
    ways: dict[str, Way] = {
        "plain QImageReader": plain,
        "Thumbnails": ours,
        "gallery in sight": InSight(Theme(application, resource_path("icons"))),
    }
    with workspace() as folder:
        show(measure(ways, make_pictures(folder), rounds))


if __name__ == "__main__":
    main()
