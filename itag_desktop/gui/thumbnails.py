"""Thumbnails: pictures decoded small, beside the GUI thread, the ones in sight first.

How it works: the view says which files are in sight; only those are waiting, so what was scrolled away is never
decoded. A few at a time are with the threads, which decode in C++ outside of the interpreter's lock (a JPEG of 12
megapixels in some 13 ms of a processor, for it is decoded at the size wanted: `benchmarks/thumbnails.py`). Qt refuses
to decode what would take more than 256 MB, but counts a JPEG at the size wanted, though a progressive one is held
whole: so what has too many pixels is refused here, and so is what would have to be downloaded. A picture that cannot
be decoded has no thumbnail, and the view says so.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from itag_desktop.gui.background import Background
from itag_desktop.media.placeholders import is_placeholder_at

_KEPT = 800
THREADS = 2
_MOST_PIXELS = 250_000_000
"""More than cameras take; a progressive JPEG of that size takes 1.5 GB while it is decoded."""


class _Answers(QObject):
    decoded = Signal(str, QImage, QSize)


def _decode(path: str, size: QSize, answers: _Answers) -> None:
    """Decode, not larger than `size`; the picture stands as its camera was held."""
    if is_placeholder_at(path):
        answers.decoded.emit(path, QImage(), QSize())
        return
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.width() * whole.height() > _MOST_PIXELS:
        answers.decoded.emit(path, QImage(), whole)
        return
    if whole.isValid() and (whole.width() > size.width() or whole.height() > size.height()):
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    answers.decoded.emit(path, reader.read(), whole)


class Thumbnail:
    """A decoded picture, or the fact that there is none (`pixmap` None); `whole` is the picture's own size."""

    __slots__ = ("pixmap", "whole")

    def __init__(self, pixmap: QPixmap | None, whole: QSize) -> None:
        self.pixmap = pixmap
        self.whole = whole


class Thumbnails(QObject):
    """Thumbnails by path; `arrived` when one more is known."""

    arrived = Signal(str)

    def __init__(self, edge: int, ratio: float, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        super().__init__(parent)
        self._most_decoding = 2 * threads
        self._size = QSize(edge, edge) * ratio
        self._ratio = ratio
        self._known: OrderedDict[str, Thumbnail] = OrderedDict()
        self._wanted: list[str] = []
        self._decoding: set[str] = set()
        self._answers = _Answers(self)
        self._answers.decoded.connect(self._on_decoded)
        self._threads = Background("thumbnails", threads)

    def get(self, path: str) -> Thumbnail | None:
        """Return what is known of the picture at `path`, or None while nothing is."""
        found = self._known.get(path)
        if found is not None:
            self._known.move_to_end(path)
        return found

    def want(self, paths: Sequence[str]) -> None:
        """Decode `paths`, in this order, in place of all that waits."""
        self._wanted = [path for path in reversed(paths) if path not in self._known and path not in self._decoding]
        self._feed()

    def want_first(self, path: str) -> None:
        """Decode `path` before all that waits."""
        self.want([path, *reversed(self._wanted)])

    def forget(self) -> None:
        """Forget all pictures: files may have changed."""
        self._known.clear()
        self._wanted.clear()

    def close(self) -> None:
        """Decode no more."""
        self._wanted.clear()
        self._threads.close()

    def _feed(self) -> None:
        while self._wanted and len(self._decoding) < self._most_decoding:
            path = self._wanted.pop()
            self._decoding.add(path)
            self._threads.start(partial(_decode, path, self._size, self._answers))

    @Slot(str, QImage, QSize)
    def _on_decoded(self, path: str, image: QImage, whole: QSize) -> None:
        self._decoding.discard(path)
        pixmap = None
        if not image.isNull():
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self._ratio)
        self._known[path] = Thumbnail(pixmap, whole)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._feed()
        self.arrived.emit(path)
