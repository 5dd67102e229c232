"""What the record of an old run is good for: the bucket is compared with it, and a receipt is made of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from itag_desktop.domain.destination import Destination
from itag_desktop.engine import link
from itag_desktop.gui.background import Background
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.receipt import write_receipt
from itag_desktop.gui.runs_drawer import RunsDrawer
from itag_desktop.state.runs import RunSummary
from itag_desktop.wording.comparisons import comparison_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_COMPARED = "verify"
_RECEIPT = "receipt"


class _Written(QObject):
    done = Signal(str, bool)


class RunRecord(QObject):
    """Does *Verify* and *Receipt…* of the drawer. The engine compares, a thread writes."""

    def __init__(
        self,
        parts: WindowParts,
        drawer: RunsDrawer,
        notices: NoticeStack,
        ask_credential: Callable[[Destination], None],
        run_again: Callable[[RunSummary], None],
    ) -> None:
        super().__init__(drawer)
        self._parts = parts
        self._drawer = drawer
        self._notices = notices
        self._ask_credential = ask_credential
        self._run_again = run_again
        self._compared: RunSummary | None = None
        self._writing = Background("receipt")
        self._answer = _Written(self)
        self._answer.done.connect(self._on_written)
        drawer.verify_requested.connect(self.verify)
        drawer.receipt_requested.connect(self.save_receipt)
        parts.engine.event_received.connect(self._on_engine_event)
        parts.engine.was_lost.connect(self._on_engine_lost)

    @Slot(object)
    def verify(self, summary: RunSummary | None) -> None:
        """Compare the bucket with what was recorded of a run."""
        if summary is None:
            return
        connections = self._parts.connections
        known = connections.leading_to(summary.destination)
        if known is None or not known.has_credential:
            self._ask_credential(summary.destination)
            known = connections.leading_to(summary.destination)
        if known is None or not known.has_credential:
            return
        self._compared = summary
        self._parts.engine.send(
            link.VerifyRun(run_id=summary.run_id, ledger=str(summary.ledger), credential=known.credential)
        )
        self._say(_COMPARED, Tone.INFO, text("Comparing {name} with the bucket…", name=summary.dataset_name))

    @Slot(object)
    def save_receipt(self, summary: RunSummary | None) -> None:
        """Write a receipt of a run to a file of the user's choice."""
        if summary is None:
            return
        proposed = str(self._parts.local_folder / f"{summary.dataset_name}.receipt.txt")
        window: QWidget = self._drawer.window()
        path, _ = QFileDialog.getSaveFileName(window, text("Save receipt"), proposed, "TXT (*.txt)")
        if path:
            self._writing.start(partial(self._write, summary.ledger, Path(path)))

    def close_files(self) -> None:
        """Write no more."""
        self._writing.close()

    def _write(self, ledger: Path, path: Path) -> None:
        self._answer.done.emit(str(path), write_receipt(ledger, path))

    @Slot(str, bool)
    def _on_written(self, path: str, is_written: bool) -> None:  # noqa: FBT001 - a signal's argument
        if is_written:
            self._say(_RECEIPT, Tone.SUCCESS, text("The receipt was saved as {path}.", path=path))
        else:
            self._say(_RECEIPT, Tone.RED, text("The receipt could not be saved as {path}.", path=path))

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        summary = self._compared
        if not isinstance(event, link.RunVerified) or summary is None or event.run_id != summary.run_id:
            return
        self._compared = None
        report = event.report
        if report.trouble is not None:
            self._say(_COMPARED, Tone.RED, sentence(report.trouble.code, report.trouble.values))
        elif report.is_same:
            tone = Tone.SUCCESS if report.objects else Tone.INFO
            self._say(_COMPARED, tone, comparison_text(summary.dataset_name, report))
        else:
            self._say_different(summary, event)

    def _say_different(self, summary: RunSummary, event: link.RunVerified) -> None:
        words = comparison_text(summary.dataset_name, event.report)
        if event.first is not None:
            first = text("The first: {key}", key=event.first.key)
            words = f"{words} {first}"
        again = Choice(label=text("Run again"), action=lambda: self._run_again(summary))
        self._say(_COMPARED, Tone.AMBER, words, again)

    @Slot()
    def _on_engine_lost(self) -> None:
        self._compared = None
        self._notices.drop_notice(_COMPARED)

    def _say(self, topic: str, tone: Tone, words: str, *choices: Choice) -> None:
        self._notices.show_notice(NoticeText(topic=topic, tone=tone, sentence=words, choices=choices))
