"""*Export…*: the engine writes the list of problems to a file of the user's choice, and a notice says where it is."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from itag_desktop.engine import link
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.file_manager import show_in_folder
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.problems_model import ProblemFilter
from itag_desktop.wording import texts
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_TOPIC = "export"


class ProblemExport(QObject):
    """Lists of problems of one tab."""

    def __init__(self, engine: EngineClient, notices: NoticeStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._engine = engine
        self._notices = notices
        self._window = parent
        self._export_id = 0
        engine.event_received.connect(self._on_engine_event)

    def ask(self, dataset_name: str, ledger: str, wanted: ProblemFilter) -> None:
        """Ask for a file, and let the engine write the problems `wanted` of `ledger` to it."""
        kinds = text("Workbook") + " (*.xlsx);;CSV (*.csv)"
        name = f"{dataset_name}-problems.xlsx"
        target, chosen = QFileDialog.getSaveFileName(self._window, text("Export problems"), name, kinds)
        if not target:
            return
        if not target.lower().endswith((".xlsx", ".csv")):
            target += ".csv" if "*.csv" in chosen else ".xlsx"
        self._export_id = self._engine.next_number()
        self._engine.send(
            link.ExportProblems(
                export_id=self._export_id,
                ledger=ledger,
                template=wanted.template,
                problem_kinds=wanted.problem_kinds,
                target=target,
                language=texts.installed().value,
            )
        )

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        if not isinstance(event, link.ProblemsExported) or event.export_id != self._export_id:
            return
        if event.trouble is not None:
            words = sentence(event.trouble.code, event.trouble.values)
            self._notices.show_notice(NoticeText(topic=_TOPIC, tone=Tone.RED, sentence=words))
            return
        words = text("The list is in {path}", path=event.target)
        show = Choice(label=text("Show in folder"), action=lambda: show_in_folder(event.target))
        self._notices.show_notice(NoticeText(topic=_TOPIC, tone=Tone.SUCCESS, sentence=words, choices=(show,)))
