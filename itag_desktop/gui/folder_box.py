"""Where the files lie that a table names: its own folder, or another."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from itag_desktop.gui.style import GAP
from itag_desktop.wording.texts import text

_ARROW_ROOM = 40
_LETTERS = 8


class FolderBox(QWidget):
    """*Files in*: a folder from a list, or chosen in the system's dialog."""

    folder_chosen = Signal(object)
    """The folder's path; None is the table's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = ""
        self._own_words = ""
        self._folders: list[str | None] = [None]
        self._current: str | None = None
        self.box = QComboBox()
        self.choose_button = QPushButton(text("Choose…"))
        name = QLabel(text("Files in"))
        name.setBuddy(self.box)
        self.box.setObjectName("folder_box")
        self.box.setAccessibleName(text("Files in"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LETTERS)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(lambda row: self.folder_chosen.emit(self._folders[row]))
        self.choose_button.setAccessibleName(text("Choose the folder of the files…"))
        self.choose_button.clicked.connect(self.ask_folder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(name)
        row.addWidget(self.box, 1)
        row.addWidget(self.choose_button)

    def show_folder(self, table: str, beside: Sequence[str], folder: str | None) -> None:
        """Show where the files of a table are looked for: in `folder`; None: in those `beside` it, or in its own."""
        own = beside[0] if beside else str(PurePath(table).parent)
        if own != self._own:
            self._own, self._folders = own, [None]
        self._own_words = text("(added with the table)") if beside else text("(the table's folder)")
        if folder not in self._folders:
            self._folders.append(folder)
        self._current = folder
        self._renew()

    @Slot()
    def ask_folder(self) -> None:
        """Take a folder chosen in the system's dialog."""
        path = QFileDialog.getExistingDirectory(self, text("Folder of the files"), self._current or self._own)
        if path:
            self.folder_chosen.emit(None if path == self._own else path)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Elide the paths in their middle: their ends tell them apart."""
        super().resizeEvent(event)
        self._renew()

    def _renew(self) -> None:
        with QSignalBlocker(self.box):
            self.box.clear()
            for folder in self._folders:
                self.box.addItem(self._shown(folder))
                self.box.setItemData(self.box.count() - 1, folder or self._own, Qt.ItemDataRole.ToolTipRole)
            self.box.setCurrentIndex(self._folders.index(self._current))
        self.box.setToolTip(self._current or self._own)

    def _shown(self, folder: str | None) -> str:
        metrics, room = self.box.fontMetrics(), self.box.width() - _ARROW_ROOM
        if folder is not None:
            return metrics.elidedText(folder, Qt.TextElideMode.ElideMiddle, room)
        rest = room - metrics.horizontalAdvance(f" {self._own_words}")
        return f"{metrics.elidedText(self._own, Qt.TextElideMode.ElideMiddle, rest)} {self._own_words}"
