"""What became of the files that a table names: how many go, are missing, or lie there and are named by no row."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from itag_desktop.gui.style import Look, set_look
from itag_desktop.wording.texts import count_text, text


class FilesLine(QWidget):
    """The line *Files* as three links to their lists."""

    uploads_requested = Signal()
    missing_requested = Signal()
    unused_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.uploads_link = QPushButton()
        self.missing_link = QPushButton()
        self.unused_link = QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(QLabel(text("Files:")))
        for link, signal in (
            (self.uploads_link, self.uploads_requested),
            (self.missing_link, self.missing_requested),
            (self.unused_link, self.unused_requested),
        ):
            set_look(link, Look.LINK)
            link.clicked.connect(signal)
            if link is not self.uploads_link:
                row.addWidget(QLabel("·"))
            row.addWidget(link)
        row.addStretch(1)

    def show_counts(self, *, uploads: int, missing: int, unused: int) -> None:
        """Show how many files go, are not there, and lie there without being named."""
        self.uploads_link.setText(text("{count} to upload", count=count_text(uploads)))
        self.missing_link.setText(text("{count} missing", count=count_text(missing)))
        self.unused_link.setText(text("{count} unused", count=count_text(unused)))
        for link, count in ((self.uploads_link, uploads), (self.missing_link, missing), (self.unused_link, unused)):
            link.setEnabled(count > 0)
