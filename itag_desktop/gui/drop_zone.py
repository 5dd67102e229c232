"""A widget that takes drops, and what is shown over it while something is dragged.

A frame and one line say what a drop would add. Whether a path is a folder is asked beside
the GUI thread, for a path on a server that does not answer would stop the window.
"""

from abc import abstractmethod
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from itag_desktop.gui.background import Background
from itag_desktop.gui.dropped import Dropped, read_mime
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import plural, text

_FRAME = 2
_LOOKED_AT = 500


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

    def show_dropped(self, dropped: Dropped) -> None:
        """Say what a drop would add."""
        self._number += 1
        self._say(plural("Add {count} item", "Add {count} items", dropped.path_count), is_refused=False)
        if len(dropped.entries) <= _LOOKED_AT:
            paths = list(dropped.paths(0, len(dropped.entries)))
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

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlay = DropOverlay(theme, self)
        self.setAcceptDrops(True)

    @abstractmethod
    def refusal(self, dropped: Dropped) -> str | None:
        """Return why a drop is refused, or None where it is welcome."""

    @abstractmethod
    def take(self, dropped: Dropped) -> bool:
        """Begin to take a drop, and say whether any of it can be taken; returns at once."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Say what a drop would add, or why it would add nothing."""
        dropped = read_mime(event.mimeData())
        refusal = self.refusal(dropped)
        if refusal is None:
            self.overlay.show_dropped(dropped)
        else:
            self.overlay.show_refusal(refusal)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Forget what was dragged."""
        self.overlay.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped; returns at once."""
        self.overlay.hide()
        if self.take(read_mime(event.mimeData())):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.ignore()
