"""Files above 64 MiB go in parts, survive interruptions, and are one object in the end."""

import os
import time
from pathlib import Path

import pytest

from itag_desktop.domain.progress import RunState
from itag_desktop.engine import feeder, large_file
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import RunInBackground, make_pictures, numbered, png, request_for, run, session_for
from tests.support.faults import ALWAYS, Recorded
from tests.support.practice_server import RunningPractice

KIBIBYTE = 1024


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files of 1 MiB count as large, in parts of 128 KiB (OSS's smallest is 100 KB)."""
    monkeypatch.setattr(feeder, "LARGE_FROM_BYTES", 1024 * KIBIBYTE)
    monkeypatch.setattr(large_file, "part_size_bytes", lambda _size_bytes: 128 * KIBIBYTE)


def folder_with_a_large_picture(tmp_path: Path, *, small: int = 0) -> Path:
    folder = make_pictures(tmp_path / "pic", numbered(small))
    folder.mkdir(exist_ok=True)
    (folder / "large.png").write_bytes(png(7, 1400 * KIBIBYTE) + os.urandom(1000))
    return folder


def is_part(request: Recorded) -> bool:
    return request.is_put_part


def is_abort(request: Recorded) -> bool:
    return request.method == "DELETE" and "uploadId" in request.query


def test_a_large_file_is_one_object_of_all_its_parts(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = folder_with_a_large_picture(tmp_path, small=5)
    report = run(practice_server, folder)
    assert (report.state, report.items) == (RunState.FINISHED, 6)
    assert practice_server.faults.count(is_part) == 11
    assert stored_objects(practice_server)["iTAG/pic/large.png"] == (folder / "large.png").read_bytes()
    again = run(practice_server, folder)
    assert (again.state, again.sent) == (RunState.FINISHED, 0)


def test_a_large_file_is_recognised_without_the_ledger(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = folder_with_a_large_picture(tmp_path)
    run(practice_server, folder)
    (tmp_path / "there").mkdir()
    folder.rename(tmp_path / "there" / "pic")
    report = run(practice_server, tmp_path / "there" / "pic")
    assert (report.state, report.sent, report.already_there) == (RunState.FINISHED, 0, 1)


def test_parts_that_were_sent_are_not_sent_again(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = folder_with_a_large_picture(tmp_path)
    practice_server.faults.delay(30, matches=is_part, skips=6, times=ALWAYS)
    session = session_for(practice_server, request_for(practice_server, folder), tmp_path / "manifests", workers=2)
    background = RunInBackground(session)
    end_s = time.monotonic() + 20
    while session.snapshot().done_bytes < 6 * 128 * KIBIBYTE and time.monotonic() < end_s:
        time.sleep(0.01)  # polls the run
    session.cancel()
    assert background.report().state is RunState.CANCELLED
    practice_server.faults.heal()
    practice_server.requests.clear()
    report = run(practice_server, folder)
    assert (report.state, report.items) == (RunState.FINISHED, 1)
    assert practice_server.faults.count(is_part) <= 6
    assert stored_objects(practice_server)["iTAG/pic/large.png"] == (folder / "large.png").read_bytes()


def test_parts_of_a_file_that_changed_are_thrown_away(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = folder_with_a_large_picture(tmp_path)
    practice_server.faults.refuse("SecurityTokenExpired", matches=is_part, skips=4, times=ALWAYS)
    assert run(practice_server, folder).state is RunState.FAILED
    practice_server.faults.heal()
    (folder / "large.png").write_bytes(png(8, 1400 * KIBIBYTE))
    practice_server.requests.clear()
    report = run(practice_server, folder)
    assert (report.state, report.items) == (RunState.FINISHED, 1)
    assert practice_server.faults.count(is_abort) == 1
    assert stored_objects(practice_server)["iTAG/pic/large.png"] == (folder / "large.png").read_bytes()


def test_an_upload_the_store_has_forgotten_is_begun_anew(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = folder_with_a_large_picture(tmp_path)
    practice_server.faults.refuse("NoSuchUpload", matches=is_part, skips=4)
    report = run(practice_server, folder, workers=3)
    assert (report.state, report.items) == (RunState.FINISHED, 1)
    assert stored_objects(practice_server)["iTAG/pic/large.png"] == (folder / "large.png").read_bytes()


def test_a_lost_answer_to_complete_is_found_to_be_a_success(practice_server: RunningPractice, tmp_path: Path) -> None:
    def is_complete(request: Recorded) -> bool:
        return request.method == "POST" and "uploadId" in request.query

    practice_server.faults.drop_after(matches=is_complete)
    report = run(practice_server, folder_with_a_large_picture(tmp_path))
    assert (report.state, report.sent) == (RunState.FINISHED, 1)
    assert practice_server.faults.count(is_part) == 11


def test_a_part_that_is_refused_fails_its_file_and_leaves_no_upload_open(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    practice_server.faults.refuse("AccessDenied", matches=is_part, skips=3, times=ALWAYS)
    report = run(practice_server, folder_with_a_large_picture(tmp_path, small=3))
    assert (report.state, report.failed) == (RunState.INCOMPLETE, 1)
    assert practice_server.faults.count(is_abort) == 1


def test_a_wrong_crc_of_the_whole_is_never_done(practice_server: RunningPractice, tmp_path: Path) -> None:
    practice_server.faults.wrong_crc(matches=lambda request: request.method in ("POST", "HEAD"), times=ALWAYS)
    report = run(practice_server, folder_with_a_large_picture(tmp_path))
    assert report.state is not RunState.FINISHED
    assert report.manifest_uri is None
