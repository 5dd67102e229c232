"""The sources of a media dataset as the list shows them: with what the scan found of each so far."""

from pathlib import PurePath

from itag_desktop.domain.names import printable
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine.link import DroppedPath, FoundSource
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.sources_model import SourceRow
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import plural, text
from itag_desktop.wording.words import problem_word


def media_source_row(draft: MediaDraft, dropped: DroppedPath) -> SourceRow:
    """Return the row of a source of `draft`."""
    found = draft.findings.of_path(dropped.path)
    return source_row(dropped, found, draft.unusable(dropped.path), is_scanning=draft.is_scanning)


def source_row(
    dropped: DroppedPath, found: FoundSource | None, unusable: UnusableSource | None, *, is_scanning: bool
) -> SourceRow:
    """Return the row of a source."""
    pure = PurePath(dropped.path)
    facts = ""
    if unusable is not None:
        facts = problem_word(unusable.problem.kind)
    elif found is not None:
        files = plural("{count} file", "{count} files", found.files)
        facts = f"{files} · {size_text(found.size_bytes)}"
    elif is_scanning:
        facts = text("Scanning…")
    in_bucket = dropped.name_in_bucket or (found.source.name_in_bucket if found is not None else "") or ""
    return SourceRow(
        path=dropped.path,
        name=printable(pure.name or dropped.path),
        is_folder=found.source.is_folder if found is not None else None,
        facts=facts,
        name_in_bucket=in_bucket,
        trouble="" if unusable is None else sentence(unusable.trouble.code, unusable.trouble.values),
        can_be_named=unusable.needs_name if unusable is not None else found is not None and found.source.is_folder,
    )
