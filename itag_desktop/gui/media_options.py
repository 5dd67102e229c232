"""The folded options of the media tab: root folder, patterns, pre-label."""

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from itag_desktop.domain.request import DEFAULT_LABEL_FIELD, MediaOptions
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.setup import is_exact_pattern
from itag_desktop.gui.style import GAP, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.manifests.lines import SOURCE_FIELD
from itag_desktop.wording.texts import plural, text

_BETWEEN_PATTERNS = ";"
_MOST_SHOWN_CHARACTERS = 2000


def patterns_of(typed: str) -> tuple[str, ...]:
    """Return the patterns of a field: ``*.png; draft/**``."""
    return tuple(pattern for part in typed.split(_BETWEEN_PATTERNS) if (pattern := part.strip()))


class MediaOptionsPanel(QWidget):
    """Options that most datasets leave alone."""

    def __init__(self, draft: MediaDraft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._theme = theme
        self.fold_button = QToolButton()
        self.root_box = QCheckBox(text("Keep the dropped folder's name in the address"))
        self.include_edit = QLineEdit()
        self.exclude_edit = QLineEdit()
        self._folded: tuple[str, ...] = ()
        self.label_box = QComboBox()
        self.label_edit = QLineEdit()
        self._body = QWidget()
        self._build()
        draft.setup_changed.connect(self._renew)
        self._renew()
        self._fold(is_open=False)

    def _build(self) -> None:
        set_look(self.fold_button, Look.FLAT)
        self.fold_button.setText(text("Options"))
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setCheckable(True)
        self.fold_button.toggled.connect(lambda is_open: self._fold(is_open=is_open))
        self.root_box.clicked.connect(self._draft.keep_root_folder)
        self.include_edit.setPlaceholderText("*")
        for edit in (self.include_edit, self.exclude_edit):
            edit.setToolTip(text("Patterns, such as *.png; draft/**"))
            edit.textChanged.connect(self._on_options_edited)
        self.label_box.addItems([text("None"), text("From sub-folder")])
        self.label_box.setToolTip(text("Classification jobs only. A wrong label misleads annotators."))
        self.label_box.activated.connect(self._on_options_edited)
        self.label_edit.setPlaceholderText(DEFAULT_LABEL_FIELD)
        self.label_edit.textChanged.connect(self._on_options_edited)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(self.root_box, 0, 0, 1, 4)
        _add(grid, 1, ((text("Only"), self.include_edit), (text("Not"), self.exclude_edit)))
        _add(grid, 2, ((text("Pre-label"), self.label_box), (text("field"), self.label_edit)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fold_button)
        column.addWidget(self._body)
        for edit in (self.include_edit, self.exclude_edit, self.label_edit):
            edit.setAcceptDrops(False)  # the tab takes drops

    def _fold(self, *, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self.fold_button.setChecked(is_open)
        self._theme.dress(self.fold_button, "chevron-down" if is_open else "chevron-right")

    @Slot()
    def _on_options_edited(self) -> None:
        from_folder = self.label_box.currentIndex() == 1
        field = self.label_edit.text().strip() or DEFAULT_LABEL_FIELD
        is_right = field != SOURCE_FIELD  # a data item has each field once
        set_look(self.label_edit, Look.PLAIN if is_right else Look.WRONG)
        self._draft.set_options(
            MediaOptions(
                include=patterns_of(self.include_edit.text()),
                exclude=(*patterns_of(self.exclude_edit.text()), *self._folded),
                label_from_folder=from_folder,
                label_field=field if is_right else self._draft.setup.options.label_field,
            )
        )

    @Slot()
    def _renew(self) -> None:
        options = self._draft.setup.options
        self.root_box.setChecked(self._draft.setup.keeps_root_folder)
        shown, self._folded = _folded(options.exclude)
        self.exclude_edit.setPlaceholderText(
            plural("{count} left out by hand", "{count} left out by hand", len(self._folded)) if self._folded else ""
        )
        for edit, patterns in ((self.include_edit, options.include), (self.exclude_edit, shown)):
            if patterns_of(edit.text()) != patterns:
                with QSignalBlocker(edit):
                    edit.setText("; ".join(patterns))
        self.label_box.setCurrentIndex(int(options.label_from_folder))
        self.label_edit.setEnabled(options.label_from_folder)
        is_shown = (self.label_edit.text().strip() or DEFAULT_LABEL_FIELD) == options.label_field
        if not is_shown and not self.label_edit.hasFocus():
            with QSignalBlocker(self.label_edit):
                self.label_edit.setText(options.label_field)
            set_look(self.label_edit, Look.PLAIN)


def _folded(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the patterns to show from those of single files, where all would be more than a field can hold."""
    if sum(map(len, patterns)) <= _MOST_SHOWN_CHARACTERS:
        return patterns, ()
    by_hand = tuple(pattern for pattern in patterns if is_exact_pattern(pattern))
    return tuple(pattern for pattern in patterns if not is_exact_pattern(pattern)), by_hand


def _add(grid: QGridLayout, row: int, fields: tuple[tuple[str, QWidget], ...]) -> None:
    for column, (words, field) in enumerate(fields):
        name = QLabel(words)
        name.setBuddy(field)
        field.setAccessibleName(words)
        grid.addWidget(name, row, 2 * column)
        grid.addWidget(field, row, 2 * column + 1)
