"""Dropping and pasting of paths: what came is read here, what it is only the engine looks at.

While something is dragged a frame and one line say what would be added. Whether a path is a folder is asked beside
the GUI thread, for a path on a server that does not answer would stop the window.
"""

from abc import abstractmethod
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from itag_desktop.gui.background import Background
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import plural, text

_FRAME = 2
_LOOKED_AT = 500


def local_paths(mime: QMimeData) -> list[str]:
    """Return the local paths that `mime` holds: of its URLs, else of its lines of text that are absolute paths."""
    if mime.hasUrls():
        return [path for url in mime.urls() if url.isLocalFile() and (path := _clean(url.toLocalFile()))]
    lines = mime.text().splitlines() if mime.hasText() else []
    paths = [line.strip().strip('"') for line in lines]
    return [path for path in paths if path and Path(path).is_absolute()]


def _clean(path: str) -> str:
    return path.rstrip("/") or path  # a folder may come with a slash behind it


def folders_and_files(folders: int, files: int) -> str:
    """Return what would be added."""
    if not files:
        return plural("Add {count} folder", "Add {count} folders", folders)
    if not folders:
        return plural("Add {count} file", "Add {count} files", files)
    return text(
        "Add {folders} and {files}",
        folders=plural("{count} folder", "{count} folders", folders),
        files=plural("{count} file", "{count} files", files),
    )


class _Counted(QObject):
    counted = Signal(int, int, int)


def _count(number: int, paths: list[str], answer: _Counted) -> None:
    """Look at each path."""
    folders = sum(Path(path).is_dir() for path in paths)
    answer.counted.emit(number, folders, len(paths) - folders)


class DropOverlay(QWidget):
    """The frame and the line over a tab while something is dragged."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self._is_refused = False
        self._number = 0
        self._thread = Background("dragged paths")
        self._answer = _Counted(self)
        self._answer.counted.connect(self._on_counted)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """The line shown."""
        return self._words

    def show_paths(self, paths: list[str]) -> None:
        """Say what a drop would add."""
        self._number += 1
        self._say(plural("Add {count} item", "Add {count} items", len(paths)), is_refused=False)
        if len(paths) <= _LOOKED_AT:
            self._thread.start(partial(_count, self._number, paths, self._answer))

    def close_thread(self) -> None:
        """Look at no more paths."""
        self._thread.close()

    def show_refusal(self, reason: str) -> None:
        """Say why a drop would add nothing."""
        self._number += 1
        self._say(reason, is_refused=True)

    def _say(self, words: str, *, is_refused: bool) -> None:
        self._words, self._is_refused = words, is_refused
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()

    @Slot(int, int, int)
    def _on_counted(self, number: int, folders: int, files: int) -> None:
        if number == self._number and self.isVisible():
            self._say(folders_and_files(folders, files), is_refused=False)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the frame and, on a ground of its own, the line."""
        colours = self._theme.colours
        shade = QColor(colours.red if self._is_refused else colours.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(shade, _FRAME))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
        words = painter.fontMetrics().boundingRect(self._words)
        ground = words.adjusted(-16, -10, 16, 10)
        ground.moveCenter(self.rect().center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(ground, 6, 6)
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, self._words)


class DropTarget(QWidget):
    """A widget that takes drops of paths all over."""

    dropped = Signal(list)
    """The paths that were dropped."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlay = DropOverlay(theme, self)
        self.setAcceptDrops(True)

    @abstractmethod
    def refusal(self, paths: list[str]) -> str | None:
        """Return why a drop of `paths` is refused, or None where it is welcome."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Say what a drop would add, or why it would add nothing."""
        paths = local_paths(event.mimeData())
        refusal = self.refusal(paths)
        if refusal is None:
            self.overlay.show_paths(paths)
        else:
            self.overlay.show_refusal(refusal)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Forget what was dragged."""
        self.overlay.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand on what was dropped; returns at once."""
        self.overlay.hide()
        paths = local_paths(event.mimeData())
        if self.refusal(paths) is not None:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(paths)
