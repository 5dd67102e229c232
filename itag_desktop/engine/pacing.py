"""How many connections at once: climb while throughput grows, step back when it falls or the store throttles.

The best number depends on what nobody can tell beforehand: on a far store each connection waits most of the time and
64 are needed, on the loopback two are faster than eight (Python's interpreter lock makes every further thread
dearer). So the pacing measures: after each *window* (long enough to hold several answers of every connection) it
compares the throughput with that of the limit it came from, moves on in the same direction while that pays, and turns
round when it does not. Where neither direction pays it rests, and probes again later, since links change.

Throughput is counted in *work*: bytes plus a fixed price a piece, so that one measure serves files of 4 KiB and of 4
GB.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_LIMIT = 8
CEILING = 128
PIECE_PRICE_BYTES = 200_000
WINDOW_S = 0.4
LONGEST_WINDOW_S = 4.0
ANSWERS_PER_CONNECTION = 3
STEP_FAST = 2.0
STEP_SLOW = 1.25
BIG_GAIN = 1.35
GAIN = 1.04
REST_WINDOWS = 8


@dataclass(frozen=True, slots=True)
class _Mark:
    """A limit and the throughput measured there, in work a second."""

    limit: int
    throughput: float


class Pacing:
    """The limit of connections of one run; thread-safe.

    With `fixed` the limit is that number and never moves.
    """

    def __init__(self, *, fixed: int | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._is_fixed = fixed is not None
        self.limit = fixed if fixed is not None else FIRST_LIMIT
        self._direction = 1
        self._best: _Mark | None = None
        self._rest = 0
        self._has_turned = False
        self._is_throttled = False
        self._begin_window()

    def restart_window(self) -> None:
        """Forget the window under way: a pause or a hold lies in it."""
        with self._lock:
            self._begin_window()

    def throttled(self) -> None:
        """Note that the store asked to slow down, or a connection broke."""
        self._is_throttled = True

    def piece_landed(self, size_bytes: int) -> bool:
        """Count a piece that was acknowledged; say whether the limit changed."""
        if self._is_fixed:
            return False
        with self._lock:
            self._answers += 1
            self._work += size_bytes + PIECE_PRICE_BYTES
            elapsed_s = self._clock() - self._started
            if elapsed_s < WINDOW_S:
                return False
            if self._answers < ANSWERS_PER_CONNECTION * self.limit and elapsed_s < LONGEST_WINDOW_S:
                return False
            before = self.limit
            self._judge(_Mark(self.limit, self._work / elapsed_s))
            self._begin_window()
            return self.limit != before

    def _begin_window(self) -> None:
        self._started = self._clock()
        self._answers = 0
        self._work = 0

    def _judge(self, now: _Mark) -> None:
        if self._is_throttled:
            self._is_throttled = False
            self._best, self._rest = None, REST_WINDOWS
            self.limit = max(1, self.limit // 2)
        elif self._rest > 0:
            self._rest -= 1
            self._best = now
            if self._rest == 0:
                self._move(STEP_SLOW)
        elif self._best is None or now.limit == self._best.limit:
            self._best = now
            self._move(STEP_FAST)
        else:
            self._compare(now, self._best)

    def _compare(self, now: _Mark, best: _Mark) -> None:
        ratio = now.throughput / best.throughput
        pays = ratio >= GAIN or (self._direction < 0 and ratio >= 1.0)
        if pays:
            self._best, self._has_turned = now, False
            self._move(STEP_FAST if ratio >= BIG_GAIN or self._direction < 0 else STEP_SLOW)
            return
        self.limit = best.limit
        self._direction = -self._direction
        self._rest = REST_WINDOWS if self._has_turned else 1
        self._has_turned = not self._has_turned

    def _move(self, step: float) -> None:
        if self._direction > 0:
            target = min(CEILING, max(self.limit + 1, round(self.limit * step)))
        else:
            target = max(1, min(self.limit - 1, round(self.limit / step)))
        if target == self.limit:
            self._direction, self._rest = -self._direction, REST_WINDOWS
        self.limit = target
