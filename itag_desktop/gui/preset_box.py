"""The box of presets: those made for a table with these headers, and what is set up now saved as another."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLabel, QPushButton, QWidget

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ItemOptions
from itag_desktop.gui.preset_shelf import PresetShelf
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.style import GAP
from itag_desktop.state.presets import Preset, applied, preset_of
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_NAME_WIDTH = 120


class PresetBox(QWidget):
    """Chooses, saves and forgets presets."""

    chosen = Signal(object)
    """A preset to apply."""

    def __init__(self, shelf: PresetShelf, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._questions = questions
        self._headers: tuple[str, ...] = ()
        self._options = ItemOptions()
        self._offered: tuple[Preset, ...] = ()
        self.box = QComboBox()
        self.save_button = QPushButton(text("Save as…"))
        self._build()
        shelf.changed.connect(self._renew)
        self._renew()

    def _build(self) -> None:
        name = QLabel(text("Preset"))
        name.setBuddy(self.box)
        self.box.setObjectName("preset_box")
        self.box.setAccessibleName(text("Preset"))
        self.box.setMinimumWidth(_NAME_WIDTH)
        self.box.activated.connect(self._on_activated)
        self.save_button.setAccessibleName(text("Save as a preset…"))
        self.save_button.setToolTip(text("Keep fields, kinds and order for the next table with the same headers"))
        self.save_button.clicked.connect(self.ask_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for widget in (name, self.box, self.save_button):
            row.addWidget(widget)

    @property
    def current(self) -> Preset | None:
        """The preset that what is set up equals, if any."""
        return next((preset for preset in self._offered if applied(preset, self._options) == self._options), None)

    def show_options(self, headers: Sequence[str], options: ItemOptions) -> None:
        """Offer the presets for a table with these headers; `options` are what is set up."""
        if (tuple(headers), options) != (self._headers, self._options):
            self._headers, self._options = tuple(headers), options
            self._renew()

    @Slot()
    def ask_name(self) -> None:
        """Save what is set up under a name that the user types."""
        current = self.current
        old = current.name if current is not None else ""
        name, is_given = QInputDialog.getText(self, text("Save as a preset"), text("Name"), text=old)
        while is_given:
            try:
                preset = preset_of(name, self._headers, self._options)
            except InputError as error:
                why = sentence(error.code, error.values)
                name, is_given = QInputDialog.getText(self, text("Save as a preset"), why, text=name)
                continue
            if not self._shelf.has_name(preset.name) or self._questions.may_replace_preset(preset.name):
                self._shelf.save(preset)
            return

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        current = self.current
        if 0 < row <= len(self._offered):
            self.chosen.emit(self._offered[row - 1])
        elif row > 0 and current is not None:
            self._shelf.remove(current.name)
        self._renew()

    @Slot()
    def _renew(self) -> None:
        self._offered = self._shelf.fitting(self._headers)
        current = self.current
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItem(text("none"))
            self.box.addItems([preset.name for preset in self._offered])
            if current is not None:
                self.box.insertSeparator(self.box.count())
                self.box.addItem(text("Forget {name}", name=current.name))
            self.box.setCurrentIndex(0 if current is None else 1 + self._offered.index(current))
        self.save_button.setEnabled(bool(self._options.fields))
