"""A run that was paused, cancelled, killed or held ends like one that was not: the same manifest, byte for byte."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.progress import RunState
from itag_desktop.engine import retry
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import RunInBackground, make_pictures, numbered, request_for, run, session_for
from tests.support.faults import ALWAYS, Recorded
from tests.support.practice_server import RunningPractice


def is_put_of_picture(request: Recorded) -> bool:
    return request.is_put_object and request.key.endswith(".png")


def wait_until(condition: object, timeout_s: float = 20) -> None:
    assert callable(condition)
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "waited in vain"
        time.sleep(0.01)  # polls another thread or process


def test_a_paused_run_sends_nothing_and_then_goes_on(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(40))
    practice_server.faults.delay(0.05, matches=is_put_of_picture, times=ALWAYS)
    session = session_for(practice_server, request_for(practice_server, folder), tmp_path / "manifests", workers=2)
    background = RunInBackground(session)
    wait_until(lambda: session.snapshot().sent >= 4)
    session.pause()
    wait_until(lambda: session.snapshot().state is RunState.PAUSED)
    sent = session.snapshot().sent
    puts = practice_server.faults.count(is_put_of_picture)
    time.sleep(0.3)  # long enough for six more
    assert (session.snapshot().sent, practice_server.faults.count(is_put_of_picture)) == (sent, puts)
    assert sent < 40
    session.resume()
    assert background.report().state is RunState.FINISHED


def test_a_cancelled_run_ends_at_once_and_is_carried_on(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(40))
    practice_server.faults.delay(30, matches=is_put_of_picture, skips=10, times=ALWAYS)
    session = session_for(practice_server, request_for(practice_server, folder), tmp_path / "manifests", workers=4)
    background = RunInBackground(session)
    wait_until(lambda: session.snapshot().sent == 10)
    started_s = time.monotonic()
    session.cancel()
    report = background.report()
    assert time.monotonic() - started_s < 5
    assert (report.state, report.exit_code, report.manifest_uri) == (RunState.CANCELLED, 130, None)
    assert "iTAG/pic.manifest" not in stored_objects(practice_server)
    practice_server.faults.heal()
    practice_server.faults.release()
    report = run(practice_server, folder)
    assert report.state is RunState.FINISHED
    assert report.sent <= 30
    assert len(stored_objects(practice_server)["iTAG/pic.manifest"].splitlines()) == 40


def test_a_killed_run_is_carried_on_with_the_same_manifest(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(60))
    practice_server.faults.delay(0.1, matches=is_put_of_picture, times=ALWAYS)
    credential = practice_server.access.credential
    environment = {
        **os.environ,
        "OSS_ENDPOINT": practice_server.endpoint,
        "OSS_REGION": "cn-hangzhou",
        "OSS_ACCESS_KEY_ID": credential.access_key_id,
        "OSS_ACCESS_KEY_SECRET": credential.access_key_secret,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    create = ["create", "image", str(folder), "--to", "oss://practice/iTAG", "--workers", "4"]
    command = [sys.executable, "-m", "itag_desktop", *create]
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as process:
        wait_until(lambda: practice_server.faults.count(is_put_of_picture) >= 20)
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    practice_server.faults.heal()
    assert "iTAG/pic.manifest" not in stored_objects(practice_server)
    already_there = len(stored_objects(practice_server))
    report = run(practice_server, folder)
    assert report.state is RunState.FINISHED
    assert report.sent <= 60 - already_there, "what was committed was sent again"
    interrupted = stored_objects(practice_server)["iTAG/pic.manifest"]
    fresh = run(practice_server, folder, prefix="again", is_local_explicit=True)
    assert fresh.state is RunState.FINISHED
    whole = stored_objects(practice_server)["again/pic.manifest"]
    assert interrupted.replace(b"/iTAG/", b"/again/") == whole


def test_an_expired_token_holds_the_run_until_there_is_a_new_one(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(20))
    faults = practice_server.faults
    faults.refuse("SecurityTokenExpired", matches=is_put_of_picture, skips=5, times=ALWAYS)
    request = request_for(practice_server, folder)
    session = session_for(practice_server, request, tmp_path / "manifests", holds_on_trouble=True)
    background = RunInBackground(session)
    wait_until(lambda: session.snapshot().state is RunState.PAUSED)
    cause = session.snapshot().trouble
    assert cause is not None
    assert cause.code == "token-expired"
    faults.heal()
    session.resume(Credential(access_key_id="practice-id", access_key_secret="practice-secret"))
    report = background.report()
    assert (report.state, report.items, report.failed) == (RunState.FINISHED, 20, 0)


def test_a_network_that_goes_away_fails_no_file(
    practice_server: RunningPractice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "NETWORK_GONE_AFTER_S", 0.5)
    monkeypatch.setattr(retry, "LONGEST_PAUSE_S", 0.2)
    folder = make_pictures(tmp_path / "pic", numbered(30))
    practice_server.faults.drop_before(matches=is_put_of_picture, skips=8, times=ALWAYS)
    request = request_for(practice_server, folder)
    session = session_for(practice_server, request, tmp_path / "manifests", holds_on_trouble=True)
    background = RunInBackground(session)
    wait_until(lambda: session.snapshot().state is RunState.PAUSED)
    assert session.snapshot().trouble is not None
    assert session.snapshot().failed == 0
    practice_server.faults.heal()
    session.resume()
    report = background.report()
    assert (report.state, report.items, report.failed) == (RunState.FINISHED, 30, 0)
