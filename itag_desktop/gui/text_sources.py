"""The sources of a text dataset as the list shows them."""

from pathlib import PurePath

from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.sources_model import SourceRow
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.wording.texts import plural, text


def text_source_row(draft: TextDraft, dropped: DroppedPath) -> SourceRow:
    """Return the row of a source of `draft`: its sheet and its rows where it is the only one."""
    found = next((source for source in draft.sources if source.path == dropped.path), None)
    is_folder = found.is_folder if found is not None else not PurePath(dropped.path).suffix
    return SourceRow(
        path=dropped.path,
        name=PurePath(dropped.path).name or dropped.path,
        is_folder=is_folder,
        facts=_facts(draft),
        name_in_bucket="",
    )


def _facts(draft: TextDraft) -> str:
    if len(draft.setup.paths) > 1 or draft.snapshot is None:
        return text("Reading…") if draft.is_scanning else ""
    sheet = draft.reading.sheet or ""
    rows = plural("{count} row", "{count} rows", draft.counts.rows)
    return " · ".join(filter(None, (sheet, rows if draft.counts.rows else "")))
