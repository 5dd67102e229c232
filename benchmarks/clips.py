"""How many first frames a second the gallery gets: ``python -m benchmarks.clips`` (half a minute; needs ffmpeg).

Videos of 1920 x 1080 in H.264 are looked at by Qt Multimedia as one writes it by hand, in this process, one after the
other; by the program ``ffmpeg``, started for each; and by the program's `Thumbnails`, whose clip processes are started
anew in each round. In turns within a round. Each way makes JPEGs or images no larger than a tile.
"""

import argparse
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLoggingCategory, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink
from PySide6.QtWidgets import QApplication

from benchmarks.file_sets import workspace
from itag_desktop.domain.kinds import Template
from itag_desktop.gui.clip_process import clip_command
from itag_desktop.gui.clips import Clips
from itag_desktop.gui.gallery_view import TILE
from itag_desktop.gui.thumbnails import Thumbnails

_CLIPS = 40
_PATIENCE_MS = 60_000

Way = Callable[[list[str]], None]


def ffmpeg(*arguments: str) -> None:
    """Run ffmpeg."""
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments], check=True)


def make_videos(folder: Path) -> list[str]:
    """Write the videos: ten seconds of a picture that moves, some 3 MB."""
    paths = [str(folder / f"{number:03}.mp4") for number in range(_CLIPS)]
    drawn = "testsrc2=size=1920x1080:rate=25:duration=10"
    ffmpeg("-f", "lavfi", "-i", drawn, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", paths[0])
    for path in paths[1:]:
        shutil.copyfile(paths[0], path)
    print(f"{_CLIPS} videos of 1920 x 1080, {Path(paths[0]).stat().st_size / 1e6:.1f} MB each")
    return paths


def plain(paths: list[str]) -> None:
    """Play each video up to its first frame."""
    for path in paths:
        loop, sink, player = QEventLoop(), QVideoSink(), QMediaPlayer()
        images: list[QImage] = []

        def on_frame(frame: QVideoFrame, loop: QEventLoop = loop, images: list[QImage] = images) -> None:
            if frame.isValid() and not images:
                images.append(frame.toImage().scaledToWidth(TILE))
                loop.quit()

        sink.videoFrameChanged.connect(on_frame)
        player.setVideoSink(sink)
        player.setSource(QUrl.fromLocalFile(path))
        player.play()
        loop.exec()
        player.stop()


def by_command(paths: list[str]) -> None:
    """Let ffmpeg write a JPEG of each first frame."""
    for path in paths:
        ffmpeg("-y", "-i", path, "-frames:v", "1", "-vf", f"scale={TILE}:-2", f"{path}.jpg")


def ours(processes: int) -> Way:
    """Return the way of the program with so many clip processes."""

    def look(paths: list[str]) -> None:
        clips = Clips(TILE, clip_command(), processes=processes)
        thumbnails = Thumbnails(TILE, 1.0, clips=clips)
        thumbnails.show_kind(Template.VIDEO)
        left, loop = set(paths), QEventLoop()

        def on_arrived(path: str) -> None:
            left.discard(path)
            if not left:
                loop.quit()

        thumbnails.arrived.connect(on_arrived)
        QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
        thumbnails.want(paths)
        loop.exec()
        thumbnails.close()
        found = [thumbnails.get(path) for path in paths]
        if not all(known is not None and known.pixmap is not None for known in found):
            raise SystemExit(f"Not all of {len(paths)} videos had a frame within {_PATIENCE_MS / 1000:.0f} s")

    return look


def main() -> None:
    """Print how many videos a second each way looks at."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    application = QApplication([])
    QLoggingCategory.setFilterRules("*=false")
    ways: dict[str, Way] = {
        "plain Qt Multimedia": plain,
        "ffmpeg, one by one": by_command,
        "Thumbnails, 1 process": ours(1),
        "Thumbnails, 2 processes": ours(2),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    with workspace() as folder:
        paths = make_videos(folder)
        for number in range(rounds + 1):
            for name, way in ways.items():
                start_s = time.perf_counter()
                way(paths)
                if number:  # the first round warms up
                    taken[name].append(len(paths) / (time.perf_counter() - start_s))
    for name, rates in taken.items():
        beside = statistics.median(rate / of for rate, of in zip(rates, taken["plain Qt Multimedia"], strict=True))
        print(f"{name:24} {statistics.median(rates):5.1f} a second, {beside:.2f} of plain")
    application.quit()


if __name__ == "__main__":
    main()
