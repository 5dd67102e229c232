"""Which rows of a text dataset become items: without the empty ones, without those that are there already."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.wording.texts import count_text, text


class RowsPanel(QWidget):
    """Two boxes, each with the number of rows it concerns."""

    def __init__(self, draft: TextDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.empty_box = QCheckBox()
        self.duplicates_box = QCheckBox()
        self.empty_box.clicked.connect(self._on_empty_clicked)
        self.duplicates_box.clicked.connect(self._on_duplicates_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.empty_box)
        column.addWidget(self.duplicates_box)

    def renew(self) -> None:
        """Show what is left out, and how much that is."""
        options, facts = self._draft.setup.options, self._draft.facts
        self.empty_box.setText(_with_count(text("Leave out empty rows"), facts.empty_rows))
        self.empty_box.setChecked(not options.keeps_empty)
        self.duplicates_box.setText(_with_count(text("Leave out exact duplicates"), facts.duplicates))
        self.duplicates_box.setChecked(options.drops_duplicates)

    def _on_empty_clicked(self, leaves_out: bool) -> None:  # noqa: FBT001 - the slot of a check box
        self._draft.set_options(replace(self._draft.setup.options, keeps_empty=not leaves_out))

    def _on_duplicates_clicked(self, leaves_out: bool) -> None:  # noqa: FBT001 - the slot of a check box
        self._draft.set_options(replace(self._draft.setup.options, drops_duplicates=leaves_out))


def _with_count(words: str, count: int | None) -> str:
    return text("{words} ({count})", words=words, count=count_text(count)) if count else words
