"""The connections the window knows, and which of them is chosen with which prefix."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from itag_desktop.domain.destination import (
    PRACTICE_BUCKET,
    PRACTICE_REGION,
    Access,
    Credential,
    Destination,
)
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import clean_prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Where and as whom to upload. `credential` and `endpoint` None: Practice, whose server the engine starts."""

    bucket: str
    region: str
    credential: Credential | None
    endpoint: str | None
    prefix: str = ""

    @property
    def is_practice(self) -> bool:
        """Say whether nothing leaves this computer."""
        return self.credential is None

    def destination(self, prefix: str) -> Destination:
        """Return the destination below `prefix`, a clean one."""
        return Destination(
            bucket=self.bucket,
            region=self.region,
            prefix=prefix,
            endpoint=self.endpoint,
            is_practice=self.is_practice,
        )

    def access(self) -> Access | None:
        """Return what a check of this connection needs; None for Practice."""
        if self.credential is None or self.endpoint is None:
            return None
        return Access(bucket=self.bucket, region=self.region, endpoint=self.endpoint, credential=self.credential)


PRACTICE = Connection(bucket=PRACTICE_BUCKET, region=PRACTICE_REGION, credential=None, endpoint=None)


class Standing(Enum):
    """What is known of a connection."""

    PRACTICE = "practice"
    NOT_CHECKED = "not_checked"
    READY = "ready"
    FAILED = "failed"


class Connections(QObject):
    """The connections of this sitting, the chosen one, and the prefix typed for it."""

    list_changed = Signal()
    chosen_changed = Signal()
    destination_changed = Signal()
    standing_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: list[Connection] = [PRACTICE]
        self._chosen = PRACTICE
        self._standings: dict[Connection, Standing] = {}
        self._details: dict[Connection, str] = {}
        self._destination = PRACTICE.destination("")
        self._prefix_error: InputError | None = None

    @property
    def known(self) -> tuple[Connection, ...]:
        """Practice, then the others in the order made."""
        return tuple(self._known)

    @property
    def chosen(self) -> Connection:
        """The connection that the next run takes."""
        return self._chosen

    @property
    def destination(self) -> Destination:
        """The chosen place; while the prefix typed cannot be used, with the last one that could."""
        return self._destination

    @property
    def prefix_error(self) -> InputError | None:
        """Why the prefix typed cannot be used."""
        return self._prefix_error

    @property
    def standing(self) -> Standing:
        """What is known of the chosen connection."""
        if self._chosen.is_practice:
            return Standing.PRACTICE
        return self._standings.get(self._chosen, Standing.NOT_CHECKED)

    def add(self, connection: Connection) -> None:
        """Add `connection` and choose it."""
        if connection not in self._known:
            self._known.append(connection)
        self.list_changed.emit()
        self.choose(connection)

    def choose(self, connection: Connection) -> None:
        """Send to `connection` from now on, below its own prefix."""
        self._chosen = connection
        self._destination = connection.destination("")
        self.type_prefix(connection.prefix)
        self.chosen_changed.emit()
        self.standing_changed.emit()

    def type_prefix(self, typed: str) -> None:
        """Take the prefix as typed."""
        try:
            self._destination = self._chosen.destination(clean_prefix(typed))
            self._prefix_error = None
        except InputError as error:
            self._prefix_error = error
        self.destination_changed.emit()

    @property
    def detail(self) -> str:
        """The sentence on the chosen connection's standing."""
        return self._details.get(self._chosen, "")

    def set_standing_of(self, credential: Credential, standing: Standing, detail: str = "") -> None:
        """Remember what a run as `credential` found out."""
        for connection in self._known:
            if connection.credential == credential:
                self.set_standing(connection, standing, detail)

    def set_standing(self, connection: Connection, standing: Standing, detail: str = "") -> None:
        """Remember what a check or run found out about `connection`, and the sentence that says so."""
        self._standings[connection] = standing
        self._details[connection] = detail
        if connection == self._chosen:
            self.standing_changed.emit()
