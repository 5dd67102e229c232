"""Ways out of a problem: the file it speaks of, and a new name for a source whose files take another's place."""

from collections.abc import Sequence
from pathlib import PurePath

from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem
from itag_desktop.gui.orders import next_free

_CLASH = "two-files-one-key"


def file_of(problem: Problem, sources: Sequence[Source]) -> str | None:
    """Return the path of the file that `problem` shows below one of `sources`, or None."""
    first, _, rest = problem.path.partition("/")
    for source in sources:
        path = PurePath(source.path)
        if first == (path.name or source.path):
            return str(path / rest) if rest else str(path)
    return None


def rename_of(problem: Problem, sources: Sequence[Source]) -> tuple[str, str] | None:
    """Return the path of the source to rename and its new name, where that parts two files of one key."""
    if problem.code != _CLASH:
        return None
    second = PurePath(str(problem.values.get("second", "")))
    for source in sources:
        if source.is_folder and source.name_in_bucket and second.is_relative_to(source.path):
            return source.path, next_free(source.name_in_bucket)
    return None
