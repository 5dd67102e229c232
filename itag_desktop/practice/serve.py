"""Practice in the foreground: one server, with a key pair of this start alone, until someone ends it."""

import os
import secrets
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from itag_desktop.domain.destination import PRACTICE_BUCKET, PRACTICE_REGION
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
from itag_desktop.practice.announcement import Announcement
from itag_desktop.practice.server import PortTakenError, PracticeServer

_WAKE_INTERVAL_S = 0.5
"""How often the main thread looks for signals, which on Windows do not end its waiting."""


def serve(
    root: Path, *, port: int, announce: Callable[[Announcement], None], until_closed: BinaryIO | None = None
) -> None:
    """Serve `root` until SIGINT, SIGTERM, or the end of the stream `until_closed`. Port 0 takes any free one.

    The key pair is random, goes to `announce` alone and is never written to disk. `until_closed` is the stdin of a
    child whose parent never writes to it: when the parent is gone, however it ended, so is Practice.

    Raises:
        InputError: `practice-port-taken`, `practice-root-unusable`.
    """
    key_id, secret = f"practice-{secrets.token_hex(8)}", secrets.token_urlsafe(24)
    server = PracticeServer(root, credential_id=key_id, credential_secret=secret, port=port)
    ended = threading.Event()
    with _signals_set(ended):
        _start(server, root, port)
        try:
            announce(
                Announcement(
                    endpoint=server.endpoint,
                    bucket=PRACTICE_BUCKET,
                    region=PRACTICE_REGION,
                    access_key_id=key_id,
                    access_key_secret=secret,
                )
            )
            if until_closed is not None:
                threading.Thread(target=_watch, args=(until_closed.fileno(), ended), daemon=True).start()
            while not ended.wait(_WAKE_INTERVAL_S):
                pass
        finally:
            server.stop()


def _start(server: PracticeServer, root: Path, port: int) -> None:
    try:
        server.start()
    except PortTakenError as error:
        raise InputError("practice-port-taken", port=port) from error
    except (OSError, sqlite3.Error) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise InputError("practice-root-unusable", path=printable(str(root)), detail=detail) from error


@contextmanager
def _signals_set(event: threading.Event) -> Iterator[None]:
    """Let SIGINT and SIGTERM set `event`; outside the main thread, where Python forbids that, do nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        event.set()

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _watch(descriptor: int, ended: threading.Event) -> None:
    """Set `ended` at the end of a stream.

    It reads the descriptor itself: a thread inside a Python stream would hold its lock when the interpreter ends.
    """
    try:
        while os.read(descriptor, 1024):
            pass
    except OSError:
        pass
    ended.set()
