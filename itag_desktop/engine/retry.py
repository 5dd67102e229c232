"""When to try again: full-jitter backoff, and a watch over the network.

A passing error (throttling, a server's 500, a broken connection) is tried again up to `TRIES` times, after a random
pause between 0 and a ceiling that doubles from 0.5 s to 30 s ("full jitter": clients that failed together do not come
back together); a `Retry-After` is a lower bound. Network errors count against a piece only while other pieces
succeed: when the whole network is gone for 15 s the run is held, instead of failing ten thousand files one by one.
"""

import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.domain.progress import RunState
from itag_desktop.engine.control import RunControl

TRIES = 5
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
NETWORK_GONE_AFTER_S = 15.0

T = TypeVar("T")


class NetworkWatch:
    """Remembers when something last succeeded, over all threads of a run."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._failing_since: float | None = None
        self.successes = 0

    def succeeded(self) -> None:
        """Note a success."""
        self.successes += 1
        if self._failing_since is not None:
            with self._lock:
                self._failing_since = None

    def failed(self) -> bool:
        """Note a network error; say whether there has been no success for `NETWORK_GONE_AFTER_S` since the first."""
        with self._lock:
            if self._failing_since is None:
                self._failing_since = self._clock()
            return self._clock() - self._failing_since >= NETWORK_GONE_AFTER_S

    def forgive(self) -> None:
        """Begin anew, after the user has mended the network."""
        with self._lock:
            self._failing_since = None


class Retrier:
    """Calls until it succeeds, the error is final, or the tries are used up.

    `when_throttled` is called whenever the store asks to come back later.
    """

    def __init__(self, control: RunControl, watch: NetworkWatch | None = None) -> None:
        self._control = control
        self.watch = watch or NetworkWatch()
        control.when_resumed(self.watch.forgive)
        self.when_throttled: Callable[[], None] = lambda: None
        self._random = random.Random()  # noqa: S311 - spreads load, guards nothing

    def call(self, attempt: Callable[[], T]) -> T:
        """Return what `attempt` returns.

        Raises:
            StorageError: the last one, when it is final or the tries are used up.
            CancelledError: the run was cancelled, also in a pause between tries.
        """
        tries = 0
        while True:
            successes_before = self.watch.successes
            try:
                result = attempt()
            except StorageError as error:
                tries = self._pause_or_raise(error, tries, successes_before)
            else:
                self.watch.succeeded()
                return result

    def _pause_or_raise(self, error: StorageError, tries: int, successes_before: int) -> int:
        if error.reaction is Reaction.RETRY_NETWORK:
            if self.watch.failed():
                self._control.hold(error)
            others_succeed = self.watch.successes > successes_before
            counts = others_succeed or self.watch.successes == 0
        elif error.reaction is Reaction.RETRY:
            self.when_throttled()
            counts = True
        else:
            raise error
        tries += counts
        if tries >= TRIES or self._control.is_stopping:
            raise error
        self._control.sleep(self._pause_s(error, tries))
        return self._wait_while_held(tries)

    def _wait_while_held(self, tries: int) -> int:
        if self._control.state is RunState.RUNNING:
            return tries
        self._control.wait_while_paused()
        return 0

    def _pause_s(self, error: StorageError, tries: int) -> float:
        ceiling_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** max(0, tries - 1))
        return max(error.retry_after_s or 0.0, self._random.uniform(0, ceiling_s))
