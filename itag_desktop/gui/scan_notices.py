"""What a scan has to say beside its files: a path that is no source of its own, or why it failed."""

from collections.abc import Callable

from itag_desktop.domain.progress import Trouble
from itag_desktop.engine.link import ItemsSnapshot, ScanSnapshot
from itag_desktop.gui.notice import Choice, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

SCAN_TOPICS = ("scan-0", "scan-1", "scan-2")
_NOT_CHOSEN = "text-column-not-chosen"
_ASKS_FOR_A_CHOICE = frozenset({_NOT_CHOSEN, "column-missing", "column-doubled"})


def notices_of(
    snapshot: ScanSnapshot | ItemsSnapshot, *, remove: Callable[[str], None], retry: Callable[[], None]
) -> list[NoticeText]:
    """Return the notices of `snapshot`, at most three.

    A path that stops the scan can be taken out by `remove`, or looked at again by `retry`.
    """
    trouble = snapshot.trouble
    if trouble is None:
        said = zip(SCAN_TOPICS, snapshot.notices, strict=False)
        return [
            NoticeText(topic=topic, tone=Tone.PLAIN, sentence=sentence(notice.code, notice.values))
            for topic, notice in said
        ]
    path = trouble.values.get("path")
    ways = (
        Choice(label=text("Retry"), action=retry),
        Choice(label=text("Remove it"), action=lambda: remove(str(path))),
    )
    is_choice = trouble.code in _ASKS_FOR_A_CHOICE
    return [
        NoticeText(
            topic=SCAN_TOPICS[0],
            tone=Tone.AMBER if is_choice else Tone.RED,
            sentence=_words_of(trouble),
            choices=ways if path is not None and not is_choice else (),
        )
    ]


def _words_of(trouble: Trouble) -> str:
    """Return why a scan failed; columns to choose from are in sight, so they are not named as the command line does."""
    if trouble.code == _NOT_CHOSEN:
        return text("Several columns may hold the text. Choose one.")
    return sentence(trouble.code, trouble.values)
