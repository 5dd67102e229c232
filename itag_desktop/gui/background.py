"""Work beside the GUI thread: decoding pictures, looking at paths, reading ledgers, writing lists.

Plain Python threads, not `QThreadPool`: its destructor and `waitForDone` wait for jobs while they hold the lock of the
interpreter, which a job in Python needs to end. They are daemons, so that a file on a server that does not answer
cannot keep the program from ending. Results come back as signals of a QObject of the GUI thread.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue

Work = Callable[[], None]

_PATIENCE_S = 2.0


class Background:
    """Runs work in the order it is given, on up to `threads` threads that begin with the first work."""

    def __init__(self, name: str, threads: int = 1) -> None:
        self._name = name
        self._most = threads
        self._threads: list[threading.Thread] = []
        self._work: SimpleQueue[Work | None] = SimpleQueue()

    def start(self, work: Work) -> None:
        """Let a thread do `work`; returns at once."""
        if len(self._threads) < self._most:
            thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._work.put(work)

    def close(self) -> None:
        """End the threads after what they were given; one that is stuck is left behind after 2 s."""
        threads, self._threads = self._threads, []
        for _ in threads:
            self._work.put(None)
        for thread in threads:
            thread.join(_PATIENCE_S)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()
