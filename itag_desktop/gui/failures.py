"""Why files failed, cause by cause: what a card says of them."""

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import MediaKind
from itag_desktop.gui.preview_feed import open_reader
from itag_desktop.state.ledger_records import FailureGroup
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import count_text, text

_SHOWN = 3


def failure_causes(ledger: str | None, kind: MediaKind) -> tuple[str, ...]:
    """Return a line for each of the most frequent causes that the ledger holds, such as ``7 × No permission: …``."""
    reader = None if ledger is None else open_reader(ledger)
    if reader is None:
        return ()
    with reader:
        try:
            groups = reader.failure_groups(kind)
        except LedgerError:
            return ()
    return tuple(_line(group) for group in groups[:_SHOWN])


def _line(group: FailureGroup) -> str:
    cause = sentence(group.sample.code, group.sample.values)
    return text("{count} × {cause}", count=count_text(group.count), cause=cause)
