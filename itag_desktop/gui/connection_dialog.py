"""The dialog that makes a connection for this sitting: where, and as whom.

*Use* works without a check. What was pasted with blanks or line ends around it is cleaned, and the dialog says so. The
secret can neither be shown nor copied, and is kept in memory only.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from itag_desktop.domain.destination import Credential, Destination
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import clean_prefix
from itag_desktop.engine import link
from itag_desktop.gui.connection import Connection
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.findings_list import FindingsList
from itag_desktop.gui.labels import label
from itag_desktop.gui.regions import REGIONS
from itag_desktop.gui.style import GAP, GROUP_GAP, MARGIN, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.storage.endpoint import checked_endpoint, default_endpoint
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_WIDTH = 560


class ConnectionDialog(QDialog):
    """Asks for region, bucket, prefix and a key pair or a temporary credential."""

    def __init__(self, engine: EngineClient, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._theme = theme
        self._check_id = 0
        self.region_box = QComboBox()
        self.bucket_edit = QLineEdit()
        self.prefix_edit = QLineEdit()
        self.endpoint_edit = QLineEdit()
        self.key_id_edit = QLineEdit()
        self.secret_edit = QLineEdit()
        self.token_edit = QLineEdit()
        self.note_label = label("", Look.SMALL, wraps=True)
        self.findings = FindingsList(theme)
        self.check_button = QPushButton(text("Check"))
        self.use_button = QPushButton(text("Use"))
        self.cancel_button = QPushButton(text("Cancel"))
        self.connection: Connection | None = None
        self._build()
        engine.event_received.connect(self._on_engine_event)
        self._renew()

    def _build(self) -> None:
        self.setWindowTitle(text("New connection"))
        self.setObjectName("connection_dialog")
        self.setMinimumWidth(_WIDTH)
        self._prepare_fields()
        form = QFormLayout()
        form.setSpacing(GAP)
        for words, field in self._fields():
            name = label(words)
            name.setBuddy(field)
            name.setMinimumHeight(self._theme.metrics.control)
            field.setAccessibleName(words)
            form.addRow(name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GROUP_GAP)
        column.addLayout(form)
        column.addWidget(label(text("For this run only: nothing of it is written to disk."), Look.SECONDARY))
        column.addWidget(self.note_label)
        column.addWidget(self.findings)
        column.addLayout(self._buttons())

    def _fields(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            (text("Region"), self.region_box),
            (text("Bucket"), self.bucket_edit),
            (text("Prefix"), self.prefix_edit),
            (text("AccessKey ID"), self.key_id_edit),
            (text("AccessKey secret"), self.secret_edit),
            (text("Security token (STS only)"), self.token_edit),
            (text("Endpoint (optional)"), self.endpoint_edit),
        )

    def _prepare_fields(self) -> None:
        self.region_box.setEditable(True)
        self.region_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for region, name in REGIONS:
            self.region_box.addItem(f"{text(name)}  {region}", region)
        completer = QCompleter(self.region_box.model(), self.region_box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.region_box.setCompleter(completer)
        self.region_box.editTextChanged.connect(self._renew)
        self.bucket_edit.setToolTip(text("Existing OSS bucket in the region of your PAI workspace"))
        self.prefix_edit.setToolTip(text("Folder in the bucket. Files go below it. Empty means the top."))
        self.endpoint_edit.setToolTip(text("Own domain or internal endpoint. The addresses stay the same."))
        self.secret_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.token_edit.setEchoMode(QLineEdit.EchoMode.Password)
        for edit in self._edits():
            edit.textChanged.connect(self._renew)

    def _edits(self) -> tuple[QLineEdit, ...]:
        return (
            self.bucket_edit,
            self.prefix_edit,
            self.endpoint_edit,
            self.key_id_edit,
            self.secret_edit,
            self.token_edit,
        )

    def _buttons(self) -> QHBoxLayout:
        set_look(self.use_button, Look.FILLED)
        self.use_button.setDefault(True)
        self.check_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.check_button.clicked.connect(self._on_check_clicked)
        self.use_button.clicked.connect(self._on_use_clicked)
        self.cancel_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.check_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.use_button)
        return row

    @property
    def region(self) -> str:
        """The region chosen or typed."""
        typed = self.region_box.currentText().strip()
        row = self.region_box.findText(typed)
        return str(self.region_box.itemData(row)) if row >= 0 else typed.lower().removeprefix("oss-")

    def typed_connection(self) -> Connection:
        """Return what is typed as a connection.

        Raises:
            InputError: something typed cannot be used.
        """
        bucket, region = self.bucket_edit.text().strip(), self.region
        connection = Connection(
            bucket=bucket,
            region=region,
            credential=Credential(
                access_key_id=self.key_id_edit.text().strip(),
                access_key_secret=self.secret_edit.text().strip(),
                security_token=self.token_edit.text().strip() or None,
            ),
            endpoint=checked_endpoint(self.endpoint_edit.text(), bucket=bucket, region=region),
            prefix=clean_prefix(self.prefix_edit.text()),
        )
        connection.destination(connection.prefix)
        return connection

    def fill_from(self, destination: Destination) -> None:
        """Fill in where to, for a new credential is all that is wanted."""
        self.setWindowTitle(text("AccessKey for bucket {bucket}", bucket=destination.bucket))
        row = self.region_box.findData(destination.region)
        if row >= 0:
            self.region_box.setCurrentIndex(row)
        else:
            self.region_box.setEditText(destination.region)
        self.bucket_edit.setText(destination.bucket)
        self.prefix_edit.setText(destination.prefix)
        is_usual = destination.endpoint in (None, default_endpoint(destination.region))
        self.endpoint_edit.setText("" if is_usual else destination.endpoint)
        self.key_id_edit.setFocus()

    def _is_filled(self) -> bool:
        wanted = (self.bucket_edit, self.key_id_edit, self.secret_edit)
        return bool(self.region) and all(edit.text().strip() for edit in wanted)

    @Slot()
    def _renew(self) -> None:
        self.use_button.setEnabled(self._is_filled())
        self.check_button.setEnabled(self._is_filled())
        self.findings.clear()
        self._check_id += 1
        had_blanks = any(edit.text() != edit.text().strip() for edit in self._edits())
        self._say(text("Blanks and line ends around what was pasted are left out.") if had_blanks else "")

    def _say(self, words: str, look: Look = Look.SMALL) -> None:
        set_look(self.note_label, look)
        self.note_label.setText(words)
        self.note_label.setVisible(bool(words))

    def _taken(self) -> Connection | None:
        try:
            return self.typed_connection()
        except InputError as error:
            self._say(sentence(error.code, error.values), Look.WRONG)
            return None

    @Slot()
    def _on_check_clicked(self) -> None:
        connection = self._taken()
        access = connection.access() if connection is not None else None
        if access is not None:
            self._check_id += 1
            self.findings.show_waiting()
            self._engine.send(link.CheckConnection(check_id=self._check_id, access=access))

    @Slot()
    def _on_use_clicked(self) -> None:
        self.connection = self._taken()
        if self.connection is not None:
            self.accept()

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        if isinstance(event, link.ConnectionChecked) and event.check_id == self._check_id:
            self.findings.show_findings(event.findings)

    @property
    def is_known_good(self) -> bool:
        """Say whether the last check of what is typed found nothing bad."""
        return self.findings.are_good
