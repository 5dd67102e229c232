"""Where was sent lately, over the starts of the program; written beside the GUI thread."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from itag_desktop.domain.destination import Destination
from itag_desktop.gui.background import Background
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.preferences import Preferences, read_preferences, write_preferences


class RecentDestinations(QObject):
    """The destinations used lately, never with a credential."""

    changed = Signal()

    def __init__(self, dirs: AppDirs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = dirs.preferences
        self._kept = read_preferences(dirs)
        self._writing = Background("preferences")

    @property
    def last(self) -> Destination | None:
        """The one used last, which may be Practice."""
        return self._kept.last

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """Those in OSS, the newest first."""
        return self._kept.recent

    def use(self, destination: Destination) -> None:
        """Remember that `destination` was used now."""
        self._keep(self._kept.with_used(destination))

    def forget(self, destination: Destination) -> None:
        """Remember `destination` no more."""
        self._keep(self._kept.without(destination))

    def close(self) -> None:
        """Wait until all is written."""
        self._writing.close()

    def _keep(self, preferences: Preferences) -> None:
        if preferences == self._kept:
            return
        self._kept = preferences
        self._writing.start(partial(write_preferences, self._path, preferences))
        self.changed.emit()
