"""Why files of an old run failed: a line for each of the most frequent causes, to be retried or copied.

A ledger may hold many failures, so they are counted beside the GUI thread; what comes too late, when another run has
been selected since, is passed over.
"""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from itag_desktop.gui.background import Background
from itag_desktop.gui.failures import FailureText, failure_texts
from itag_desktop.gui.labels import ElidedLabel
from itag_desktop.gui.style import GAP
from itag_desktop.state.runs import RunSummary
from itag_desktop.wording.texts import text

_SHOWN = 3


class _Read(QObject):
    done = Signal(int, object)


class RunFailures(QWidget):
    """The causes of a run's failures; nothing of it is seen while there are none."""

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: RunSummary | None = None
        self._number = 0
        self._failures: tuple[FailureText, ...] = ()
        self.lines = tuple(ElidedLabel() for _ in range(_SHOWN))
        self.retry_button = QPushButton()
        self.copy_button = QPushButton(text("Copy details"))
        self._answer = _Read(self)
        self._answer.done.connect(self._on_read)
        self._thread = Background("failures")
        self._build()
        self.hide()

    def _build(self) -> None:
        self.setObjectName("run_failures")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for line in self.lines:
            lines.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(lines, 1)
        for button in (self.retry_button, self.copy_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.retry_button.clicked.connect(self.retry_requested)
        self.copy_button.clicked.connect(self._copy)

    def show_run(self, run: RunSummary | None) -> None:
        """Show why files of `run` failed, once its ledger has been read."""
        if run is None or self._run is None or run.run_id != self._run.run_id:
            self._show(())
        self._run = run
        self._number += 1
        if run is not None:
            number, ledger, kind = self._number, str(run.ledger), run.kind
            self._thread.start(lambda: self._answer.done.emit(number, failure_texts(ledger, kind)))

    def close_files(self) -> None:
        """Read no more."""
        self._thread.close()

    @Slot(int, object)
    def _on_read(self, number: int, failures: tuple[FailureText, ...]) -> None:
        if number == self._number:
            self._show(failures)

    def _show(self, failures: tuple[FailureText, ...]) -> None:
        self._failures = failures
        for number, line in enumerate(self.lines):
            line.setText(failures[number].line if number < len(failures) else "")
            line.setVisible(number < len(failures))
        self.retry_button.setText(text("Retry all groups") if len(failures) > 1 else text("Retry group"))
        self.setVisible(bool(failures))

    @Slot()
    def _copy(self) -> None:
        if self._run is not None:
            head = f"{self._run.dataset_name} · {self._run.destination.uri('')}"
            QGuiApplication.clipboard().setText("\n".join((head, *(failure.details for failure in self._failures))))
