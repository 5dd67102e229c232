"""The window's frame: connection bar, tabs, menus, title; and what concerns more than one part of it."""

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QByteArray, QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.gui.connection import Standing
from itag_desktop.gui.connection_bar import ConnectionBar
from itag_desktop.gui.connection_desk import ConnectionDesk
from itag_desktop.gui.custom_tab import CustomTab
from itag_desktop.gui.engine_client import EngineFault
from itag_desktop.gui.focus_areas import FocusAreas
from itag_desktop.gui.media_tab import MediaTab
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.practice_desk import PracticeDesk
from itag_desktop.gui.progress_strip import done_share
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.run_desk import RunDesk
from itag_desktop.gui.run_notices import RunNotices
from itag_desktop.gui.run_record import RunRecord
from itag_desktop.gui.runs_drawer import RunsDrawer
from itag_desktop.gui.runs_model import RunsModel
from itag_desktop.gui.style import MARGIN
from itag_desktop.gui.taskbar_progress import TaskbarProgress, session_bus
from itag_desktop.gui.template_tab import MISPLACED, TemplateTab
from itag_desktop.gui.text_tab import TextTab
from itag_desktop.gui.wheel_guard import WheelGuard
from itag_desktop.gui.window_menus import WindowActions, WindowMenus
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
        self._runs = parts.runs
        self._theme = parts.theme
        self.connection_desk = ConnectionDesk(parts, self)
        self._questions = Questions(self, self.connection_desk.has_credential)
        self._asks_to_close = False
        self.bar = ConnectionBar(parts.connections, parts.recents, parts.theme)
        self.notices = NoticeStack(parts.theme)
        self.tabs = QTabWidget()
        self.text_tab = TextTab(parts, self._questions)
        self.media_tab = MediaTab(parts, self._questions)
        self.custom_tab = CustomTab(parts, self._questions)
        self.template_tabs: tuple[TemplateTab, ...] = (self.text_tab, self.media_tab, self.custom_tab)
        self.runs_model = RunsModel(lambda: list_runs(parts.dirs), parts.theme, self)
        self.drawer = RunsDrawer(self.runs_model, parts.theme)
        self.practice_desk = PracticeDesk(
            parts.engine, parts.connections, self._needed_bytes, self._questions, self.notices
        )
        ask_credential = self.connection_desk.ask_credential
        self._desk = RunDesk(parts, self.drawer, self.notices, self._open_tab, ask_credential)
        self.run_record = RunRecord(parts, self.drawer, self.notices, ask_credential, self._desk.carry_on)
        self._areas = FocusAreas(lambda: (self.bar, *self.tab.areas, self.drawer))
        self._build()
        self._build_menus()
        self._connect()
        for run in self._runs:
            RunNotices(run, self)
            TaskbarProgress(run, self, session_bus())
        WheelGuard(self)
        self._name_window()

    @property
    def tab(self) -> TemplateTab:
        """The tab in front."""
        return self.template_tabs[self.tabs.currentIndex()]

    def _needed_bytes(self) -> int:
        return self.tab.draft.counts.size_bytes

    def _build(self) -> None:
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(*_DEFAULT_SIZE)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setAccessibleName(text("Templates"))
        for tab in self.template_tabs:
            self.tabs.addTab(tab, tab.frame.title)
        self.tabs.setCurrentWidget(self.media_tab)
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
        actions = WindowActions(
            ask_connection=self.connection_desk.ask_new,
            manage_connections=self.connection_desk.manage,
            clear_practice=self.practice_desk.ask_clear,
            close_window=self._quit,
            paste=self._paste,
            remove=self._remove,
            toggle_runs=self.drawer.toggle,
            next_area=self._areas.go_on,
            previous_area=self._areas.go_back,
            open_guide=self._open_guide,
            choose_tab=self.tabs.setCurrentIndex,
        )
        WindowMenus(self.template_tabs, lambda: self.tab, actions).fill(self, self._theme)

    def _connect(self) -> None:
        for tab in self.template_tabs:
            tab.panel.credential_requested.connect(partial(self.connection_desk.renew_credential, tab.run))
            tab.draft.scan_changed.connect(self.practice_desk.renew)
            tab.panel.result_card.real_requested.connect(partial(self._do_really, tab))
            tab.prefix_requested.connect(self.bar.prefix_edit.setText)
            tab.misplaced.connect(partial(self._say_misplaced, tab))
        self.bar.new_connection_requested.connect(self.connection_desk.ask_new)
        self.bar.manage_requested.connect(self.connection_desk.manage)
        self.practice_desk.space_changed.connect(self.bar.show_space)
        self.tabs.currentChanged.connect(self.practice_desk.renew)
        self._engine.was_lost.connect(self._on_engine_lost)
        self._engine.became_ready.connect(self._on_engine_ready)
        self._runs.started.connect(self._on_run_started)
        self._runs.progressed.connect(self._name_window)
        self._runs.ended.connect(self._on_run_ended)
        self._runs.lost.connect(self._name_window)

    def take_paths(self, paths: Sequence[str]) -> None:
        """Add paths given at the start to the tab that they are of use to, and bring it to the front."""
        fitting = (tab for tab in (self.tab, *self.template_tabs) if any(tab.takes(path) for path in paths))
        tab = next(fitting, self.tab)
        self.tabs.setCurrentWidget(tab)
        tab.add_paths(paths)

    def _open_tab(self, template: Template) -> TemplateTab | None:
        tab = next((tab for tab in self.template_tabs if template in tab.frame.templates), None)
        if tab is None or tab.run.is_running:
            return None
        self.tabs.setCurrentWidget(tab)
        return tab

    def _say_misplaced(self, tab: TemplateTab, paths: list[str]) -> None:
        """Offer the tabs that `paths` are of use to; where there is none, `tab` looks at them all the same."""
        fitting = [other for other in self.template_tabs if any(other.takes(path) for path in paths)]
        if not fitting:
            tab.add_paths(paths)
            return
        name = PurePath(paths[0]).name
        words = text("{name} is not for this tab.", name=name)
        choices = tuple(
            Choice(label=text("Use it in {tab}", tab=other.frame.title), action=partial(self._use_in, other, paths))
            for other in fitting
        )
        tab.panel.notices.show_notice(NoticeText(topic=MISPLACED, tone=Tone.INFO, sentence=words, choices=choices))

    def _use_in(self, tab: TemplateTab, paths: list[str]) -> None:
        self.tabs.setCurrentWidget(tab)
        tab.add_paths(paths)

    def _do_really(self, tab: TemplateTab) -> None:
        tab.panel.edit()
        self.connection_desk.ask_new()

    def _paste(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.paste()
        else:
            self.tab.paste(QGuiApplication.clipboard().mimeData())

    def _remove(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.del_()
        else:
            self.tab.remove_focused(focused)

    def _quit(self) -> None:
        self.close()

    def _open_guide(self) -> None:
        QDesktopServices.openUrl(QUrl(_GUIDE))

    @Slot(object, bool)
    def _on_engine_lost(self, fault: EngineFault, starts_again: bool) -> None:  # noqa: FBT001 - a signal's argument
        if starts_again and self._runs.front is None:
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
        for tab in self.template_tabs:
            tab.draft.scan_again()

    @Slot(object)
    def _on_run_started(self, run: RunControl) -> None:
        self._name_window()
        if run.order is not None:
            self.parts.recents.use(run.order.request.destination)

    @Slot(object, object)
    def _on_run_ended(self, run: RunControl, report: RunReport) -> None:
        self._name_window()
        self.practice_desk.measure()
        if self._asks_to_close and self._runs.front is None:
            self._questions.withdraw()  # there is no run any more to be asked about, and its end is worth a look
        QApplication.alert(self)  # where the window is not the active one, its place in the task bar asks for eyes
        order = run.order
        if order is None or order.credential is None:
            return
        if report.state in (RunState.FINISHED, RunState.FINISHED_LEFT_OUT):
            self._connections.set_standing_of(order.credential, Standing.READY)
        elif report.exit_code == 3:  # noqa: PLR2004 - the connection or the credential failed
            cause = "" if report.trouble is None else sentence(report.trouble.code, report.trouble.values)
            self._connections.set_standing_of(order.credential, Standing.FAILED, cause)

    @Slot()
    def _name_window(self) -> None:
        run = self._runs.front
        if run is None or run.order is None:
            self.setWindowTitle(_PROGRAM)
            return
        share = 0.0 if run.snapshot is None else done_share(run.snapshot) or 0.0
        self.setWindowTitle(f"{run.order.request.dataset_name} · {percent_text(share, 1)} · {_PROGRAM}")

    def restore(self) -> None:
        """Take the place, tab and sizes of last time, as far as they are on a screen."""
        settings = self.parts.settings
        geometry = settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        for tab in self.template_tabs:
            splitter = settings.value(f"{tab.frame.name}/splitter")
            if isinstance(splitter, QByteArray):
                tab.splitter.restoreState(splitter)
            if settings.value("window/tab") == tab.frame.name:
                self.tabs.setCurrentWidget(tab)

    def _may_close_in_run(self) -> bool:
        self._asks_to_close = True
        may_close = self._questions.may_close_in_run()
        self._asks_to_close = False
        return may_close

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close, after asking in a run; the engine saves by itself."""
        if self._runs.front is not None and not self._may_close_in_run():
            event.ignore()
            return
        settings = self.parts.settings
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/tab", self.tab.frame.name)
        for tab in self.template_tabs:
            settings.setValue(f"{tab.frame.name}/splitter", tab.splitter.saveState())
            tab.close_files()
        self.drawer.failures.close_files()
        self.run_record.close_files()
        self.runs_model.close()
        self.parts.recents.close()
        event.accept()
