"""What a scan says beside its files: sources it could not use, paths that are none of their own, why it failed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine.link import ItemsSnapshot, ScanSnapshot
from itag_desktop.gui.notice import Choice, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import plural, text

SCAN_TOPICS = ("scan-0", "scan-1", "scan-2")
_NOT_CHOSEN = "text-column-not-chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWays:
    """What can be done about it."""

    remove: Callable[[Sequence[str]], None]
    rescan: Callable[[], None]
    show_problems: Callable[[Sequence[ProblemKind]], None]


def notices_of(snapshot: ScanSnapshot | ItemsSnapshot, ways: ScanWays) -> list[NoticeText]:
    """Return the notices of `snapshot`, at most three."""
    if snapshot.trouble is not None:
        return [_failure(snapshot.trouble, ways)]
    said: list[NoticeText] = []
    if isinstance(snapshot, ScanSnapshot) and snapshot.unusable:
        said.append(_unusable(snapshot.unusable, ways))
    places = SCAN_TOPICS[len(said) :]
    notices = snapshot.notices[: len(places)]
    if len(notices) < len(snapshot.notices):
        notices = notices[:-1]
    said += [_plain(topic, sentence(n.code, n.values)) for topic, n in zip(places, notices, strict=False)]
    rest = len(snapshot.notices) - len(notices)
    if rest:
        words = plural("{count} more was given twice or lies in another source.",
                       "{count} more were given twice or lie in other sources.", rest)  # fmt: skip
        said.append(_plain(SCAN_TOPICS[-1], words))
    return said


def _plain(topic: str, words: str) -> NoticeText:
    return NoticeText(topic=topic, tone=Tone.PLAIN, sentence=words)


def _failure(trouble: Trouble, ways: ScanWays) -> NoticeText:
    """Return why the scan as a whole ended; where one source is the cause it can be taken out, or tried again.

    Columns to choose from are in sight, so they are not named as the command line does.
    """
    if trouble.code == _NOT_CHOSEN:
        words = text("Several columns may hold the text. Choose one.")
        return NoticeText(topic=SCAN_TOPICS[0], tone=Tone.AMBER, sentence=words)
    path = trouble.values.get("path")
    choices = (
        Choice(label=text("Retry"), action=ways.rescan),
        Choice(label=text("Remove it"), action=lambda: ways.remove([str(path)])),
    )
    words = sentence(trouble.code, trouble.values)
    return NoticeText(topic=SCAN_TOPICS[0], tone=Tone.RED, sentence=words, choices=choices if path is not None else ())


def _unusable(sources: Sequence[UnusableSource], ways: ScanWays) -> NoticeText:
    """Return which sources cannot be used: the one, or how many, with a way to their list."""
    first = sources[0]
    rescan = Choice(label=text("Rescan"), action=ways.rescan)
    if len(sources) == 1:
        words = sentence(first.trouble.code, first.trouble.values)
        remove = Choice(label=text("Remove it"), action=lambda: ways.remove([first.path]))
        choices = (remove,) if first.needs_name else (remove, rescan)
        return NoticeText(topic=SCAN_TOPICS[0], tone=Tone.AMBER, sentence=words, choices=choices)
    words = plural("{count} source cannot be used.", "{count} sources cannot be used.", len(sources))
    kinds = tuple({source.problem.kind for source in sources})
    show = Choice(label=text("Show list"), action=lambda: ways.show_problems(kinds), keeps_notice=True)
    remove = Choice(label=text("Remove them"), action=lambda: ways.remove([source.path for source in sources]))
    return NoticeText(topic=SCAN_TOPICS[0], tone=Tone.AMBER, sentence=words, choices=(show, remove, rescan))
