"""The settings pane of the media tab: sources, kind, options, name; an invitation while there are no sources."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.gui.connection import Connections
from itag_desktop.gui.draft import MediaDraft
from itag_desktop.gui.kind_segments import KindSegments
from itag_desktop.gui.labels import label
from itag_desktop.gui.media_options import MediaOptionsPanel
from itag_desktop.gui.name_field import NameField
from itag_desktop.gui.sources_model import SourcesModel
from itag_desktop.gui.sources_view import SourcesView
from itag_desktop.gui.style import EMPTY_GAP, EMPTY_ICON, GAP, GROUP_GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import plural, text

_LEAST_WIDTH = 320


class EmptyInvitation(QWidget):
    """What the settings pane shows before the first source."""

    folder_requested = Signal()
    files_requested = Signal()
    sample_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel()
        self.folder_button = QPushButton(text("Add folder…"))
        self.files_button = QPushButton(text("Add files…"))
        self.sample_button = QPushButton(text("Try the sample"))
        set_look(self.sample_button, Look.LINK)
        self.folder_button.clicked.connect(self.folder_requested)
        self.files_button.clicked.connect(self.files_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        self._more = label(
            text("Sub-folders are included. Nothing is sent until you press Create dataset."),
            Look.SECONDARY,
            wraps=True,
        )
        self._column = QVBoxLayout(self)
        self._build()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        title = label(text("Drop folders or files here"), Look.EMPTY_TITLE, wraps=True)
        column = self._column
        column.setSpacing(GAP)
        column.addStretch(1)
        for words in (self._icon, title, self._more):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addSpacing(GAP)
        column.addLayout(_centred(self.folder_button, self.files_button))
        column.addLayout(_centred(self.sample_button))
        column.addStretch(2)

    def fit(self, size: QSize) -> None:
        """Show as much as there is room for: the buttons always, then the words, then the picture."""
        for gap, given_up in ((EMPTY_GAP, ()), (GAP, (self._icon,)), (0, (self._icon, self._more))):
            self._column.setContentsMargins(MARGIN, gap, MARGIN, gap)
            for part in (self._icon, self._more):
                part.setHidden(part in given_up)
            self._column.invalidate()
            if self._column.totalMinimumHeightForWidth(size.width()) <= size.height():
                return

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("images", "secondary", EMPTY_ICON))


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


class MediaSettings(QScrollArea):
    """All that can be set about a media dataset."""

    folder_requested = Signal()
    files_requested = Signal()
    sample_requested = Signal()

    def __init__(
        self, draft: MediaDraft, connections: Connections, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._theme = theme
        self.invitation = EmptyInvitation(theme)
        self.sources_model = SourcesModel(draft, self)
        self.sources_list = SourcesView(self.sources_model, theme)
        self.scan_label = label("", Look.SMALL)
        self.stop_button = QPushButton(text("Stop"))
        self.segments = KindSegments(draft)
        self.options = MediaOptionsPanel(draft, theme)
        self.name_field = NameField(draft, connections)
        self.files_button = QPushButton(text("Add files…"))
        self.folder_button = QPushButton(text("Add folder…"))
        self.remove_button = QPushButton(text("Remove"))
        self.rescan_button = QPushButton(text("Rescan"))
        self._filled = QWidget()
        self._build()
        self._connect()
        self._renew()

    def _build(self) -> None:
        pane = QWidget()
        pane.setObjectName("pane")
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.segments)
        column.addWidget(self.sources_list)
        column.addLayout(self._source_buttons())
        column.addLayout(self._scan_row())
        column.addWidget(self.options)
        column.addSpacing(GROUP_GAP - GAP)
        column.addWidget(self.name_field)
        column.addStretch(1)
        either = QVBoxLayout(pane)  # no stack, which would ask for the room of its larger page
        either.setContentsMargins(0, 0, 0, 0)
        either.addWidget(self.invitation)
        either.addWidget(self._filled)
        self.setWidget(pane)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the invitation fit into what is in sight."""
        super().resizeEvent(event)
        self.invitation.fit(self.viewport().size())

    def _source_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.files_button, self.folder_button, self.remove_button, self.rescan_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _scan_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.scan_label, 1)
        row.addWidget(self.stop_button)
        return row

    def _connect(self) -> None:
        self.sources_model.name_edited.connect(self._draft.name_in_bucket)
        self.segments.kind_chosen.connect(self._draft.choose_kind)
        self.stop_button.clicked.connect(self._draft.stop_scan)
        self.rescan_button.clicked.connect(self._draft.rescan)
        self.remove_button.clicked.connect(self.remove_selected)
        self.files_button.clicked.connect(self.files_requested)
        self.folder_button.clicked.connect(self.folder_requested)
        self.invitation.files_requested.connect(self.files_requested)
        self.invitation.folder_requested.connect(self.folder_requested)
        self.invitation.sample_requested.connect(self.sample_requested)
        self._draft.setup_changed.connect(self._renew)
        self._draft.scan_changed.connect(self._renew)
        self.sources_list.selectionModel().selectionChanged.connect(self._renew_remove)
        self._theme.changed.connect(self._renew_height)

    @Slot()
    def remove_selected(self) -> None:
        """Take the selected sources out, or the only one."""
        paths = self.sources_list.selected_paths()
        if not paths and len(self._draft.setup.paths) == 1:
            paths = [self._draft.setup.paths[0].path]
        self._draft.remove_paths(paths)

    @Slot()
    def _renew(self) -> None:
        has_sources = bool(self._draft.setup.paths)
        self.invitation.setVisible(not has_sources)
        self._filled.setVisible(has_sources)
        is_scanning = self._draft.is_scanning
        self.scan_label.setVisible(is_scanning)
        self.stop_button.setVisible(is_scanning)
        files = sum(found.files for found in self._draft.snapshot.sources) if self._draft.snapshot else 0
        self.scan_label.setText(plural("Scanning… {count} file", "Scanning… {count} files", files))
        self._renew_height()
        self._renew_remove()

    @Slot()
    def _renew_height(self) -> None:
        self._filled.ensurePolished()
        needed = self._filled.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(_LEAST_WIDTH, needed))
        shown = min(max(len(self._draft.setup.paths), 1), 4)
        header = self.sources_list.horizontalHeader().sizeHint().height()
        self.sources_list.setFixedHeight(shown * self._theme.metrics.source + header + 4)

    @Slot()
    def _renew_remove(self) -> None:
        has_selection = bool(self.sources_list.selected_paths())
        self.remove_button.setEnabled(has_selection or len(self._draft.setup.paths) == 1)
