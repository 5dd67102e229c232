"""The presets of this user as the window knows them; their file is read and written beside the GUI thread."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from itag_desktop.domain.errors import InputError
from itag_desktop.gui.background import Background
from itag_desktop.media.natural_order import natural_key
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.presets import Preset, fitting, read_presets, remove_preset, save_preset
from itag_desktop.wording.sentences import sentence


class _Answer(QObject):
    read = Signal(object)
    failed = Signal(str)


def _do(work: Callable[[], tuple[Preset, ...]], answer: _Answer) -> None:
    try:
        presets = work()
    except InputError as error:
        answer.failed.emit(sentence(error.code, error.values))
    else:
        answer.read.emit(presets)


class PresetShelf(QObject):
    """All presets, in natural order of their names."""

    changed = Signal()
    failed = Signal(str)
    """Why presets could not be read or written, in words."""

    def __init__(self, dirs: AppDirs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dirs = dirs
        self._presets: tuple[Preset, ...] = ()
        self._thread = Background("presets")
        self._answer = _Answer(self)
        self._answer.read.connect(self._on_read)
        self._answer.failed.connect(self.failed)

    def fitting(self, headers: Sequence[str]) -> tuple[Preset, ...]:
        """Return the presets made for a table with just these headers."""
        return fitting(self._presets, headers)

    def has_name(self, name: str) -> bool:
        """Say whether a preset is called `name`."""
        return any(preset.name == name for preset in self._presets)

    @Slot()
    def read_again(self) -> None:
        """Read the file: another window may have written it."""
        self._thread.start(partial(_do, partial(read_presets, self._dirs), self._answer))

    def save(self, preset: Preset) -> None:
        """Keep `preset`, in place of one of the same name."""
        self._thread.start(partial(_do, partial(save_preset, self._dirs, preset), self._answer))

    def remove(self, name: str) -> None:
        """Forget the preset called `name`."""
        self._thread.start(partial(_do, partial(remove_preset, self._dirs, name), self._answer))

    def close(self) -> None:
        """End the thread after what it was given."""
        self._thread.close()

    @Slot(object)
    def _on_read(self, presets: tuple[Preset, ...]) -> None:
        by_name = sorted(presets, key=lambda preset: (natural_key(preset.name), preset.name))
        if tuple(by_name) != self._presets:
            self._presets = tuple(by_name)
            self.changed.emit()
