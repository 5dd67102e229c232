"""An engine process, spoken to over its pipes as the window does."""

import os
import subprocess
import sys
import threading
from queue import Queue
from typing import TypeVar

from itag_desktop.engine import link
from tests.support.source_tree import ROOT

E = TypeVar("E", bound=link.Message)


class EngineProcess:
    """An engine process and what it says; `variables` are of its environment."""

    def __init__(self, **variables: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "itag_desktop", "--engine"],
            env=os.environ | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        self._events: Queue[link.Event] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def send(self, command: link.Command) -> None:
        """Send a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(link.encode(command))
        self._process.stdin.flush()

    def next(self, kind: type[E]) -> E:
        """Return the next event of that kind, passing over others."""
        while True:
            event = self._events.get(timeout=30)
            if isinstance(event, kind):
                return event

    def close(self) -> int:
        """Close its commands and return its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._reader.join(20)
        code = self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(link.decode_event(line))
