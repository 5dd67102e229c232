"""The runs of one engine process: one uploads at a time, the others wait their turn."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from itag_desktop.domain.progress import RunSnapshot, RunState
from itag_desktop.engine import link
from itag_desktop.engine.session import Session
from itag_desktop.state.app_dirs import AppDirs

_WORKING = frozenset({RunState.RUNNING, RunState.PAUSING, RunState.CANCELLING})

log = logging.getLogger(__name__)


class RunQueue:
    """Sessions in the order they were asked for, on one thread."""

    def __init__(self, dirs: AppDirs, emit: Callable[[link.Event], None]) -> None:
        self._dirs = dirs
        self._emit = emit
        self._changed = threading.Condition()
        self._waiting: deque[Session] = deque()
        self._running: Session | None = None
        self._told: dict[str, RunSnapshot] = {}
        self._is_closing = False
        self._thread = threading.Thread(target=self._work, name="run", daemon=True)
        self._thread.start()

    def add(self, command: link.StartRun) -> None:
        """Put a run at the end of the queue; a run of a dataset that is queued already is not added again."""
        session = Session(
            request=command.request,
            options=command.options,
            dirs=self._dirs,
            credential=command.credential,
            draft=Path(command.draft) if command.draft else None,
        )
        with self._changed:
            if self._find(session.run_id) is None:
                self._waiting.append(session)
                self._changed.notify_all()

    def steer(self, command: link.PauseRun | link.ResumeRun | link.CancelRun) -> None:
        """Pause a run, let it go on or cancel it, also one that waits; an unknown one has just ended."""
        session = self._find(command.run_id)
        if session is None:
            return
        match command:
            case link.PauseRun():
                session.pause()
            case link.ResumeRun():
                session.resume(command.credential)
            case link.CancelRun():
                session.cancel()
                self._end_waiting(session)

    def tell(self) -> None:
        """Send a snapshot of every run that changed since the last time."""
        with self._changed:  # held while sending, so that no progress follows the end of its run
            for session in self._sessions():
                snapshot = session.snapshot()
                if self._told.get(session.run_id) != snapshot:
                    self._told[session.run_id] = snapshot
                    self._emit(link.RunProgress(snapshot=snapshot, ledger=str(session.ledger_path)))

    def is_working(self) -> bool:
        """Say whether a run is on its way: not one that is paused, held or waiting."""
        with self._changed:
            running = self._running
        return running is not None and running.snapshot().state in _WORKING

    def has_practice_run(self) -> bool:
        """Say whether a run to Practice goes on or waits."""
        with self._changed:
            return any(session.is_practice for session in self._sessions())

    def close(self) -> None:
        """Cancel every run and wait for the thread."""
        with self._changed:
            self._is_closing = True
            for session in self._sessions():
                session.cancel()
            self._waiting.clear()
            self._changed.notify_all()
        self._thread.join()

    def _end_waiting(self, session: Session) -> None:
        """End a cancelled run that has not had its turn: the one before it may take hours."""
        with self._changed:
            if session in self._waiting:
                self._waiting.remove(session)
                self._told.pop(session.run_id, None)
                self._emit(link.RunEnded(report=session.execute()))

    def _find(self, run_id: str) -> Session | None:
        with self._changed:
            return next((session for session in self._sessions() if session.run_id == run_id), None)

    def _sessions(self) -> tuple[Session, ...]:
        running = () if self._running is None else (self._running,)
        return (*running, *self._waiting)

    def _work(self) -> None:
        while (session := self._next()) is not None:
            try:
                report = session.execute()
            except Exception as error:  # outermost frame of the run thread: the window must hear of it
                log.exception("A run ended in an error of the program")
                report = session.broken(error)
            with self._changed:
                self._running = None
                self._told.pop(session.run_id, None)
            self._emit(link.RunEnded(report=report))

    def _next(self) -> Session | None:
        with self._changed:
            while not self._waiting and not self._is_closing:
                self._changed.wait()
            self._running = self._waiting.popleft() if self._waiting else None
            return self._running
