"""Practice as a child process of the program: started by it, gone with it."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from itag_desktop.domain.destination import Access
from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.practice.announcement import Announcement, parse_announcement

_START_TIMEOUT_S = 30.0
_END_TIMEOUT_S = 10.0


class PracticeProcess:
    """A practice server in a process of its own, which serves from here on until `close`.

    The child watches its stdin, whose other end this process alone holds: it ends with its parent, even a killed one.
    It has a session of its own, so that Ctrl-C in a terminal reaches the parent, which still needs it, and not the
    child.
    """

    def __init__(self, root: Path, *, command: Sequence[str] | None = None) -> None:
        """Start a server of `root` and wait until it listens; `command` is what to start, for tests.

        Raises:
            StorageError: `practice-not-started`.
        """
        arguments = [*(command or _own_command()), "--announce", "--root", str(root), "--port", "0"]
        try:
            self._process = _started(arguments)
        except OSError as error:
            raise _not_started(str(error)) from error
        try:
            self.access: Access = self._announced().access
        except ValueError as error:
            self.close()
            raise _not_started(f"exit {self._process.returncode}") from error

    @property
    def process_id(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How the child ended; None while it runs, negative for a signal."""
        return self._process.poll()

    def close(self) -> None:
        """Let the child end, and wait for it; one that does not is killed. Twice is once."""
        _pipe(self._process.stdin).close()
        try:
            self._process.wait(_END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _announced(self) -> Announcement:
        """Return the child's announcement; it is killed if that takes too long."""
        alarm = threading.Timer(_START_TIMEOUT_S, self._process.kill)
        alarm.start()
        try:
            return parse_announcement(_pipe(self._process.stdout).readline())
        finally:
            alarm.cancel()
            alarm.join()


def _own_command() -> list[str]:
    """Return how to start this program's practice command, from sources or frozen."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "itag_desktop"]
    return [*program, "practice"]


def _started(arguments: list[str]) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=flags)
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - `_started` asked for both pipes
    return stream


def _not_started(detail: str) -> StorageError:
    return StorageError("practice-not-started", reaction=Reaction.STOP_RUN, detail=detail)
