"""The tab *Text*: the rows of a spreadsheet, the lines of text files, or those of a manifest."""

from PySide6.QtCore import Slot

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.dropped_names import may_hold_rows
from itag_desktop.gui.items_lines import ItemsReading
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.preview_pane import Page, PreviewPane
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.rows_table import RowsTable
from itag_desktop.gui.template_tab import TabFrame, TemplateTab
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.gui.text_settings import TextSettings
from itag_desktop.gui.text_setup import TextSetup
from itag_desktop.wording.texts import text

_PAGES = (Page.LINES, Page.TABLE, Page.PROBLEMS)


class TextTab(TemplateTab):
    """One text dataset from its table to its card."""

    def __init__(self, parts: WindowParts, questions: Questions) -> None:
        draft = parts.text.draft
        settings = TextSettings(draft, parts.connections, parts.theme)
        table = RowsTable(parts.theme)
        super().__init__(
            TabFrame(name="text", title=text("Text"), templates=(Template.TEXT,)),
            parts,
            parts.text,
            settings=settings,
            preview=PreviewPane(parts.theme, _PAGES, table=table),
            reading=ItemsReading(draft, parts.connections),
            questions=questions,
        )
        self._draft = draft
        self.settings: TextSettings = settings
        self.table = table
        self.table.column_chosen.connect(self._on_column_chosen)
        draft.setup_changed.connect(self._renew_table)
        draft.scan_changed.connect(self._renew_table)

    @property
    def draft(self) -> TextDraft:
        """The dataset being set up."""
        return self._draft

    def takes(self, path: str) -> bool:
        """Say whether a path may be a table, a text file, a manifest, or a folder of text files."""
        return may_hold_rows(path)

    def load_request(self, request: DatasetRequest) -> None:
        """Set up what an old run was asked with."""
        self._draft.load(
            TextSetup(
                paths=tuple(DroppedPath(path=source.path) for source in request.sources),
                options=request.items,
                division=request.division,
                typed_name=request.dataset_name,
                suffix=request.manifest_suffix,
            )
        )

    @Slot(object)
    def _on_column_chosen(self, column: object) -> None:
        if self.panel.is_editing and column in self._draft.columns:
            self._draft.choose_text(column)

    @Slot()
    def _renew_table(self) -> None:
        columns = (self._draft.text_column, self._draft.label_column)
        self.table.show_rows(self._draft.rows, frozenset(column.letter for column in columns if column is not None))
