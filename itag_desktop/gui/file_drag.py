"""A file that can be dragged out of the window, into a folder, a mail or a web page's upload field."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class FileDrag(QObject):
    """Lets the file at `path`, while there is one, be dragged from `handles`; a press without a move stays a press."""

    def __init__(self, parent: QObject, *handles: QWidget) -> None:
        super().__init__(parent)
        self.path: str | None = None
        self._pressed_at: QPoint | None = None
        for handle in handles:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Begin to drag once the mouse has moved far enough with its left button down."""
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed_at = None
        elif event.type() == QEvent.Type.MouseMove and self._is_far(event.position().toPoint()):
            self._pressed_at = None
            self._drag_from(watched)
            return True
        return False

    def _is_far(self, position: QPoint) -> bool:
        start = self._pressed_at
        return start is not None and (position - start).manhattanLength() >= QApplication.startDragDistance()

    def _drag_from(self, handle: QWidget) -> None:
        if self.path is None:
            return
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(self.path)])
        drag = QDrag(handle)
        drag.setMimeData(mime)
        if isinstance(handle, QAbstractButton):
            handle.setDown(False)  # its release goes to where the file is dropped
        drag.exec(Qt.DropAction.CopyAction)  # never a move: the window opens the file later
