"""What is said when something that was dropped or pasted is no file of this computer."""

from collections.abc import Sequence

from itag_desktop.gui.dropped import Dropped
from itag_desktop.gui.notice import NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.wording.texts import count_text, plural, text

DROP_TOPIC = "drop"
_NAMED = 3


def refusal_of(dropped: Dropped) -> str | None:
    """Return why nothing of `dropped` can be taken, and what to do; None where something can."""
    if dropped.has_paths:
        return None
    if dropped.is_promise:
        return text(
            "These are not files yet. Unpack the archive or save the attachments into a folder, then add the folder."
        )
    if dropped.is_web:
        return text("Web addresses cannot be added. Download the files, then add them.")
    return text("Nothing here is a file on this computer")


def refusal_notice(reason: str) -> NoticeText:
    """Return the notice that nothing was taken."""
    return NoticeText(topic=DROP_TOPIC, tone=Tone.AMBER, sentence=reason)


def others_notice(others: Sequence[str]) -> NoticeText:
    """Return the notice of what was left behind; the rest was taken."""
    named = ", ".join(others[:_NAMED])
    if len(others) > _NAMED:
        named = text("{named} and {count} more", named=named, count=count_text(len(others) - _NAMED))
    words = plural(
        "Not added, for it is no file on this computer: {named}.",
        "Not added, for they are no files on this computer: {named}.",
        len(others),
        named=named,
    )
    return NoticeText(topic=DROP_TOPIC, tone=Tone.AMBER, sentence=words)
