"""Two files for one key: a blocker found before anything is sent.

Keys are NFC, so two names that differ only in how their accents are spelled fall together; so do equal paths in two
sources of the same name in the bucket.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from itag_desktop.domain.kinds import MediaKind
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import Problem, ProblemKind, Task


def key_conflict(name: str, tasks: Sequence[Task], *, kind: MediaKind, request: DatasetRequest) -> Problem:
    """Return the blocker of the tasks that share `name`: `key`, the `first` and `second` path, and their `count`.

    Paths are whole ones, since two sources may be called the same.
    """
    source = request.sources[tasks[1].source]
    first, second = (_whole_path(request.sources[task.source], task) for task in tasks[:2])
    if tasks[0].source == tasks[1].source:  # then only the spelling of accents can part them
        first, second = _with_accents_apart(first), _with_accents_apart(second)
    key = printable(request.destination.key(name))
    return Problem(
        kind=ProblemKind.BLOCKER,
        code="two-files-one-key",
        path=source.shown_path(tasks[1].relative_path),
        values={"key": key, "first": first, "second": second, "count": len(tasks)},
        template=kind,
    )


def _whole_path(source: Source, task: Task) -> str:
    return printable(str(PurePath(source.path, task.relative_path)))


def _with_accents_apart(path: str) -> str:
    """Return `path` with its combining characters as escapes: else two spellings of an accent look the same."""
    return "".join(f"\\u{ord(char):04x}" if unicodedata.combining(char) else char for char in path)
