"""Practice as a process: it announces itself, serves, survives kills, and ends with its parent."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from itag_desktop.domain.errors import InputError, StorageError
from itag_desktop.practice.announcement import Announcement, parse_announcement
from itag_desktop.practice.process import PracticeProcess
from itag_desktop.practice.serve import serve
from itag_desktop.practice.server import PracticeServer
from tests.support.signed_client import SignedClient


@contextlib.contextmanager
def _client_of(practice: PracticeProcess) -> Iterator[SignedClient]:
    client = SignedClient(practice.access)
    try:
        yield client
    finally:
        client.close()


def _wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _is_open(endpoint: str) -> bool:
    address = urlsplit(endpoint)
    try:
        socket.create_connection((address.hostname or "", address.port or 0), timeout=5).close()
    except OSError:
        return False
    return True


def test_a_process_serves_what_an_earlier_one_stored_under_another_secret(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path) as first, _client_of(first) as client:
        assert client.request("PUT", "a", body=b"hello", content_type="image/png").status == 200
    with PracticeProcess(tmp_path) as second, _client_of(second) as client:
        reply = client.request("GET", "a")
    assert (reply.body, reply.headers["content-type"]) == (b"hello", "image/png")
    secrets = [process.access.credential.access_key_secret for process in (first, second)]
    assert secrets[0] != secrets[1]
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(secret.encode() in stored for secret in secrets)


def test_two_processes_share_a_root(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path) as one, PracticeProcess(tmp_path) as other:
        with _client_of(one) as client:
            client.request("PUT", "a", body=b"hello")
        with _client_of(other) as client:
            assert client.request("GET", "a").body == b"hello"
            assert client.request("GET").texts("Contents/Key") == ["a"]


def test_a_kill_in_the_middle_of_a_put_leaves_the_object_that_was_there(tmp_path: Path) -> None:
    practice = PracticeProcess(tmp_path)
    address = urlsplit(practice.access.endpoint)
    with _client_of(practice) as client:
        client.request("PUT", "a", body=b"old")
        with socket.create_connection((address.hostname or "", address.port or 0)) as sock:
            sock.sendall(client.raw_head("PUT", "a", "Content-Length: 100000") + b"n" * 50_000)
            _wait_for(lambda: any(path.stat().st_size for path in (tmp_path / "arriving").iterdir()))
            practice._process.kill()
    practice.close()
    with PracticeProcess(tmp_path) as again, _client_of(again) as client:
        assert client.request("GET", "a").body == b"old"
        assert client.request("GET").texts("Contents/Key") == ["a"]


def test_it_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    parent = (
        "import sys, time; from pathlib import Path; from itag_desktop.practice.process import PracticeProcess;"
        "practice = PracticeProcess(Path(sys.argv[1])); print(practice.access.endpoint, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        endpoint = process.stdout.readline().strip()
        assert _is_open(endpoint)
        process.kill()
    _wait_for(lambda: not _is_open(endpoint))


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    practice = PracticeProcess(tmp_path)
    practice.close()
    practice.close()
    assert not _is_open(practice.access.endpoint)


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-c", "raise SystemExit(2)"],
        [sys.executable, "-c", "print('not an announcement')"],
        [sys.executable, "-c", "print('[1]')"],
        [sys.executable, "-c", "print('{\"endpoint\": 1}')"],
        ["/no/such/program"],
    ],
    ids=["fails", "other words", "a list", "another object", "missing"],
)
def test_a_child_that_does_not_announce_itself_is_an_error(tmp_path: Path, command: list[str]) -> None:
    with pytest.raises(StorageError) as raised:
        PracticeProcess(tmp_path, command=command)
    assert raised.value.code == "practice-not-started"


def test_a_child_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itag_desktop.practice.process._START_TIMEOUT_S", 0.2)
    with pytest.raises(StorageError, match="practice-not-started"):
        PracticeProcess(tmp_path, command=[sys.executable, "-c", "import time; time.sleep(60)"])


def test_an_announcement_is_one_line_and_its_text_form_has_no_secret() -> None:
    announcement = Announcement(
        endpoint="http://127.0.0.1:1",
        bucket="practice",
        region="cn-hangzhou",
        access_key_id="i",
        access_key_secret="s3c",
    )
    assert parse_announcement(announcement.to_line().encode()) == announcement
    assert "\n" not in announcement.to_line()
    assert "s3c" not in repr(announcement)


def test_serving_ends_with_its_stream(tmp_path: Path) -> None:
    announced: list[Announcement] = []
    end, start = os.pipe()
    with open(end, "rb") as stream:  # noqa: PTH123 - a descriptor
        thread = threading.Thread(
            target=lambda: serve(tmp_path, port=0, announce=announced.append, until_closed=stream), daemon=True
        )
        thread.start()
        _wait_for(lambda: bool(announced))
        assert _is_open(announced[0].endpoint)
        os.close(start)
        thread.join(10)
        assert not thread.is_alive()
    assert not _is_open(announced[0].endpoint)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process instead of asking it")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_good_order(tmp_path: Path, number: signal.Signals) -> None:
    practice = PracticeProcess(tmp_path)
    os.kill(practice.process_id, number)
    _wait_for(lambda: not _is_open(practice.access.endpoint))
    practice.close()
    assert practice.exit_code == 0


def test_a_taken_port_and_an_unusable_root_are_told_apart(tmp_path: Path) -> None:
    server = PracticeServer(tmp_path / "one", credential_id="i", credential_secret="s")
    with server:
        port = urlsplit(server.endpoint).port or 0
        with pytest.raises(InputError) as raised:
            serve(tmp_path / "two", port=port, announce=print)
        assert (raised.value.code, raised.value.values["port"]) == ("practice-port-taken", port)
    (tmp_path / "file").write_text("a file")
    with pytest.raises(InputError) as raised:
        serve(tmp_path / "file", port=0, announce=print)
    assert raised.value.code == "practice-root-unusable"
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "index.sqlite").write_bytes(b"this is no index" * 100)
    with pytest.raises(InputError) as raised:
        serve(tmp_path / "damaged", port=0, announce=print)
    assert raised.value.code == "practice-root-unusable"
