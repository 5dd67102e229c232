"""The settings pane of the media tab: sources, kind, options, name."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from itag_desktop.gui.connection import Connections
from itag_desktop.gui.invitation import Invitation, InvitationText
from itag_desktop.gui.kind_segments import KindSegments
from itag_desktop.gui.labels import label
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.media_options import MediaOptionsPanel
from itag_desktop.gui.name_field import NameField
from itag_desktop.gui.settings_pane import SettingsPane
from itag_desktop.gui.sources_model import SourcesModel
from itag_desktop.gui.sources_view import SourcesView
from itag_desktop.gui.style import GAP, GROUP_GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import plural, text


def _invitation(theme: Theme) -> Invitation:
    words = InvitationText(
        icon="images",
        title=text("Drop folders or files here"),
        more=text("Sub-folders are included. Nothing is sent until you press Create dataset."),
    )
    return Invitation(words, theme)


class MediaSettings(SettingsPane):
    """All that can be set about a media dataset."""

    def __init__(
        self, draft: MediaDraft, connections: Connections, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(draft, _invitation(theme), theme, parent)
        self._draft = draft
        self._theme = theme
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
        self._build()
        self._connect()
        self._follow_draft()

    def _build(self) -> None:
        column = self._column
        column.addWidget(self.segments)
        column.addWidget(self.sources_list)
        column.addLayout(self._source_buttons())
        column.addLayout(self._scan_row())
        column.addWidget(self.options)
        column.addSpacing(GROUP_GAP - GAP)
        column.addWidget(self.name_field)
        column.addStretch(1)

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
        self.sources_list.selectionModel().selectionChanged.connect(self._renew_remove)
        self._theme.changed.connect(self._renew_height)

    @Slot()
    def remove_selected(self) -> None:
        """Take the selected sources out, or the only one."""
        paths = self.sources_list.selected_paths()
        if not paths and len(self._draft.setup.paths) == 1:
            paths = [self._draft.setup.paths[0].path]
        self._draft.remove_paths(paths)

    def edit_name(self) -> None:
        """Edit the name in the bucket of the current source."""
        self.sources_list.edit_name()

    def holds_sources(self, widget: QWidget) -> bool:
        """Say whether `widget` is the list of sources."""
        return widget is self.sources_list

    def _renew_filled(self) -> None:
        is_scanning = self._draft.is_scanning
        self.scan_label.setVisible(is_scanning)
        self.stop_button.setVisible(is_scanning)
        files = self._draft.findings.files
        self.scan_label.setText(plural("Scanning… {count} file", "Scanning… {count} files", files))
        self._renew_height()
        self._renew_remove()

    @Slot()
    def _renew_height(self) -> None:
        shown = min(max(len(self._draft.setup.paths), 1), 4)
        header = self.sources_list.horizontalHeader().sizeHint().height()
        self.sources_list.setFixedHeight(shown * self._theme.metrics.source + header + 4)

    @Slot()
    def _renew_remove(self) -> None:
        has_selection = bool(self.sources_list.selected_paths())
        self.remove_button.setEnabled(has_selection or len(self._draft.setup.paths) == 1)
