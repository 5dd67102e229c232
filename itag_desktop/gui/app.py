"""The window's composition root: builds the parts, passes them to each other, and runs Qt's event loop."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QLoggingCategory, QSettings, QStandardPaths, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from itag_desktop.gui.all_runs import AllRuns
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.custom_draft import CustomDraft
from itag_desktop.gui.engine_client import EngineClient, engine_command
from itag_desktop.gui.focus_ring import FocusRings
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.parts import TabParts, WindowParts
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.support.resources import resource_path
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language, choose_language, named_language

PROGRAM = "iTAG Desktop"


def local_folder() -> Path:
    """Return where local copies of manifests are kept."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / PROGRAM


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, with the files and folders named in `arguments` as its first sources; return the exit code."""
    application = QApplication([PROGRAM, *arguments])
    application.setApplicationName(PROGRAM)
    application.setOrganizationName("itag-desktop")
    application.setDesktopFileName("itag-desktop")
    application.setWindowIcon(QIcon(str(resource_path("icons", "app.svg"))))
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false")  # pictures that cannot be decoded are no news of ours
    translator = install_language(application, named_language(os.environ))
    engine = EngineClient(engine_command(), application)
    window = build_window(application, engine)
    gc.freeze()  # what a window is made of stays: looking through it again holds the window for 40 ms
    engine.start()
    window.show()
    paths = [str(Path(argument).absolute()) for argument in arguments if not argument.startswith("-")]
    window.take_paths(paths)
    window.runs_model.read_again()
    code = application.exec()
    engine.stop()
    application.removeTranslator(translator)
    return code


def install_language(application: QApplication, named: str | None) -> QTranslator:
    """Speak the language `named`, else the system's: our texts, and Qt's own in its stock dialogs."""
    language = choose_language(named, QLocale.system().name())
    texts.install(language)
    translator = QTranslator(application)
    if language is Language.CHINESE:
        translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(translator)
    QLocale.setDefault(QLocale(language.value))
    return translator


def build_window(application: QApplication, engine: EngineClient) -> MainWindow:
    """Return the window over `engine`, ready to be shown."""
    theme = Theme(application, resource_path("icons"))
    dirs = app_dirs()
    recents = RecentDestinations(dirs, application)
    connections = Connections(application)
    text = TabParts(
        draft=TextDraft(engine, connections, application),
        run=RunControl(engine, application),
        sample=resource_path("sample", "reviews.csv"),
    )
    if recents.last is not None:
        connections.recall(recents.last)
    media = TabParts(
        draft=MediaDraft(engine, connections, application),
        run=RunControl(engine, application),
        sample=resource_path("sample", "fruit"),
    )
    custom = TabParts(
        draft=CustomDraft(engine, connections, application),
        run=RunControl(engine, application),
        sample=resource_path("sample", "goods", "goods.csv"),
    )
    parts = WindowParts(
        engine=engine,
        connections=connections,
        text=text,
        recents=recents,
        media=media,
        custom=custom,
        runs=AllRuns([text.run, media.run, custom.run], application),
        theme=theme,
        settings=QSettings(),
        dirs=dirs,
        local_folder=local_folder(),
    )
    with theme.undressed():
        window = MainWindow(parts)
    FocusRings(application, theme, window)
    window.restore()
    return window
