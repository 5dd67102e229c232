"""What Practice keeps on this computer, for the window: measured and cleared in the engine process, beside its work."""

import threading
from collections.abc import Callable

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.progress import Trouble
from itag_desktop.engine import link
from itag_desktop.engine.control import trouble_of
from itag_desktop.practice.space import clear, free_bytes, used_bytes
from itag_desktop.state.app_dirs import AppDirs


class PracticeData:
    """Answers `MeasurePractice` and `ClearPractice`, each on a thread, one after another."""

    def __init__(self, dirs: AppDirs, emit: Callable[[link.Event], None], is_in_use: Callable[[], bool]) -> None:
        self._root = dirs.practice
        self._emit = emit
        self._is_in_use = is_in_use
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def measure(self) -> None:
        """Say how much there is and how much room is left; returns at once."""
        self._start(self._measure)

    def clear(self) -> None:
        """Delete all objects, unless a run of this engine needs them, and say what came of it; returns at once."""
        self._start(self._clear)

    def close(self) -> None:
        """Wait for what was asked for."""
        for thread in self._threads:
            thread.join()

    def _start(self, work: Callable[[], None]) -> None:
        def locked() -> None:
            with self._lock:
                work()

        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(threading.Thread(target=locked, name="practice-data", daemon=True))
        self._threads[-1].start()

    def _measure(self) -> None:
        try:
            event = link.PracticeMeasured(used_bytes=used_bytes(self._root), free_bytes=free_bytes(self._root))
        except InputError as error:
            event = link.PracticeMeasured(trouble=trouble_of(error))
        self._emit(event)

    def _clear(self) -> None:
        if self._is_in_use():
            self._emit(link.PracticeCleared(trouble=Trouble(code="practice-in-use")))
            return
        try:
            before = used_bytes(self._root)
            clear(self._root)
            event = link.PracticeCleared(freed_bytes=before)
        except InputError as error:
            event = link.PracticeCleared(trouble=trouble_of(error))
        self._emit(event)
        self._measure()
