"""The foot of a tab: the Start row, the progress strip while a run goes on, and the card that it ends with.

The panel asks for runs and shows them; what it cannot decide (questions, files to open, another destination) it asks
its tab for by signals.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.progress import RunReport, RunSnapshot, RunState, Trouble
from itag_desktop.gui.all_runs import AllRuns
from itag_desktop.gui.failures import failure_causes
from itag_desktop.gui.labels import separator
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.orders import next_free
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.progress_strip import ProgressStrip, done_share
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.result_card import ResultCard
from itag_desktop.gui.run_control import RunControl, RunOrder
from itag_desktop.gui.start_row import StartRow
from itag_desktop.gui.style import GAP, MARGIN
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import plural, text

_ASKS_FROM = 0.01
_LOCAL_NAMES_TRIED = 99
_MENDED_BY_CREDENTIAL = frozenset({"token-expired", "token-refused"})


class RunPanel(QWidget):
    """Start, progress and end of the runs of one tab."""

    phase_changed = Signal()
    """What the tab allows may be different now: the run began, ended, or its card was left."""
    credential_requested = Signal()
    """The run waits for a new credential."""
    conflicted = Signal(object, int)
    """The `RunOrder` that found its place taken, and by how many objects."""

    def __init__(
        self, run: RunControl, runs: AllRuns, questions: Questions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._runs = runs
        self._questions = questions
        self.notices = NoticeStack(theme)
        self.start_row = StartRow(theme)
        self.progress_strip = ProgressStrip(theme)
        self.result_card = ResultCard(theme)
        self._page: QWidget = self.start_row
        self._asks_to_stop = False
        self._around_card = QVBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        padded = QVBoxLayout()
        padded.setContentsMargins(MARGIN, 0, MARGIN, 4)
        padded.addWidget(self.notices)
        column.addLayout(padded)
        column.addWidget(separator())
        column.addWidget(self.start_row)
        column.addWidget(self.progress_strip)
        self._around_card.addWidget(self.result_card)
        column.addLayout(self._around_card)
        self._show_page(self.start_row)

    def _connect(self) -> None:
        strip, run = self.progress_strip, self._run
        strip.pause_requested.connect(run.pause)
        strip.resume_requested.connect(self.resume)
        strip.cancel_requested.connect(self.ask_cancel)
        self.result_card.retry_requested.connect(self.run_again)
        self.result_card.partial_requested.connect(self._ask_partial)
        run.started.connect(self._on_run_started)
        run.progressed.connect(self._on_run_progressed)
        run.ended.connect(self._on_run_ended)
        run.lost.connect(self._on_run_lost)

    @property
    def is_editing(self) -> bool:
        """Say whether neither a run nor its card is shown: the setup may change."""
        return self._page is self.start_row

    def start(self, order: RunOrder) -> None:
        """Begin a run."""
        self.notices.clear()
        self._run.start(order)

    @Slot()
    def edit(self) -> None:
        """Leave the card, back to the setup."""
        if not self._run.is_running:
            self._show_page(self.start_row)
            self.phase_changed.emit()

    @Slot()
    def run_again(self) -> None:
        """Run the last order once more; what is in the bucket is not sent again.

        The sources are scanned anew, for the draft may be of an engine that is gone.
        """
        order = self._run.order
        if order is not None and not self._run.is_running:
            self.start(replace(order, draft=None))

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self.notices.clear()
        self._run.resume()

    @Slot()
    def toggle_pause(self) -> None:
        """Pause a running run, or let a paused one go on."""
        if self._run.is_paused:
            self.resume()
        elif self._run.is_running:
            self._run.pause()

    @Slot()
    def ask_cancel(self) -> None:
        """Stop the run; asks first when much would be left."""
        snapshot = self._run.snapshot
        share = 0.0 if snapshot is None else done_share(snapshot) or 0.0
        if share < _ASKS_FROM or self._may_stop():
            self._run.cancel()

    def _may_stop(self) -> bool:
        """Ask whether to stop; the run goes on meanwhile, and the question ends with it."""
        self._asks_to_stop = True
        may_stop = self._questions.may_stop()
        self._asks_to_stop = False
        return may_stop and self._run.is_running

    def replace_conflicts(self, order: RunOrder) -> None:
        """Run `order` once more, replacing what stands in its place."""
        self.start(replace(order, options=replace(order.options, if_exists=IfExists.REPLACE, is_dry_run=False)))

    def leave_conflicts_out(self, order: RunOrder) -> None:
        """Run `order` once more without the items whose place is taken."""
        self.start(replace(order, options=replace(order.options, leaves_out_conflicts=True, is_dry_run=False)))

    def _ask_partial(self) -> None:
        order, report = self._run.order, self._run.report
        if order is None or report is None:
            return
        if self._questions.may_write_partial(report.failed):
            self.start(replace(order, options=replace(order.options, writes_partial=True)))

    def _show_page(self, page: QWidget) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._page = page
        for other in (self.start_row, self.progress_strip, self.result_card):
            other.setVisible(other is page)
        around = GAP if page is self.result_card else 0
        self._around_card.setContentsMargins(MARGIN, around, MARGIN, around)
        if had_focus:
            self._main_button().setFocus(Qt.FocusReason.OtherFocusReason)

    def _main_button(self) -> QPushButton:
        """Return the button of the page that Return shall press next, so that the keyboard is never left nowhere."""
        if self._page is self.result_card:
            return self.result_card.main_button()
        return self.progress_strip.pause_button if self._page is self.progress_strip else self.start_row.start_button

    @Slot()
    def _on_run_started(self) -> None:
        self.progress_strip.begin()
        self._show_page(self.progress_strip)
        self.phase_changed.emit()

    @Slot(object)
    def _on_run_progressed(self, snapshot: RunSnapshot) -> None:
        before = self._runs.before(self._run)
        name = before.order.request.dataset_name if before is not None and before.order is not None else None
        self.progress_strip.show_snapshot(snapshot, waits_for=name)
        if snapshot.trouble is not None and snapshot.state in (RunState.PAUSED, RunState.PAUSING):
            self._show_hold(snapshot.trouble)
        else:
            self.notices.drop_notice("hold")

    def _show_hold(self, trouble: Trouble) -> None:
        words = text("Paused: {cause}", cause=sentence(trouble.code, trouble.values))
        ask = Choice(label=text("New token…"), action=self.credential_requested.emit, keeps_notice=True)
        choices = (ask,) if trouble.code in _MENDED_BY_CREDENTIAL else ()  # *Resume* is in the strip below
        self.notices.show_notice(NoticeText(topic="hold", tone=Tone.AMBER, sentence=words, choices=choices))

    @Slot(object)
    def _on_run_ended(self, report: RunReport) -> None:
        self.notices.drop_notice("hold")
        if self._asks_to_stop:
            self._questions.withdraw()
        order = self._run.order
        code = report.trouble.code if report.trouble is not None else ""
        if order is None:
            return
        if code == "local-manifest-exists" and self._run_beside(order):
            return
        if code == "conflicts":
            self.edit()
            self.conflicted.emit(order, report.conflicts)
        elif order.options.is_dry_run:
            self.edit()
            self._show_check(report)
        else:
            causes = failure_causes(report.ledger, order.request.template) if report.failed else ()
            self.result_card.show_report(order.request, report, self._planned(report), causes)
            self._show_page(self.result_card)
        self.phase_changed.emit()

    def _planned(self, report: RunReport) -> int:
        snapshot = self._run.snapshot
        return snapshot.plan.planned if snapshot is not None else report.items

    def _run_beside(self, order: RunOrder) -> bool:
        """Run again with a local copy beside the one that another dataset of this name has left."""
        path = Path(order.options.local_manifest)
        tried = next_free(path.stem)
        if tried.endswith(f"-{_LOCAL_NAMES_TRIED}"):
            return False
        self._run.start(replace(order, options=replace(order.options, local_manifest=str(path.with_stem(tried)))))
        return True

    def _show_check(self, report: RunReport) -> None:
        if report.trouble is not None:
            words, tone = sentence(report.trouble.code, report.trouble.values), Tone.RED
        elif report.state is RunState.CANCELLED:
            return
        else:
            words, tone = self._check_words(report), Tone.SUCCESS
        self.notices.show_notice(NoticeText(topic="check", tone=tone, sentence=words))

    def _check_words(self, report: RunReport) -> str:
        planned = self._planned(report)
        if not planned:
            return text("Checked: nothing is in the way.")
        to_send = planned - report.already_there
        if not to_send:
            return text("Checked: every object is already there and equal. Nothing will be sent but the manifest.")
        return plural(
            "Checked: nothing is in the way. {count} file will be sent.",
            "Checked: nothing is in the way. {count} files will be sent.",
            to_send,
        )

    @Slot()
    def _on_run_lost(self) -> None:
        self.edit()
        words = text("The engine stopped in the middle of the run and was started again. What was sent is not lost.")
        carry_on = Choice(label=text("Carry on"), action=self.run_again)
        self.notices.show_notice(NoticeText(topic="lost", tone=Tone.AMBER, sentence=words, choices=(carry_on,)))
