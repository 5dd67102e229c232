"""Files shown in the system's own programs: opened, or pointed at in their folder."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: str) -> None:
    """Open the file at `path` in the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def show_in_folder(path: str) -> None:
    """Show where the file at `path` lies; pointed at on Windows and macOS, elsewhere its folder opens."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer.exe", [f"/select,{Path(path)}"])
    elif sys.platform == "darwin":
        QProcess.startDetached("/usr/bin/open", ["-R", path])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))
