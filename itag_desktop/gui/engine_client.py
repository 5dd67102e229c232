"""The window's end of the link to the engine process.

How it works: a `QProcess` runs this program again with a private argument. Commands go down its stdin as lines, events
come up its stdout as lines; nothing here waits for the other side. Commands sent before the engine's `Ready` are kept
until it comes. Events that came in one go are taken for `_SLICE_MS`, then the window may paint before the others. An
engine that dies, speaks nonsense or has another version is ended; it is started again, but not more than `_MAX_STARTS`
times without having been ready for `_STEADY_MS`.
"""

import sys
from collections import deque
from collections.abc import Sequence
from enum import Enum
from itertools import count

import msgspec
from PySide6.QtCore import QByteArray, QElapsedTimer, QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from itag_desktop.engine import link

_RESTART_MS = 500
_STEADY_MS = 30_000
_MAX_STARTS = 3
_SAVE_MS = 5_000
_SLICE_MS = 10


class EngineFault(Enum):
    """Why there is no engine any more."""

    ENDED = "ended"
    NOT_STARTED = "not_started"
    UNREADABLE = "unreadable"
    OTHER_VERSION = "other_version"


def engine_command() -> tuple[str, ...]:
    """Return the command line of the engine: this program again, as a module or, where frozen, as itself."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--engine")
    return (sys.executable, "-m", "itag_desktop", "--engine")


class EngineClient(QObject):
    """Starts the engine, sends commands and emits events."""

    became_ready = Signal()
    event_received = Signal(object)
    """An event of `link`, never `Ready`."""
    was_lost = Signal(object, bool)
    """The `EngineFault`, and whether the engine is started again."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._unread = bytearray()
        self._lines: deque[bytes] = deque()
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._take_slice)
        self._waiting: list[link.Command] = []
        self._is_ready = False
        self._is_stopping = False
        self._starts = self._tries = 0
        self._numbers = count(1)
        self._age = QElapsedTimer()
        self._fault: EngineFault | None = None
        self._restart = QTimer(self)
        self._restart.setSingleShot(True)
        self._restart.setInterval(_RESTART_MS)
        self._restart.timeout.connect(self.start)

    @property
    def starts(self) -> int:
        """How often the engine was started: another number, another engine."""
        return self._starts

    @property
    def is_ready(self) -> bool:
        """Say whether the engine listens."""
        return self._is_ready

    def next_number(self) -> int:
        """Return a number for a scan or another thing asked for, that no other of this window has."""
        return next(self._numbers)

    @Slot()
    def start(self) -> None:
        """Start the engine process."""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        process.setProgram(self._command[0])
        process.setArguments(list(self._command[1:]))
        process.readyReadStandardOutput.connect(self._on_output_ready)
        process.readyReadStandardError.connect(self._on_errors_ready)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error_occurred)
        self._process = process
        self._unread.clear()
        self._lines.clear()
        self._fault = None
        self._starts += 1
        self._tries += 1
        self._age.start()
        process.start()

    def send(self, command: link.Command) -> None:
        """Send `command`, at once or as soon as the engine listens."""
        if self._is_ready and self._process is not None:
            self._process.write(QByteArray(link.encode(command)))
        else:
            self._waiting.append(command)

    def stop(self) -> None:
        """End the engine: it saves and stops by itself; after 5 s it is killed."""
        self._is_stopping = True
        self._restart.stop()
        process = self._process
        if process is None or process.state() is QProcess.ProcessState.NotRunning:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(_SAVE_MS):
            process.kill()
            process.waitForFinished(_SAVE_MS)

    @Slot()
    def _on_output_ready(self) -> None:
        if self._process is None:
            return
        self._unread += self._process.readAllStandardOutput().data()
        *lines, rest = self._unread.split(b"\n")
        self._unread = bytearray(rest)
        self._lines.extend(map(bytes, lines))
        if not self._slices.isActive():
            self._take_slice()

    @Slot()
    def _take_slice(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._lines:
            self._take(self._lines.popleft())
            if self._lines and clock.hasExpired(_SLICE_MS):
                self._slices.start()
                return

    def _take_rest(self) -> None:
        self._slices.stop()
        while self._lines:
            self._take(self._lines.popleft())

    def _take(self, line: bytes) -> None:
        try:
            event = link.decode_event(line)
        except (msgspec.ValidationError, msgspec.DecodeError):
            self._give_up(EngineFault.UNREADABLE)
            return
        if isinstance(event, link.Ready):
            self._on_ready(event)
        else:
            self.event_received.emit(event)

    def _on_ready(self, event: link.Ready) -> None:
        if event.version != link.LINK_VERSION:
            self._give_up(EngineFault.OTHER_VERSION)
            return
        self._is_ready = True
        waiting, self._waiting = self._waiting, []
        for command in waiting:
            self.send(command)
        self.became_ready.emit()

    def _give_up(self, fault: EngineFault) -> None:
        self._fault = fault
        self._lines.clear()
        if self._process is not None:
            self._process.kill()

    @Slot()
    def _on_errors_ready(self) -> None:
        if self._process is not None:
            words = bytes(self._process.readAllStandardError().data())
            if sys.stderr is not None:  # there is none in a program without a console
                sys.stderr.write(words.decode(errors="replace"))

    @Slot(QProcess.ProcessError)
    def _on_error_occurred(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lose(EngineFault.NOT_STARTED)

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, _code: int, _status: QProcess.ExitStatus) -> None:
        self._on_output_ready()
        self._take_rest()
        self._lose(self._fault or EngineFault.ENDED)

    def _lose(self, fault: EngineFault) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        was_steady = self._is_ready and self._age.elapsed() > _STEADY_MS
        self._is_ready = False
        self._waiting.clear()
        if self._is_stopping:
            return
        self._tries = 0 if was_steady else self._tries
        starts_again = self._tries < _MAX_STARTS and fault is not EngineFault.OTHER_VERSION
        if starts_again:
            self._restart.start()
        self.was_lost.emit(fault, starts_again)
