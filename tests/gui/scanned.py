"""Drafts as the engine's scan leaves them, and the snapshots that name them."""

from collections.abc import Sequence
from pathlib import Path

from itag_desktop.domain.kinds import MEDIA_KINDS, MediaKind, Template
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind, Task
from itag_desktop.engine import link
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft


def task(ordinal: int, name: str, *, label: str | None = None) -> Task:
    """Return a task of a file of 1,000 bytes in source 0."""
    return Task(
        ordinal=ordinal,
        source=0,
        relative_path=name.partition("/")[2] or name,
        name=name,
        size_bytes=1000,
        mtime_ns=1,
        label=label,
    )


def left_out(path: str) -> Problem:
    """Return a problem of an empty file."""
    return Problem(kind=ProblemKind.LEFT_OUT, code="file-empty", path=path)


class Scanned:
    """A draft and what a scan says of it."""

    def __init__(
        self,
        folder: str,
        names: Sequence[str],
        *,
        problems: Sequence[Problem] = (),
        kind: MediaKind = Template.IMAGE,
    ) -> None:
        self.draft = Draft.create(app_dirs())
        self.draft.add_tasks(kind, [task(number, name) for number, name in enumerate(names)])
        self.draft.add_problems(problems)
        self.source = Source(path=folder, is_folder=True, name_in_bucket=Path(folder).name)
        self._count = len(names)

    def snapshot(self, scan_id: int, *, is_ready: bool = True, notices: tuple[Trouble, ...] = ()) -> link.ScanSnapshot:
        """Return what the scan says now."""
        found = link.FoundSource(source=self.source, files=self._count, size_bytes=1000 * self._count)
        return link.ScanSnapshot(
            scan_id=scan_id,
            draft=str(self.draft.path),
            sources=(found,),
            counts={kind: self.draft.plan_counts(kind) for kind in MEDIA_KINDS},
            notices=notices,
            is_ready=is_ready,
        )

    def close(self) -> None:
        """Give the draft up."""
        self.draft.close()
