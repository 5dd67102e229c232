"""What the buttons of a result card do that concerns only the card and its manifest."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from itag_desktop.domain.progress import RunReport
from itag_desktop.gui.file_manager import open_file, show_in_folder
from itag_desktop.gui.pai_steps import PaiSteps
from itag_desktop.gui.result_card import AddressPart, ResultCard
from itag_desktop.gui.run_control import RunControl


class CardActions(QObject):
    """Opens, shows and copies what the last run has written."""

    def __init__(self, card: ResultCard, run: RunControl) -> None:
        super().__init__(card)
        self._card = card
        self._run = run
        self._report: RunReport | None = None
        run.ended.connect(self._on_run_ended)
        card.manifest_requested.connect(self._open_manifest)
        card.folder_requested.connect(self._open_folder)
        card.copy_requested.connect(self._copy)
        card.steps_requested.connect(self._show_steps)

    @Slot(object)
    def _on_run_ended(self, report: RunReport) -> None:
        self._report = report

    @Slot()
    def _open_manifest(self) -> None:
        if self._report is not None and self._report.local_manifest is not None:
            open_file(self._report.local_manifest)

    @Slot()
    def _open_folder(self) -> None:
        if self._report is not None and self._report.local_manifest is not None:
            show_in_folder(self._report.local_manifest)

    @Slot(str)
    def _copy(self, part: str) -> None:
        order, report = self._run.order, self._report
        if order is None or report is None or not report.manifests:
            return
        destination = order.request.destination
        addresses = [manifest.uri for manifest in report.manifests]
        parts = {
            AddressPart.WHOLE: "\n".join(addresses),
            AddressPart.BUCKET: destination.bucket,
            AddressPart.PATH: "\n".join(address.removeprefix(destination.root_uri) for address in addresses),
        }
        QGuiApplication.clipboard().setText(parts[AddressPart(part)])
        self._card.say_copied()

    @Slot()
    def _show_steps(self) -> None:
        if self._run.order is not None:
            PaiSteps(self._run.order.request.template, self._card).show_over(self._card.steps_button)
