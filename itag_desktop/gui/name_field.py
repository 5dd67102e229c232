"""The dataset's name: it follows the sources until it is typed; says what the manifest will be called."""

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itag_desktop.domain.names import MANIFEST_SUFFIXES
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.labels import label
from itag_desktop.gui.style import GAP, Look, set_look
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.wording.texts import text


class NameField(QWidget):
    """Name, suffix, and the hint under them."""

    def __init__(self, draft: AnyDraft, connections: Connections, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._connections = connections
        self.name_edit = QLineEdit()
        self.suffix_box = QComboBox()
        self.hint_label = label("", Look.SMALL, wraps=True)
        self._build()
        for signal in (draft.setup_changed, draft.scan_changed, connections.destination_changed):
            signal.connect(self._renew)
        self._renew()

    def _build(self) -> None:
        name = label(text("Dataset name"), Look.SECTION)
        name.setBuddy(self.name_edit)
        self.name_edit.setObjectName("dataset_name_edit")
        self.name_edit.setAccessibleName(text("Dataset name"))
        self.name_edit.setAcceptDrops(False)  # the tab takes drops
        self.name_edit.textChanged.connect(self._draft.type_name)  # also what assistive programs set
        self.name_edit.editingFinished.connect(self._renew)
        self.suffix_box.addItems(list(MANIFEST_SUFFIXES))
        self.suffix_box.setAccessibleName(text("Suffix of the manifest"))
        self.suffix_box.textActivated.connect(self._draft.choose_suffix)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.name_edit, 1)
        row.addWidget(self.suffix_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(self.hint_label)

    @Slot()
    def _renew(self) -> None:
        name = self._draft.dataset_name
        is_being_typed = self.name_edit.hasFocus() and not self.name_edit.text()  # a cleared field stays clear
        if self.name_edit.text() != name and not is_being_typed:
            with QSignalBlocker(self.name_edit):
                self.name_edit.setText(name)
        self.name_edit.setPlaceholderText(name)
        self.suffix_box.setCurrentText(self._draft.setup.suffix)
        is_wrong = bool(name) and not self._draft.has_right_name
        set_look(self.name_edit, Look.WRONG if is_wrong else Look.PLAIN)
        set_look(self.hint_label, Look.WRONG if is_wrong else Look.SMALL)
        self.hint_label.setText(self._hint(name, is_wrong=is_wrong))

    def _hint(self, name: str, *, is_wrong: bool) -> str:
        if is_wrong:
            return text("Start with a letter, digit or Chinese character; then also _ and -")
        if not name:
            return ""
        key = self._connections.destination.key(name + self._draft.setup.suffix)
        return text("Manifest: {key}", key=key)
