"""What a scan has to say beside its files: a path that is no source of its own, or why it failed."""

from itag_desktop.engine.link import ScanSnapshot
from itag_desktop.gui.notice import NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.wording.sentences import sentence

SCAN = "scan"
_SHOWN = 3


def notices_of(snapshot: ScanSnapshot) -> list[NoticeText]:
    """Return the notices of `snapshot`, at most three of its paths."""
    if snapshot.trouble is not None:
        words = sentence(snapshot.trouble.code, snapshot.trouble.values)
        return [NoticeText(topic=f"{SCAN}-0", tone=Tone.RED, sentence=words)]
    return [
        NoticeText(topic=f"{SCAN}-{number}", tone=Tone.PLAIN, sentence=sentence(notice.code, notice.values))
        for number, notice in enumerate(snapshot.notices[:_SHOWN])
    ]
