"""Tells of the end of a long run while the user looks at another program."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from itag_desktop.domain.progress import RunReport
from itag_desktop.gui.desktop_notice import show_desktop_notice
from itag_desktop.gui.result_card import ending_of
from itag_desktop.gui.run_control import RunControl

_LONG_S = 30.0


class RunNotices(QObject):
    """Shows a notice of the desktop where a run of more than 30 s ends and no window of the program is active."""

    def __init__(self, run: RunControl, parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        run.ended.connect(self._on_run_ended)

    @Slot(object)
    def _on_run_ended(self, report: RunReport) -> None:
        order = self._run.order
        if order is None or order.options.is_dry_run or report.duration_s <= _LONG_S:
            return
        if self._run.is_running or QApplication.activeWindow() is not None:
            return  # it was taken up again at once, or its end is seen
        snapshot = self._run.snapshot
        planned = snapshot.plan.planned if snapshot is not None else report.items
        ending = ending_of(order.request, report, planned)
        show_desktop_notice(ending.title, ending.sentence)
