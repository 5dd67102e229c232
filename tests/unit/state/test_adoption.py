"""A new plan keeps what is known of the files that did not change, and of no others."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest, MediaOptions, Source
from itag_desktop.domain.tasks import PartDone, Problem, ProblemKind, Task, TaskOutcome, TaskState
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_connection import LedgerConnection
from itag_desktop.state.ledger_records import ManifestRecord
from tests.support.ledgers import IMAGE, PICTURES, fruit_request, picture, pictures, plan, planned_ledger

PART = PartDone(number=1, size_bytes=8, etag="E1", crc64=5)

Spelling = tuple[str, int, int, int]
"""What makes a file of a plan: relative path, source, size, mtime."""

sources = (PICTURES, Source(path="/data/more", is_folder=True, name_in_bucket="pic"))
spellings = st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 1), st.integers(1, 2), st.integers(1, 2))
plans = st.lists(spellings, max_size=8, unique_by=lambda spelling: spelling[0])
fates = st.sampled_from(["planned", "done", "failed", "begun"])


def tasks_of(spellings: list[Spelling]) -> list[Task]:
    """Return the tasks of a plan in this order."""
    return [
        picture(ordinal, path, source=source, size_bytes=size_bytes, mtime_ns=mtime_ns)
        for ordinal, (path, source, size_bytes, mtime_ns) in enumerate(spellings)
    ]


def bring_about(ledger: Ledger, ordinal: int, fate: str) -> None:
    """Let a task meet its fate."""
    if fate == "done":
        ledger.record_outcomes([TaskOutcome(ordinal=ordinal, state=TaskState.DONE, etag=f"E{ordinal}", crc64=ordinal)])
    elif fate == "failed":
        ledger.record_outcomes([TaskOutcome(ordinal=ordinal, state=TaskState.FAILED, reason="no-network")])
    elif fate == "begun":
        ledger.record_upload(ordinal, f"id-{ordinal}", 8)
        ledger.record_parts([(f"id-{ordinal}", PART)])


def expected(task: Task, done: list[Task]) -> Task:
    """Return the task as it stands after adoption, where `done` were done before it."""
    was = next((other for other in done if other.name == task.name), None)
    if was is None:
        return task
    owned = replace(task, own_etag=f"E{was.ordinal}")
    if replace(was, ordinal=task.ordinal) != task:
        return owned
    return replace(owned, state=TaskState.DONE, etag=owned.own_etag, crc64=was.ordinal)


@settings(deadline=None)  # files on a busy disk
@given(old=plans, new=plans, data=st.data())
def test_a_task_is_carried_along_exactly_when_it_is_the_same(
    old: list[Spelling], new: list[Spelling], data: st.DataObject
) -> None:
    fate_of = [data.draw(fates) for _ in old]
    request = fruit_request(*sources)
    with (
        tempfile.TemporaryDirectory() as folder,
        planned_ledger(Path(folder, "fruit.ledger"), tasks_of(old), request=request) as ledger,
    ):
        for ordinal, fate in enumerate(fate_of):
            bring_about(ledger, ordinal, fate)
        plan(ledger, tasks_of(new))
        found = list(ledger.tasks(IMAGE))
        uploads = [ledger.upload_of(ordinal) for ordinal in range(len(new))]
        abandoned = {upload.upload_id for upload in ledger.abandoned_uploads()}
        counts = ledger.state_counts(IMAGE)

    carried = [old.index(spelling) if spelling in old else None for spelling in new]
    done = [task for task, fate in zip(tasks_of(old), fate_of, strict=True) if fate == "done"]
    assert found == [expected(task, done) for task in tasks_of(new)]
    begun = [was if was is not None and fate_of[was] == "begun" else None for was in carried]
    assert [None if upload is None else (upload.upload_id, upload.parts) for upload in uploads] == [
        None if was is None else (f"id-{was}", (PART,)) for was in begun
    ]
    assert abandoned == {f"id-{was}" for was, fate in enumerate(fate_of) if fate == "begun" and was not in begun}
    assert counts[TaskState.DONE][0] == sum(task.state is TaskState.DONE for task in found)
    assert counts[TaskState.FAILED] == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda task: replace(task, name="pic/other.jpg"),
        lambda task: replace(task, relative_path="other.jpg"),
        lambda task: replace(task, source=1),
        lambda task: replace(task, size_bytes=11),
        lambda task: replace(task, mtime_ns=2),
    ],
    ids=["name", "path", "source", "size", "mtime"],
)
def test_a_file_that_changed_in_any_way_is_planned_again(ledger_path: Path, change: Callable[[Task], Task]) -> None:
    with planned_ledger(ledger_path, [picture(0)], request=fruit_request(*sources)) as ledger:
        ledger.mark_present([(0, "A1", 7)])
        plan(ledger, [change(picture(0))])
        assert list(ledger.tasks(IMAGE)) == [change(picture(0))]


def test_a_changed_label_does_not_send_the_file_again(ledger: Ledger) -> None:
    ledger.mark_present([(0, "A1", 7)])
    plan(ledger, [replace(picture(0), label="cat")])
    (task,) = ledger.tasks(IMAGE)
    assert (task.label, task.state) == ("cat", TaskState.DONE)


def test_the_problems_are_those_of_the_new_scan(ledger_path: Path) -> None:
    def problem(path: str, template: Template | None) -> Problem:
        return Problem(kind=ProblemKind.LEFT_OUT, code="empty-file", path=path, template=template)

    with planned_ledger(ledger_path, pictures(2), [problem("old", IMAGE)]) as ledger:
        ledger.record_outcomes([TaskOutcome(ordinal=0, state=TaskState.FAILED, reason="no-network")])
        plan(ledger, pictures(2), [problem("new", IMAGE), problem("all", None), problem("film", Template.VIDEO)])
        assert [found.path for _, found in ledger.problems_page(kind=None, after=0, count=9)] == ["new", "all"]
        assert ledger.plan_counts(IMAGE).left_out == 2


def test_what_was_written_for_a_file_stays_known_however_often_the_file_changes(ledger: Ledger) -> None:
    ledger.record_outcomes([TaskOutcome(ordinal=0, state=TaskState.DONE, etag="A1", crc64=1)])
    for mtime_ns in (5, 6):
        plan(ledger, [picture(0, mtime_ns=mtime_ns)])
        assert list(ledger.tasks(IMAGE)) == [replace(picture(0, mtime_ns=mtime_ns), own_etag="A1")]


def test_a_dry_run_leaves_the_request_as_it_was(ledger: Ledger, ledger_path: Path) -> None:
    asked = ledger.request()
    with Draft.create(app_dirs()) as draft:
        ledger.adopt(draft.path, replace(asked, media=MediaOptions(include=("*.jpg",))), is_dry_run=True)
    ledger.close()
    with Ledger.open(ledger_path) as again:
        assert again.request() == asked


def test_only_the_tasks_of_the_requests_kind_are_adopted(ledger: Ledger) -> None:
    with Draft.create(app_dirs()) as draft:
        draft.add_tasks(Template.VIDEO, pictures(3))
        draft.add_tasks(IMAGE, pictures(2))
        ledger.adopt(draft.path, ledger.request())
    assert ledger.kind_counts() == {**dict.fromkeys(Template, 0), IMAGE: 2}


def test_the_request_is_the_new_one_and_the_rest_stays(ledger: Ledger, ledger_path: Path) -> None:
    record = ManifestRecord(key="fruit/a", crc64=1, local_path="/a", md5="0" * 32)
    ledger.set_manifest_record(record)
    ledger.begin_sitting(started_s=1.0)
    request = replace(ledger.request(), media=MediaOptions(include=("*.jpg",)))
    with Draft.create(app_dirs()) as draft:
        ledger.adopt(draft.path, request)
    assert ledger.request() == request
    ledger.close()
    with Ledger.open(ledger_path) as again:
        assert (again.request(), again.manifest_record()) == (request, record)
        assert again.last_sitting() is not None


@pytest.mark.parametrize(
    "other",
    [
        replace(fruit_request(), destination=practice_destination("elsewhere")),
        fruit_request(kind=Template.VIDEO),
    ],
)
def test_the_ledger_of_another_dataset_is_damage(ledger: Ledger, other: DatasetRequest) -> None:
    with Draft.create(app_dirs()) as draft, pytest.raises(LedgerError, match="ledger-damaged"):
        ledger.adopt(draft.path, other)
    assert ledger.plan_counts(IMAGE).planned == 10


def test_earlier_tasks_are_found_by_name_not_by_walking_the_plan(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    plain_run = LedgerConnection.run

    def explained(db: LedgerConnection, sql: str, parameters: Sequence[object] = ()) -> None:
        steps.extend(step for *_, step in db.rows(f"EXPLAIN QUERY PLAN {sql}", parameters))
        plain_run(db, sql, parameters)

    monkeypatch.setattr(LedgerConnection, "run", explained)
    plan(ledger, pictures(3))
    assert "SEARCH known USING INDEX task_by_name (kind=? AND name=?)" in steps


def test_a_draft_that_is_gone_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="ledger-unreadable"):
        ledger.adopt(tmp_path / "gone.draft", ledger.request())
    assert ledger.plan_counts(IMAGE).planned == 10
    plan(ledger, pictures(1))
    assert ledger.plan_counts(IMAGE).planned == 1
