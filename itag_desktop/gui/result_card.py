"""The card that a run ends with: finished, incomplete, or why it failed; in the place of the progress strip."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from itag_desktop.domain.progress import ManifestReport, RunReport, RunState
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.gui.file_drag import FileDrag
from itag_desktop.gui.labels import ElidedLabel, label
from itag_desktop.gui.notice import TONE_ROLES
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.style import GAP, ICON, MARGIN, Look, set_look, set_tone
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.quantities import duration_text, size_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import count_text, plural, text

_COPIED_MS = 2000
_MANIFESTS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a card says of a run's end."""

    icon: str
    tone: Tone
    title: str
    sentence: str


def ending_of(request: DatasetRequest, report: RunReport, planned: int) -> Ending:
    """Return the words for how the run of `request` ended."""
    name = request.dataset_name
    if report.state in (RunState.FINISHED, RunState.FINISHED_LEFT_OUT):
        return _finished(request, name, report, planned)
    if report.state is RunState.INCOMPLETE:
        title = text("{name} is not complete", name=name)
        return Ending(icon="triangle-alert", tone=Tone.AMBER, title=title, sentence=_incomplete(report, planned))
    cause = "" if report.trouble is None else sentence(report.trouble.code, report.trouble.values)
    if report.state is RunState.CANCELLED:
        title = text("{name} was stopped", name=name)
        kept = text("What was sent stays in the bucket. Create dataset carries on with the rest.")
        return Ending(icon="circle-minus", tone=Tone.AMBER, title=title, sentence=kept)
    return Ending(icon="circle-x", tone=Tone.RED, title=text("{name} was not created", name=name), sentence=cause)


def _finished(request: DatasetRequest, name: str, report: RunReport, planned: int) -> Ending:
    if request.destination.is_practice:
        warning = text("These addresses work on this computer only. Do not use this manifest in iTAG.")
        return Ending(icon="circle-check", tone=Tone.INFO, title=text("Practice finished"), sentence=warning)
    checked = text("Every object was checked: size, CRC-64, listing.")
    if not planned:
        checked = text("The manifest was read back from the bucket and compared.")
    elif report.sent == 0:
        checked = text("Nothing had to be sent: every object was already there and is equal.")
    return Ending(icon="circle-check", tone=Tone.SUCCESS, title=text("{name} is ready", name=name), sentence=checked)


def _incomplete(report: RunReport, planned: int) -> str:
    if report.items:
        return plural(
            "The manifest was written without {count} of {total} files, which is not in the bucket.",
            "The manifest was written without {count} of {total} files, which are not in the bucket.",
            report.failed,
            total=count_text(planned),
        )
    return plural(
        "{count} of {total} files is not in the bucket. No manifest was written.",
        "{count} of {total} files are not in the bucket. No manifest was written.",
        report.failed,
        total=count_text(planned),
    )


def manifests_text(manifests: Sequence[ManifestReport]) -> str:
    """Return the manifests of a divided dataset, each with the number of its items."""
    shown = [f"{PurePath(one.uri).stem} {count_text(one.items)}" for one in manifests[:_MANIFESTS_SHOWN]]
    more = len(manifests) - len(shown)
    if more:
        shown.append(plural("{count} more", "{count} more", more))
    head = plural("{count} manifest", "{count} manifests", len(manifests))
    return text("{manifests}: {names}", manifests=head, names=" · ".join(shown))


class AddressPart(StrEnum):
    """A part of the manifest's address that can be copied."""

    WHOLE = "whole"
    BUCKET = "bucket"
    PATH = "path"


class ResultCard(QFrame):
    """How a run ended, and what can be done next."""

    manifest_requested = Signal()
    folder_requested = Signal()
    copy_requested = Signal(str)
    """What of the address to copy: all of it, the bucket, or the path."""
    steps_requested = Signal()
    retry_requested = Signal()
    partial_requested = Signal()
    list_requested = Signal()
    real_requested = Signal()
    new_requested = Signal()
    edit_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ending: Ending | None = None
        self.setProperty("kind", "notice")
        self.setObjectName("result_card")
        self._icon = QLabel()
        self.title_label = label("", Look.CARD_TITLE, wraps=True)
        self.facts_label = label("", Look.SECONDARY)
        self.sentence_label = label("", wraps=True)
        self.left_out_link = self._button("", self.list_requested, "card_left_out", Look.LINK)
        self.address_label = ElidedLabel()
        self.manifests_label = ElidedLabel()
        self.copy_button = QPushButton(text("Copy address"))
        self.copy_menu = self._copy_menu()
        self.manifest_button = self._button(text("Open manifest"), self.manifest_requested, "open_manifest_button")
        self.manifest_button.setToolTip(text("Drag this button to copy the manifest to a folder or another program"))
        self._manifest_drag = FileDrag(self, self.manifest_button, self.address_label)
        self.folder_button = self._button(text("Open folder"), self.folder_requested, "open_folder_button")
        self.steps_button = self._button(text("What next in PAI"), self.steps_requested, "steps_button")
        self.real_button = self._button(text("Do it with OSS…"), self.real_requested, "real_button")
        self.retry_button = self._button("", self.retry_requested, "retry_button", Look.FILLED)
        self.list_button = self._button(text("Show list"), self.list_requested, "list_button")
        self.partial_button = self._button(
            text("Write manifest without them…"), self.partial_requested, "partial_button"
        )
        self.new_button = self._button(text("New dataset"), self.new_requested, "new_button")
        self.edit_button = self._button(text("Edit and run again"), self.edit_requested, "edit_button")
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._copied.timeout.connect(self._on_copied_passed)
        self._build()
        theme.changed.connect(self._on_theme_changed)

    def _button(self, words: str, signal: SignalInstance, name: str, look: Look = Look.PLAIN) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        set_look(button, look)
        button.clicked.connect(signal)
        return button

    def _build(self) -> None:
        self.copy_button.setObjectName("copy_button")
        self.copy_button.setMenu(self.copy_menu)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.facts_label)
        saying = QHBoxLayout()
        saying.addWidget(self.sentence_label, 1)
        saying.addWidget(self.left_out_link)
        address = QHBoxLayout()
        address.addWidget(self.address_label, 1)
        address.addWidget(self.copy_button)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        for button in (self.retry_button, self.list_button, self.partial_button):
            acts.addWidget(button)
        for button in (self.manifest_button, self.folder_button, self.steps_button, self.real_button):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.new_button)
        acts.addWidget(self.edit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP // 2)
        for row in (head, saying, address):
            column.addLayout(row)
        column.addWidget(self.manifests_label)
        column.addLayout(acts)

    def show_report(self, request: DatasetRequest, report: RunReport, planned: int, causes: Sequence[str] = ()) -> None:
        """Show how the run of `request`, which planned so many files, ended, and the `causes` of failures."""
        self._ending = ending_of(request, report, planned)
        set_tone(self, self._ending.tone)
        self.title_label.setText(self._ending.title)
        words = "\n".join(filter(None, (self._ending.sentence, *causes)))
        self.sentence_label.setText(words)
        self.sentence_label.setVisible(bool(words))
        self._show_facts(report, has_files=planned > 0)
        self._show_choices(request, report)
        self._on_copied_passed()
        self._on_theme_changed()

    def _show_facts(self, report: RunReport, *, has_files: bool) -> None:
        facts = (
            plural("{count} data item", "{count} data items", report.items),
            size_text(report.size_bytes) if has_files else "",
            duration_text(report.duration_s),
        )
        self.facts_label.setText(" · ".join(filter(None, facts)))
        self.facts_label.setVisible(report.items > 0)
        files = plural("{count} file was left out", "{count} files were left out", report.left_out)
        rows = plural("{count} row was left out", "{count} rows were left out", report.left_out)
        self.left_out_link.setText(rows if report.rows else files)
        self.left_out_link.setVisible(report.items > 0 and report.left_out > 0)
        self.address_label.setText(report.manifest_uri or "")
        self.manifests_label.setText(manifests_text(report.manifests))
        self.manifests_label.setVisible(len(report.manifests) > 1)

    def _show_choices(self, request: DatasetRequest, report: RunReport) -> None:
        has_manifest = report.manifest_uri is not None
        self._manifest_drag.path = report.local_manifest
        is_practice = request.destination.is_practice
        is_incomplete = report.state is RunState.INCOMPLETE
        retries = report.failed if is_incomplete else 0
        self.retry_button.setText(text("Retry failed {count}", count=count_text(retries)))
        shown = {
            self.address_label: has_manifest and not is_practice,
            self.copy_button: has_manifest and not is_practice,
            self.manifest_button: report.local_manifest is not None,
            self.folder_button: report.local_manifest is not None and not is_practice,
            self.steps_button: has_manifest and not is_practice,
            self.real_button: is_practice and has_manifest,
            self.retry_button: retries > 0,
            self.list_button: is_incomplete,
            self.partial_button: is_incomplete and not has_manifest,
        }
        for widget, is_shown in shown.items():
            widget.setVisible(is_shown)
        self.copy_menu.menuAction().setVisible(shown[self.copy_button])

    def _copy_menu(self) -> QMenu:
        """Make the button's menu. The window's *Edit* menu has it too: only there assistive programs find it."""
        menu = QMenu(text("Copy address"), self.copy_button)
        menu.menuAction().setVisible(False)
        for part, words in (
            (AddressPart.WHOLE, text("OSS address")),
            (AddressPart.BUCKET, text("Bucket")),
            (AddressPart.PATH, text("Path in the bucket")),
        ):
            menu.addAction(words).triggered.connect(partial(self.copy_requested.emit, part.value))
        return menu

    def main_button(self) -> QPushButton:
        """Return the button that is most likely wanted next."""
        choices = (self.retry_button, self.copy_button, self.manifest_button)
        return next((button for button in choices if not button.isHidden()), self.edit_button)

    def say_copied(self) -> None:
        """Say in the button that the address was copied."""
        self.copy_button.setText(text("Copied"))
        self._copied.start()

    def _on_copied_passed(self) -> None:
        self.copy_button.setText(text("Copy address"))

    def _on_theme_changed(self) -> None:
        if self._ending is not None:
            role = TONE_ROLES[self._ending.tone]
            self._icon.setPixmap(self._theme.pixmap(self._ending.icon, role, ICON + 4))
