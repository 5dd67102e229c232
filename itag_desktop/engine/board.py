"""The counters of a run: threads add, the watcher takes a snapshot when it likes.

Nothing is computed for display while pieces fly: `add` methods change numbers under one lock, and speed and time left
are worked out when a snapshot is asked for (ten times a second at most). Bytes on their way count as progress and are
taken back when their piece must be sent again, so the bar may go down but never lies.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from itag_desktop.domain.progress import PlanCounts, RunSnapshot, RunState, Stage, Trouble

RATE_INTERVAL_S = 0.5
RATE_NEW_SHARE = 0.3
TIME_LEFT_AFTER_S = 5.0
TIME_LEFT_AFTER_SHARE = 0.01


@dataclass(slots=True)
class _Counters:
    stage: Stage = Stage.SCAN
    stage_done: int = 0
    stage_total: int = 0
    done: int = 0
    done_bytes: int = 0
    already_there: int = 0
    sent: int = 0
    sent_bytes: int = 0
    failed: int = 0
    in_flight: int = 0
    transit_bytes: int = 0
    connections: int = 0


class ProgressBoard:
    """Counters of one run."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._now = _Counters()
        self._plan = PlanCounts()
        self._stage_started = clock()
        self._rate = 0.0
        self._sample = (clock(), 0)

    @property
    def sent(self) -> int:
        """Files sent in this sitting."""
        return self._now.sent

    @property
    def sent_bytes(self) -> int:
        """Bytes acknowledged in this sitting."""
        return self._now.sent_bytes

    @property
    def done(self) -> int:
        """Files whose object is in the bucket."""
        return self._now.done

    @property
    def already_there(self) -> int:
        """Files whose object the check found in the bucket."""
        return self._now.already_there

    @property
    def failed(self) -> int:
        """Files that failed in this sitting."""
        return self._now.failed

    @property
    def plan(self) -> PlanCounts:
        """What is planned."""
        return self._plan

    def set_plan(self, plan: PlanCounts) -> None:
        """Note what is planned."""
        with self._lock:
            self._plan = plan

    def begin_stage(self, stage: Stage, total: int) -> None:
        """Enter a stage of `total` steps."""
        with self._lock:
            self._now.stage, self._now.stage_done, self._now.stage_total = stage, 0, total
            self._stage_started = self._clock()
            self._sample = (self._stage_started, self._now.sent_bytes)
            self._rate = 0.0

    def add_steps(self, count: int = 1) -> None:
        """Count steps of the stage."""
        with self._lock:
            self._now.stage_done += count

    def set_steps(self, count: int) -> None:
        """Note how many steps of the stage are done."""
        with self._lock:
            self._now.stage_done = count

    def set_already_there(self, files: int, size_bytes: int) -> None:
        """Note what the check found in the bucket."""
        with self._lock:
            self._now.already_there = self._now.done = files
            self._now.done_bytes = size_bytes

    def set_done(self, files: int, size_bytes: int) -> None:
        """Note what the last listing found in the bucket."""
        with self._lock:
            self._now.done, self._now.done_bytes = files, size_bytes

    def add_connection(self, change: int) -> None:
        """Count a worker that begins or ends."""
        with self._lock:
            self._now.connections += change

    def add_piece(self, change: int) -> None:
        """Count a piece that takes off or lands."""
        with self._lock:
            self._now.in_flight += change

    def add_transit(self, size_bytes: int) -> None:
        """Count bytes handed to the network and not acknowledged; negative when they are or when they were in vain."""
        with self._lock:
            self._now.transit_bytes += size_bytes

    def add_acknowledged(self, size_bytes: int) -> None:
        """Count bytes that the store has acknowledged."""
        with self._lock:
            self._now.sent_bytes += size_bytes
            self._now.done_bytes += size_bytes

    def add_kept_part(self, size_bytes: int) -> None:
        """Count bytes of an earlier sitting's part that the store still holds."""
        with self._lock:
            self._now.done_bytes += size_bytes

    def take_back(self, size_bytes: int) -> None:
        """Uncount acknowledged bytes whose upload was thrown away."""
        with self._lock:
            self._now.done_bytes -= size_bytes

    def add_sent(self) -> None:
        """Count a file whose object is complete."""
        with self._lock:
            self._now.sent += 1
            self._now.done += 1
            self._now.stage_done += 1

    def add_failed(self) -> None:
        """Count a file that is given up."""
        with self._lock:
            self._now.failed += 1
            self._now.stage_done += 1

    def snapshot(self, run_id: str, state: RunState, trouble: Trouble | None) -> RunSnapshot:
        """Return the run at this moment."""
        with self._lock:
            now = self._now
            moving = now.sent_bytes + now.transit_bytes
            self._measure(moving)
            return RunSnapshot(
                run_id=run_id,
                state=state,
                stage=now.stage,
                plan=self._plan,
                done=now.done,
                done_bytes=now.done_bytes + now.transit_bytes,
                sent=now.sent,
                sent_bytes=moving,
                failed=now.failed,
                stage_done=now.stage_done,
                stage_total=now.stage_total,
                in_flight=now.in_flight,
                connections=now.connections,
                rate=self._rate,
                time_left_s=self._time_left_s(),
                trouble=trouble,
            )

    def _measure(self, moving: int) -> None:
        then, before = self._sample
        elapsed_s = self._clock() - then
        if elapsed_s < RATE_INTERVAL_S:
            return
        fresh = max(0.0, (moving - before) / elapsed_s)
        self._rate = fresh if self._rate == 0 else RATE_NEW_SHARE * fresh + (1 - RATE_NEW_SHARE) * self._rate
        self._sample = (self._clock(), moving)

    def _time_left_s(self) -> float | None:
        now = self._now
        if now.stage is not Stage.UPLOAD or self._plan.size_bytes == 0:
            return None
        share = (now.done_bytes + now.transit_bytes) / self._plan.size_bytes
        elapsed_s = self._clock() - self._stage_started
        if elapsed_s < TIME_LEFT_AFTER_S or share < TIME_LEFT_AFTER_SHARE or self._rate <= 0:
            return None
        files_left = now.stage_total - now.stage_done
        by_files_s = elapsed_s * files_left / now.stage_done if now.stage_done else 0.0
        by_bytes_s = max(0, self._plan.size_bytes - now.done_bytes - now.transit_bytes) / self._rate
        return max(by_files_s, by_bytes_s)
