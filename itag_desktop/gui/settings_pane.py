"""The settings pane of a tab: an invitation while there are no sources, then everything that can be set."""

from abc import abstractmethod

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from itag_desktop.gui.invitation import Invitation
from itag_desktop.gui.sources_panel import SourcesPanel
from itag_desktop.gui.style import GAP
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.gui.theme import Theme

_LEAST_WIDTH = 320


class SettingsPane(QScrollArea):
    """What the settings of all tabs share.

    A tab's own fill `_column`, renew themselves in `_renew_filled`, and end their building with `_follow_sources` and
    `_follow_draft`.
    """

    folder_requested = Signal()
    files_requested = Signal()
    sample_requested = Signal()

    def __init__(self, draft: AnyDraft, invitation: Invitation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._any_draft = draft
        self._any_theme = theme
        self.invitation = invitation
        self._filled = QWidget()
        self._column = QVBoxLayout(self._filled)
        self._column.setContentsMargins(0, 0, GAP, GAP)
        self._column.setSpacing(GAP)
        self._build_pane()
        invitation.files_requested.connect(self.files_requested)
        invitation.folder_requested.connect(self.folder_requested)
        invitation.sample_requested.connect(self.sample_requested)

    def _follow_draft(self) -> None:
        """Renew the pane now and with its draft: after its parts, for it takes the width that they need."""
        self._any_draft.setup_changed.connect(self._renew)
        self._any_draft.scan_changed.connect(self._renew)
        self._any_theme.changed.connect(self._renew_width)
        self._renew()

    def _build_pane(self) -> None:
        pane = QWidget()
        pane.setObjectName("pane")
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

    def _follow_sources(self, sources: SourcesPanel) -> None:
        """Take the tab's panel of sources."""
        self._panel = sources
        sources.files_requested.connect(self.files_requested)
        sources.folder_requested.connect(self.folder_requested)

    def remove_selected(self) -> None:
        """Take the selected sources out, or the only one."""
        self._panel.remove_selected()

    def edit_name(self) -> None:
        """Edit the name in the bucket of the current source, where sources have one."""
        self._panel.list.edit_name()

    def holds_sources(self, widget: QWidget) -> bool:
        """Say whether `widget` is the list of sources."""
        return widget is self._panel.list

    @abstractmethod
    def _renew_filled(self) -> None:
        """Show what the draft is now in the parts of this tab."""

    @Slot()
    def _renew(self) -> None:
        has_sources = bool(self._any_draft.setup.paths)
        self.invitation.setVisible(not has_sources)
        self._filled.setVisible(has_sources)
        self._renew_filled()
        self._renew_width()

    @Slot()
    def _renew_width(self) -> None:
        self._filled.ensurePolished()
        needed = self._filled.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(_LEAST_WIDTH, needed))
