"""Progress of a run on stderr: one live line with a bar on a terminal, else a plain line now and then.

Both are fed snapshots as often as the caller likes and decide themselves what to write: a terminal line is rewritten at
most 4 times a second, plain lines come at each new stage and then at most one every 5 s.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from typing import Protocol

from itag_desktop.cli.console import can_show, cut, note, note_raw, width
from itag_desktop.domain.progress import RunSnapshot, RunState, Stage
from itag_desktop.wording.quantities import percent_text, rate_text, size_text, time_left_text
from itag_desktop.wording.texts import count_text, plural, text
from itag_desktop.wording.words import stage_word, state_word

_REWRITE_AFTER_S = 0.25
_PLAIN_LINE_AFTER_S = 5.0
_BAR_CELLS = 20

Clock = Callable[[], float]


class Progress(Protocol):
    """Something that shows snapshots of a run."""

    def show(self, snapshot: RunSnapshot) -> None:
        """Show `snapshot`, or not, if the last one is still fresh."""
        ...

    def end(self) -> None:
        """Leave the terminal tidy."""
        ...


def progress_for_stderr() -> Progress:
    """Return the progress that fits stderr."""
    is_live = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return LiveLine() if is_live else PlainLines()


class LiveLine:
    """One line of a terminal, rewritten in place."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._next_at = 0.0
        self._drawn_columns = 0
        self._full, self._empty = ("█", "░") if can_show("█░", sys.stderr) else ("#", "-")

    def show(self, snapshot: RunSnapshot) -> None:
        """Rewrite the line, at most 4 times a second."""
        now = self._clock()
        if now < self._next_at:
            return
        self._next_at = now + _REWRITE_AFTER_S
        columns = shutil.get_terminal_size().columns - 1
        line = cut(f"{self._bar(snapshot)} {progress_line(snapshot)}", columns)
        drawn = width(line)
        note_raw("\r" + line + " " * max(0, self._drawn_columns - drawn))
        self._drawn_columns = drawn

    def end(self) -> None:
        """Wipe the line: the result says it all."""
        if self._drawn_columns:
            note_raw("\r" + " " * self._drawn_columns + "\r")
            self._drawn_columns = 0

    def _bar(self, snapshot: RunSnapshot) -> str:
        done, total = measured(snapshot)
        cells = int(_BAR_CELLS * min(done, total) / total) if total else 0
        return f"[{self._full * cells}{self._empty * (_BAR_CELLS - cells)}] {percent_text(min(done, total), total):>5}"


class PlainLines:
    """Lines for a log: each stage once, then how far it is every 5 s."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._next_at = 0.0
        self._last: tuple[Stage, RunState] | None = None

    def show(self, snapshot: RunSnapshot) -> None:
        """Write a line when the stage is new or the last line is 5 s old."""
        now = self._clock()
        current = (snapshot.stage, snapshot.state)
        if current == self._last and now < self._next_at:
            return
        self._last = current
        self._next_at = now + _PLAIN_LINE_AFTER_S
        note(progress_line(snapshot))

    def end(self) -> None:
        """Do nothing: every line is whole."""


def measured(snapshot: RunSnapshot) -> tuple[float, float]:
    """Return how much of the present stage is done, and of how much: bytes while uploading, else whatever it counts."""
    if snapshot.stage is Stage.UPLOAD and snapshot.plan.size_bytes:
        return snapshot.done_bytes, snapshot.plan.size_bytes
    return snapshot.stage_done, snapshot.stage_total


def progress_line(snapshot: RunSnapshot) -> str:
    """Return what a run does at this moment in one line without its end."""
    parts = [_doing(snapshot)]
    if snapshot.stage is Stage.UPLOAD:
        parts += [
            text("{done} of {total}", done=size_text(snapshot.done_bytes), total=size_text(snapshot.plan.size_bytes))
        ]
        parts += [rate_text(snapshot.rate)] if snapshot.rate else []
        parts += [time_left_text(snapshot.time_left_s)] if snapshot.time_left_s is not None else []
    if snapshot.failed:
        parts.append(plural("{count} failed", "{count} failed", snapshot.failed))
    return " · ".join(parts)


def _doing(snapshot: RunSnapshot) -> str:
    if snapshot.state not in (RunState.RUNNING, RunState.WAITING):
        return state_word(snapshot.state)
    stage = stage_word(snapshot.stage)
    if snapshot.stage is Stage.SCAN:
        files = plural("{count} file", "{count} files", snapshot.stage_done)
    elif snapshot.stage is Stage.UPLOAD:
        files = _of_files(snapshot.done, snapshot.plan.planned)
    elif snapshot.stage_total and snapshot.stage is not Stage.MANIFEST:
        files = _of_files(snapshot.stage_done, snapshot.stage_total)
    else:
        return stage
    return f"{stage} {files}"


def _of_files(done: int, total: int) -> str:
    return plural("{done} of {count} file", "{done} of {count} files", total, done=count_text(done))
