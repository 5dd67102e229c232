"""The settings pane of the custom tab: table and folders, or files to pair; fields; what becomes of missing files."""

from functools import partial
from pathlib import PurePath

from itag_desktop.domain.items import RowsFrom, RowsView, TableReading
from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.choice_row import ChoiceRow
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.custom_draft import CustomDraft
from itag_desktop.gui.division_panel import DivisionPanel
from itag_desktop.gui.field_panel import FieldPanel
from itag_desktop.gui.files_line import FilesLine
from itag_desktop.gui.fold import Fold
from itag_desktop.gui.folder_box import FolderBox
from itag_desktop.gui.invitation import Invitation, InvitationText
from itag_desktop.gui.name_field import NameField
from itag_desktop.gui.preset_shelf import PresetShelf
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.reading_panel import ReadingPanel
from itag_desktop.gui.rows_segments import RowsSegments
from itag_desktop.gui.settings_pane import SettingsPane
from itag_desktop.gui.sources_model import SourceRow, SourcesModel
from itag_desktop.gui.sources_panel import SourcesPanel
from itag_desktop.gui.style import GAP, GROUP_GAP
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import plural, text

_PATIENCE_MS = 500
"""A plan comes with every change of a field; only one that takes its time is told of."""


def custom_source_row(draft: CustomDraft, dropped: DroppedPath) -> SourceRow:
    """Return the row of a source of `draft`: of the table, how many rows it has."""
    found = next((source for source in draft.sources if source.path == dropped.path), None)
    has_rows = draft.rows is not None and draft.rows.path == dropped.path
    is_folder = found.is_folder if found is not None else (False if PurePath(dropped.path).suffix else None)
    return SourceRow(
        path=dropped.path,
        name=PurePath(dropped.path).name or dropped.path,
        is_folder=is_folder,
        facts=plural("{count} row", "{count} rows", draft.counts.rows) if has_rows else "",
        name_in_bucket=dropped.name_in_bucket or (found.name_in_bucket if found is not None else "") or "",
    )


def _invitation(theme: Theme) -> Invitation:
    words = InvitationText(
        icon="table",
        title=text("Drop a table, and the folder its files are in"),
        more=text("Several kinds of data in one item, such as a picture and its text."),
    )
    return Invitation(words, theme)


class CustomSettings(SettingsPane):
    """All that can be set about a custom dataset."""

    def __init__(
        self, draft: CustomDraft, connections: Connections, shelf: PresetShelf, questions: Questions, theme: Theme
    ) -> None:
        super().__init__(draft, _invitation(theme), theme)
        self._draft = draft
        model = SourcesModel(draft, partial(custom_source_row, draft))
        self.segments = RowsSegments()
        self.sources = SourcesPanel(draft, model, theme, patience_ms=_PATIENCE_MS)
        self.reading = ReadingPanel(draft, theme)
        self.reading_fold = Fold(text("Read as"), self.reading, theme)
        self.folder_box = FolderBox()
        self.fields = FieldPanel(shelf, questions, theme)
        self.files_line = FilesLine()
        self.missing_choice = ChoiceRow(
            text("Where a file is missing"), text("Leave the row out"), text("Send empty text")
        )
        self.pairs_choice = ChoiceRow(text("Pairs"), text("Complete ones only"), text("Also incomplete ones"))
        self.division = DivisionPanel(draft, theme)
        self.name_field = NameField(draft, connections)
        self._build()
        self._connect(model)
        self._follow_sources(self.sources)
        self._follow_draft()

    def _build(self) -> None:
        column = self._column
        of_sources = (self.segments, self.sources, self.reading_fold, self.folder_box)
        of_fields = (self.fields, self.files_line, self.missing_choice, self.pairs_choice, self.division)
        for part in of_sources:
            column.addWidget(part)
        column.addSpacing(GROUP_GAP - GAP)
        for one in of_fields:
            column.addWidget(one)
        column.addSpacing(GROUP_GAP - GAP)
        column.addWidget(self.name_field)
        column.addStretch(1)

    def _connect(self, model: SourcesModel) -> None:
        draft = self._draft
        model.name_edited.connect(draft.name_in_bucket)
        self.segments.rows_from_chosen.connect(draft.choose_rows_from)
        self.folder_box.folder_chosen.connect(draft.look_in)
        self.fields.fields_changed.connect(draft.choose_fields)
        self.fields.preset_box.chosen.connect(draft.apply_preset)
        self.missing_choice.other_chosen.connect(draft.keep_missing)
        self.pairs_choice.other_chosen.connect(draft.keep_incomplete)

    def edit_name(self) -> None:
        """Edit the field of the current row while the keyboard is in the grid, else the name of a source."""
        grid = self.fields.grid
        if grid.hasFocus():
            grid.edit_current()
        else:
            super().edit_name()

    def _renew_filled(self) -> None:
        draft = self._draft
        rows, options = draft.rows, draft.setup.options
        is_table = draft.rows_from is RowsFrom.TABLE
        is_pairs = draft.rows_from is RowsFrom.PAIRS
        self.sources.renew(plural("Reading… {count} row", "Reading… {count} rows", draft.counts.rows))
        self.segments.show_rows_from(draft.rows_from)
        self.segments.setVisible(draft.rows_from is not RowsFrom.MANIFEST)
        self.reading_fold.setVisible(options.reading != TableReading() if rows is None else is_table)
        self.reading.renew()
        self.reading.title_label.hide()  # the fold has the title
        if self.reading.notices.shown():
            self.reading_fold.unfold()
        self.division.renew()
        self.folder_box.setVisible(is_table)
        self.fields.setVisible(rows is not None and bool(rows.columns) and (is_table or is_pairs))
        self.files_line.setVisible(draft.has_file_fields)
        self.missing_choice.setVisible(is_table and draft.has_file_fields)
        self.pairs_choice.setVisible(is_pairs)
        self.missing_choice.show_choice(is_other=options.keeps_missing)
        self.pairs_choice.show_choice(is_other=options.keeps_incomplete)
        if rows is not None:
            self._show_rows(rows)

    def _show_rows(self, rows: RowsView) -> None:
        draft = self._draft
        beside = [path.path for path in draft.setup.paths if path.path != rows.path]
        self.folder_box.show_folder(rows.path, beside, draft.setup.options.base_folder)
        self.fields.show_fields(rows, draft.options, draft.file_facts)
        self.files_line.show_counts(
            uploads=draft.counts.planned, missing=draft.missing_files, unused=draft.facts.unused_files
        )
