"""Reads one video or sound with Qt Multimedia: its length and its first frame.

Runs in the clip process alone (see `clip_host`). How it works: a player without a sound output loads the file and,
where a frame is wanted, is put on pause, upon which it shows its first frame. It says by a signal when a file cannot be
played, but not always: where neither a frame nor a word comes within `PATIENCE_MS`, the length is all there is.
"""

import os

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QObject, QSize, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QMediaMetaData,
    QMediaPlayer,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from itag_desktop.gui.clip_link import Look, Seen
from itag_desktop.media.placeholders import is_placeholder_at

PATIENCE_MS = 5_000
MOST_PIXELS = 8192 * 8192
"""More than 8K videos and full panoramas have."""

_QUALITY = 85
_TEN_BITS = QVideoFrameFormat.PixelFormat.Format_YUV420P10


def read_clip(look: Look) -> Seen:
    """Return what is to be seen of a video or sound: nothing where it would have to be downloaded."""
    if is_placeholder_at(os.fsdecode(look.path)):
        return Seen()
    return _Reading(look).result()


class _Reading(QObject):
    """One look at a file."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._image = QImage()
        self._size = QSize(0, 0)
        self._length_ms = 0
        self._loop = QEventLoop(self)
        self._sink = QVideoSink(self)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._loop.quit)

    def result(self) -> Seen:
        """Read the file and return what was found."""
        QTimer.singleShot(PATIENCE_MS, self._loop, self._loop.quit)
        QTimer.singleShot(0, self, self._open)  # a file that is gone ends the loop at once, so it must be running
        self._loop.exec()
        self._player.mediaStatusChanged.disconnect(self._on_status)  # it says once more that it is loaded, when stopped
        self._player.setSource(QUrl())
        picture = _jpeg(self._image, self._look.edge)
        return Seen(
            picture=picture, width=self._size.width(), height=self._size.height(), length_ms=max(0, self._length_ms)
        )

    @Slot()
    def _open(self) -> None:
        self._player.setSource(QUrl.fromLocalFile(os.fsdecode(self._look.path)))

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.LoadedMedia:
            self._on_loaded()
        elif status in (QMediaPlayer.MediaStatus.InvalidMedia, QMediaPlayer.MediaStatus.EndOfMedia):
            self._loop.quit()

    def _on_loaded(self) -> None:
        self._length_ms = self._player.duration()
        if not self._look.wants_frame or not self._player.hasVideo():
            self._loop.quit()
            return
        tracks = self._player.videoTracks()
        about = tracks[0] if tracks else QMediaMetaData()
        self._size = about.value(QMediaMetaData.Key.Resolution) or QSize(0, 0)
        if self._size.width() * self._size.height() > MOST_PIXELS:
            self._loop.quit()
        else:
            self._player.pause()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if frame.isValid() and self._image.isNull():
            self._image = (_of_eight_bits(frame) if frame.pixelFormat() is _TEN_BITS else frame).toImage()
            self._size = self._image.size() if not self._image.isNull() else self._size  # as it is held when shown
            self._loop.quit()


def _of_eight_bits(frame: QVideoFrame) -> QVideoFrame:
    """Return a frame of 10 bits a sample, such as telephones make, in 8, which is what Qt can make an image of."""
    about = frame.surfaceFormat()
    shown = QVideoFrameFormat(about.frameSize(), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    shown.setColorSpace(about.colorSpace())
    shown.setColorRange(about.colorRange())
    made = QVideoFrame(shown)
    made.setRotation(frame.rotation())
    if frame.map(QVideoFrame.MapMode.ReadOnly) and made.map(QVideoFrame.MapMode.WriteOnly):
        for plane in range(frame.planeCount()):
            samples, target = memoryview(frame.bits(plane)), memoryview(made.bits(plane))
            _narrow(samples, frame.bytesPerLine(plane) // 2, target, made.bytesPerLine(plane))
    frame.unmap()
    made.unmap()
    return made


def _narrow(samples: memoryview, samples_a_row: int, target: memoryview, target_row: int) -> None:
    """Write the upper 8 of the 10 bits of every sample: all are shifted at once, as one large number."""
    shifted = int.from_bytes(samples, "little") >> 2
    narrow = shifted.to_bytes(len(samples), "little")[::2]
    used = min(samples_a_row, target_row)
    for row in range(min(len(narrow) // samples_a_row, len(target) // target_row)):
        start = row * samples_a_row
        target[row * target_row : row * target_row + used] = narrow[start : start + used]


def _jpeg(image: QImage, edge: int) -> bytes:
    if image.isNull():
        return b""
    if image.width() > edge or image.height() > edge:
        keeps, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(edge, edge, keeps, smooth)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", _QUALITY)  # type: ignore[call-overload] # the format may be a str
    return bytes(data.data())
