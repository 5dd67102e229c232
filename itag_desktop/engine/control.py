"""The switch of a run: its state, and how every thread of it hears pause, hold and cancel.

One `RunControl` a run. Any thread may ask it to pause, go on or cancel; the threads of the run ask it whether they may
take the next piece, and sleep through it, so that a backoff of 30 s ends the moment the user cancels. A *hold* is a
pause with a cause: the network is gone, the security token ended. Where nobody can mend it (`holds_on_trouble` false) a
hold stops the run instead.
"""

import threading
from collections.abc import Callable

from itag_desktop.domain.errors import CancelledError, ItagError
from itag_desktop.domain.progress import RunState, Trouble, checked_transition


def trouble_of(error: ItagError) -> Trouble:
    """Return `error` as a value that messages and reports carry."""
    return Trouble(code=error.code, values=dict(error.values))


class RunControl:
    """State of one run, and the waiting that depends on it."""

    def __init__(self, *, holds_on_trouble: bool) -> None:
        self._changed = threading.Condition()
        self._state = RunState.WAITING
        self._holds_on_trouble = holds_on_trouble
        self._fault: ItagError | None = None
        self._cause: Trouble | None = None
        self._is_cancelled = False
        self._listeners: list[Callable[[], None]] = []
        self._resume_listeners: list[Callable[[], None]] = []

    @property
    def state(self) -> RunState:
        """The state of the run."""
        return self._state

    @property
    def cause(self) -> Trouble | None:
        """Why the run is held, or None."""
        return self._cause

    @property
    def fault(self) -> ItagError | None:
        """The error that stops the run, or None."""
        return self._fault

    @property
    def is_stopping(self) -> bool:
        """Say whether no further piece may be taken, ever."""
        return self._is_cancelled or self._fault is not None

    def is_cancelled(self) -> bool:
        """Say whether everything in flight shall end at once. Lock-free: asked from transfer callbacks."""
        return self._is_cancelled

    def when_changed(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change, from the changing thread."""
        self._listeners.append(listener)

    def when_resumed(self, listener: Callable[[], None]) -> None:
        """Call `listener` before the run goes on after a pause or a hold, from the resuming thread."""
        self._resume_listeners.append(listener)

    def begin(self) -> None:
        """Leave the queue. A run that was cancelled while it waited stays cancelled."""
        with self._changed:
            if self._state is RunState.WAITING:
                self._move(RunState.RUNNING)
        self._tell()

    def pause(self) -> None:
        """Let what is in flight end; take nothing new until `resume`."""
        with self._changed:
            if self._state is RunState.RUNNING:
                self._move(RunState.PAUSING)
        self._tell()

    def drained(self) -> None:
        """Note that nothing is in flight any more: a pausing run is paused."""
        with self._changed:
            if self._state is RunState.PAUSING:
                self._move(RunState.PAUSED)

    def resume(self) -> None:
        """Go on after a pause or a hold."""
        for listener in self._resume_listeners:
            listener()
        with self._changed:
            if self._state in (RunState.PAUSING, RunState.PAUSED):
                self._cause = None
                self._move(RunState.RUNNING)
        self._tell()

    def hold(self, error: ItagError) -> None:
        """Pause because of `error`, which someone can mend; stop the run where nobody is there to do it."""
        if not self._holds_on_trouble:
            self.stop(error)
            return
        with self._changed:
            if self._state is RunState.RUNNING:
                self._cause = trouble_of(error)
                self._move(RunState.PAUSING)
        self._tell()

    def stop(self, error: ItagError) -> None:
        """Take no further piece because of `error`; the first error counts."""
        with self._changed:
            if self._fault is None:
                self._fault = error
            self._changed.notify_all()
        self._tell()

    def cancel(self) -> None:
        """End everything in flight at once."""
        with self._changed:
            if not self._state.is_final:
                self._is_cancelled = True
                self._move(RunState.CANCELLING)
        self._tell()

    def end(self, state: RunState) -> None:
        """Enter a final state."""
        with self._changed:
            self._move(state)
        self._tell()

    def may_go_on(self) -> bool:
        """Say whether a next piece may be taken now."""
        return self._state is RunState.RUNNING and not self.is_stopping

    def wait_while_paused(self) -> None:
        """Block while the run is paused.

        Raises:
            CancelledError: the run was cancelled.
        """
        with self._changed:
            while self._state in (RunState.PAUSING, RunState.PAUSED) and not self.is_stopping:
                if self._state is RunState.PAUSING:
                    self._move(RunState.PAUSED)
                self._changed.wait()
        self.check_cancelled()

    def sleep(self, duration_s: float) -> None:
        """Wait; a cancel or a stop ends the wait.

        Raises:
            CancelledError: the run was cancelled.
        """
        with self._changed:
            self._changed.wait_for(lambda: self.is_stopping, timeout=duration_s)
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raise CancelledError when the run was cancelled."""
        if self._is_cancelled:
            raise CancelledError

    def _move(self, state: RunState) -> None:
        self._state = checked_transition(self._state, state)
        self._changed.notify_all()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
