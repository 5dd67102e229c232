"""A notice of the desktop, shown by the desktop itself: on Linux only, and silently nothing where it shows none.

It calls `Notify` of the freedesktop Desktop Notifications Specification 1.2. GLib's `gdbus` speaks for us: the call
wants an unsigned number, and every number that PySide6's QtDBus sends of an ``int`` is signed, which servers refuse.
"""

import html
import json
import sys

from PySide6.QtCore import QProcess, QStandardPaths

_SERVICE = "org.freedesktop.Notifications"
_OBJECT = "/org/freedesktop/Notifications"
_TIMEOUT_S = 5


def show_desktop_notice(title: str, body: str) -> None:
    """Let the desktop show a notice; returns at once."""
    gdbus = QStandardPaths.findExecutable("gdbus") if sys.platform == "linux" else ""
    if not gdbus:
        return
    process = QProcess()
    process.setProgram(gdbus)
    process.setArguments(notify_arguments(title, body))
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    process.startDetached()


def notify_arguments(title: str, body: str) -> list[str]:
    """Return what `gdbus` is called with. Values are GVariant text, which reads JSON's strings as they are."""
    call = ["call", "--session", "--timeout", str(_TIMEOUT_S), "--dest", _SERVICE, "--object-path", _OBJECT]
    program, icon, head = (json.dumps(words, ensure_ascii=False) for words in ("iTAG Desktop", "itag-desktop", title))
    marked_up = json.dumps(html.escape(body, quote=False), ensure_ascii=False)
    values = [program, "uint32 0", icon, head, marked_up, "@as []", '{"desktop-entry": <"itag-desktop">}', "int32 -1"]
    return [*call, "--method", f"{_SERVICE}.Notify", "--", *values]
