"""What joins the runs drawer with the rest of the window: old runs opened, carried on, forgotten."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport, RunSnapshot, RunState, Stage
from itag_desktop.gui.file_manager import open_file, show_in_folder
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.past_runs import connection_for, order_of, read_past_run
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.runs_drawer import RunsDrawer
from itag_desktop.gui.template_tab import TemplateTab
from itag_desktop.state.runs import RunSummary, forget_run
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import count_text, text

_UNFINISHED = "run/unfinished"
_BETWEEN_IDS = ","

OpenTab = Callable[[Template], TemplateTab | None]
"""Brings the tab of a template to the front; None where there is none, or a run goes on in it."""


def _topic(run_id: str) -> str:
    return f"unfinished-{run_id}"


class RunDesk(QObject):
    """Does what the drawer asks for, and offers at the start to carry on what was closed in its run."""

    def __init__(
        self,
        parts: WindowParts,
        drawer: RunsDrawer,
        notices: NoticeStack,
        open_tab: OpenTab,
        ask_credential: Callable[[Destination], None],
    ) -> None:
        super().__init__(drawer)
        self._parts = parts
        self._model = drawer.model
        self._notices = notices
        self._open_tab = open_tab
        self._ask_credential = ask_credential
        self._is_first_reading = True
        self._shown: tuple[str, Stage] | None = None
        drawer.manifest_requested.connect(self._open_manifest)
        drawer.folder_requested.connect(self._open_folder)
        drawer.resume_requested.connect(self.carry_on)
        drawer.forget_requested.connect(self._forget)
        drawer.model.was_read.connect(self._on_runs_read)
        parts.runs.started.connect(self._on_run_started)
        parts.runs.progressed.connect(self._on_run_progressed)
        parts.runs.ended.connect(self._on_run_ended)

    @Slot(object)
    def carry_on(self, summary: RunSummary | None) -> None:
        """Take an old run up again in the tab of its template and start it."""
        past = read_past_run(summary) if summary is not None else None
        tab = self._open_tab(past.request.template) if past is not None else None
        if past is None or tab is None:
            return
        connection = connection_for(past.request, self._parts.connections)
        if connection is None:
            self._ask_credential(past.request.destination)
            connection = connection_for(past.request, self._parts.connections)
        if connection is None:
            return
        self._parts.connections.add(connection)
        tab.panel.edit()
        tab.load_request(past.request)
        tab.panel.start(order_of(past, connection, self._parts.local_folder))

    @Slot(object)
    def _open_manifest(self, summary: RunSummary | None) -> None:
        if summary is not None and summary.report is not None and summary.report.local_manifest is not None:
            open_file(summary.report.local_manifest)

    @Slot(object)
    def _open_folder(self, summary: RunSummary | None) -> None:
        if summary is not None and summary.report is not None and summary.report.local_manifest is not None:
            show_in_folder(summary.report.local_manifest)

    @Slot(object)
    def _forget(self, summary: RunSummary | None) -> None:
        if summary is None:
            return
        try:
            forget_run(self._parts.dirs, summary.run_id)
        except LedgerError as error:
            words = sentence(error.code, error.values)
            self._notices.show_notice(NoticeText(topic="forget", tone=Tone.RED, sentence=words))
        self._model.read_again()

    @Slot(object)
    def _on_run_started(self, run: RunControl) -> None:
        if run.order is not None:  # until it has ended, it is what the next start offers to carry on
            run_id = run.order.request.dataset_id
            self._notices.drop_notice(_topic(run_id))
            self._remember({*self._unfinished(), run_id})

    @Slot(object, object)
    def _on_run_progressed(self, _run: RunControl, snapshot: RunSnapshot) -> None:
        """Let the drawer follow: a ledger is there from the first stage on, and says then that it is worked on."""
        now = (snapshot.run_id, snapshot.stage)
        if now != self._shown:
            self._shown = now
            self._model.read_again()

    @Slot(object, object)
    def _on_run_ended(self, _run: RunControl, report: RunReport) -> None:
        self._forget_unfinished(report.run_id)
        self._model.read_again()

    def _unfinished(self) -> set[str]:
        return set(filter(None, str(self._parts.settings.value(_UNFINISHED, "")).split(_BETWEEN_IDS)))

    def _remember(self, run_ids: set[str]) -> None:
        if run_ids:
            self._parts.settings.setValue(_UNFINISHED, _BETWEEN_IDS.join(sorted(run_ids)))
        else:
            self._parts.settings.remove(_UNFINISHED)

    def _forget_unfinished(self, run_id: str) -> None:
        self._remember(self._unfinished() - {run_id})

    @Slot()
    def _on_runs_read(self) -> None:
        if not self._is_first_reading or self._parts.runs.front is not None:
            return
        self._is_first_reading = False
        wanted = self._unfinished()
        for row in range(self._model.rowCount()):
            summary = self._model.run(row)
            if summary.run_id in wanted and _is_unfinished(summary):
                self._offer(summary)

    def _offer(self, summary: RunSummary) -> None:
        choices = (
            Choice(label=text("Carry on"), action=lambda: self.carry_on(summary)),
            Choice(label=text("Later"), action=lambda: self._forget_unfinished(summary.run_id)),
        )
        notice = NoticeText(
            topic=_topic(summary.run_id), tone=Tone.INFO, sentence=_stopped_text(summary), choices=choices
        )
        self._notices.show_notice(notice)


def _is_unfinished(summary: RunSummary) -> bool:
    if summary.files:
        return summary.done < summary.files
    return summary.state not in (RunState.FINISHED, RunState.FINISHED_LEFT_OUT)


def _stopped_text(summary: RunSummary) -> str:
    if not summary.files:
        return text("'{name}' stopped before its manifest was written.", name=summary.dataset_name)
    return text(
        "'{name}' stopped at {done} of {total} files.",
        name=summary.dataset_name,
        done=count_text(summary.done),
        total=count_text(summary.files),
    )
