"""The list of connections: those of this sitting, with credentials in memory, and destinations used lately, without."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.domain.destination import Destination
from itag_desktop.gui.connection import Connection, Connections
from itag_desktop.gui.connection_bar import connection_text, recent_text
from itag_desktop.gui.labels import label
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.style import GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_SIZE = (560, 360)

Row = Connection | Destination


class ManageDialog(QDialog):
    """Uses and removes connections and places. What it removes is forgotten here; in the bucket nothing changes."""

    def __init__(
        self, connections: Connections, recents: RecentDestinations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._connections = connections
        self._recents = recents
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self.table = QTableWidget(0, 2)
        self.nothing = label(text("Connections and destinations used lately appear here"), Look.SECONDARY)
        self.use_button = QPushButton(text("Use"))
        self.remove_button = QPushButton(text("Remove"))
        self.close_button = QPushButton(text("Close"))
        self._build()
        self._connect()
        self._renew()

    def _build(self) -> None:
        self.setWindowTitle(text("Connections"))
        self.setObjectName("manage_dialog")
        self.resize(*_SIZE)
        self._build_table()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_look(self.use_button, Look.FILLED)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.use_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(label(text("AccessKeys are never written to disk."), Look.SECONDARY))
        column.addLayout(row)

    def _build_table(self) -> None:
        table = self.table
        table.setAccessibleName(text("Connections"))
        table.setProperty("look", "boxed")
        table.setHorizontalHeaderLabels([text("Destination"), text("AccessKey")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.metrics.run)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _connect(self) -> None:
        self._connections.list_changed.connect(self._renew)
        self._recents.changed.connect(self._renew)
        self.table.selectionModel().selectionChanged.connect(self._renew_buttons)
        self.table.doubleClicked.connect(self._use)
        self.use_button.clicked.connect(self._use)
        self.remove_button.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.reject)

    @Slot()
    def _renew(self) -> None:
        made = tuple(known for known in self._connections.known if known.credential is not None)
        self._rows = (*made, *self._recents.destinations)
        self.table.setRowCount(len(self._rows))
        for number, row in enumerate(self._rows):
            is_made = isinstance(row, Connection)
            where = QTableWidgetItem(connection_text(row) if isinstance(row, Connection) else recent_text(row))
            where.setIcon(self._theme.icon("cloud" if is_made else "history"))
            how = text("Known until the program ends") if is_made else text("Asked for when needed")
            self.table.setItem(number, 0, where)
            self.table.setItem(number, 1, QTableWidgetItem(how))
        self.table.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows)
        if self._rows and self._current() is None:
            self.table.selectRow(0)
        self._renew_buttons()

    def _current(self) -> Row | None:
        rows = self.table.selectionModel().selectedRows()
        return self._rows[rows[0].row()] if rows and rows[0].row() < len(self._rows) else None

    @Slot()
    def _renew_buttons(self) -> None:
        for button in (self.use_button, self.remove_button):
            button.setEnabled(self._current() is not None)

    @Slot()
    def _use(self) -> None:
        row = self._current()
        if isinstance(row, Connection):
            self._connections.choose(row)
        elif row is not None:
            self._connections.recall(row)
        if row is not None:
            self.accept()

    @Slot()
    def _remove(self) -> None:
        row = self._current()
        if isinstance(row, Connection):
            self._connections.remove(row)
        elif row is not None:
            self._recents.forget(row)
            for known in self._connections.known:
                if not known.has_credential and known.reaches(row):
                    self._connections.remove(known)
