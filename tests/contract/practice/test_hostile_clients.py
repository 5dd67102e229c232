"""Raw sockets against the server: what is no HTTP, what is too much, who goes away; and no way out of the folder."""

import contextlib
import errno
import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.practice_server import RunningPractice
from tests.support.signed_client import SignedClient

END = b"\r\n\r\n"


@contextmanager
def _socket(practice: RunningPractice) -> Iterator[socket.socket]:
    address = urlsplit(practice.endpoint)
    assert address.hostname is not None
    assert address.port is not None
    with closing(socket.create_connection((address.hostname, address.port), timeout=10)) as sock:
        yield sock


def _answer(practice: RunningPractice, sent: bytes) -> bytes:
    """Send bytes, end the sending, and return all that comes back."""
    with _socket(practice) as sock:
        sock.sendall(sent)
        sock.shutdown(socket.SHUT_WR)
        return _all(sock)


def _all(sock: socket.socket) -> bytes:
    received = bytearray()
    while block := sock.recv(65536):
        received += block
    return bytes(received)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + END,
        b"GET /\r\n\r\n",
        b"GET / HTTP/2.0" + END,
        b"GET  / HTTP/1.1" + END,
        b"GET / HTTP/1.1\r\nno colon here" + END,
        b"GET / HTTP/1.1\r\n: no name" + END,
        b"GET / HTTP/1.1\r\nName : blank" + END,
        b"GET / HTTP/1.1\r\nHost: a\r\n folded" + END,
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b" + END,
        b"GET / HTTP/1.1\r\nx-oss-meta-a: b\nSet-Cookie: c" + END,
        b"GET / HTTP/1.1\r\nx-oss-meta-a\xff: b" + END,
        b"PUT /practice/a HTTP/1.1\r\nContent-Length: ten" + END,
        b"PUT /practice/a HTTP/1.1\r\nContent-Length: -1" + END,
        b"PUT /practice/a HTTP/1.1\r\nContent-Length: 9999999999999999999" + END,
        b"PUT /practice/a HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked" + END,
        b"PUT /practice/a HTTP/1.1\r\nTransfer-Encoding: gzip, chunked" + END,
        b"GET / HTTP/1.1\r\nLong: " + b"x" * 70_000 + END,
        b"G" * 70_000,
    ],
)
def test_what_is_no_request_is_answered_400_and_closed(practice_server: RunningPractice, sent: bytes) -> None:
    answer = _answer(practice_server, sent)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"\r\nConnection: close\r\n" in answer
    assert b"<Code>" in answer


@pytest.mark.parametrize("target", ["nothing", "*", "http://example.com/practice/a"])
def test_a_target_that_is_no_path_is_refused(practice_server: RunningPractice, target: str) -> None:
    assert _answer(practice_server, f"GET {target} HTTP/1.1\r\n\r\n".encode()).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_who_goes_away_in_the_middle_of_a_head_gets_nothing(practice_server: RunningPractice, sent: bytes) -> None:
    assert _answer(practice_server, sent) == b""


@pytest.mark.parametrize(
    "path",
    [
        "/practice/../../../../etc/passwd",
        "/practice/..%2f..%2f..%2fetc%2fpasswd",
        "/practice/%2e%2e/%2e%2e/index.sqlite",
        "/../index.sqlite",
        "/practice//etc/passwd",
        "/practice/%00",
        "/practice/a%00/../../b",
        "/practice/C:%5CWindows%5Cwin.ini",
        "/practice/%ff%fe",
        "/%ff/a",
        "/practice/%",
        "/practice?%ff=1",
    ],
)
def test_no_unsigned_path_reaches_anything(practice_server: RunningPractice, path: str) -> None:
    answer = _answer(practice_server, f"GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b" ")[1] in (b"400", b"403")


ODD_KEYS = (
    "../../escape", "..", ".", "a/../b", "./a", "a//b", "a/", "a", "a/b", "A", "CON", "nul.txt", "a:b", "a?b*c|d<e>",
    "C:\\x", "tail.", "tail ", " head", "\x01\x1f\x7f", "\x00", "line\nbreak\r", "%2e%2e%2f", "+ &=#;", "e\u0301", "é",
    "\u202etxt.exe", "苹果/图片.jpg", "\U0001f34e", "x" * 1023, "d/" * 500 + "f", "果" * 341, "\ufffe", "~",
    "'\"`$",
)  # fmt: skip


def test_every_key_is_an_object_of_its_own_and_a_file_inside_the_folder(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    before = set(practice_server.root.parent.iterdir())
    for key in ODD_KEYS:
        assert client.request("PUT", key, body=key.encode()).status == 200, key
    for key in ODD_KEYS:
        assert client.request("GET", key).body == key.encode(), key
    assert set(practice_server.root.parent.iterdir()) == before
    files = [path for path in practice_server.root.rglob("*") if path.is_file() and path.parent.parent.name == "files"]
    assert len(files) == len(ODD_KEYS)
    assert all(path.name.isascii() and len(path.name) < 80 for path in files)
    for key in ODD_KEYS:
        assert client.request("DELETE", key).status == 204
        assert client.request("GET", key).status == 404


def test_bytes_that_are_no_utf8_are_refused_wherever_they_stand(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    head = client.raw_head("GET", "a", "Host: practice.localhost", "Connection: close")
    for at in range(len(head) - 4):
        broken = head[:at] + b"\xee" + head[at + 1 :]
        assert _answer(practice_server, broken)[9:10] in (b"4", b""), broken


def test_a_file_is_recognised_by_the_end_of_its_key(client: SignedClient, practice_server: RunningPractice) -> None:
    client.request("PUT", "fruit/apple 01.jpg", body=b"x")
    assert [path.read_bytes() for path in practice_server.root.rglob("*-apple_01.jpg")] == [b"x"]


def test_an_early_refusal_reaches_a_client_that_sends_a_large_body(practice_server: RunningPractice) -> None:
    body = b"x" * (8 * 1024 * 1024)
    with _socket(practice_server) as sock:
        sock.sendall(f"PUT /practice/a HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = _all(sock)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert b"\r\nConnection: close\r\n" in answer
    assert not list(practice_server.root.rglob("*-a"))


def test_an_early_refusal_of_a_small_body_keeps_the_connection(practice_server: RunningPractice) -> None:
    refused = b"PUT /practice/a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
    answer = _answer(practice_server, refused + refused + b"GET / HTTP/1.0" + END)
    assert answer.count(b"HTTP/1.1 403 ") == 3
    assert answer.count(b"Connection: keep-alive") == 2


def test_a_client_that_waits_for_100_gets_it_or_the_refusal_alone(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    with _socket(practice_server) as sock:
        sock.sendall(b"PUT /practice/a HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert _all(sock).startswith(b"HTTP/1.1 403 ")
    with _socket(practice_server) as sock:
        sock.sendall(client.raw_head("PUT", "a", "Content-Length: 5", "Expect: 100-continue"))
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"HELLO")
        assert sock.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert client.request("GET", "a").body == b"HELLO"


def test_a_body_in_chunks_is_put_together(client: SignedClient, practice_server: RunningPractice) -> None:
    chunks = b"5\r\nhello\r\n1;note=x\r\n \r\n005\r\nworld\r\n0\r\nTrailer: x\r\n\r\n"
    sent = client.raw_head("PUT", "a", "Transfer-Encoding: chunked") + chunks
    with _socket(practice_server) as sock:
        for at in range(0, len(sent), 7):
            sock.sendall(sent[at : at + 7])
        assert sock.recv(4096).startswith(b"HTTP/1.1 200 ")
        sock.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert _all(sock).startswith(b"HTTP/1.1 403 "), "the connection goes on behind the last chunk"
    assert client.request("GET", "a").body == b"hello world"


@pytest.mark.parametrize("chunks", [b"x\r\n", b"5\r\nhelloworld\r\n", b"-5\r\n", b"\r\n\r\n", b"F" * 20 + b"\r\n"])
def test_broken_chunks_are_refused_and_leave_nothing(
    client: SignedClient, practice_server: RunningPractice, chunks: bytes
) -> None:
    sent = client.raw_head("PUT", "a", "Transfer-Encoding: chunked") + chunks
    assert _answer(practice_server, sent).startswith(b"HTTP/1.1 400 ")
    assert client.request("HEAD", "a").status == 404


def test_a_put_without_a_length_is_refused(client: SignedClient, practice_server: RunningPractice) -> None:
    answer = _answer(practice_server, client.raw_head("PUT", "a"))
    assert answer.startswith(b"HTTP/1.1 411 ")


def test_a_body_larger_than_5_gib_is_refused_before_it_is_sent(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    sent = client.raw_head("PUT", "a", f"Content-Length: {5 * 1024**3 + 1}")
    with _socket(practice_server) as sock:
        sock.sendall(sent)
        assert b"<Code>EntityTooLarge</Code>" in _all(sock)


def test_a_client_that_goes_away_in_the_middle_of_a_body_leaves_nothing(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    client.request("PUT", "a", body=b"old")
    sent = client.raw_head("PUT", "a", "Content-Length: 1000") + b"x" * 999
    assert _answer(practice_server, sent) == b""
    assert client.request("GET", "a").body == b"old"
    assert not list((practice_server.root / "arriving").iterdir())


def test_a_disk_without_room_is_an_error_of_the_server_that_says_so(
    client: SignedClient, practice_server: RunningPractice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/secret/path")

    client.request("PUT", "a", body=b"old")
    with monkeypatch.context() as patch:
        patch.setattr("itag_desktop.practice.files._write_all", full)
        reply = client.request("PUT", "a", body=b"x" * 10_000)
    assert (reply.status, reply.code) == (500, "InternalError")
    assert reply.text("Message") == os.strerror(errno.ENOSPC)
    assert client.request("GET", "a").body == b"old"
    assert not list((practice_server.root / "arriving").iterdir())


def test_requests_in_a_row_without_waiting_are_all_answered(practice_server: RunningPractice) -> None:
    answer = _answer(practice_server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
    assert answer.count(b"HTTP/1.1 403 ") == 50


def test_128_connections_are_served_at_once(client: SignedClient, practice_server: RunningPractice) -> None:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(_socket(practice_server)) for _ in range(128)]
        for number, sock in enumerate(sockets):
            sock.sendall(client.raw_head("PUT", f"{number}", "Content-Length: 1") + b"x")
        answers = [sock.recv(4096) for sock in sockets]
    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)


def test_it_listens_on_loopback_alone(practice_server: RunningPractice) -> None:
    port = urlsplit(practice_server.endpoint).port
    assert urlsplit(practice_server.endpoint).hostname == "127.0.0.1"
    assert port is not None
    with pytest.raises(OSError, match=r".*"):  # a server of every address would answer at this one too
        socket.create_connection(("127.0.0.2", port), timeout=1).close()


def test_a_virtual_host_below_localhost_names_the_bucket(practice_server: RunningPractice) -> None:
    sent = b"GET /a%2Fb?acl HTTP/1.1\r\nHost: practice.localhost:80\r\nConnection: close\r\n\r\n"
    assert _answer(practice_server, sent).startswith(b"HTTP/1.1 403 ")
    assert (practice_server.requests[-1].key, practice_server.requests[-1].query) == ("a/b", {"acl": ""})


def test_a_slow_client_holds_up_nobody(client: SignedClient, practice_server: RunningPractice) -> None:
    with _socket(practice_server) as sock:
        for byte in b"GET / HTT":
            sock.sendall(bytes([byte]))
        started = time.monotonic()
        assert client.request("PUT", "a", body=b"x").status == 200
        assert time.monotonic() - started < 5
        sock.sendall(b"P/1.1\r\nConnection: close\r\n\r\n")
        assert _all(sock).startswith(b"HTTP/1.1 403 ")


def test_stopping_cuts_whoever_is_connected(practice_server: RunningPractice) -> None:
    before = threading.active_count()
    with _socket(practice_server) as sock:
        sock.sendall(b"PUT /practice/a HTTP/1.1\r\nContent-Length: 100\r\n\r\n")
        started = time.monotonic()
        practice_server.stop()
        assert time.monotonic() - started < 5
        with contextlib.suppress(ConnectionResetError):
            assert _all(sock)[:12] in (b"", b"HTTP/1.1 403")
    assert threading.active_count() < before


def test_a_large_body_goes_to_disk_as_it_comes(client: SignedClient, practice_server: RunningPractice) -> None:
    size = 48 * 1024 * 1024
    block = bytes(range(256)) * 4096
    with _socket(practice_server) as sock:
        sock.sendall(client.raw_head("PUT", "a", f"Content-Length: {size}"))
        for _ in range(size // len(block) - 1):
            sock.sendall(block)
        deadline = time.monotonic() + 10
        while _arrived(practice_server.root) < size - 2 * len(block) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert _arrived(practice_server.root) >= size - 2 * len(block)
        sock.sendall(block)
        assert sock.recv(4096).startswith(b"HTTP/1.1 200 ")
    digest = hashlib.md5(block * (size // len(block))).hexdigest().upper()  # noqa: S324 - it is what an ETag is
    assert client.request("HEAD", "a").headers["etag"] == f'"{digest}"'


def _arrived(root: Path) -> int:
    return sum(path.stat().st_size for path in (root / "arriving").iterdir())
