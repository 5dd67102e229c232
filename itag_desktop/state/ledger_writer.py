"""The ledger thread: takes what the workers post and commits it in batches.

A commit costs the same for one outcome as for hundreds, so workers never wait for one: they post to a bounded queue,
and the thread commits what has gathered, every `_BATCH_S` seconds or every `_BATCH_ITEMS` items, whichever comes first.
A full queue holds the workers back. What was posted but not committed when the process dies is found again by the next
sitting's check.

After an error of the ledger the thread throws away what comes, so that nobody waits for it, and every call raises the
error.
"""

import queue
import threading
import time
from typing import Self

from itag_desktop.domain.tasks import PartDone, TaskOutcome
from itag_desktop.state.ledger import Ledger

_BATCH_S = 0.1
_BATCH_ITEMS = 500
_QUEUE_ITEMS = 4 * _BATCH_ITEMS

_Part = tuple[str, PartDone]
_Item = TaskOutcome | _Part | threading.Event


class LedgerWriter:
    """The ledger thread of `ledger`, running from now until `close`; to be used as a context."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._queue: queue.Queue[_Item | None] = queue.Queue(_QUEUE_ITEMS)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def post(self, outcome: TaskOutcome) -> None:
        """Have the outcome of a task recorded.

        Raises:
            LedgerError: an earlier commit failed.
        """
        self._put(outcome)

    def post_part(self, upload_id: str, part: PartDone) -> None:
        """Have a part recorded that the bucket holds.

        Raises:
            LedgerError: an earlier commit failed.
        """
        self._put((upload_id, part))

    def flush(self) -> None:
        """Wait until all that was posted before is committed.

        Raises:
            LedgerError: a commit failed.
        """
        committed = threading.Event()
        self._put(committed)
        committed.wait()
        self._raise_error()

    def close(self) -> None:
        """Commit what was posted and end the thread; nothing may be posted any more. A second time does nothing.

        Raises:
            LedgerError: a commit failed.
        """
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
        self._raise_error()

    def _put(self, item: _Item) -> None:
        self._raise_error()
        self._queue.put(item)

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._next_batch()
            if self._error is None:
                try:
                    self._commit(batch)
                except Exception as error:  # noqa: BLE001 - the thread's outermost frame: the callers raise it
                    self._error = error
            for item in batch:
                if isinstance(item, threading.Event):
                    item.set()

    def _next_batch(self) -> tuple[list[_Item], bool]:
        """Wait for the next items; also say whether more can come. A flush ends a batch at once."""
        batch: list[_Item] = []
        due = None
        while len(batch) < _BATCH_ITEMS:
            try:
                item = self._queue.get(timeout=None if due is None else max(0.0, due - time.monotonic()))
            except queue.Empty:
                break
            if item is None:
                return batch, False
            batch.append(item)
            if isinstance(item, threading.Event):
                break
            due = due or time.monotonic() + _BATCH_S
        return batch, True

    def _commit(self, batch: list[_Item]) -> None:
        # Parts first: they are those of uploads whose end, the outcome of their task, may be in the same batch.
        parts = [item for item in batch if isinstance(item, tuple)]
        outcomes = [item for item in batch if isinstance(item, TaskOutcome)]
        if parts:
            self.ledger.record_parts(parts)
        if outcomes:
            self.ledger.record_outcomes(outcomes)
