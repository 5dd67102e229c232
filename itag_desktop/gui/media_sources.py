"""The sources of a media dataset as the list shows them: with what the scan found of each so far."""

from pathlib import PurePath

from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.sources_model import SourceRow
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import plural, text


def media_source_row(draft: MediaDraft, dropped: DroppedPath) -> SourceRow:
    """Return the row of a source of `draft`."""
    sources = () if draft.snapshot is None else draft.snapshot.sources
    found = next((one for one in sources if one.source.path == dropped.path), None)
    facts = text("Scanning…") if draft.is_scanning else ""
    if found is not None:
        files = plural("{count} file", "{count} files", found.files)
        facts = f"{files} · {size_text(found.size_bytes)}"
    in_bucket = dropped.name_in_bucket or (found.source.name_in_bucket if found is not None else "") or ""
    return SourceRow(
        path=dropped.path,
        name=PurePath(dropped.path).name or dropped.path,
        is_folder=found.source.is_folder if found is not None else None,
        facts=facts,
        name_in_bucket=in_bucket,
    )
