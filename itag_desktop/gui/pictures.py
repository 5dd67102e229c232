"""Decodes pictures for tiles, on threads of this process.

The threads decode in C++ outside of the interpreter's lock (a JPEG of 12 megapixels in some 13 ms of a processor, for
it is decoded at the size wanted: `benchmarks/thumbnails.py`). Qt refuses to decode what would take more than 256 MB,
but counts a JPEG at the size wanted, though a progressive one is held whole: so what has too many pixels is refused
here, and so is what would have to be downloaded.
"""

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from itag_desktop.domain.kinds import MediaKind
from itag_desktop.gui.background import Background
from itag_desktop.gui.decoded import Decoded
from itag_desktop.media.placeholders import is_placeholder_at

THREADS = 2
_MOST_PIXELS = 250_000_000
"""More than cameras take; a progressive JPEG of that size takes 1.5 GB while it is decoded."""


class _Answers(QObject):
    decoded = Signal(object, QImage, QSize)


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


class Pictures(QObject):
    """A `Decoder` of pictures."""

    decoded = Signal(object, object)

    def __init__(self, edge: int, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        super().__init__(parent)
        self._size = QSize(edge, edge)
        self._most_decoding = 2 * threads
        self._decoding: set[str] = set()
        self._answers = _Answers(self)
        self._answers.decoded.connect(self._on_decoded)
        self._threads = Background("thumbnails", threads)

    @property
    def has_room(self) -> bool:
        """Say whether one more file can be started."""
        return len(self._decoding) < self._most_decoding

    def start(self, path: str, _kind: MediaKind) -> None:
        """Decode a picture."""
        self._decoding.add(path)
        self._threads.start(partial(_decode, path, self._size, self._answers))

    def close(self) -> None:
        """Decode no more."""
        self._threads.close()

    @Slot(object, QImage, QSize)
    def _on_decoded(self, path: str, image: QImage, whole: QSize) -> None:
        self._decoding.discard(path)
        self.decoded.emit(path, Decoded(image=image, whole=whole))
