"""Progress on stderr."""

import os
from dataclasses import replace

import pytest

from itag_desktop.cli.progress import LiveLine, PlainLines, progress_line
from itag_desktop.domain.progress import PlanCounts, RunSnapshot, RunState, Stage

UPLOADING = RunSnapshot(
    run_id="r",
    state=RunState.RUNNING,
    stage=Stage.UPLOAD,
    plan=PlanCounts(planned=1198, size_bytes=2_400_000_000),
    done=741,
    done_bytes=1_500_000_000,
    rate=18_000_000,
    time_left_s=50,
)
SCANNING = replace(UPLOADING, stage=Stage.SCAN, plan=PlanCounts(), stage_done=12_480)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_line_tells_files_bytes_rate_and_the_time_left() -> None:
    assert progress_line(UPLOADING) == "Upload 741 of 1,198 files · 1.5 GB of 2.4 GB · 18 MB/s · 1 min left"


def test_a_line_counts_failures_and_leaves_out_what_is_not_known() -> None:
    snapshot = replace(UPLOADING, rate=0.0, time_left_s=None, failed=2)
    assert progress_line(snapshot) == "Upload 741 of 1,198 files · 1.5 GB of 2.4 GB · 2 failed"


@pytest.mark.parametrize(
    ("snapshot", "line"),
    [
        (SCANNING, "Scan 12,480 files"),
        (replace(UPLOADING, stage=Stage.VERIFY, stage_done=1, stage_total=1), "Verify 1 of 1 file"),
        (replace(UPLOADING, stage=Stage.MANIFEST), "Manifest"),
        (replace(SCANNING, state=RunState.CANCELLING), "Cancelling"),
    ],
)
def test_each_stage_tells_what_it_counts(snapshot: RunSnapshot, line: str) -> None:
    assert progress_line(snapshot) == line


def test_the_live_line_is_rewritten_in_place_at_most_four_times_a_second(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((120, 24)))
    live = LiveLine(clock)
    for _ in range(10):
        live.show(UPLOADING)
        clock.now_s += 0.1
    written = capsys.readouterr().err
    assert written.count("\r[") == 4
    assert "62 %" in written
    assert "\n" not in written


def test_the_live_line_fits_the_terminal_and_wipes_what_was_longer(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((40, 24)))
    live = LiveLine(clock)
    live.show(UPLOADING)
    assert len(capsys.readouterr().err) == 40  # a return and 39 columns
    clock.now_s += 1
    live.show(SCANNING)
    assert len(capsys.readouterr().err) == 40
    live.end()
    assert capsys.readouterr().err == "\r" + " " * 39 + "\r"


def test_the_bar_is_ascii_where_the_terminal_has_no_blocks(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itag_desktop.cli.progress.can_show", lambda *_: False)
    LiveLine(clock).show(UPLOADING)
    assert "[############--------]" in capsys.readouterr().err


def test_plain_lines_come_with_each_stage_and_then_every_five_seconds(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = PlainLines(clock)
    for snapshot in (SCANNING, UPLOADING, UPLOADING):
        plain.show(snapshot)
    clock.now_s += 4.9
    plain.show(UPLOADING)
    clock.now_s += 0.2
    plain.show(UPLOADING)
    plain.end()
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines] == ["Scan", "Upload", "Upload"]
