"""Something else stands where the dataset would go: found before a byte moves."""

from pathlib import Path

import pytest

from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.practice.messages import Answer
from tests.support.bucket_reader import plain_bucket, stored_objects
from tests.support.datasets import make_pictures, numbered, run
from tests.support.practice_server import RunningPractice

EMPTY_LISTING = Answer(
    status=200,
    headers={"Content-Type": "application/xml", "x-oss-request-id": "0" * 24},
    body=b"<ListBucketResult><Name>practice</Name><IsTruncated>false</IsTruncated></ListBucketResult>",
)


def put_foreign(server: RunningPractice, key: str, data: bytes = b"something else") -> None:
    bucket = plain_bucket(server)
    bucket.put_object(key, data)
    bucket.session.session.close()
    server.requests.clear()


def assert_stopped_before_sending(server: RunningPractice, report: RunReport, conflicts: int) -> None:
    assert (report.state, report.exit_code, report.conflicts) == (RunState.FAILED, 2, conflicts)
    assert report.trouble is not None
    assert report.trouble.code == "conflicts"
    assert server.faults.count(lambda request: request.method in ("PUT", "POST")) == 0
    assert report.local_manifest is None


def test_a_different_object_stops_the_run(practice_server: RunningPractice, tmp_path: Path) -> None:
    put_foreign(practice_server, "iTAG/pic/2.png")
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    assert_stopped_before_sending(practice_server, report, 1)


def test_another_folder_of_the_same_name_stops_the_run(practice_server: RunningPractice, tmp_path: Path) -> None:
    run(practice_server, make_pictures(tmp_path / "a" / "pic", numbered(5)))
    before = stored_objects(practice_server)
    practice_server.requests.clear()
    report = run(practice_server, make_pictures(tmp_path / "b" / "pic", numbered(5), seed=50))
    assert_stopped_before_sending(practice_server, report, 5)
    assert stored_objects(practice_server) == before


def test_a_foreign_manifest_of_that_name_stops_the_run(practice_server: RunningPractice, tmp_path: Path) -> None:
    put_foreign(practice_server, "iTAG/pic.manifest")
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    assert_stopped_before_sending(practice_server, report, 1)


def test_replace_overwrites_what_differs_and_sends_nothing_equal(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    put_foreign(practice_server, "iTAG/pic/2.png")
    put_foreign(practice_server, "iTAG/pic/3.png", (folder / "3.png").read_bytes())
    report = run(practice_server, folder, if_exists=IfExists.REPLACE)
    assert (report.state, report.sent, report.already_there) == (RunState.FINISHED, 2, 1)
    assert stored_objects(practice_server)["iTAG/pic/2.png"] == (folder / "2.png").read_bytes()


def test_fail_refuses_even_an_equal_object(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    put_foreign(practice_server, "iTAG/pic/3.png", (folder / "3.png").read_bytes())
    report = run(practice_server, folder, if_exists=IfExists.FAIL)
    assert_stopped_before_sending(practice_server, report, 1)


def test_fail_carries_on_its_own_unfinished_run(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(4))
    practice_server.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("/2.png"), times=1)
    assert run(practice_server, folder, if_exists=IfExists.FAIL).state is RunState.INCOMPLETE
    report = run(practice_server, folder, if_exists=IfExists.FAIL)
    assert (report.state, report.sent, report.already_there) == (RunState.FINISHED, 1, 3)


@pytest.mark.parametrize("if_exists", [IfExists.SKIP_SAME, IfExists.FAIL])
def test_an_object_that_appears_after_the_check_is_not_overwritten(
    practice_server: RunningPractice, tmp_path: Path, if_exists: IfExists
) -> None:
    """The listing does not show it, as if it came a moment later; the store's own guard refuses."""
    folder = make_pictures(tmp_path / "pic", numbered(3))
    put_foreign(practice_server, "iTAG/pic/2.png")
    practice_server.faults.answer(EMPTY_LISTING, matches=lambda request: request.is_listing, times=1)
    report = run(practice_server, folder, if_exists=if_exists)
    assert report.state is RunState.INCOMPLETE
    assert stored_objects(practice_server)["iTAG/pic/2.png"] == b"something else"
    assert "iTAG/pic.manifest" not in stored_objects(practice_server)


def test_conflicts_may_be_left_out_and_are_never_named(practice_server: RunningPractice, tmp_path: Path) -> None:
    put_foreign(practice_server, "iTAG/pic/2.png")
    folder = make_pictures(tmp_path / "pic", numbered(3))
    report = run(practice_server, folder, leaves_out_conflicts=True)
    assert (report.state, report.items, report.left_out) == (RunState.FINISHED_LEFT_OUT, 2, 1)
    objects = stored_objects(practice_server)
    assert objects["iTAG/pic/2.png"] == b"something else"
    assert b"2.png" not in objects["iTAG/pic.manifest"]
    practice_server.requests.clear()
    assert_stopped_before_sending(practice_server, run(practice_server, folder), 1)


def test_a_manifest_that_appears_during_the_run_is_not_overwritten(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    practice_server.faults.meanwhile(
        lambda: put_foreign(practice_server, "iTAG/pic.manifest"),
        matches=lambda request: request.is_put_object and request.key.endswith("/3.png"),
    )
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    assert (report.state, report.exit_code, report.manifest_uri) == (RunState.FAILED, 2, None)
    assert stored_objects(practice_server)["iTAG/pic.manifest"] == b"something else"


def test_a_local_manifest_of_somebody_else_is_not_touched(practice_server: RunningPractice, tmp_path: Path) -> None:
    local = tmp_path / "manifests" / "pic.manifest"
    local.parent.mkdir()
    local.write_text("mine")
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    assert report.exit_code == 2
    assert report.trouble is not None
    assert report.trouble.code == "local-manifest-exists"
    assert local.read_text() == "mine"
    assert stored_objects(practice_server) == {}


def test_a_local_manifest_that_was_named_is_replaced(practice_server: RunningPractice, tmp_path: Path) -> None:
    local = tmp_path / "manifests" / "pic.manifest"
    local.parent.mkdir()
    local.write_text("mine")
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(3)), is_local_explicit=True)
    assert report.state is RunState.FINISHED
    assert local.read_bytes() == stored_objects(practice_server)["iTAG/pic.manifest"]
