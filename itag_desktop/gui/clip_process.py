"""One clip process, as the window sees it: a question at a time, and an answer or none.

How it works: a `QProcess` runs this program again with a private argument (see `clip_host`). It is started with the
first question, and ended when it was not needed for a while. One that does not answer in time is killed, one that dies
takes its file with it: both mean that there is nothing to see of that file, and the next question starts another. Where
it ends again and again before it is ready, because a library of the system is missing, it is not started any more.
"""

import os
import sys
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from itag_desktop.gui import clip_link
from itag_desktop.gui.clip_link import Look, Seen

LIMIT_MS = 8_000
"""More than a clip process takes where a file says nothing of its own accord."""
_START_LIMIT_MS = 30_000
_REST_MS = 60_000
_MOST_FAILED_STARTS = 3
_LONGEST_ANSWER = 32 * 2**20
_END_MS = 1_000


def clip_command() -> tuple[str, ...]:
    """Return the command line of a clip process: this program again, as a module or, where frozen, as itself."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--clips")
    return (sys.executable, "-m", "itag_desktop", "--clips")


class ClipProcess(QObject):
    """Asks a process of its own what is to be seen of a file."""

    answered = Signal(object, object)
    """The path, and what was `Seen` of it."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None, *, limit_ms: int = LIMIT_MS) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._limit_ms = limit_ms
        self._process: QProcess | None = None
        self._is_ready = False
        self._failed_starts = 0
        self._look: Look | None = None
        self._unread = bytearray()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._lose)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._end)

    @property
    def path(self) -> str | None:
        """The file that is looked at."""
        return os.fsdecode(self._look.path) if self._look is not None else None

    def ask(self, look: Look) -> None:
        """Look at a file. Nothing else may be looked at meanwhile."""
        self._look = look
        self._rest.stop()
        if self._failed_starts >= _MOST_FAILED_STARTS:
            QTimer.singleShot(0, self, self._answer_nothing)
        elif self._process is None:
            self._start()
        elif self._is_ready:
            self._send()

    def drop(self) -> None:
        """Look no longer; there will be no answer. A process that still starts will be of use."""
        is_held_up = self._look is not None and self._is_ready
        self._look = None
        if is_held_up:
            self._end()

    def close(self) -> None:
        """End the process, and see that it is gone."""
        self._look = None
        process = self._end()
        if process is not None:
            process.waitForFinished(_END_MS)

    def _start(self) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        process.setProgram(self._command[0])
        process.setArguments(list(self._command[1:]))
        process.setStandardErrorFile(QProcess.nullDevice())  # FFmpeg says much about every file
        process.readyReadStandardOutput.connect(self._on_output_ready)
        process.finished.connect(self._lose)
        process.errorOccurred.connect(self._on_error_occurred)
        self._process, self._is_ready = process, False
        self._unread.clear()
        self._patience.start(_START_LIMIT_MS)
        process.start()

    def _send(self) -> None:
        if self._process is not None and self._look is not None:
            self._rest.stop()
            self._patience.start(self._limit_ms)
            self._process.write(QByteArray(clip_link.encode(self._look)))

    @Slot()
    def _on_output_ready(self) -> None:
        if self._process is None:
            return
        self._unread += self._process.readAllStandardOutput().data()
        if len(self._unread) > _LONGEST_ANSWER:
            self._lose()
        while b"\n" in self._unread:
            line, _, rest = self._unread.partition(b"\n")
            self._unread = rest
            self._take(bytes(line) + b"\n")

    def _take(self, line: bytes) -> None:
        if not self._is_ready and line == clip_link.READY:
            self._is_ready = True
            self._failed_starts = 0
            self._patience.stop()
            self._rest.start()
            self._send()
            return
        try:
            seen = clip_link.decode_seen(line)
        except msgspec.DecodeError:
            self._lose()
            return
        self._answer(seen)
        if self._look is None and self._process is not None:
            self._rest.start()

    def _answer(self, seen: Seen) -> None:
        self._patience.stop()
        look, self._look = self._look, None
        if look is not None:
            self.answered.emit(os.fsdecode(look.path), seen)

    @Slot(QProcess.ProcessError)
    def _on_error_occurred(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lose()

    @Slot()
    def _answer_nothing(self) -> None:
        self._answer(Seen())

    @Slot()
    def _lose(self) -> None:
        """Go on without the process, which hangs, died, or speaks nonsense."""
        if self._process is not None:
            self._failed_starts += 0 if self._is_ready else 1
            self._end()
            self._answer_nothing()

    @Slot()
    def _end(self) -> QProcess | None:
        """Kill the process, which has nothing to lose, and do not wait: one that waits for a disk takes its time."""
        self._patience.stop()
        self._rest.stop()
        process, self._process = self._process, None
        self._is_ready = False
        if process is not None:
            for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
                signal.disconnect()
            if process.state() is QProcess.ProcessState.NotRunning:
                process.deleteLater()
            else:
                process.finished.connect(process.deleteLater)
                process.kill()
        return process
