"""Where the bytes of objects lie: files with names of our own, under one folder.

::

    ROOT/files/3f/3f9a…-apple_01.jpg    24 random hex digits and what is safe of the key's last segment
    ROOT/arriving/3f9a…-apple_01.jpg    not yet whole

No part of a key ever becomes a path: the random digits name the file, and the rest is there for people. So any key is
possible on any file system: `a` beside `a/b`, `A` beside `a`, dots, control characters, a thousand bytes. The index
knows which file is whose. A file is written in `arriving`, renamed when whole and never changed; what a kill leaves
there is removed by a later start.
"""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from itag_desktop.practice.measured import Measure
from itag_desktop.practice.messages import RequestBody

_SHOWN_CHARS = 40
_ABANDONED_AFTER_S = 3600.0


class Files:
    """The files of one root. Safe for many threads and processes: every file has a name of its own."""

    def __init__(self, root: Path) -> None:
        self._files = root / "files"
        self._arriving = root / "arriving"
        self._files.mkdir(parents=True, exist_ok=True)
        self._arriving.mkdir(exist_ok=True)
        self._remove_abandoned()

    def path(self, name: str) -> Path:
        """Return where the file called `name` lies."""
        return self._files / name[:2] / name

    def receive(self, body: RequestBody, key: str) -> tuple[str, Measure]:
        """Write a body to a new file of `key` while measuring it; return the file's name and the measure.

        Raises:
            Disconnected: the client went away; nothing stays.
            OSError: no room.
        """
        measure = Measure()
        name = f"{secrets.token_hex(12)}-{_shown(key)}"
        arriving = self._arriving / name
        try:
            with arriving.open("wb", buffering=0) as file:
                for block in body.blocks():
                    measure.add(block)
                    _write_all(file.fileno(), block)
            self._settle(arriving, self.path(name))
        except BaseException:
            arriving.unlink(missing_ok=True)
            raise
        return name, measure

    def remove(self, name: str) -> bool:
        """Remove a file; False when the system does not let go of it yet (someone reads it on Windows)."""
        try:
            self.path(name).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _settle(self, arriving: Path, target: Path) -> None:
        try:
            arriving.rename(target)
        except FileNotFoundError:
            target.parent.mkdir(exist_ok=True)
            arriving.rename(target)

    def _remove_abandoned(self) -> None:
        """Remove what killed servers left half-written; files that grew lately may be another server's."""
        for entry in os.scandir(self._arriving):
            with suppress(OSError):
                if time.time() - entry.stat().st_mtime > _ABANDONED_AFTER_S:
                    Path(entry.path).unlink()


def _write_all(descriptor: int, block: memoryview) -> None:
    while block:
        block = block[os.write(descriptor, block) :]


def _shown(key: str) -> str:
    """Return what of the key's last segment any file system takes."""
    tail = key.rstrip("/").rpartition("/")[2][-_SHOWN_CHARS:]
    return "".join(char if (char.isascii() and char.isalnum()) or char in "._-" else "_" for char in tail).rstrip(".")
