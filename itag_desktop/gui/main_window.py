"""The window's frame: connection bar, tabs, menus, title; and what concerns more than one part of it."""

from PySide6.QtCore import QByteArray, QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from itag_desktop.domain.progress import RunReport, RunSnapshot, RunState
from itag_desktop.gui.connection import Standing
from itag_desktop.gui.connection_bar import ConnectionBar
from itag_desktop.gui.connection_desk import ConnectionDesk
from itag_desktop.gui.engine_client import EngineFault
from itag_desktop.gui.focus_areas import FocusAreas
from itag_desktop.gui.media_tab import MediaTab
from itag_desktop.gui.menus import Entry, Menus
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.practice_desk import PracticeDesk
from itag_desktop.gui.progress_strip import done_share
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.run_desk import RunDesk
from itag_desktop.gui.run_notices import RunNotices
from itag_desktop.gui.run_record import RunRecord
from itag_desktop.gui.runs_drawer import RunsDrawer
from itag_desktop.gui.runs_model import RunsModel
from itag_desktop.gui.style import MARGIN
from itag_desktop.gui.taskbar_progress import TaskbarProgress, session_bus
from itag_desktop.state.runs import list_runs
from itag_desktop.wording.quantities import percent_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_DEFAULT_SIZE = (1200, 760)
_SMALLEST_SIZE = (900, 540)
_GUIDE = "https://www.alibabacloud.com/help/en/pai/user-guide/create-a-dataset-for-a-labeling-job"
_PROGRAM = "iTAG Desktop"


class MainWindow(QMainWindow):
    """The window. It owns the parts that are seen; the engine, drafts and runs are given to it."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__()
        self.parts = parts
        self._engine = parts.engine
        self._connections = parts.connections
        self._draft = parts.draft
        self._run = parts.run
        self._theme = parts.theme
        self._questions = Questions(self)
        self.bar = ConnectionBar(parts.connections, parts.recents, parts.theme)
        self.notices = NoticeStack(parts.theme)
        self.tabs = QTabWidget()
        self.connection_desk = ConnectionDesk(parts, self)
        self.media_tab = MediaTab(parts, self._questions, self.connection_desk.has_credential)
        self.practice_desk = PracticeDesk(
            parts.engine, parts.connections, lambda: parts.draft.counts.size_bytes, self._questions, self.notices
        )
        self.runs_model = RunsModel(lambda: list_runs(parts.dirs), parts.theme, self)
        self.drawer = RunsDrawer(self.runs_model, parts.theme)
        self._desk = RunDesk(
            parts, self.drawer, self.media_tab.panel, self.notices, self.connection_desk.ask_credential
        )
        self.run_record = RunRecord(
            parts, self.drawer, self.notices, self.connection_desk.ask_credential, self._desk.carry_on
        )
        tab = self.media_tab
        self._areas = FocusAreas((self.bar, tab.settings, tab.preview, tab.panel, self.drawer))
        self._build()
        self._build_menus()
        self._connect()
        RunNotices(self._run, self)
        TaskbarProgress(self._run, self, session_bus())
        self._name_window()

    def _build(self) -> None:
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(*_DEFAULT_SIZE)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setAccessibleName(text("Templates"))
        self.tabs.addTab(self.media_tab, text("Image, video, audio"))
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        notices = QVBoxLayout()
        notices.setContentsMargins(MARGIN, 0, MARGIN, 0)
        notices.addWidget(self.notices)
        column.addLayout(notices)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.drawer)
        self.setCentralWidget(frame)

    def _build_menus(self) -> None:
        menus = Menus(self)
        menus.add(text("&File"), self._file_entries())
        menus.add(text("&Edit"), self._edit_entries()).addMenu(self.media_tab.panel.result_card.copy_menu)
        menus.add_schemes(menus.add(text("&View"), self._view_entries()), self._theme)
        menus.add(text("&Run"), self._run_entries())
        menus.add(text("&Help"), self._help_entries())

    def _file_entries(self) -> list[Entry | None]:
        tab = self.media_tab
        return [
            Entry(words=text("Add files…"), do=tab.pick_files, keys="Ctrl+O"),
            Entry(words=text("Add folder…"), do=tab.pick_folder, keys="Ctrl+Shift+O"),
            None,
            Entry(words=text("New connection…"), do=self.connection_desk.ask_new),
            Entry(words=text("Manage connections…"), do=self.connection_desk.manage),
            Entry(words=text("Clear practice data…"), do=self.practice_desk.ask_clear),
            None,
            Entry(words=text("Quit"), do=self._quit, keys="Ctrl+Q"),
        ]

    def _edit_entries(self) -> list[Entry | None]:
        tab = self.media_tab
        return [
            Entry(words=text("Undo"), do=self.media_tab.undo, keys="Ctrl+Z"),
            Entry(words=text("Redo"), do=self.media_tab.redo, keys="Ctrl+Shift+Z Ctrl+Y"),
            None,
            Entry(words=text("Paste files"), do=self._paste, keys="Ctrl+V"),
            Entry(words=text("Copy lines"), do=tab.preview.copy_lines),
            None,
            Entry(words=text("Leave out or remove"), do=self._remove, keys="Del"),
            Entry(words=text("Name in bucket"), do=tab.settings.sources_list.edit_name, keys="F2"),
        ]

    def _view_entries(self) -> list[Entry | None]:
        preview = self.media_tab.preview
        return [
            Entry(words=text("Runs"), do=self.drawer.toggle, keys="F8"),
            Entry(words=text("Find in lines"), do=preview.ask_find, keys="Ctrl+F"),
            Entry(words=text("Go to line…"), do=preview.ask_line, keys="Ctrl+G"),
            Entry(words=text("Next area"), do=self._areas.go_on, keys="F6"),
            Entry(words=text("Previous area"), do=self._areas.go_back, keys="Shift+F6"),
            None,
        ]

    def _run_entries(self) -> list[Entry | None]:
        tab = self.media_tab
        return [
            Entry(words=text("Create dataset"), do=tab.create_dataset, keys="Ctrl+Return Ctrl+Enter"),
            Entry(words=text("Check first"), do=tab.check_first),
            Entry(words=text("Pause or resume"), do=tab.panel.toggle_pause, keys="Ctrl+P"),
            None,
            Entry(words=text("Rescan"), do=self.media_tab.rescan, keys="F5"),
            Entry(words=text("Stop scan"), do=self._draft.stop_scan, keys="Esc"),
        ]

    def _help_entries(self) -> list[Entry | None]:
        return [
            Entry(words=text("Try the sample"), do=self.media_tab.try_sample),
            Entry(words=text("Create a dataset for a labeling job (web)"), do=self._open_guide, keys="F1"),
        ]

    def _connect(self) -> None:
        card = self.media_tab.panel.result_card
        self.media_tab.panel.credential_requested.connect(lambda: self.connection_desk.renew_credential(self._run))
        card.real_requested.connect(self._on_real_requested)
        self.bar.new_connection_requested.connect(self.connection_desk.ask_new)
        self.bar.manage_requested.connect(self.connection_desk.manage)
        self.practice_desk.space_changed.connect(self.bar.show_space)
        self._draft.scan_changed.connect(self.practice_desk.renew)
        self.media_tab.prefix_requested.connect(self.bar.prefix_edit.setText)
        self._engine.was_lost.connect(self._on_engine_lost)
        self._engine.became_ready.connect(self._on_engine_ready)
        self._run.started.connect(self._on_run_started)
        self._run.progressed.connect(self._on_run_progressed)
        self._run.ended.connect(self._on_run_ended)
        self._run.lost.connect(self._name_window)

    @Slot()
    def _on_real_requested(self) -> None:
        self.media_tab.panel.edit()
        self.connection_desk.ask_new()

    def _paste(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.paste()
        else:
            self.media_tab.paste(QGuiApplication.clipboard().mimeData())

    def _remove(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.del_()
        elif focused in (self.media_tab.preview.lines_view, self.media_tab.preview.gallery_view):
            self.media_tab.leave_out_selected()
        elif focused is self.media_tab.settings.sources_list:
            self.media_tab.settings.remove_selected()

    def _quit(self) -> None:
        self.close()

    def _open_guide(self) -> None:
        QDesktopServices.openUrl(QUrl(_GUIDE))

    @Slot(object, bool)
    def _on_engine_lost(self, fault: EngineFault, starts_again: bool) -> None:  # noqa: FBT001 - a signal's argument
        if starts_again and not self._run.is_running:
            return  # a run says so itself
        if starts_again:
            words = text("The engine stopped and is started again.")
        elif fault is EngineFault.OTHER_VERSION:
            words = text("The engine is of another version. Install iTAG Desktop again.")
        else:
            words = text("The engine stopped and cannot be started. The log has the details.")
        again = Choice(label=text("Start it again"), action=self._engine.start)
        choices = () if starts_again else (again,)
        self.notices.show_notice(NoticeText(topic="engine", tone=Tone.RED, sentence=words, choices=choices))

    @Slot()
    def _on_engine_ready(self) -> None:
        self.notices.drop_notice("engine")
        self._draft.scan_again()

    @Slot()
    def _on_run_started(self) -> None:
        self._name_window()
        if self._run.order is not None:
            self.parts.recents.use(self._run.order.request.destination)

    @Slot(object)
    def _on_run_progressed(self, _snapshot: RunSnapshot) -> None:
        self._name_window()

    @Slot(object)
    def _on_run_ended(self, report: RunReport) -> None:
        self._name_window()
        self.practice_desk.measure()
        QApplication.alert(self)  # where the window is not the active one, its place in the task bar asks for eyes
        order = self._run.order
        if order is None or order.credential is None:
            return
        if report.state in (RunState.FINISHED, RunState.FINISHED_LEFT_OUT):
            self._connections.set_standing_of(order.credential, Standing.READY)
        elif report.exit_code == 3:  # noqa: PLR2004 - the connection or the credential failed
            cause = "" if report.trouble is None else sentence(report.trouble.code, report.trouble.values)
            self._connections.set_standing_of(order.credential, Standing.FAILED, cause)

    @Slot()
    def _name_window(self) -> None:
        order, snapshot = self._run.order, self._run.snapshot
        if not self._run.is_running or order is None:
            self.setWindowTitle(_PROGRAM)
            return
        share = 0.0 if snapshot is None else done_share(snapshot) or 0.0
        self.setWindowTitle(f"{order.request.dataset_name} · {percent_text(share, 1)} · {_PROGRAM}")

    def restore(self) -> None:
        """Take the place and sizes of last time, as far as they are on a screen."""
        geometry = self.parts.settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        splitter = self.parts.settings.value("media/splitter")
        if isinstance(splitter, QByteArray):
            self.media_tab.splitter.restoreState(splitter)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close, after asking in a run; the engine saves by itself."""
        if self._run.is_running and not self._questions.may_close_in_run():
            event.ignore()
            return
        self.parts.settings.setValue("window/geometry", self.saveGeometry())
        self.parts.settings.setValue("media/splitter", self.media_tab.splitter.saveState())
        self.media_tab.close_files()
        self.drawer.failures.close_files()
        self.run_record.close_files()
        self.runs_model.close()
        self.parts.recents.close()
        event.accept()
