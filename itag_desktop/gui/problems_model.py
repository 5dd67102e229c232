"""The table model of problems: gravest first, read from the ledger or draft as far as the user scrolls."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.gui.theme import Theme
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.wording.places import place_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text
from itag_desktop.wording.words import problem_word

KIND, WHERE, SENTENCE = range(3)
_PAGE = 200
_NOWHERE = QModelIndex()
_ICONS = {
    ProblemKind.BLOCKER: ("octagon-x", "red"),
    ProblemKind.FAILED: ("circle-x", "red"),
    ProblemKind.LEFT_OUT: ("circle-minus", "amber"),
    ProblemKind.WARNING: ("triangle-alert", "amber"),
    ProblemKind.SKIPPED: ("skip-forward", "secondary"),
}

Index = QModelIndex | QPersistentModelIndex


class ProblemFilter(NamedTuple):
    """Which problems to show; no kinds: all."""

    template: Template
    problem_kinds: tuple[ProblemKind, ...] = ()


class ProblemsModel(QAbstractTableModel):
    """Problems with icon and word, place and sentence."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reader: LedgerReader | None = None
        self._filter = ProblemFilter(Template.IMAGE)
        self._problems: list[Problem] = []
        self._pending: list[ProblemKind] = []
        self._after = 0

    @property
    def is_filtered(self) -> bool:
        """Say whether only some kinds of problem are shown."""
        return bool(self._filter.problem_kinds)

    @property
    def wanted(self) -> ProblemFilter:
        """Which problems are shown."""
        return self._filter

    def show_problems(self, reader: LedgerReader | None, wanted: ProblemFilter) -> None:
        """Show the problems that `reader` holds now."""
        self.beginResetModel()
        self._reader, self._filter = reader, wanted
        self._problems = []
        self._pending = [kind for kind in ProblemKind if not wanted.problem_kinds or kind in wanted.problem_kinds]
        self._after = 0
        if reader is not None:
            self._problems.extend(self._next_page())
        self.endResetModel()

    def read_on(self) -> None:
        """Add what the ledger has got since all of it was read, where problems of one kind alone are shown."""
        if not self._pending and len(self._filter.problem_kinds) == 1:
            self._pending = list(self._filter.problem_kinds)
            self.fetchMore(_NOWHERE)

    def problem(self, row: int) -> Problem:
        """Return the problem of `row`."""
        return self._problems[row]

    def _next_page(self) -> Sequence[Problem]:
        found: list[Problem] = []
        while self._reader is not None and self._pending and len(found) < _PAGE:
            try:
                page = self._reader.problems_page(
                    kind=self._filter.template,
                    after=self._after,
                    count=_PAGE - len(found),
                    problem_kinds=self._pending[:1],
                )
            except LedgerError:  # thrown away by the engine
                page = ()
            found.extend(problem for _, problem in page)
            if page:
                self._after = page[-1][0]
            else:
                del self._pending[0]
                self._after = 0 if self._pending else self._after  # of the last kind more may come: see `read_on`
        return found

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Say whether there may be problems behind those read."""
        return not parent.isValid() and self._reader is not None and bool(self._pending)

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Read the next page."""
        page = [] if parent.isValid() else self._next_page()
        if page:
            self.beginInsertRows(_NOWHERE, len(self._problems), len(self._problems) + len(page) - 1)
            self._problems.extend(page)
            self.endInsertRows()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of problems read."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """Return the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (text("Kind"), text("Place"), text("Reason"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the word, place or sentence; the icon beside the word."""
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == KIND:
            return self._icon(problem.kind)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.column() == KIND:
            return problem_word(problem.kind)
        return place_text(problem) if index.column() == WHERE else sentence(problem.code, problem.values)

    def _icon(self, kind: ProblemKind) -> QIcon:
        name, role = _ICONS[kind]
        return self._theme.icon(name, role)
