"""The dialogs about connections: a new one, the credential of one that is known without, and the list of them."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from itag_desktop.domain.destination import Destination
from itag_desktop.gui.connection import Connection, Standing
from itag_desktop.gui.connection_dialog import ConnectionDialog
from itag_desktop.gui.manage_dialog import ManageDialog
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.run_control import RunControl


class ConnectionDesk(QObject):
    """Asks over `parent` for connections and credentials, and remembers where they lead, without the credentials."""

    def __init__(self, parts: WindowParts, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._window = parent

    @Slot()
    def ask_new(self) -> None:
        """Ask for a new connection and choose it."""
        self._take(self._asked(None))

    def ask_credential(self, destination: Destination) -> None:
        """Ask for the credential of a bucket and choose the connection it makes."""
        self._take(self._asked(destination))

    def has_credential(self) -> bool:
        """Say whether a run can be sent through the chosen connection, after asking for a credential it lacks."""
        connections = self._parts.connections
        if not connections.chosen.has_credential:
            self.ask_credential(connections.destination)
        return connections.chosen.has_credential

    def renew_credential(self, run: RunControl) -> None:
        """Let a waiting run go on with a credential that the user enters now."""
        if run.order is None:
            return
        made = self._asked(run.order.request.destination)
        self._take(made)
        if made is not None:
            run.resume(made[0].credential)

    @Slot()
    def manage(self) -> None:
        """Show the connections and the destinations used lately."""
        dialog = ManageDialog(self._parts.connections, self._parts.recents, self._parts.theme, self._window)
        dialog.exec()
        dialog.deleteLater()

    def _asked(self, destination: Destination | None) -> tuple[Connection, bool] | None:
        """Return the connection that the user makes, and whether a check of it went well."""
        dialog = ConnectionDialog(self._parts.engine, self._parts.theme, self._window)
        if destination is not None:
            dialog.fill_from(destination)
        dialog.exec()
        made = None if dialog.connection is None else (dialog.connection, dialog.is_known_good)
        dialog.deleteLater()
        return made

    def _take(self, made: tuple[Connection, bool] | None) -> None:
        if made is None:
            return
        connection, is_known_good = made
        self._parts.connections.add(connection)
        self._parts.recents.use(connection.destination(connection.prefix))
        if is_known_good:
            self._parts.connections.set_standing(connection, Standing.READY)
