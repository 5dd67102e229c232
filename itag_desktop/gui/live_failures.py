"""The list of what failed in a run that still goes on: opened from the progress strip, it grows with the ledger."""

from PySide6.QtCore import QObject, Slot

from itag_desktop.domain.progress import RunSnapshot
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.gui.preview_feed import PreviewFeed
from itag_desktop.gui.run_control import RunControl


class LiveFailures(QObject):
    """Shows the failures of the tab's run, and adds those that come while the list is open."""

    def __init__(self, run: RunControl, feed: PreviewFeed) -> None:
        super().__init__(feed)
        self._run = run
        self._feed = feed
        run.progressed.connect(self._on_progressed)
        run.ended.connect(self._on_ended)

    @Slot()
    def show(self) -> None:
        """Bring the list to the front: of a run that goes on what failed so far, else all that it had to say."""
        self._feed.show_ledger(self._run.ledger)
        self._feed.show_problems((ProblemKind.FAILED,) if self._run.is_running else ())

    @Slot(object)
    def _on_progressed(self, snapshot: RunSnapshot) -> None:
        if snapshot.failed:
            self._feed.follow_ledger(self._run.ledger, up_to=snapshot.failed)

    @Slot()
    def _on_ended(self) -> None:
        self._feed.follow_ledger(self._run.ledger)
