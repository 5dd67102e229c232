"""The Start row: what would be made, why it cannot start yet, and the two buttons."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.gui.labels import label
from itag_desktop.gui.style import GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import count_text, plural, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether a run can start. `reason` says why not; pressed, it leads to the problems of `leads_to`."""

    reason: str | None = None
    leads_to: ProblemKind | None = None


class StartRow(QWidget):
    """Summary, reason, *Check first* and *Create dataset*."""

    start_requested = Signal()
    check_requested = Signal()
    problems_requested = Signal(object)
    """A tuple of `ProblemKind`; empty for the data items themselves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items_link = self._link("summary_items", ())
        self.size_label = label("", Look.SECONDARY)
        self.left_out_link = self._link("summary_left_out", (ProblemKind.LEFT_OUT,))
        self.skipped_link = self._link("summary_skipped", (ProblemKind.SKIPPED,))
        self._says: dict[QWidget, bool] = {}
        self.reason_label = label("", Look.SECONDARY)
        self.reason_link = self._link("reason_link", (ProblemKind.BLOCKER,))
        self.check_button = QPushButton(text("Check first"))
        self.start_button = QPushButton(text("Create dataset"))
        theme.dress(self.start_button, "play", "on_accent")
        self._build()

    def _link(self, name: str, kinds: tuple[ProblemKind, ...]) -> QPushButton:
        link = QPushButton()
        link.setObjectName(name)
        set_look(link, Look.LINK)
        link.clicked.connect(lambda: self.problems_requested.emit(kinds))
        return link

    def _build(self) -> None:
        self.check_button.setObjectName("check_button")
        self.check_button.setToolTip(
            text("Looks at the connection, what is there already and free space. Sends nothing.")
        )
        self.check_button.clicked.connect(self.check_requested)
        self.start_button.setObjectName("start_button")
        set_look(self.start_button, Look.FILLED)
        self.start_button.clicked.connect(self.start_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.setSpacing(GAP)
        for widget in (self.items_link, self.size_label, self.left_out_link, self.skipped_link):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.reason_label, self.reason_link, self.check_button, self.start_button):
            row.addWidget(widget)

    def show_counts(self, counts: PlanCounts, *, has_sources: bool) -> None:
        """Show what would be made; nothing while there are no sources."""
        self.items_link.setVisible(has_sources)
        self.items_link.setText(plural("{count} data item", "{count} data items", counts.items))
        self.size_label.setText(f"· {size_text(counts.size_bytes)}")
        self.left_out_link.setText("· " + plural("{count} left out", "{count} left out", counts.left_out))
        self.skipped_link.setText("· " + plural("{count} skipped", "{count} skipped", counts.skipped))
        self._says = {
            self.size_label: has_sources and counts.planned > 0,
            self.skipped_link: has_sources and counts.skipped > 0,
            self.left_out_link: has_sources and counts.left_out > 0,
        }
        self.start_button.setText(
            text("Create with {count} items", count=count_text(counts.items))
            if counts.left_out
            else text("Create dataset")
        )
        self._fit()

    def show_readiness(self, readiness: Readiness) -> None:
        """Allow to start, or say why not."""
        reason = readiness.reason or ""
        is_link = readiness.leads_to is not None
        self.reason_label.setText("" if is_link else reason)
        self.reason_link.setText(reason if is_link else "")
        self.reason_label.setVisible(bool(reason) and not is_link)
        self.reason_link.setVisible(bool(reason) and is_link)
        self.start_button.setEnabled(readiness.reason is None)
        self.check_button.setEnabled(readiness.reason is None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what the summary says, but for parts that would squeeze the buttons: the preview says them too."""
        for part, is_said in self._says.items():
            part.setVisible(is_said)
        for part in self._says:
            if self.minimumSizeHint().width() <= self.width():
                return
            part.hide()
