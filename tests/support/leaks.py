"""What a process has running: threads, child processes, listening sockets.

Compared before and after a test it shows what the test left behind. Child processes and sockets are found in ``/proc``
and so on Linux alone; threads everywhere.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc/self")


def running() -> frozenset[str]:
    """Return a line for each thread, child process and listening socket of this process."""
    return frozenset((*_threads(), *_children(), *_listening_sockets()))


def left_running(before: frozenset[str], patience_s: float = 2.0) -> frozenset[str]:
    """Return what runs now and did not before, once it had `patience_s` to end."""
    deadline = time.monotonic() + patience_s
    while (left := running() - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    return left


def _threads() -> Iterator[str]:
    for thread in threading.enumerate():
        # A thread that Qt made and that ran Python once has a stand-in here, which never ends.
        if not isinstance(thread, threading._DummyThread):
            yield f"thread {thread.name!r} ({thread.ident})"


def _children() -> Iterator[str]:
    for task in _PROC.glob("task/*/children"):
        for pid in _read(task).split():
            state = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()[:1]
            if state not in ([], ["Z"]):
                command = _read(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")
                yield f"child process {pid}: {command}"


def _listening_sockets() -> Iterator[str]:
    for link in _PROC.glob("fd/*"):
        target = _target(link)
        if target.startswith("socket:"):
            # A socket object of our own on a copy of the handle: closing it leaves the test's alone.
            with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(link.name))) as copy:
                if copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    yield f"listening {target} at {copy.getsockname()}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it ended meanwhile, or this is no Linux
        return ""


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""
