"""What a connection check found, step by step."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from itag_desktop.engine.link import Finding
from itag_desktop.gui.labels import StateMark, label
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.style import GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import N_, text

_STEPS = {
    "network": N_("Network"),
    "key-known": N_("Key known"),
    "bucket-here": N_("Bucket here"),
    "may-list": N_("May list"),
    "may-write": N_("May write"),
}


class FindingsList(QWidget):
    """A line a step: icon, word, and the reason where it is bad."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    @property
    def are_good(self) -> bool:
        """Say whether there are findings and none is bad."""
        return bool(self._findings) and all(finding.is_good is not False for finding in self._findings)

    def clear(self) -> None:
        """Show nothing."""
        self._findings = ()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()

    def show_waiting(self) -> None:
        """Say that a check goes on."""
        self.clear()
        self._add("loader-circle", Tone.INFO, text("Checking…"), "")
        self.show()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show `findings` in their order."""
        self.clear()
        self._findings = tuple(findings)
        for finding in findings:
            icon, tone = ("circle-check", Tone.SUCCESS) if finding.is_good else ("circle-dashed", Tone.PLAIN)
            if finding.is_good is False:
                icon, tone = "circle-x", Tone.RED
            reason = sentence(finding.trouble.code, finding.trouble.values) if finding.trouble is not None else ""
            self._add(icon, tone, text(_STEPS.get(finding.name, finding.name)), reason)
        self.show()

    def _add(self, icon: str, tone: Tone, word: str, reason: str) -> None:
        mark = StateMark(self._theme)
        mark.say(icon, tone, word)
        row = self._grid.rowCount()
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(label(reason, Look.SECONDARY, wraps=True), row, 1)
