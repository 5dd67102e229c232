"""The tab *Custom*: a table whose columns become fields, or files paired by name."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from itag_desktop.domain.items import RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.gui.custom_lines import CustomReading
from itag_desktop.gui.custom_settings import CustomSettings
from itag_desktop.gui.dropped_names import may_be_media, may_hold_rows
from itag_desktop.gui.kept_row import KeptRow
from itag_desktop.gui.notice import Choice, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.past_runs import custom_setup_of
from itag_desktop.gui.preset_shelf import PresetShelf
from itag_desktop.gui.preview_pane import Page, PreviewPane
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.rows_table import RowsTable
from itag_desktop.gui.template_tab import TabFrame, TemplateTab
from itag_desktop.state.presets import Preset
from itag_desktop.wording.texts import text

_PAGES = (Page.LINES, Page.GALLERY, Page.TABLE, Page.PROBLEMS)
_WIDTH = 560
_OFFER = "preset-offer"
_FAULT = "presets"
_MOST_OFFERED = 2
_MISSING = ("cell-file-missing", "cell-file-empty", "pair-incomplete")
_UNUSED = ("file-unused",)


class CustomTab(TemplateTab):
    """One custom dataset from its sources to its card."""

    def __init__(self, parts: WindowParts, questions: Questions) -> None:
        draft = parts.custom.draft
        self.shelf = PresetShelf(parts.dirs)
        settings = CustomSettings(draft, parts.connections, self.shelf, questions, parts.theme)
        table = RowsTable(parts.theme, text("Click on a header to go to its field"))
        super().__init__(
            TabFrame(name="custom", title=text("Custom"), templates=(Template.CUSTOM,), settings_width=_WIDTH),
            parts,
            parts.custom,
            settings=settings,
            preview=PreviewPane(parts.theme, _PAGES, table=table),
            reading=CustomReading(draft, parts.connections),
            questions=questions,
        )
        self._draft = draft
        self.table = table
        self._kept_row = KeptRow(self.preview)
        self._table = draft.setup.table
        self._refused: tuple[str, ...] | None = None
        self.settings: CustomSettings = settings
        self._follow()
        self.shelf.setParent(self)
        self.shelf.read_again()

    def _follow(self) -> None:
        line = self.settings.files_line
        line.uploads_requested.connect(self._show_uploads)
        line.missing_requested.connect(lambda: self.feed.show_problems((), _MISSING))
        line.unused_requested.connect(lambda: self.feed.show_problems((), _UNUSED))
        self.table.column_chosen.connect(self.settings.fields.show_column)
        self.shelf.failed.connect(self._on_presets_failed)
        for signal in (self._draft.setup_changed, self._draft.scan_changed, self.shelf.changed):
            signal.connect(self._on_changed)
        self._on_changed()

    def takes(self, path: str) -> bool:
        """Say whether a path may be a table, a folder, or a file that is named or paired."""
        return may_hold_rows(path) or may_be_media(path)

    def load_request(self, request: DatasetRequest) -> None:
        """Set up what an old run was asked with."""
        self._draft.load(custom_setup_of(request))

    def remove_focused(self, focused: QWidget | None) -> None:
        """Take a constant out, or the selected sources."""
        if focused is self.settings.fields.grid:
            self.settings.fields.grid.remove_current()
        else:
            super().remove_focused(focused)

    def close_files(self) -> None:
        """Close what is open beside the window."""
        super().close_files()
        self.shelf.close()

    def _rename_source(self, path: str, name: str) -> None:
        self._draft.name_in_bucket(path, name)

    @Slot()
    def _show_uploads(self) -> None:
        self.preview.show_page(Page.GALLERY if self._draft.has_file_fields else Page.LINES)

    @Slot(str)
    def _on_presets_failed(self, words: str) -> None:
        self.panel.notices.show_notice(NoticeText(topic=_FAULT, tone=Tone.RED, sentence=words))

    @Slot()
    def _on_changed(self) -> None:
        rows = self._draft.rows
        is_table = rows is not None and rows.rows_from is RowsFrom.TABLE
        self.preview.offer_page(Page.GALLERY, is_offered=self._draft.has_file_fields)
        self.preview.offer_page(Page.TABLE, is_offered=is_table)
        self.table.show_rows(rows if is_table else None, self.settings.fields.model.letters)
        if self._draft.setup.table != self._table:
            self._table = self._draft.setup.table
            self._kept_row.forget()
        headers = self._draft.headers
        fitting = self.shelf.fitting(headers) if headers else ()
        is_wanted = not self._draft.setup.options.fields and headers != self._refused
        if fitting and is_wanted and self.panel.is_editing:
            self.panel.notices.show_notice(self._offer(fitting, headers))
        else:
            self.panel.notices.drop_notice(_OFFER)

    def _offer(self, fitting: tuple[Preset, ...], headers: tuple[str, ...]) -> NoticeText:
        """Return the notice that offers presets made for such a table."""

        def refuse() -> None:
            self._refused = headers

        def use(preset: Preset) -> Choice:
            return Choice(label=text("Use {name}", name=preset.name), action=lambda: self._draft.apply_preset(preset))

        words = text("There is a preset for a table with these headers.")
        choices = (*map(use, fitting[:_MOST_OFFERED]), Choice(label=text("No"), action=refuse))
        return NoticeText(topic=_OFFER, tone=Tone.INFO, sentence=words, choices=choices)
