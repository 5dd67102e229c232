"""The settings pane of the media tab: sources, kind, options, name."""

from functools import partial

from PySide6.QtWidgets import QWidget

from itag_desktop.gui.connection import Connections
from itag_desktop.gui.invitation import Invitation, InvitationText
from itag_desktop.gui.kind_segments import KindSegments
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.media_options import MediaOptionsPanel
from itag_desktop.gui.media_sources import media_source_row
from itag_desktop.gui.name_field import NameField
from itag_desktop.gui.settings_pane import SettingsPane
from itag_desktop.gui.sources_model import SourcesModel
from itag_desktop.gui.sources_panel import SourcesPanel
from itag_desktop.gui.style import GAP, GROUP_GAP
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
        model = SourcesModel(draft, partial(media_source_row, draft))
        self.sources = SourcesPanel(draft, model, theme)
        self.segments = KindSegments(draft)
        self.options = MediaOptionsPanel(draft, theme)
        self.name_field = NameField(draft, connections)
        self._build()
        model.name_edited.connect(draft.name_in_bucket)
        self.segments.kind_chosen.connect(draft.choose_kind)
        self._follow_sources(self.sources)
        self._follow_draft()

    def _build(self) -> None:
        column = self._column
        column.addWidget(self.segments)
        column.addWidget(self.sources)
        column.addWidget(self.options)
        column.addSpacing(GROUP_GAP - GAP)
        column.addWidget(self.name_field)
        column.addStretch(1)

    def _renew_filled(self) -> None:
        files = self._draft.findings.files
        self.sources.renew(plural("Scanning… {count} file", "Scanning… {count} files", files))
