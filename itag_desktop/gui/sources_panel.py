"""The sources of a tab: their list, the buttons that add and remove, and how far a scan is, with *Stop*."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from itag_desktop.gui.labels import label
from itag_desktop.gui.sources_model import SourcesModel
from itag_desktop.gui.sources_view import SourcesView
from itag_desktop.gui.style import GAP, Look
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_MOST_SHOWN = 4


class SourcesPanel(QWidget):
    """List, buttons and the state of the scan."""

    folder_requested = Signal()
    files_requested = Signal()

    def __init__(self, draft: AnyDraft, model: SourcesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._theme = theme
        self.model = model
        self.list = SourcesView(model, theme)
        self.scan_label = label("", Look.SMALL)
        self.stop_button = QPushButton(text("Stop"))
        self.files_button = QPushButton(text("Add files…"))
        self.folder_button = QPushButton(text("Add folder…"))
        self.remove_button = QPushButton(text("Remove"))
        self.rescan_button = QPushButton(text("Rescan"))
        self._build()
        self._connect()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.files_button, self.folder_button, self.remove_button, self.rescan_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        scan = QHBoxLayout()
        scan.addWidget(self.scan_label, 1)
        scan.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.list)
        column.addLayout(buttons)
        column.addLayout(scan)

    def _connect(self) -> None:
        self.stop_button.clicked.connect(self._draft.stop_scan)
        self.rescan_button.clicked.connect(self._draft.rescan)
        self.remove_button.clicked.connect(self.remove_selected)
        self.files_button.clicked.connect(self.files_requested)
        self.folder_button.clicked.connect(self.folder_requested)
        self.list.selectionModel().selectionChanged.connect(self._renew_remove)
        self._theme.changed.connect(self._renew_height)

    @Slot()
    def remove_selected(self) -> None:
        """Take the selected sources out, or the only one."""
        paths = self.list.selected_paths()
        if not paths and len(self._draft.setup.paths) == 1:
            paths = [self._draft.setup.paths[0].path]
        self._draft.remove_paths(paths)

    def renew(self, scan_words: str) -> None:
        """Show the sources of the moment; `scan_words` say how far a scan is."""
        is_scanning = self._draft.is_scanning
        self.scan_label.setVisible(is_scanning)
        self.stop_button.setVisible(is_scanning)
        self.scan_label.setText(scan_words)
        self._renew_height()
        self._renew_remove()

    @Slot()
    def _renew_height(self) -> None:
        shown = min(max(len(self._draft.setup.paths), 1), _MOST_SHOWN)
        header = self.list.horizontalHeader()
        above = 0 if header.isHidden() else header.sizeHint().height()
        self.list.setFixedHeight(shown * self._theme.metrics.source + above + 4)

    @Slot()
    def _renew_remove(self) -> None:
        has_selection = bool(self.list.selected_paths())
        self.remove_button.setEnabled(has_selection or len(self._draft.setup.paths) == 1)
