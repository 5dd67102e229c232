"""Nothing can be sent: one plain cause, exit code 3, nothing half-done."""

from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.progress import RunReport, RunState
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import make_pictures, numbered, request_for, run, session_for
from tests.support.faults import ALWAYS
from tests.support.practice_server import RunningPractice


def run_as(server: RunningPractice, tmp_path: Path, credential: Credential) -> RunReport:
    changed = replace(server, access=replace(server.access, credential=credential))
    return run(changed, make_pictures(tmp_path / "pic", numbered(3)))


def assert_failed(report: RunReport, code: str) -> None:
    assert report.trouble is not None
    assert (report.trouble.code, report.state, report.exit_code) == (code, RunState.FAILED, 3)
    assert (report.manifest_uri, report.local_manifest) == (None, None)


def test_an_unknown_key_id(practice_server: RunningPractice, tmp_path: Path) -> None:
    credential = Credential(access_key_id="nobody", access_key_secret="practice-secret")
    assert_failed(run_as(practice_server, tmp_path, credential), "key-id-unknown")


def test_a_wrong_secret(practice_server: RunningPractice, tmp_path: Path) -> None:
    credential = Credential(access_key_id="practice-id", access_key_secret="wrong")
    assert_failed(run_as(practice_server, tmp_path, credential), "secret-wrong")


@pytest.mark.parametrize(
    ("oss_code", "code"),
    [
        ("SecurityTokenExpired", "token-expired"),
        ("RequestTimeTooSkewed", "clock-skewed"),
        ("NoSuchBucket", "bucket-missing"),
    ],
)
def test_a_refusal_of_the_store(practice_server: RunningPractice, tmp_path: Path, oss_code: str, code: str) -> None:
    practice_server.faults.refuse(oss_code, times=ALWAYS)
    assert_failed(run(practice_server, make_pictures(tmp_path / "pic", numbered(3))), code)


def test_no_network(practice_server: RunningPractice, tmp_path: Path) -> None:
    request = request_for(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    nowhere = replace(request, destination=replace(request.destination, endpoint="http://127.0.0.1:9"))
    assert_failed(session_for(practice_server, nowhere, tmp_path / "manifests").execute(), "network-unreachable")


def test_a_captive_portal_is_no_success(practice_server: RunningPractice, tmp_path: Path) -> None:
    practice_server.faults.captive_portal(times=ALWAYS)
    assert_failed(run(practice_server, make_pictures(tmp_path / "pic", numbered(3))), "answer-not-oss")


def test_a_captive_portal_in_the_middle_sends_nothing_into_the_void(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    practice_server.faults.captive_portal(matches=lambda request: request.is_put_object, times=3)
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(8)))
    assert report.state is RunState.FINISHED
    assert len(stored_objects(practice_server)) == 9


def test_no_permission_to_write_anything(practice_server: RunningPractice, tmp_path: Path) -> None:
    practice_server.faults.refuse("AccessDenied", matches=lambda request: request.method == "PUT", times=ALWAYS)
    assert_failed(run(practice_server, make_pictures(tmp_path / "pic", numbered(4))), "access-denied")


def test_no_permission_to_write_is_noticed_before_every_file_was_tried(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    practice_server.faults.refuse("AccessDenied", matches=lambda request: request.method == "PUT", times=ALWAYS)
    assert_failed(run(practice_server, make_pictures(tmp_path / "pic", numbered(200))), "access-denied")
    assert practice_server.faults.count(lambda request: request.is_put_object) < 100
