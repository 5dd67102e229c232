"""What a transport must hold, whatever it is made of: one request out, one answer back, nothing lost on the way."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from itag_desktop.domain.errors import CancelledError, Reaction, SourceFileError, StorageError
from itag_desktop.storage.body import BytesBody
from itag_desktop.storage.transport import Request, Transport
from tests.contract.storage.raw_server import Peer, answers_ok, raw_server

LARGE = 24 * 1024 * 1024


class FailingBody:
    """A body that fails after its first block."""

    def __init__(self, size_bytes: int, error: BaseException) -> None:
        self._size_bytes = size_bytes
        self._error: BaseException | None = None
        self._next_error = error

    def __len__(self) -> int:
        return self._size_bytes

    def read(self, amount: int = -1, /) -> bytes:
        if self._error is not None:
            raise self._error
        self._error = self._next_error
        return b"x" * min(amount, self._size_bytes // 2)


def put(url: str, content: bytes) -> Request:
    return Request(method="PUT", url=f"{url}/key", headers=(("Content-Type", "image/png"),), body=BytesBody(content))


@pytest.mark.parametrize("size_bytes", [0, 1, 64 * 1024, 64 * 1024 + 1, 3_000_000])
def test_a_body_arrives_byte_for_byte_with_its_length(transport: Transport, size_bytes: int) -> None:
    content = os.urandom(size_bytes)
    with raw_server(answers_ok) as server:
        transport.send(put(server.url, content))

    (received,) = server.received
    assert received.body == content
    assert received.headers["content-length"] == str(size_bytes)
    assert "transfer-encoding" not in received.headers
    assert "expect" not in received.headers


@pytest.mark.parametrize("size_bytes", [0, 9, 3_000_000])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_no_content_type_is_invented(transport: Transport, method: str, size_bytes: int) -> None:
    body = BytesBody(bytes(size_bytes))
    with raw_server(answers_ok) as server:
        transport.send(Request(method=method, url=f"{server.url}/key", body=body))

    (received,) = server.received
    assert received.method == method
    assert "content-type" not in received.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "POST"])
def test_a_request_without_a_body_is_complete(transport: Transport, method: str) -> None:
    with raw_server(answers_ok) as server:
        for _ in range(2):
            transport.send(Request(method=method, url=f"{server.url}/a?uploads", headers=(("x-a", "b"), ("x-e", ""))))

    for received in server.received:
        assert (received.method, received.target) == (method, "/a?uploads")
        assert (received.headers["x-a"], received.headers["x-e"]) == ("b", "")


def test_the_answer_is_whole(transport: Transport) -> None:
    page = os.urandom(300_000)

    def script(peer: Peer) -> None:
        peer.request()
        peer.send(b"HTTP/1.1 100 Continue\r\nX-Interim: yes\r\n\r\n")
        peer.answer("203 Odd", page, ETag='"A"', x_oss_hash_crc64ecma="17")

    with raw_server(script) as server:
        reply = transport.send(Request(method="GET", url=f"{server.url}/"))

    assert (reply.status, reply.body) == (203, page)
    assert reply.headers["Etag"] == '"A"'
    assert reply.headers.get("X-OSS-HASH-CRC64ECMA") == "17"
    assert "x-interim" not in reply.headers


def test_an_answer_to_head_has_a_length_and_no_body(transport: Transport) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n")
        peer.request()
        peer.answer()

    with raw_server(script) as server:
        reply = transport.send(Request(method="HEAD", url=f"{server.url}/video"))
        transport.send(Request(method="GET", url=f"{server.url}/next"))

    assert (reply.headers["content-length"], reply.body) == ("5000000000", b"")
    assert server.connections == 1


def test_a_connection_is_kept(transport: Transport) -> None:
    with raw_server(answers_ok) as server:
        for number in range(10):
            transport.send(put(server.url, bytes(number * 20_000)))
            transport.send(Request(method="HEAD", url=f"{server.url}/key"))

    assert len(server.received) == 20
    assert server.connections == 1


def test_an_error_page_is_read_to_its_end(transport: Transport) -> None:
    def script(peer: Peer) -> None:
        while True:
            peer.request()
            peer.answer("403 Forbidden", b"<Error>" + bytes(200_000) + b"</Error>")

    with raw_server(script) as server:
        for _ in range(3):
            assert len(transport.send(put(server.url, b"x")).body) == 200_015

    assert server.connections == 1


def test_threads_share_a_transport_without_mixing_answers(transport: Transport) -> None:
    def echo(peer: Peer) -> None:
        while True:
            peer.answer("200 OK", peer.request().body)

    contents = [os.urandom(1000 + number * 900) for number in range(8)]
    echoed: dict[int, list[bytes]] = {}

    with raw_server(echo) as server:

        def work(number: int) -> None:
            echoed[number] = [transport.send(put(server.url, contents[number])).body for _ in range(20)]

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert echoed == {number: [content] * 20 for number, content in enumerate(contents)}
    assert server.connections <= 8


@pytest.mark.parametrize("size_bytes", [10, 200_000])
def test_a_connection_that_the_server_closed_after_its_answer_costs_nothing(
    transport: Transport, size_bytes: int
) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.answer()

    with raw_server(script) as server:
        for _ in range(3):
            assert transport.send(put(server.url, bytes(size_bytes))).status == 200

    assert [len(received.body) for received in server.received] == [size_bytes] * 3


@pytest.mark.parametrize("size_bytes", [10, 200_000])
def test_a_kept_connection_that_dies_under_the_next_request_costs_nothing(
    transport: Transport, size_bytes: int
) -> None:
    content = os.urandom(size_bytes)

    def script(peer: Peer) -> None:
        peer.request()
        peer.answer()
        if peer.number == 0:
            peer.head()
            return
        peer.request()
        peer.answer()

    with raw_server(script) as server:
        transport.send(put(server.url, b"first"))
        assert transport.send(put(server.url, content)).status == 200

    assert [received.body for received in server.received] == [b"first", content]


def test_a_large_body_on_a_dying_connection_is_a_network_error(transport: Transport) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.answer()
        peer.head()
        peer.body(4_000_000)

    with raw_server(script) as server:
        transport.send(put(server.url, b"first"))
        with pytest.raises(StorageError) as caught:
            transport.send(put(server.url, bytes(LARGE)))

    assert caught.value.code == "connection-lost"
    assert caught.value.reaction is Reaction.RETRY_NETWORK
    assert server.connections == 1


def test_an_early_refusal_of_a_large_body_is_heard(transport: Transport) -> None:
    def script(peer: Peer) -> None:
        peer.head()
        peer.body(100_000)
        peer.answer("403 Forbidden", b"<Error/>", Connection="close")
        peer.wait_until_closed()

    with raw_server(script) as server:
        reply = transport.send(put(server.url, bytes(LARGE)))

    assert (reply.status, reply.body) == (403, b"<Error/>")


@pytest.mark.parametrize("size_bytes", [50_000, 500_000, LARGE])
def test_an_error_of_the_body_ends_the_request_at_once(
    transport: Transport, size_bytes: int, capfd: pytest.CaptureFixture[str]
) -> None:
    error = SourceFileError("file-changed", path="a.jpg")
    started = time.monotonic()
    with raw_server(answers_ok) as server:
        with pytest.raises(SourceFileError) as caught:
            transport.send(Request(method="PUT", url=f"{server.url}/key", body=FailingBody(size_bytes, error)))
        assert transport.send(put(server.url, b"next")).status == 200

    assert caught.value is error
    assert time.monotonic() - started < 0.9
    assert [received.body for received in server.received] == [b"next"]
    assert capfd.readouterr() == ("", "")


def test_an_error_of_a_body_is_not_remembered(transport: Transport) -> None:
    def not_http(peer: Peer) -> None:
        if peer.number == 0:
            peer.wait_until_closed()
        else:
            peer.send(b"220 welcome\r\n")

    with raw_server(not_http) as server:
        failing = FailingBody(500_000, SourceFileError("file-changed", path="a.jpg"))
        with pytest.raises(SourceFileError):
            transport.send(Request(method="PUT", url=f"{server.url}/key", body=failing))
        with pytest.raises(StorageError):
            transport.send(put(server.url, bytes(500_000)))


def test_a_redirect_is_an_answer_and_not_followed(transport: Transport) -> None:
    with raw_server(answers_ok) as elsewhere:

        def script(peer: Peer) -> None:
            peer.request()
            peer.answer("307 Temporary Redirect", Location=f"{elsewhere.url}/stolen")

        with raw_server(script) as server:
            request = Request(method="GET", url=f"{server.url}/", headers=(("Authorization", "OSS4-HMAC-SHA256"),))
            assert transport.send(request).status == 307

    assert elsewhere.connections == 0


def test_dot_segments_travel_as_they_are(transport: Transport) -> None:
    with raw_server(answers_ok) as server:
        transport.send(Request(method="GET", url=f"{server.url}/bucket/../a/./b"))

    assert server.received[0].target == "/bucket/../a/./b"


def silent_after_request(peer: Peer) -> None:
    peer.request()
    peer.wait_until_closed()


def silent_after_some_body(peer: Peer) -> None:
    peer.head()
    peer.stand_still()


def silent(peer: Peer) -> None:
    peer.wait_until_closed()


def test_a_server_that_does_not_answer_is_given_up(impatient_transport: Transport) -> None:
    with raw_server(silent_after_request) as server, pytest.raises(StorageError) as caught:
        impatient_transport.send(put(server.url, bytes(500_000)))

    assert caught.value.code == "read-timeout"
    assert caught.value.reaction is Reaction.RETRY_NETWORK


def test_a_handshake_that_does_not_come_is_given_up(impatient_transport: Transport) -> None:
    with raw_server(silent) as server, pytest.raises(StorageError) as caught:
        impatient_transport.send(Request(method="GET", url=f"https://127.0.0.1:{server.port}/"))

    assert caught.value.code == "connect-timeout"
    assert caught.value.values["host"] == "127.0.0.1"


def test_a_port_where_nobody_listens_is_a_network_error(transport: Transport) -> None:
    with raw_server(answers_ok) as server:
        pass
    with pytest.raises(StorageError) as caught:
        transport.send(put(server.url, b""))

    assert caught.value.code == "network-unreachable"
    assert caught.value.reaction is Reaction.RETRY_NETWORK


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"SSH-2.0-OpenSSH_9.9\r\n", "answer-not-oss"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx", "answer-not-oss"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut", "connection-lost"),
        (b"", "connection-lost"),
    ],
)
def test_what_is_no_whole_answer_is_no_answer(transport: Transport, answer: bytes, code: str) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.send(answer)

    with raw_server(script) as server, pytest.raises(StorageError) as caught:
        transport.send(Request(method="GET", url=f"{server.url}/"))

    assert caught.value.code == code
    assert caught.value.reaction is Reaction.RETRY_NETWORK


def cancel_in_the_middle(cancel: Callable[[], None], send: Callable[[], object]) -> float:
    """Cancel while `send` is under way and return how long it took to hear of it."""
    moments: list[float] = []

    def press() -> None:
        moments.append(time.monotonic())
        cancel()

    timer = threading.Timer(0.15, press)
    timer.start()
    with pytest.raises(CancelledError):
        send()
    heard = time.monotonic()
    timer.join()
    return heard - moments[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Where a request is when it is cancelled."""

    script: Callable[[Peer], None]
    size_bytes: int
    scheme: str = "http"


PHASES = {
    "connecting": Phase(script=silent, size_bytes=10, scheme="https"),
    "sending": Phase(script=silent_after_some_body, size_bytes=LARGE),
    "waiting for the answer": Phase(script=silent_after_request, size_bytes=10),
    "waiting after a large body": Phase(script=silent_after_request, size_bytes=500_000),
}


@pytest.mark.parametrize("phase", PHASES.values(), ids=PHASES.keys())
@pytest.mark.parametrize("way", ["cancel", "close"])
def test_cancel_is_heard_everywhere(transport: Transport, cancelled: threading.Event, phase: Phase, way: str) -> None:
    with raw_server(phase.script) as server:
        request = put(f"{phase.scheme}://127.0.0.1:{server.port}", bytes(phase.size_bytes))
        delay_s = cancel_in_the_middle(
            cancelled.set if way == "cancel" else transport.close, lambda: transport.send(request)
        )

    assert delay_s < 1.5


def test_cancel_is_heard_on_a_kept_connection(transport: Transport, cancelled: threading.Event) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.answer()
        silent_after_request(peer)

    with raw_server(script) as server:
        transport.send(put(server.url, b"first"))
        delay_s = cancel_in_the_middle(cancelled.set, lambda: transport.send(put(server.url, b"second")))

    assert delay_s < 1.5


def test_a_cancel_stops_a_body_that_flows(transport: Transport, cancelled: threading.Event) -> None:
    class Endless(BytesBody):
        after_cancel = 0

        def read(self, amount: int = -1, /) -> bytes:
            self.after_cancel += cancelled.is_set()
            return b"x" * amount

        def __len__(self) -> int:
            return 1 << 40

    body = Endless(b"")
    with raw_server(silent) as server:
        cancel_in_the_middle(
            cancelled.set, lambda: transport.send(Request(method="PUT", url=f"{server.url}/key", body=body))
        )

    assert body.after_cancel < 20


def test_a_closed_transport_sends_nothing(transport: Transport) -> None:
    with raw_server(answers_ok) as server:
        transport.close()
        with pytest.raises(CancelledError):
            transport.send(put(server.url, b"x"))

    assert server.received == []
