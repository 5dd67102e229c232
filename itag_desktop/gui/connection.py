"""The connections the window knows, and which of them is chosen with which prefix."""

from dataclasses import dataclass, replace
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
from itag_desktop.storage.endpoint import default_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Where and as whom to upload. `endpoint` None: Practice, whose server the engine starts.

    `credential` None: there is none (Practice), or it is asked for when needed (a place used in an earlier start).
    """

    bucket: str
    region: str
    credential: Credential | None
    endpoint: str | None
    prefix: str = ""

    @property
    def is_practice(self) -> bool:
        """Say whether nothing leaves this computer."""
        return self.endpoint is None

    @property
    def has_credential(self) -> bool:
        """Say whether a run can be sent without asking for a credential."""
        return self.is_practice or self.credential is not None

    def reaches(self, destination: Destination) -> bool:
        """Say whether it leads into the bucket of `destination`."""
        return (self.is_practice, self.bucket, self.region) == (
            destination.is_practice,
            destination.bucket,
            destination.region,
        )

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


def without_credential(destination: Destination) -> Connection:
    """Return the connection to a place in OSS for which there is no credential yet."""
    return Connection(
        bucket=destination.bucket,
        region=destination.region,
        credential=None,
        endpoint=destination.endpoint or default_endpoint(destination.region),
        prefix=destination.prefix,
    )


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
        return self._standings.get(_way(self._chosen), Standing.NOT_CHECKED)

    def add(self, connection: Connection) -> None:
        """Add `connection` and choose it, in the place of itself with another prefix or without a credential."""
        self._known = [known for known in self._known if known.has_credential or not _is_same_bucket(known, connection)]
        ways = [_way(known) for known in self._known]
        if _way(connection) in ways:
            self._known[ways.index(_way(connection))] = connection
        else:
            self._known.append(connection)
        self._chosen = connection
        self.list_changed.emit()
        self.choose(connection)

    def recall(self, destination: Destination) -> None:
        """Send to a place that was used before: with a credential where there is one for its bucket, else without."""
        known = self.leading_to(destination)
        self.add(replace(known, prefix=destination.prefix) if known is not None else without_credential(destination))

    def leading_to(self, destination: Destination) -> Connection | None:
        """Return the connection into the bucket of `destination`, if possible one with a credential."""
        found = [known for known in self._known if known.reaches(destination)]
        return max(found, key=lambda known: known.has_credential, default=None)

    def remove(self, connection: Connection) -> None:
        """Forget `connection` with its credential; where it was chosen, Practice is from now on."""
        self._known = [known for known in self._known if known != connection or known.is_practice]
        is_chosen = self._chosen not in self._known
        self._chosen = self._known[0] if is_chosen else self._chosen
        self.list_changed.emit()
        if is_chosen:
            self.choose(self._chosen)

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
        return self._details.get(_way(self._chosen), "")

    def set_standing_of(self, credential: Credential, standing: Standing, detail: str = "") -> None:
        """Remember what a run as `credential` found out."""
        for connection in self._known:
            if connection.credential == credential:
                self.set_standing(connection, standing, detail)

    def set_standing(self, connection: Connection, standing: Standing, detail: str = "") -> None:
        """Remember what a check or run found out about `connection`, and the sentence that says so."""
        self._standings[_way(connection)] = standing
        self._details[_way(connection)] = detail
        if _way(connection) == _way(self._chosen):
            self.standing_changed.emit()


def _way(connection: Connection) -> Connection:
    """Return what makes a connection itself: all but the prefix."""
    return replace(connection, prefix="")


def _is_same_bucket(one: Connection, other: Connection) -> bool:
    return one.reaches(other.destination(""))
