"""How far the run is, in the program's icon of the dock or task bar: on Linux only, and silently nothing elsewhere.

The signal `Update` of ``com.canonical.Unity.LauncherEntry`` on the session bus, as the docks of Ubuntu and GNOME,
KDE Plasma and others hear it. They forget what a sender said that has left the bus, so it must come from this process
itself: QtDBus sends it, without waiting. They find the icon by the name of the desktop file.
"""

import os
import sys
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from itag_desktop.domain.progress import RunSnapshot, RunState
from itag_desktop.gui.progress_strip import done_share
from itag_desktop.gui.run_control import RunControl

INTERFACE = "com.canonical.Unity.LauncherEntry"
DESKTOP_FILE = "itag-desktop.desktop"
_OBJECT = "/org/itag_desktop/progress"
_STEPS = 100


class Bus(Protocol):
    """What is needed of a `QDBusConnection`."""

    def isConnected(self) -> bool:  # noqa: N802 - Qt's name
        """Say whether anything can be sent."""
        ...

    def send(self, message: QDBusMessage, /) -> bool:
        """Send `message` without waiting."""
        ...


def session_bus() -> Bus | None:
    """Return the bus of the desktop's session, or None where there is none: Qt would try to start one."""
    has_one = sys.platform == "linux" and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
    return QDBusConnection.sessionBus() if has_one else None


class TaskbarProgress(QObject):
    """Says how far a run is, a hundred times a stage at most."""

    def __init__(self, run: RunControl, parent: QObject, bus: Bus | None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._said: tuple[bool, float] = (False, 0.0)
        run.progressed.connect(self._on_progressed)
        run.ended.connect(self._on_over)
        run.lost.connect(self._on_over)

    @Slot(object)
    def _on_progressed(self, snapshot: RunSnapshot) -> None:
        if snapshot.state is RunState.WAITING:
            return  # another one has the icon
        share = done_share(snapshot)
        self._say(is_shown=share is not None, share=int((share or 0.0) * _STEPS) / _STEPS)

    @Slot()
    def _on_over(self) -> None:
        self._say(is_shown=False, share=0.0)

    def _say(self, *, is_shown: bool, share: float) -> None:
        if self._bus is None or (is_shown, share) == self._said or not self._bus.isConnected():
            return
        self._said = (is_shown, share)
        message = QDBusMessage.createSignal(_OBJECT, INTERFACE, "Update")
        message.setArguments([f"application://{DESKTOP_FILE}", {"progress": share, "progress-visible": is_shown}])
        self._bus.send(message)
