"""Tasks, requests and ledgers made up for tests."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import Problem, Task
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger

IMAGE = Template.IMAGE
PICTURES = Source(path="/data/pic", is_folder=True, name_in_bucket="pic")


def fruit_request(*sources: Source, kind: MediaKind = IMAGE) -> DatasetRequest:
    """Return a request for pictures below ``practice:fruit``."""
    return DatasetRequest(
        template=kind,
        sources=sources or (PICTURES,),
        destination=practice_destination("fruit"),
        dataset_name="fruit",
    )


def picture(ordinal: int, name: str | None = None, *, size_bytes: int = 10, mtime_ns: int = 1, source: int = 0) -> Task:
    """Return the task of one picture of the folder."""
    relative_path = name or f"{ordinal}.jpg"
    return Task(
        ordinal=ordinal,
        source=source,
        relative_path=relative_path,
        name=f"pic/{relative_path}",
        size_bytes=size_bytes,
        mtime_ns=mtime_ns,
    )


def pictures(count: int) -> list[Task]:
    """Return the tasks of ``0.jpg``, ``1.jpg`` and so on."""
    return [picture(ordinal) for ordinal in range(count)]


def plan(ledger: Ledger, tasks: Sequence[Task], problems: Iterable[Problem] = ()) -> None:
    """Let `ledger` adopt a draft of these rows."""
    request = ledger.request()
    with closing(Draft.create(app_dirs())) as draft:
        draft.add_tasks(request.template, tasks)
        draft.add_problems(list(problems))
        ledger.adopt(draft.path, request)


def planned_ledger(
    path: Path, tasks: Sequence[Task], problems: Iterable[Problem] = (), *, request: DatasetRequest | None = None
) -> Ledger:
    """Return a new ledger with this plan, to be closed by the caller."""
    ledger = Ledger.create(path, request or fruit_request())
    plan(ledger, tasks, problems)
    return ledger
