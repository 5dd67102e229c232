"""Finds first frames and lengths of videos and sounds for tiles, in processes of their own.

Why processes: FFmpeg reads whatever somebody dropped, and a file that crashes it or makes it wait must cost one tile
and not the window (docs/decisions/clips.md). How it works: up to `PROCESSES` clip processes with one file each, started
when there is something to look at. A file that was scrolled away is left to end, which takes some 20 ms, unless it
takes longer than `HELD_UP_MS`.
"""

import os
from collections.abc import Collection, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.gui.clip_link import Look, Seen
from itag_desktop.gui.clip_process import LIMIT_MS, ClipProcess
from itag_desktop.gui.decoded import Decoded

PROCESSES = 2
HELD_UP_MS = 500


class Clips(QObject):
    """A `Decoder` of videos and sounds."""

    decoded = Signal(object, object)

    def __init__(
        self,
        edge: int,
        command: Sequence[str],
        parent: QObject | None = None,
        *,
        processes: int = PROCESSES,
        limit_ms: int = LIMIT_MS,
    ) -> None:
        super().__init__(parent)
        self._edge = edge
        self._is_closed = False
        self._processes = [ClipProcess(command, self, limit_ms=limit_ms) for _ in range(processes)]
        self._ages = {process: QElapsedTimer() for process in self._processes}
        for process in self._processes:
            process.answered.connect(self._on_answered)

    @property
    def has_room(self) -> bool:
        """Say whether one more file can be started."""
        return self._idle() is not None and not self._is_closed

    def start(self, path: str, kind: MediaKind) -> None:
        """Look at a file."""
        process = self._idle()
        if process is not None:
            self._ages[process].start()
            process.ask(Look(path=os.fsencode(path), edge=self._edge, wants_frame=kind is Template.VIDEO))

    def drop_all_but(self, paths: Collection[str]) -> tuple[str, ...]:
        """End the processes that are held up by a file that is not among `paths`; return those files."""
        dropped: list[str] = []
        for process, age in self._ages.items():
            path = process.path
            if path is not None and path not in paths and age.elapsed() > HELD_UP_MS:
                process.drop()
                dropped.append(path)
        return tuple(dropped)

    def close(self) -> None:
        """End the processes."""
        self._is_closed = True
        for process in self._processes:
            process.close()

    def _idle(self) -> ClipProcess | None:
        return next((process for process in self._processes if process.path is None), None)

    @Slot(object, object)
    def _on_answered(self, path: str, seen: Seen) -> None:
        image = QImage.fromData(seen.picture) if seen.picture else QImage()
        self.decoded.emit(path, Decoded(image=image, whole=QSize(seen.width, seen.height), length_ms=seen.length_ms))
