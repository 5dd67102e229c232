"""Takes what was dropped or pasted: its paths are read in slices, and what was no file is said."""

from collections.abc import Callable, Iterator, Sequence

from itag_desktop.gui.drop_notices import others_notice, refusal_notice
from itag_desktop.gui.dropped import Dropped
from itag_desktop.gui.notice import NoticeStack
from itag_desktop.gui.slices import Slices

_SLICE_ENTRIES = 500


class DropTaking:
    """Hands paths to `use_paths`, however many they are, and says in `notices` what was left behind."""

    def __init__(self, use_paths: Callable[[Sequence[str]], None], notices: NoticeStack) -> None:
        self._use_paths = use_paths
        self._notices = notices
        self._slices = Slices(notices)

    def take(self, dropped: Dropped, refusal: str | None) -> bool:
        """Begin to take `dropped` unless there is a `refusal`, which is said; return whether it is taken."""
        if refusal is None:
            self._slices.start(self._read(dropped))
        else:
            self._notices.show_notice(refusal_notice(refusal))
        return refusal is None

    def _read(self, dropped: Dropped) -> Iterator[None]:
        paths: list[str] = []
        others: list[str] = []
        for first in range(0, len(dropped.entries), _SLICE_ENTRIES):
            found = list(dropped.paths(first, first + _SLICE_ENTRIES))
            if len(found) < min(_SLICE_ENTRIES, len(dropped.entries) - first):
                others.extend(dropped.others(first, first + _SLICE_ENTRIES))
            paths.extend(found)
            yield
        others.extend(dropped.promised)
        self._use_paths(paths)
        if others:
            self._notices.show_notice(others_notice(others))
