"""The segments *Images · Videos · Audio* with live counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from itag_desktop.domain.kinds import MEDIA_KINDS, MediaKind, Template
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.style import Look, set_look
from itag_desktop.wording.texts import count_text, text
from itag_desktop.wording.words import template_word


class KindSegments(QWidget):
    """Chooses the media kind; kinds without files stay visible, greyed."""

    kind_chosen = Signal(object)

    def __init__(self, draft: MediaDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._group = QButtonGroup(self)
        self.buttons = {kind: self._button(kind) for kind in MEDIA_KINDS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        draft.scan_changed.connect(self._renew)
        draft.setup_changed.connect(self._renew)
        self._renew()

    def _button(self, kind: MediaKind) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"kind_{kind}")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        place = {Template.IMAGE: "first", Template.AUDIO: "last"}.get(kind, "middle")
        button.setProperty("place", place)
        set_look(button, Look.SEGMENT)
        button.clicked.connect(lambda: self.kind_chosen.emit(kind))
        self._group.addButton(button)
        return button

    def _renew(self) -> None:
        for kind, button in self.buttons.items():
            planned = self._draft.counts_of(kind).planned
            button.setText(text("{kind} {count}", kind=template_word(kind), count=count_text(planned)))
            if button.property("empty") != (planned == 0):
                button.setProperty("empty", planned == 0)
                set_look(button, Look.SEGMENT)
        self.buttons[self._draft.kind].setChecked(True)
