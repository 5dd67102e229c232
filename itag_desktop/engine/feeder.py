"""Hands pieces to the workers: windows of tasks from the ledger, parts of large files beside small ones.

The ledger is read some thousand tasks at a time, so a million files never exist as objects. Large files are opened
one after the other, ahead of their parts running out, and their parts get at most half of the connections while small
files wait: neither starves the other. `take` blocks a worker while the run is paused, while the pacing wants fewer
workers, and while all that is left are parts that others may yet hand in; it returns None when the worker may go
home.
"""

import threading
from collections import deque
from collections.abc import Sequence

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Task, TaskState
from itag_desktop.engine.control import RunControl
from itag_desktop.engine.large_file import LARGE_FROM_BYTES, BeginUpload, LargeFile, SendPart
from itag_desktop.engine.pacing import Pacing
from itag_desktop.engine.pieces import Piece, SendContext
from itag_desktop.engine.small_file import SmallFile
from itag_desktop.state.ledger_reader import LedgerReader

WINDOW_TASKS = 2000
WAITING_LARGE_FILES = 64


class Feeder:
    """The queue of one run's pieces."""

    def __init__(
        self, *, context: SendContext, reader: LedgerReader, kind: Template, pacing: Pacing, control: RunControl
    ) -> None:
        self._context = context
        self._reader = reader
        self._kind = kind
        self._pacing = pacing
        self._control = control
        self._changed = threading.Condition()
        self._small: deque[Piece] = deque()
        self._large: deque[Piece] = deque()
        self._parts: deque[Piece] = deque()
        self._next_ordinal: int | None = 0
        self._in_flight = 0
        self._parts_in_flight = 0
        self._is_done = False
        control.when_changed(self.wake)

    @property
    def in_flight(self) -> int:
        """Pieces taken and not landed."""
        return self._in_flight

    def wake(self) -> None:
        """Let every waiting worker look again: the limit or the state of the run has changed."""
        with self._changed:
            self._changed.notify_all()

    def take(self, worker: int) -> Piece | None:
        """Return the next piece for the worker of that number (from 0), or None when there is nothing more to do."""
        with self._changed:
            while not self._control.is_stopping and not self._is_done:
                if self._control.may_go_on() and worker < self._pacing.limit:
                    piece = self._next()
                    if piece is not None:
                        self._count(piece, 1)
                        return piece
                    if self._in_flight == 0:
                        self._is_done = True
                        self._changed.notify_all()
                        break
                self._changed.wait()
            return None

    def landed(self, piece: Piece) -> None:
        """Note that a piece is over, however it ended."""
        with self._changed:
            self._count(piece, -1)
            if self._in_flight == 0:
                self._control.drained()
                self._changed.notify_all()

    def put_back(self, piece: Piece) -> None:
        """Give a piece back that could not be sent for a reason that is not its own."""
        with self._changed:
            (self._parts if isinstance(piece, SendPart) else self._small).appendleft(piece)
            self._changed.notify()

    def _add_parts(self, parts: Sequence[Piece]) -> None:
        with self._changed:
            self._parts.extend(parts)
            self._changed.notify_all()

    def _count(self, piece: Piece, change: int) -> None:
        self._in_flight += change
        if isinstance(piece, SendPart):
            self._parts_in_flight += change

    def _next(self) -> Piece | None:
        if not self._small and len(self._large) < WAITING_LARGE_FILES:
            self._read_window()
        has_share = not self._small or self._parts_in_flight < max(1, self._pacing.limit // 2)
        if has_share and self._parts:
            return self._parts.popleft()
        if has_share and self._large and len(self._parts) < self._pacing.limit:
            return self._large.popleft()
        if self._small:
            return self._small.popleft()
        return None

    def _read_window(self) -> None:
        while self._next_ordinal is not None and not self._small and len(self._large) < WAITING_LARGE_FILES:
            tasks = self._reader.tasks_page(
                self._kind, first=self._next_ordinal, count=WINDOW_TASKS, state=TaskState.PLANNED
            )
            self._next_ordinal = tasks[-1].ordinal + 1 if len(tasks) == WINDOW_TASKS else None
            for task in tasks:
                self._enqueue(task)

    def _enqueue(self, task: Task) -> None:
        if task.size_bytes >= LARGE_FROM_BYTES:
            self._large.append(BeginUpload(LargeFile(self._context, task, self._add_parts)))
        else:
            self._small.append(SmallFile(self._context, task))
