"""The tab *Image, video, audio*: folders and files of one media kind."""

from collections.abc import Iterator

from itag_desktop.domain.kinds import MEDIA_KINDS
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.gui.draft_lines import MediaReading
from itag_desktop.gui.dropped_names import may_be_media
from itag_desktop.gui.media_settings import MediaSettings
from itag_desktop.gui.parts import WindowParts
from itag_desktop.gui.past_runs import media_setup_of
from itag_desktop.gui.preview_pane import Page, PreviewPane
from itag_desktop.gui.questions import Questions
from itag_desktop.gui.slices import Slices
from itag_desktop.gui.template_tab import TabFrame, TemplateTab
from itag_desktop.wording.texts import text

_PAGES = (Page.LINES, Page.GALLERY, Page.PROBLEMS)


class MediaTab(TemplateTab):
    """One media dataset from its sources to its card."""

    def __init__(self, parts: WindowParts, questions: Questions) -> None:
        draft = parts.media.draft
        settings = MediaSettings(draft, parts.connections, parts.theme)
        super().__init__(
            TabFrame(name="media", title=text("Image, video, audio"), templates=MEDIA_KINDS),
            parts,
            parts.media,
            settings=settings,
            preview=PreviewPane(parts.theme, _PAGES),
            reading=MediaReading(draft, parts.connections),
            questions=questions,
        )
        self._draft = draft
        self._slices = Slices(self)
        self.settings: MediaSettings = settings
        draft.rescan_asked.connect(self.preview.thumbnails.forget)

    def takes(self, path: str) -> bool:
        """Say whether a path may be a media file or a folder."""
        return may_be_media(path)

    def load_request(self, request: DatasetRequest) -> None:
        """Set up what an old run was asked with."""
        self._draft.load(media_setup_of(request))

    def leave_out_selected(self) -> None:
        """Leave the selected items out of the dataset."""
        self._slices.start(self._leave_out_selected())

    def _leave_out_selected(self) -> Iterator[None]:
        setup = self._draft.setup
        paths: list[str] = []
        for item in self.preview.selected_items():
            paths.append(item.relative_path or item.file_name)
            yield
        if self.panel.is_editing and self._draft.setup == setup:  # else something else was done meanwhile
            self._draft.leave_out(paths)

    def _rename_source(self, path: str, name: str) -> None:
        self._draft.name_in_bucket(path, name)
