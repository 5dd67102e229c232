"""A small file manager to drag from: a window with an icon for every path given, and one more for all of them together.

A process of its own, so that what it drags reaches the program as a drop from any other program does.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QVBoxLayout, QWidget

PLACE = QPoint(40, 60)
ALL = "all"
_WIDTH = 300


class FileIcon(QLabel):
    """Something to drag: one path, or several at once."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        super().__init__(name)
        self._paths = tuple(paths)
        self.setFrameShape(QLabel.Shape.StyledPanel)
        self.setMinimumHeight(40)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to drag as soon as the pressed mouse moves."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self.style().standardPixmap(QStyle.StandardPixmap.SP_DirIcon))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)


def main() -> int:
    """Show the icons of the paths given until the process is ended."""
    application = QApplication(sys.argv)
    paths = application.arguments()[1:]
    window = QWidget()
    window.setWindowTitle("Files")
    window.setFixedWidth(_WIDTH)
    column = QVBoxLayout(window)
    for path in paths:
        column.addWidget(FileIcon("/".join(Path(path).parts[-2:]), [path]))
    column.addWidget(FileIcon(ALL, paths))
    window.move(PLACE)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
