"""Keeps the computer from going to sleep by itself while a run works; the screen may go dark and be locked.

Linux and macOS have a program for it that holds the system awake as long as the command lives that it was given:
`systemd-inhibit` (a block on sleep and idleness of logind) and `caffeinate`. The command is ``cat`` on a pipe of ours:
it ends when the pipe is closed, also by the death of this process. On Windows the wish belongs to the thread that
calls (`SetThreadExecutionState`) and ends with it.

Where nothing of it works the run goes on all the same, and the log says so.
"""

import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence

_END_S = 5.0
_ES_CONTINUOUS = 0x80000000
_ES_SYSTEM_REQUIRED = 0x00000001
_COMMANDS = {
    "linux": (
        "systemd-inhibit",
        "--what=idle:sleep",
        "--who=iTAG Desktop",
        "--why=A dataset is being uploaded",
        "--mode=block",
        "cat",
    ),
    "darwin": ("caffeinate", "-i", "cat"),
}

log = logging.getLogger(__name__)


class KeepAwake:
    """Holds the computer awake on demand. All calls but `close` come from one thread, which lives on in between."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """Hold nothing yet. `command` is what to start instead of the system's own, for tests."""
        self._command = tuple(command or _COMMANDS.get(sys.platform, ()))
        self._is_held = False
        self._process: subprocess.Popen[bytes] | None = None

    def keep(self, *, is_needed: bool) -> None:
        """Hold the computer awake from now on, or let it go."""
        if is_needed is self._is_held:
            return
        self._is_held = is_needed
        if sys.platform == "win32":
            _wish_on_windows(is_needed=is_needed)
        elif is_needed:
            self._start()
        else:
            self._end()

    def close(self) -> None:
        """Let the computer go, from any thread."""
        self._is_held = False
        self._end()

    def _start(self) -> None:
        if not self._command or shutil.which(self._command[0]) is None:
            log.info("The computer cannot be kept awake: no program for it")
            return
        try:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
        except OSError:
            log.warning("The computer is not kept awake", exc_info=True)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is not None:
            log.warning("The computer was not kept awake: exit %d", process.returncode)
        try:
            _, said = process.communicate(timeout=_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
        if said.strip():
            log.warning("Keeping the computer awake: %s", said.decode(errors="replace").strip())


def _wish_on_windows(*, is_needed: bool) -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on this system only

        wish = _ES_CONTINUOUS | (_ES_SYSTEM_REQUIRED if is_needed else 0)
        if not ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint(wish)):
            log.warning("The computer is not kept awake")
