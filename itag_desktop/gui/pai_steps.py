"""What comes after the manifest: the steps in the PAI console, as a popover."""

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from itag_desktop.domain.kinds import Template
from itag_desktop.gui.labels import label
from itag_desktop.gui.style import GAP, MARGIN, Look
from itag_desktop.wording.texts import text

_CONSOLE = "https://pai.console.aliyun.com/"
_WIDTH = 420


class PaiSteps(QFrame):
    """Three steps and a way to the console."""

    def __init__(self, kind: Template, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(label(text("What next in PAI"), Look.SECTION))
        for step in _steps(kind):
            column.addWidget(label(step, wraps=True))
        column.addWidget(label(text("Names in the console change now and then."), Look.SMALL))
        console = QPushButton(text("Open PAI console"))
        console.clicked.connect(self._open_console)
        column.addWidget(console, 0, Qt.AlignmentFlag.AlignLeft)

    def show_over(self, button: QWidget) -> None:
        """Open with its lower left corner at the upper left one of `button`."""
        self.adjustSize()
        self.move(button.mapToGlobal(QPoint(0, 0)) - QPoint(0, self.height() + 4))
        self.show()

    def _open_console(self) -> None:
        QDesktopServices.openUrl(QUrl(_CONSOLE))
        self.close()


def _steps(kind: Template) -> tuple[str, ...]:
    content = {
        Template.TEXT: text("Text"),
        Template.IMAGE: text("Image"),
        Template.VIDEO: text("Video"),
        Template.AUDIO: text("Audio"),
    }[kind]
    return (
        text("1. PAI console, Workspaces, your workspace."),
        text(
            "2. Create a dataset from an Alibaba Cloud service: content type {content}, import format File, paste the"
            " address.",
            content=content,
        ),
        text("3. Data Preparation > iTAG > Create Task, choose the dataset."),
    )
