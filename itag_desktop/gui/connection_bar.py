"""The connection bar: where the next run sends, and the address that every line will begin with."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from itag_desktop.domain.destination import Destination
from itag_desktop.gui.connection import Connection, Connections, Standing
from itag_desktop.gui.labels import StateMark
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.style import GAP, GROUP_GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_NEW = "new"
_MANAGE = "manage"


def connection_text(connection: Connection) -> str:
    """Return what a connection is called in lists."""
    if connection.is_practice:
        return text("Practice (this computer)")
    return f"{connection.bucket} · {connection.region}"


def recent_text(place: Destination) -> str:
    """Return what a destination used lately is called in lists."""
    where = f"{place.bucket}/{place.prefix}" if place.prefix else place.bucket
    return f"{where} · {place.region}"


class ConnectionBar(QWidget):
    """Chooses the connection and the prefix."""

    new_connection_requested = Signal()
    manage_requested = Signal()

    def __init__(
        self, connections: Connections, recents: RecentDestinations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._connections = connections
        self._recents = recents
        self._theme = theme
        self.connection_box = QComboBox()
        self.bucket_edit = QLineEdit()
        self.prefix_edit = QLineEdit()
        self.address_label = QLabel()
        self.space_label = QLabel()
        self.state_mark = StateMark(theme)
        self._build()
        recents.changed.connect(self._show_list)
        connections.list_changed.connect(self._show_list)
        connections.chosen_changed.connect(self._show_chosen)
        connections.destination_changed.connect(self._show_destination)
        connections.standing_changed.connect(self._show_standing)
        theme.changed.connect(self._show_list)
        self._show_list()
        self._show_chosen()

    def _build(self) -> None:
        self.connection_box.setObjectName("connection_box")
        self.connection_box.setMinimumWidth(230)
        self.connection_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.connection_box.activated.connect(self._on_box_activated)
        self.bucket_edit.setObjectName("bucket_edit")
        self.bucket_edit.setReadOnly(True)
        self.bucket_edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bucket_edit.setToolTip(text("Existing OSS bucket in the region of your PAI workspace"))
        self.prefix_edit.setObjectName("prefix_edit")
        self.prefix_edit.setToolTip(text("Folder in the bucket. Files go below it. Empty means the top."))
        self.prefix_edit.textChanged.connect(self._connections.type_prefix)
        self.address_label.setObjectName("address_label")
        self.address_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_look(self.address_label, Look.SECONDARY)
        choosing = QHBoxLayout()
        choosing.setSpacing(GAP)
        for words, field, stretch in (
            (text("Send to"), self.connection_box, 0),
            (text("Bucket"), self.bucket_edit, 1),
            (text("Prefix"), self.prefix_edit, 2),
        ):
            name = QLabel(words)
            name.setBuddy(field)
            field.setAccessibleName(words)
            choosing.addWidget(name)
            choosing.addWidget(field, stretch)
            choosing.addSpacing(GROUP_GAP - GAP if stretch < 2 else 0)  # noqa: PLR2004 - none after the last
        standing = QHBoxLayout()
        standing.setSpacing(GROUP_GAP)
        standing.addWidget(self.address_label, 1)
        standing.addWidget(self.space_label)
        standing.addWidget(self.state_mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(4)
        column.addLayout(choosing)
        column.addLayout(standing)

    @Slot()
    def _show_list(self) -> None:
        box = self.connection_box
        box.clear()
        for connection in self._connections.known:
            icon = self._theme.icon("monitor" if connection.is_practice else "cloud")
            box.addItem(icon, connection_text(connection), connection)
        if self._recents.destinations:
            box.insertSeparator(box.count())
        for place in self._recents.destinations:
            box.addItem(self._theme.icon("history"), recent_text(place), place)
        box.insertSeparator(box.count())
        box.addItem(self._theme.icon("plug"), text("New connection…"), _NEW)
        box.addItem(self._theme.icon("list"), text("Manage…"), _MANAGE)
        self._show_chosen_in_box()

    def _show_chosen_in_box(self) -> None:
        self.connection_box.setCurrentIndex(self._connections.known.index(self._connections.chosen))

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self._connections.chosen
        self._show_chosen_in_box()
        self.bucket_edit.setText(chosen.bucket)
        self.prefix_edit.setText(chosen.prefix)
        self._show_destination()
        self._show_standing()

    @Slot(int)
    def _on_box_activated(self, row: int) -> None:
        choice = self.connection_box.itemData(row)
        self._show_chosen_in_box()
        if choice == _NEW:
            self.new_connection_requested.emit()
        elif choice == _MANAGE:
            self.manage_requested.emit()
        elif isinstance(choice, Destination):
            self._connections.recall(choice)
        elif choice is not None:
            self._connections.choose(choice)

    @Slot()
    def _show_destination(self) -> None:
        error = self._connections.prefix_error
        destination = self._connections.destination
        self.address_label.setText(destination.uri("") if error is None else sentence(error.code, error.values))
        set_look(self.address_label, Look.SECONDARY if error is None else Look.WRONG)
        set_look(self.prefix_edit, Look.PLAIN if error is None else Look.WRONG)

    @Slot(str, bool)
    def show_space(self, words: str, is_short: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say how much room there is; `is_short`: too little."""
        self.space_label.setText(words)
        self.space_label.setVisible(bool(words))
        set_look(self.space_label, Look.WRONG if is_short else Look.SECONDARY)

    @Slot()
    def _show_standing(self) -> None:
        shown = {
            Standing.PRACTICE: ("monitor", Tone.INFO, text("Practice: nothing leaves this computer")),
            Standing.NOT_CHECKED: ("circle-dashed", Tone.PLAIN, text("Not checked yet")),
            Standing.READY: ("circle-check", Tone.SUCCESS, text("Ready")),
            Standing.FAILED: ("circle-x", Tone.RED, text("Access denied. See Check.")),
        }
        self.state_mark.setToolTip(self._connections.detail)
        self.state_mark.say(*shown[self._connections.standing])
