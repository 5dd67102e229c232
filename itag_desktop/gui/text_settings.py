"""The settings pane of the text tab: sources, how they are read, the text, the pre-label, rows, manifests, name."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from itag_desktop.domain.items import RowsFrom
from itag_desktop.gui.column_cards import ColumnCards
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.division_panel import DivisionPanel
from itag_desktop.gui.invitation import Invitation, InvitationText
from itag_desktop.gui.label_panel import LabelPanel
from itag_desktop.gui.labels import label
from itag_desktop.gui.name_field import NameField
from itag_desktop.gui.reading_panel import ReadingPanel
from itag_desktop.gui.rows_panel import RowsPanel
from itag_desktop.gui.settings_pane import SettingsPane
from itag_desktop.gui.sources_model import SourcesModel
from itag_desktop.gui.sources_panel import SourcesPanel
from itag_desktop.gui.style import GAP, GROUP_GAP, Look
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.gui.text_sources import text_source_row
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.quantities import percent_text
from itag_desktop.wording.texts import plural, text

_ITEM_PER = (RowsFrom.LINES, RowsFrom.FILES)


def _invitation(theme: Theme) -> Invitation:
    words = InvitationText(
        icon="table",
        title=text("Drop a spreadsheet, a text file or a manifest here"),
        more=text("csv, xlsx: choose the column that holds the text. txt: one item per line."),
    )
    return Invitation(words, theme, takes_folders=False)


class TextSettings(SettingsPane):
    """All that can be set about a text dataset."""

    def __init__(self, draft: TextDraft, connections: Connections, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(draft, _invitation(theme), theme, parent)
        self._draft = draft
        model = SourcesModel(draft, partial(text_source_row, draft), has_names=False)
        self.sources = SourcesPanel(draft, model, theme)
        self.item_per_label = label(text("One item per"))
        self.item_per_box = QComboBox()
        self.reading = ReadingPanel(draft, theme)
        self.text_label = label(text("Text"), Look.SECTION)
        self.cards = ColumnCards()
        self.label_panel = LabelPanel(draft)
        self.rows_panel = RowsPanel(draft)
        self.division = DivisionPanel(draft, theme)
        self.sum_label = label("", wraps=True)
        self.name_field = NameField(draft, connections)
        self._build()
        self.item_per_box.activated.connect(self._on_item_per_chosen)
        self.cards.column_chosen.connect(draft.choose_text)
        self._follow_sources(self.sources)
        self._follow_draft()

    def _build(self) -> None:
        self.item_per_box.addItems([text("line"), text("file")])
        self.item_per_box.setAccessibleName(self.item_per_label.text())
        self.item_per_label.setBuddy(self.item_per_box)
        item_per = QHBoxLayout()
        item_per.setSpacing(GAP)
        item_per.addWidget(self.item_per_label)
        item_per.addWidget(self.item_per_box, 1)
        column = self._column
        column.addWidget(self.sources)
        column.addLayout(item_per)
        column.addWidget(self.reading)
        for part in (self.text_label, self.cards, self.label_panel, self.rows_panel, self.division, self.sum_label):
            column.addWidget(part)
        column.addSpacing(GROUP_GAP - GAP)
        column.addWidget(self.name_field)
        column.addStretch(1)

    @Slot(int)
    def _on_item_per_chosen(self, row: int) -> None:
        self._draft.take_rows_from(_ITEM_PER[row])

    def _renew_filled(self) -> None:
        draft = self._draft
        self.sources.renew(self._scan_words())
        rows_from = draft.rows.rows_from if draft.rows is not None else None
        has_item_per = rows_from in _ITEM_PER and draft.setup.has_text_files
        self.item_per_label.setVisible(has_item_per)
        self.item_per_box.setVisible(has_item_per)
        if rows_from in _ITEM_PER:
            self.item_per_box.setCurrentIndex(_ITEM_PER.index(rows_from))
        self.reading.renew()
        has_columns = bool(draft.columns)
        self.cards.show_columns(draft.columns, draft.text_column)
        for part in (self.text_label, self.cards, self.label_panel):
            part.setVisible(has_columns)
        self.label_panel.renew()
        self.rows_panel.renew()
        self.division.renew()
        self.sum_label.setText(self._sum())
        self.sum_label.setVisible(draft.is_ready)

    def _scan_words(self) -> str:
        snapshot = self._draft.snapshot
        words = plural("Reading… {count} row", "Reading… {count} rows", self._draft.counts.rows)
        if snapshot is None or not snapshot.total_bytes:
            return words
        return f"{words} · {percent_text(min(1.0, snapshot.done_bytes / snapshot.total_bytes), 1)}"

    def _sum(self) -> str:
        counts = self._draft.counts
        return text(
            "{rows} = {items} + {left_out}",
            rows=plural("{count} row", "{count} rows", counts.rows),
            items=plural("{count} data item", "{count} data items", counts.items),
            left_out=plural("{count} left out", "{count} left out", counts.left_out),
        )
