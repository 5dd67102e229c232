"""What a ledger is told it tells again, also to a reader of its own connection and after it was closed."""

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from itag_desktop.domain.destination import Access, Credential, Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import ManifestReport, RunReport, RunState, Trouble
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import PartDone, Problem, ProblemKind, Task, TaskOutcome, TaskState
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_records import AbandonedUpload, ManifestRecord, OpenUpload
from tests.support.ledgers import IMAGE, fruit_request, picture, pictures, plan, planned_ledger

LARGEST_CRC64 = 2**64 - 1


def report(state: RunState = RunState.INCOMPLETE) -> RunReport:
    """Return a report with every kind of value in it."""
    return RunReport(
        run_id="0123456789abcdef",
        state=state,
        exit_code=1,
        items=0,
        size_bytes=100,
        sent=3,
        sent_bytes=30,
        already_there=2,
        left_out=1,
        skipped=4,
        warnings=0,
        failed=5,
        conflicts=0,
        duration_s=1.25,
        manifests=(ManifestReport(uri="oss://a/b", items=3, local_path="/home/m\udce4x/fruit.manifest"),),
        trouble=Trouble(code="no-network", values={"host": "oss.example"}),
    )


def part(number: int, crc64: int = LARGEST_CRC64) -> PartDone:
    """Return a part of eight bytes."""
    return PartDone(number=number, size_bytes=8, etag=f"{number:032X}", crc64=crc64)


def test_the_request_survives(ledger: Ledger, ledger_path: Path) -> None:
    with LedgerReader(ledger_path) as reader:
        assert reader.request() == ledger.request() == fruit_request()


def test_a_path_that_is_not_utf8_survives(ledger_path: Path) -> None:
    request = fruit_request(Source(path="/data/p\udce4c", is_folder=True, name_in_bucket="pic"))
    task = replace(picture(0), relative_path="b\udcffd/1.jpg", label="猫")
    with planned_ledger(ledger_path, [task], request=request) as ledger:
        assert ledger.request() == request
        assert list(ledger.tasks(IMAGE)) == [task]


def test_a_done_task_keeps_the_largest_crc(ledger: Ledger) -> None:
    ledger.record_outcomes([TaskOutcome(ordinal=3, state=TaskState.DONE, etag="A1", crc64=LARGEST_CRC64)])
    (task,) = ledger.tasks(IMAGE, state=TaskState.DONE)
    assert task == replace(picture(3), state=TaskState.DONE, etag="A1", crc64=LARGEST_CRC64, own_etag="A1")


def test_an_object_is_our_own_only_if_it_was_written_here(ledger: Ledger) -> None:
    ledger.mark_present([(1, "A1", 7)])
    ledger.record_outcomes([TaskOutcome(ordinal=2, state=TaskState.DONE, etag="A2", crc64=2)])
    ledger.record_outcomes([TaskOutcome(ordinal=2, state=TaskState.FAILED, reason="file-changed")])
    ledger.record_outcomes([TaskOutcome(ordinal=3, state=TaskState.DONE, etag="A3", crc64=3)])
    ledger.reset([3])
    assert [task.own_etag for task in ledger.tasks_page(IMAGE, first=1, count=3)] == [None, "A2", None]


def test_a_failed_task_is_a_problem_with_its_path_and_values(ledger: Ledger) -> None:
    ledger.record_outcomes(
        [TaskOutcome(ordinal=4, state=TaskState.FAILED, reason="access-denied", values={"status": 403})]
    )
    ((_, problem),) = ledger.problems_page(kind=IMAGE, after=0, count=10)
    assert problem == Problem(
        kind=ProblemKind.FAILED, code="access-denied", path="pic/4.jpg", values={"status": 403}, template=IMAGE
    )
    (task,) = ledger.tasks(IMAGE, state=TaskState.FAILED)
    assert task.reason == "access-denied"


def test_a_task_fails_once_however_often_it_is_tried(ledger: Ledger) -> None:
    for reason in ("no-network", "access-denied"):
        ledger.record_outcomes([TaskOutcome(ordinal=4, state=TaskState.FAILED, reason=reason)])
    assert [problem.code for _, problem in ledger.problems_page(kind=IMAGE, after=0, count=10)] == ["access-denied"]


@pytest.mark.parametrize("mend", ["done", "present", "reset"])
def test_a_failed_task_that_is_mended_is_no_problem_any_more(ledger: Ledger, mend: str) -> None:
    ledger.record_outcomes([TaskOutcome(ordinal=4, state=TaskState.FAILED, reason="no-network")])
    if mend == "done":
        ledger.record_outcomes([TaskOutcome(ordinal=4, state=TaskState.DONE, etag="A1", crc64=1)])
    elif mend == "present":
        ledger.mark_present([(4, "A1", None)])
    else:
        ledger.reset([4])
    assert ledger.problems_page(kind=IMAGE, after=0, count=10) == ()
    assert list(ledger.tasks(IMAGE, state=TaskState.FAILED)) == []


def test_a_reset_task_is_planned_and_knows_no_object(ledger: Ledger) -> None:
    ledger.mark_present([(1, "A1", 7), (2, "A2", None)])
    ledger.reset([2])
    assert [task.ordinal for task in ledger.tasks(IMAGE, state=TaskState.DONE)] == [1]
    assert ledger.tasks_page(IMAGE, first=2, count=1) == (picture(2),)


def test_failures_are_grouped_by_cause_the_most_frequent_first(ledger: Ledger) -> None:
    reasons = ["no-network", "access-denied", "access-denied"]
    ledger.record_outcomes(
        [TaskOutcome(ordinal=ordinal, state=TaskState.FAILED, reason=reason) for ordinal, reason in enumerate(reasons)]
    )
    groups = [(group.code, group.count, group.sample.path) for group in ledger.failure_groups(IMAGE)]
    assert groups == [("access-denied", 2, "pic/1.jpg"), ("no-network", 1, "pic/0.jpg")]


def test_an_upload_keeps_its_parts_by_number(ledger: Ledger) -> None:
    ledger.record_upload(5, "id-5", 8)
    ledger.record_parts([("id-5", part(2)), ("id-5", part(1)), ("id-5", part(2, crc64=3))])
    assert ledger.upload_of(5) == OpenUpload(upload_id="id-5", part_size_bytes=8, parts=(part(1), part(2, crc64=3)))
    assert ledger.upload_of(6) is None


def test_the_upload_of_a_done_task_is_over(ledger: Ledger) -> None:
    ledger.record_upload(5, "id-5", 8)
    ledger.record_parts([("id-5", part(1))])
    ledger.record_outcomes([TaskOutcome(ordinal=5, state=TaskState.DONE, etag="A1-2", crc64=1)])
    assert ledger.upload_of(5) is None
    assert ledger.abandoned_uploads() == ()
    assert ledger._db.rows("SELECT * FROM part") == []


def test_the_upload_of_a_failed_task_waits_for_the_next_try(ledger: Ledger) -> None:
    ledger.record_upload(5, "id-5", 8)
    ledger.record_outcomes([TaskOutcome(ordinal=5, state=TaskState.FAILED, reason="no-network")])
    assert ledger.upload_of(5) is not None


def test_a_part_of_a_forgotten_upload_is_dropped(ledger: Ledger) -> None:
    ledger.record_upload(5, "old", 8)
    ledger.forget_upload("old")
    ledger.record_upload(5, "new", 8)
    ledger.record_parts([("old", part(1)), ("new", part(2))])
    assert ledger.upload_of(5) == OpenUpload(upload_id="new", part_size_bytes=8, parts=(part(2),))


@pytest.mark.parametrize("cause", ["begun anew", "found in the bucket", "file gone"])
def test_an_upload_nobody_goes_on_with_is_kept_until_it_is_forgotten(ledger: Ledger, cause: str) -> None:
    ledger.record_upload(5, "old", 8)
    if cause == "begun anew":
        ledger.record_upload(5, "new", 8)
    elif cause == "found in the bucket":
        ledger.mark_present([(5, "A1", None)])
    else:
        plan(ledger, pictures(5))
    assert ledger.abandoned_uploads() == (AbandonedUpload(upload_id="old", name="pic/5.jpg"),)
    ledger.forget_upload("old")
    assert ledger.abandoned_uploads() == ()


def test_every_manifest_stays_known_the_last_as_the_last(ledger: Ledger) -> None:
    record = ManifestRecord(key="fruit/a", crc64=LARGEST_CRC64, local_path="/h\udce4/a", md5="0" * 32)
    assert ledger.manifest_record() is None
    for each in (record, replace(record, crc64=2, md5="2" * 32), record):
        ledger.set_manifest_record(each)
    assert ledger.manifest_record() == record
    known = [ledger.knows_manifest("fruit/a", crc64) for crc64 in (LARGEST_CRC64, 2, 3, None)]
    assert known == [True, True, False, False]
    assert not ledger.knows_manifest("fruit/b", 2)
    assert [ledger.knows_local_manifest(digit * 32) for digit in "023"] == [True, True, False]


def test_a_dataset_may_have_sent_something_when_a_sitting_did_or_did_not_end_by_itself(ledger: Ledger) -> None:
    def sat(**changes: Any) -> bool:
        ledger.end_sitting(ledger.begin_sitting(started_s=1.0), replace(report(), **changes), ended_s=2.0)
        return ledger.may_have_sent()

    assert not ledger.may_have_sent()
    assert not sat(state=RunState.FAILED, sent=0)
    assert sat(state=RunState.FAILED, sent=1)
    assert sat(state=RunState.FAILED, sent=0)


@pytest.mark.parametrize("has_ended", [True, False])
def test_a_sitting_that_was_cut_short_may_have_sent_something(ledger: Ledger, *, has_ended: bool) -> None:
    sitting = ledger.begin_sitting(started_s=1.0)
    if has_ended:
        ledger.end_sitting(sitting, replace(report(), state=RunState.CANCELLED, sent=0), ended_s=2.0)
    assert ledger.may_have_sent()


def test_a_sitting_runs_until_it_has_a_report(ledger: Ledger) -> None:
    assert ledger.last_sitting() is None
    ledger.end_sitting(ledger.begin_sitting(started_s=1.0), report(), ended_s=2.0)
    second = ledger.begin_sitting(started_s=3.5)
    running = ledger.last_sitting()
    assert running is not None
    assert (running.sitting_id, running.started_s, running.state, running.report) == (second, 3.5, "running", None)
    ledger.end_sitting(second, report(RunState.FINISHED), ended_s=4.0)
    ended = ledger.last_sitting()
    assert ended is not None
    assert (ended.ended_s, ended.state, ended.report) == (4.0, RunState.FINISHED, report(RunState.FINISHED))


def test_a_sitting_knows_the_place_that_its_user_named(ledger: Ledger) -> None:
    ledger.begin_sitting(started_s=1.0, local_manifest="/a/\udce9.manifest")
    first = ledger.last_sitting()
    assert first is not None
    assert first.local_manifest == "/a/\udce9.manifest"
    ledger.begin_sitting(started_s=2.0)
    second = ledger.last_sitting()
    assert second is not None
    assert second.local_manifest is None


def test_all_of_it_is_there_after_closing(ledger: Ledger, ledger_path: Path) -> None:
    ledger.mark_present([(0, "A1", 7)])
    ledger.record_upload(5, "id-5", 8)
    ledger.close()
    with Ledger.open(ledger_path) as again:
        assert again.tasks_page(IMAGE, first=0, count=1)[0].etag == "A1"
        assert again.upload_of(5) == OpenUpload(upload_id="id-5", part_size_bytes=8, parts=())


def test_twins_of_a_key_are_found_with_their_files(ledger_path: Path) -> None:
    twins = [replace(picture(ordinal, path), name="pic/é.jpg") for ordinal, path in enumerate(["é.jpg", "e\u0301.jpg"])]
    with planned_ledger(ledger_path, [*twins, picture(2), picture(3)]) as ledger:
        assert list(ledger.key_twins(IMAGE)) == [("pic/é.jpg", tuple(twins))]
        assert list(ledger.key_twins(Template.VIDEO)) == []


def _types_within(kind: Any) -> set[Any]:
    """Return `kind` with the types of its fields, their fields, and so on."""
    inner = [*get_args(kind), *getattr(kind, "__annotations__", {}).values()]
    return {kind}.union(*(_types_within(part) for part in inner))


def test_nothing_a_ledger_holds_has_room_for_a_credential() -> None:
    held = set().union(*map(_types_within, (DatasetRequest, RunReport, Task, Problem, ManifestRecord, OpenUpload)))
    assert {DatasetRequest, Source, Destination, Trouble, PartDone} <= held
    assert held.isdisjoint({Access, Credential})
