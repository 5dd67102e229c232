"""Take a picture of every state of the window: ``python -m tests.desktop.shots --shots FOLDER [STATE...]``.

Languages, themes, sizes and scales are multiplied; a picture is called ``zh-dark-900-2x-paused.png``. They are taken
off the screen in four processes, one a language and scale, since both are settled when a program starts. The states
come from what the engine would say, so that moments that last a tenth of a second hold still.
"""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from itag_desktop.gui.app import install_language
from itag_desktop.gui.theme import Scheme, Theme
from itag_desktop.support.resources import resource_path
from tests.desktop.shown_states import STATES as WINDOW_STATES
from tests.desktop.shown_states import Shown
from tests.desktop.shown_texts import TEXT_STATES
from tests.support.source_tree import ROOT

STATES = {**WINDOW_STATES, **TEXT_STATES}
LANGUAGES = {"en": "en", "zh": "zh_CN"}
SCALES = ("1", "2")
SIZES = ((900, 540), (1200, 760))
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
_ONE = "--one"


def main() -> int:
    """Take the pictures, or in a child process those of one language and scale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(_ONE, metavar="LANGUAGE-SCALE", help=argparse.SUPPRESS)
    parser.add_argument("states", nargs="*", metavar="STATE", help=", ".join(STATES))
    asked = parser.parse_args()
    chosen = asked.states or list(STATES)
    asked.shots.mkdir(parents=True, exist_ok=True)
    if asked.one:
        language, scale = asked.one.split("-")
        return take(asked.shots, language, scale, chosen)
    codes = [child(asked.shots, f"{language}-{scale}", chosen) for language in LANGUAGES for scale in SCALES]
    return max(codes)


def child(folder: Path, one: str, states: list[str]) -> int:
    """Take the pictures of one language and scale in a process of its own."""
    language, scale = one.split("-")
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "HOME": home,
            "ITAG_DESKTOP_HOME": f"{home}/state",
            "LANGUAGE": LANGUAGES[language],
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": scale,
        }
        command = [sys.executable, "-m", "tests.desktop.shots", "--shots", str(folder.absolute()), _ONE, one, *states]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


def take(folder: Path, language: str, scale: str, states: list[str]) -> int:
    """Take the pictures of this process's language and scale."""
    application = QApplication([])
    translator = install_language(application, LANGUAGES[language])
    theme = Theme(application, resource_path("icons"))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["HOME"])
    for name in states:
        with Shown(application, theme) as shown:
            over = STATES[name](shown)
            for scheme, size in itertools.product(SCHEMES, SIZES):
                theme.choose(scheme)
                shown.resize(size)
                path = folder / f"{language}-{scheme.value}-{size[0]}-{scale}x-{name}.png"
                photograph(shown.window, over).save(str(path))
    application.removeTranslator(translator)
    return 0


def photograph(window: QWidget, over: QWidget | None) -> QPixmap:
    """Return a picture of the window and what stands over it: a popover in its place, a dialog in the middle."""
    picture = window.grab()
    if over is not None:
        upper = over.grab()
        room = window.size() - over.size()
        place = QPoint(room.width() // 2, room.height() // 2)
        if over.isWindow() and over.windowFlags() & over.windowFlags().Popup == over.windowFlags().Popup:
            place = over.pos() - window.pos()
        painter = QPainter(picture)
        painter.fillRect(window.rect(), QColor(0, 0, 0, 90))
        painter.drawPixmap(place, upper)
        painter.end()
    return picture


if __name__ == "__main__":
    sys.exit(main())
