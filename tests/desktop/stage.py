"""A desktop of the stories' own: X server, window manager, message bus and accessibility bus, gone when they are done.

Nothing of the desktop that somebody sits at is touched: the X server takes a display number from 97 upwards, and every
process gets this stage's own addresses and a home below a folder of its own.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

FIRST_DISPLAY = 97
DISPLAYS_TRIED = 50
SCREEN = "2560x1600x24"
BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
"""Where Debian and its relatives keep it, newest first."""

_KEPT = ("PATH", "TMPDIR", "PYTHONUTF8")
_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A desktop that runs. `environment` is all that a program needs to appear on it."""

    environment: Mapping[str, str] = field(repr=False)

    @contextmanager
    def running(
        self, command: Sequence[str], *, home: Path | None = None, **variables: str
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a program on this desktop while the body runs, with a home of its own if it has one."""
        own = {**self.environment, **variables}
        if home is not None:
            own |= {
                "HOME": str(home),
                "ITAG_DESKTOP_HOME": str(home / "state"),
                "XDG_CONFIG_HOME": str(home / ".config"),
            }
        with process(command, own) as child:
            yield child


@contextmanager
def process(
    command: Sequence[str], environment: Mapping[str, str], pass_fds: Sequence[int] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command in a process group of its own; in the end the whole group is asked, then made, to go."""
    child = subprocess.Popen(
        command, env=dict(environment), pass_fds=pass_fds, start_new_session=True, stdin=subprocess.DEVNULL
    )
    try:
        yield child
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if child.poll() is not None:
                break
            os.killpg(child.pid, sign)
            try:
                child.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                continue


@contextmanager
def stage() -> Iterator[Stage]:
    """Set up a desktop, and take it down."""
    with ExitStack() as held:
        home = held.enter_context(tempfile.TemporaryDirectory(prefix="desktop-stories-"))
        own = {name: os.environ[name] for name in _KEPT if name in os.environ}
        own |= {
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        own["DISPLAY"] = held.enter_context(_x_server(own))
        own["DBUS_SESSION_BUS_ADDRESS"] = held.enter_context(_bus(own))
        launcher = next(path for path in BUS_LAUNCHERS if Path(path).exists())
        held.enter_context(process([launcher, "--launch-immediately"], own))
        held.enter_context(process(["openbox", "--sm-disable"], own))
        yield Stage(environment=own)


@contextmanager
def _x_server(environment: Mapping[str, str]) -> Iterator[str]:
    """Start an X server on the first display that is free, and yield the display's name."""
    for number in range(FIRST_DISPLAY, FIRST_DISPLAY + DISPLAYS_TRIED):
        reading, writing = os.pipe()
        options = ["-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
        with process(["Xvfb", f":{number}", *options], environment, (writing,)):
            os.close(writing)
            with os.fdopen(reading) as pipe:
                is_ready = bool(pipe.readline())  # empty where another server has the display
            if is_ready:
                yield f":{number}"
                return
    raise LookupError(FIRST_DISPLAY)


@contextmanager
def _bus(environment: Mapping[str, str]) -> Iterator[str]:
    """Start a session bus, and yield its address."""
    reading, writing = os.pipe()
    with process(["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"], environment, (writing,)):
        os.close(writing)
        with os.fdopen(reading) as pipe:
            yield pipe.readline().strip()


def until_gone(pid: int, patience_s: float = _PATIENCE_S) -> bool:
    """Wait for a process to end; say whether it has."""
    deadline = time.monotonic() + patience_s
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
