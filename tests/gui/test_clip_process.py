"""Clip processes: what is read of small videos, and what comes of files that kill them or make them wait."""

import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from itag_desktop.__main__ import CLIP_ARGUMENT
from itag_desktop.gui import clip_host, clip_link
from itag_desktop.gui.clip_link import Look, Seen
from itag_desktop.gui.clip_process import LIMIT_MS, ClipProcess, clip_command
from tests.gui.small_clip_command import SmallClips
from tests.gui.two_colours import is_blue, is_red
from tests.support.source_tree import ROOT

CLIPS = ROOT / "tests" / "support" / "clips"
LENGTH_MS = 1500
SLOW_START_MS = 20_000

Ask = Callable[..., Seen]
Start = Callable[..., ClipProcess]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    del qtbot  # its application must be there
    made: list[ClipProcess] = []

    def started(command: list[str] | None = None, *, limit_ms: int = LIMIT_MS) -> ClipProcess:
        made.append(ClipProcess(command or clip_command(), limit_ms=limit_ms))
        return made[-1]

    yield started
    for process in made:
        process.close()


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    def asked(process: ClipProcess, path: Path, *, wants_frame: bool = True, edge: int = 160) -> Seen:
        with qtbot.waitSignal(process.answered, timeout=SLOW_START_MS) as answered:
            process.ask(Look(path=os.fsencode(path), edge=edge, wants_frame=wants_frame))
        path_, seen = answered.args
        assert path_ == str(path)
        assert isinstance(seen, Seen)
        return seen

    return asked


def colours_at_ends(picture: bytes) -> tuple[QColor, QColor]:
    image = QImage.fromData(picture)
    return image.pixelColor(2, 2), image.pixelColor(image.width() - 3, image.height() - 3)


@pytest.mark.parametrize("name", ["h264.mp4", "hevc-10-bits.mov", "vp9.webm", "mjpeg.avi"])
def test_a_video_has_a_first_frame_a_size_and_a_length(start: Start, ask: Ask, name: str) -> None:
    seen = ask(start(), CLIPS / name)
    first, last = colours_at_ends(seen.picture)
    assert is_red(first)
    assert is_blue(last)
    assert (seen.width, seen.height, seen.length_ms) == (64, 36, LENGTH_MS)


def test_a_video_stands_as_its_camera_was_held(start: Start, ask: Ask) -> None:
    seen = ask(start(), CLIPS / "turned.mp4")
    first, last = colours_at_ends(seen.picture)
    assert is_blue(first)
    assert is_red(last)
    assert (seen.width, seen.height) == (36, 64)


def test_a_frame_is_no_larger_than_its_tile(start: Start, ask: Ask) -> None:
    seen = ask(start(), CLIPS / "h264.mp4", edge=32)
    image = QImage.fromData(seen.picture)
    assert (image.width(), image.height()) == (32, 18)
    assert (seen.width, seen.height) == (64, 36)


@pytest.mark.parametrize("name", ["sound.wav", "sound.flac", "sound.ogg", "sound.m4a", "sound.mp3"])
def test_a_sound_has_a_length(start: Start, ask: Ask, name: str) -> None:
    seen = ask(start(), CLIPS / name, wants_frame=False)
    assert seen.picture == b""
    assert LENGTH_MS <= seen.length_ms <= LENGTH_MS + 200  # an MP3 ends with a whole frame


def test_a_video_that_only_graphics_hardware_decodes_has_a_length_without_waiting(
    start: Start, ask: Ask, tmp_path: Path
) -> None:
    process = start(command_with("clip_reading.PATIENCE_MS = 60_000", tmp_path))
    assert ask(process, CLIPS / "av1.mp4") == Seen(width=64, height=36, length_ms=LENGTH_MS)


def command_with(change: str, folder: Path) -> list[str]:
    """Return the command of a real clip process in which something was changed."""
    script = folder / "changed.py"
    lines = ["from itag_desktop.gui import clip_host, clip_reading", change, "clip_host.serve_clips()"]
    script.write_text("\n".join(lines), encoding="utf-8")
    return [sys.executable, str(script)]


@pytest.mark.parametrize("kind", ["empty", "no video", "cut", "spoilt", "gone", "folder"])
def test_what_cannot_be_read_is_answered_with_nothing_and_the_next_is_read(
    start: Start, ask: Ask, tmp_path: Path, kind: str
) -> None:
    video, path = (CLIPS / "h264.mp4").read_bytes(), tmp_path / "a.mp4"
    frames = video.index(b"mdat") + 4
    contents = {
        "empty": b"",
        "no video": b"this is no video",
        "cut": video[: frames + 10],
        "spoilt": video[:frames] + bytes(len(video) - frames),
    }
    if kind == "folder":
        path.mkdir()
    elif kind != "gone":
        path.write_bytes(contents[kind])
    process = start()
    assert ask(process, path).picture == b""
    assert ask(process, CLIPS / "h264.mp4").picture


def test_a_video_that_would_have_to_be_downloaded_is_left_where_it_is(start: Start, ask: Ask, tmp_path: Path) -> None:
    change = "clip_reading.is_placeholder_at = lambda _: True"
    assert ask(start(command_with(change, tmp_path)), CLIPS / "h264.mp4") == Seen()


def test_a_video_of_too_many_pixels_is_not_decoded(start: Start, ask: Ask, tmp_path: Path) -> None:
    seen = ask(start(command_with("clip_reading.MOST_PIXELS = 64 * 36 - 1", tmp_path)), CLIPS / "h264.mp4")
    assert seen == Seen(width=64, height=36, length_ms=LENGTH_MS)


def test_a_file_of_which_nothing_comes_is_given_up_inside_the_process(start: Start, ask: Ask, tmp_path: Path) -> None:
    change = "clip_reading.PATIENCE_MS = 300; clip_reading.QMediaPlayer.pause = lambda _: None"
    assert ask(start(command_with(change, tmp_path)), CLIPS / "h264.mp4") == Seen(
        width=64, height=36, length_ms=LENGTH_MS
    )


def test_a_playlist_that_is_called_like_a_video_reaches_no_server(start: Start, ask: Ask, tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        playlist = tmp_path / "a.m3u8"
        address = f"http://127.0.0.1:{server.server_port}/a.ts"
        playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{address}\n#EXT-X-ENDLIST\n")
        assert ask(start(), playlist) == Seen()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []


def test_the_memory_of_a_clip_process_is_bounded(start: Start, ask: Ask) -> None:
    process = start()
    ask(process, CLIPS / "h264.mp4")
    assert process._process is not None
    limits = Path(f"/proc/{process._process.processId()}/limits").read_text(encoding="utf-8")
    assert f"Max data size             {clip_host.MOST_MEMORY_BYTES} " in limits


def test_a_process_without_a_window_ends_itself_where_a_file_holds_it_up(
    tmp_path: Path, start: Start, ask: Ask
) -> None:
    change = "import time; clip_host.LONGEST_S = 0.5; clip_reading.read_clip = lambda _: time.sleep(60)"
    process = start(command_with(change, tmp_path), limit_ms=SLOW_START_MS)
    assert ask(process, CLIPS / "h264.mp4") == Seen()


@pytest.mark.parametrize("name", ["hangs.mp4", "kills.mp4", "nonsense.mp4"])
def test_a_file_that_costs_the_process_is_answered_with_nothing_and_the_next_process_goes_on(
    start: Start, ask: Ask, tmp_path: Path, name: str
) -> None:
    small = SmallClips(tmp_path / "notes")
    process = start(small.command, limit_ms=300)
    assert ask(process, Path(name)) == Seen()
    assert ask(process, Path("good.mp4")) == Seen(length_ms=1000)
    assert small.noted == ["started", name, "started", "good.mp4"]


def test_a_path_that_is_no_text_is_asked_for_too(start: Start, ask: Ask, tmp_path: Path) -> None:
    small = SmallClips(tmp_path / "notes")
    assert ask(start(small.command), Path(os.fsdecode(b"good \xff.mp4"))) == Seen(length_ms=1000)


def test_one_process_reads_many_files(start: Start, ask: Ask, tmp_path: Path) -> None:
    small = SmallClips(tmp_path / "notes")
    process = start(small.command)
    for number in range(3):
        ask(process, Path(f"{number}.mp4"))
    assert small.noted == ["started", "0.mp4", "1.mp4", "2.mp4"]


def test_what_does_not_start_is_not_started_for_ever(start: Start, ask: Ask, tmp_path: Path) -> None:
    small = SmallClips(tmp_path / "notes", starts=False)
    process = start(small.command)
    assert [ask(process, Path("a.mp4")) for _ in range(5)] == [Seen()] * 5
    assert small.noted == ["started"] * 3


def test_a_program_that_is_missing_is_answered_with_nothing(start: Start, ask: Ask) -> None:
    assert ask(start(["/nowhere/itag-desktop"]), Path("a.mp4")) == Seen()


def test_a_file_that_is_dropped_is_not_answered(start: Start, ask: Ask, tmp_path: Path, qtbot: QtBot) -> None:
    small = SmallClips(tmp_path / "notes")
    process = start(small.command)
    answered: list[str] = []
    process.answered.connect(lambda path, _: answered.append(path))
    process.ask(Look(path=b"hangs.mp4", edge=160, wants_frame=True))
    qtbot.waitUntil(lambda: "hangs.mp4" in small.noted, timeout=SLOW_START_MS)
    process.drop()
    ask(process, Path("good.mp4"))
    assert answered == ["good.mp4"]


def test_a_process_that_starts_is_kept_where_its_file_is_dropped(start: Start, ask: Ask, tmp_path: Path) -> None:
    small = SmallClips(tmp_path / "notes")
    process = start(small.command)
    process.ask(Look(path=b"hangs.mp4", edge=160, wants_frame=True))
    starting = process._process
    process.drop()
    assert process._process is starting
    ask(process, Path("good.mp4"))
    assert small.noted == ["started", "good.mp4"]


def test_a_process_that_rests_is_ended(start: Start, ask: Ask, tmp_path: Path, qtbot: QtBot) -> None:
    process = start(SmallClips(tmp_path / "notes").command)
    process._rest.setInterval(50)
    ask(process, Path("good.mp4"))
    qtbot.waitUntil(lambda: process._process is None)


def test_questions_are_answered_in_turn_until_their_end() -> None:
    looks = [Look(path=os.fsencode(path), edge=1, wants_frame=True) for path in ("a", "b\n文.mp4")]
    answers = io.BytesIO()
    clip_host.serve(io.BytesIO(b"".join(map(clip_link.encode, looks))), answers, lambda look: Seen(picture=look.path))
    ready, *lines = answers.getvalue().splitlines(keepends=True)
    assert ready == clip_link.READY
    assert [clip_link.decode_seen(line).picture.decode() for line in lines] == ["a", "b\n文.mp4"]


def test_the_clip_process_is_this_program_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert clip_command() == (sys.executable, "-m", "itag_desktop", CLIP_ARGUMENT)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert clip_command() == (sys.executable, CLIP_ARGUMENT)
