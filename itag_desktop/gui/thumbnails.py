"""Thumbnails: what is to be seen of files, found beside the GUI thread, the ones in sight first.

How it works: the view says which files are in sight; only those are waiting, so what was scrolled away is never
decoded. A few at a time are with the decoder of their kind: pictures with threads (`pictures`), videos and sounds with
processes (`clips`). A file of which nothing can be decoded has an empty thumbnail, and the view says so.
"""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QPixmap

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.gui.clip_process import clip_command
from itag_desktop.gui.clips import Clips
from itag_desktop.gui.decoded import Decoded, Decoder
from itag_desktop.gui.pictures import THREADS, Pictures

_KEPT = 800


class Thumbnail:
    """A decoded picture or None, the size of the whole, and the length of what has one (0: unknown)."""

    __slots__ = ("length_ms", "pixmap", "whole")

    def __init__(self, pixmap: QPixmap | None, whole: QSize, length_ms: int) -> None:
        self.pixmap = pixmap
        self.whole = whole
        self.length_ms = length_ms


class Thumbnails(QObject):
    """Thumbnails by path; `arrived`, with its path, when one more is known. A `str` of Qt cannot hold every path."""

    arrived = Signal(object)

    def __init__(
        self,
        edge: int,
        ratio: float,
        parent: QObject | None = None,
        *,
        threads: int = THREADS,
        clips: Clips | None = None,
    ) -> None:
        super().__init__(parent)
        pixels = round(edge * ratio)
        self._ratio = ratio
        self._known: OrderedDict[str, Thumbnail] = OrderedDict()
        self._wanted: list[str] = []
        self._decoding: set[str] = set()
        self._kind = Template.IMAGE
        self._pictures = Pictures(pixels, self, threads=threads)
        self._clips = clips or Clips(pixels, clip_command(), self)
        for decoder in (self._pictures, self._clips):
            decoder.decoded.connect(self._on_decoded)

    def show_kind(self, kind: MediaKind) -> None:
        """Say what the files are that will be wanted."""
        if kind is not self._kind:
            self._kind = kind
            self._wanted.clear()

    def get(self, path: str) -> Thumbnail | None:
        """Return what is known of the file at `path`, or None while nothing is."""
        found = self._known.get(path)
        if found is not None:
            self._known.move_to_end(path)
        return found

    def want(self, paths: Sequence[str]) -> None:
        """Decode `paths`, in this order, in place of all that waits."""
        self._decoding.difference_update(self._clips.drop_all_but(paths))
        self._wanted = [path for path in reversed(paths) if path not in self._known and path not in self._decoding]
        self._feed()

    def want_first(self, path: str) -> None:
        """Decode `path` before all that waits."""
        self.want([path, *reversed(self._wanted), *self._decoding])

    @Slot()
    def forget(self) -> None:
        """Forget all files: they may have changed."""
        self._known.clear()
        self._wanted.clear()

    def close(self) -> None:
        """Decode no more."""
        self._wanted.clear()
        self._pictures.close()
        self._clips.close()

    def _feed(self) -> None:
        decoder: Decoder = self._pictures if self._kind is Template.IMAGE else self._clips
        while self._wanted and decoder.has_room:
            path = self._wanted.pop()
            self._decoding.add(path)
            decoder.start(path, self._kind)

    @Slot(object, object)
    def _on_decoded(self, path: str, decoded: Decoded) -> None:
        self._decoding.discard(path)
        pixmap = None
        if not decoded.image.isNull():
            pixmap = QPixmap.fromImage(decoded.image)
            pixmap.setDevicePixelRatio(self._ratio)
        self._known[path] = Thumbnail(pixmap, decoded.whole, decoded.length_ms)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._feed()
        self.arrived.emit(path)
