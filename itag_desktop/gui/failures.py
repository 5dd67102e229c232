"""Why files failed, cause by cause: what the card and the runs drawer say of them."""

from dataclasses import dataclass
from pathlib import Path

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_records import FailureGroup
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import count_text, text

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureText:
    """A cause as it is shown, such as ``7 × No permission: …``, and what one who is asked for help wants to know."""

    line: str
    details: str


def failure_causes(ledger: str | None, kind: Template) -> tuple[str, ...]:
    """Return a line for each of the most frequent causes that the ledger holds."""
    return () if ledger is None else tuple(failure.line for failure in failure_texts(ledger, kind)[:_SHOWN])


def failure_texts(ledger: str, kind: Template) -> tuple[FailureText, ...]:
    """Return what can be said of each cause, the most frequent first; nothing where the ledger is unreadable."""
    try:
        with LedgerReader(Path(ledger)) as reader:
            return tuple(_text(group) for group in reader.failure_groups(kind))
    except LedgerError:
        return ()


def _text(group: FailureGroup) -> FailureText:
    sample = group.sample
    line = text("{count} × {cause}", count=count_text(group.count), cause=sentence(sample.code, sample.values))
    values = (f"{name}={value}" for name, value in sample.values.items())
    facts = "  ".join((f"code={sample.code}", f"path={sample.path}", *values))
    return FailureText(line=line, details=f"{line}\n  {facts}")
