"""The same command once more: what changed is sent anew, and what is the dataset's own is never in its way."""

from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.progress import RunState
from tests.support.bucket_reader import plain_bucket, stored_objects
from tests.support.datasets import make_pictures, numbered, png, request_for, run, session_for
from tests.support.practice_server import RunningPractice


@pytest.mark.parametrize("size_bytes", [100, 65 * 1024 * 1024], ids=["small", "in parts"])
def test_a_file_that_changed_since_it_was_sent_is_sent_anew(
    practice_server: RunningPractice, tmp_path: Path, size_bytes: int
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    (folder / "2.png").write_bytes(png(50, size_bytes))
    run(practice_server, folder)
    (folder / "2.png").write_bytes(png(60, size_bytes))
    report = run(practice_server, folder)
    assert (report.state, report.sent, report.already_there) == (RunState.FINISHED, 1, 2)
    assert stored_objects(practice_server)["iTAG/pic/2.png"] == png(60, size_bytes)


def test_what_somebody_else_put_in_its_place_stays_a_conflict(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    run(practice_server, folder)
    bucket = plain_bucket(practice_server)
    bucket.put_object("iTAG/pic/2.png", b"not ours")
    bucket.session.session.close()
    (folder / "2.png").write_bytes(png(60))
    report = run(practice_server, folder)
    assert (report.exit_code, report.conflicts) == (2, 1)
    assert stored_objects(practice_server)["iTAG/pic/2.png"] == b"not ours"


def test_a_file_that_changed_while_it_was_sent_is_sent_as_it_is_now(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))

    def change() -> None:
        (folder / "2.png").write_bytes(png(60))

    practice_server.faults.meanwhile(
        change,
        matches=lambda request: request.is_put_object and request.key.endswith("/2.png"),
    )
    first = run(practice_server, folder)
    assert (first.state, first.failed) == (RunState.INCOMPLETE, 1)
    assert "iTAG/pic/2.png" in stored_objects(practice_server)
    report = run(practice_server, folder)
    assert (report.state, report.sent) == (RunState.FINISHED, 1)
    assert stored_objects(practice_server)["iTAG/pic/2.png"] == png(60)


def test_fail_refuses_as_often_as_it_is_asked(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    run(practice_server, folder)
    request = replace(request_for(practice_server, folder), dataset_name="another")
    for _ in range(2):
        report = session_for(practice_server, request, tmp_path / "other", if_exists=IfExists.FAIL).execute()
        assert (report.exit_code, report.conflicts) == (2, 3)


def test_a_manifest_that_was_sent_but_not_read_back_is_known_as_our_own(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    practice_server.faults.refuse(
        "AccessDenied", matches=lambda request: request.method == "GET" and request.key.endswith(".manifest")
    )
    assert run(practice_server, folder).state is RunState.FAILED
    make_pictures(folder, ["4.png"], seed=4)
    report = run(practice_server, folder)
    assert (report.state, report.items) == (RunState.FINISHED, 4)


def test_manifests_that_are_replaced_within_a_second_are_all_kept(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(1))
    reports = [run(practice_server, make_pictures(folder, numbered(count), seed=0)) for count in range(1, 5)]
    kept = [Path(report.old_manifest) for report in reports if report.old_manifest]
    assert [len(path.read_bytes().splitlines()) for path in kept] == [1, 2, 3]
