"""The table model of runs: one line a ledger, read beside the GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.progress import RunState
from itag_desktop.gui.background import Background
from itag_desktop.gui.theme import Theme
from itag_desktop.state.runs import RunSummary
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import count_text, text
from itag_desktop.wording.words import state_word, template_word

STATE, DATASET, TEMPLATE, ITEMS, SIZE, DESTINATION, STARTED = range(7)
_NUMBERS = (ITEMS, SIZE)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()
_ICONS = {
    RunState.FINISHED: ("circle-check", "success"),
    RunState.FINISHED_LEFT_OUT: ("circle-check", "success"),
    RunState.INCOMPLETE: ("triangle-alert", "amber"),
    RunState.CANCELLED: ("circle-minus", "amber"),
    RunState.FAILED: ("circle-x", "red"),
    RunState.PAUSED: ("circle-pause", "amber"),
}

Index = QModelIndex | QPersistentModelIndex
RunLister = Callable[[], tuple[RunSummary, ...]]


class _Read(QObject):
    done = Signal(object)


class RunsModel(QAbstractTableModel):
    """The runs of this user, the newest first."""

    was_read = Signal()

    def __init__(self, list_runs: RunLister, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list_runs = list_runs
        self._theme = theme
        self._runs: tuple[RunSummary, ...] = ()
        self._answer = _Read(self)
        self._answer.done.connect(self._on_read)
        self._thread = Background("runs")

    @Slot()
    def read_again(self) -> None:
        """Read the ledgers again."""
        self._thread.start(lambda: self._answer.done.emit(self._list_runs()))

    def close(self) -> None:
        """Read no more."""
        self._thread.close()

    def run(self, row: int) -> RunSummary:
        """Return the run of `row`."""
        return self._runs[row]

    @Slot(object)
    def _on_read(self, runs: tuple[RunSummary, ...]) -> None:
        self.beginResetModel()
        self._runs = runs
        self.endResetModel()
        self.was_read.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of runs."""
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else STARTED + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """Return the columns' names."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (text("State"), text("Dataset"), text("Template"), text("Items"), text("Size"), text("Destination"))
        return (*names, text("Started"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the texts; the icon beside the state's word."""
        if not index.isValid():
            return None
        run = self._runs[index.row()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STATE:
            return self._theme.icon(*_ICONS.get(run.state, ("circle-dot", "info")))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == DESTINATION:
            return run.destination.uri("")
        return _texts(run)[index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def place_text(destination: Destination) -> str:
    """Return a destination in few letters: ``labels/iTAG``."""
    bucket = text("Practice") if destination.is_practice else destination.bucket
    return f"{bucket}/{destination.prefix}" if destination.prefix else bucket


def _texts(run: RunSummary) -> tuple[str, ...]:
    started = QDateTime.fromSecsSinceEpoch(round(run.started_s))
    return (
        state_word(run.state),
        run.dataset_name,
        template_word(run.kind),
        count_text(run.items),
        size_text(run.size_bytes) if run.files else "-",
        place_text(run.destination),
        QLocale().toString(started, QLocale.FormatType.ShortFormat),
    )
