"""What a transport must hold on its way out: TLS is verified; proxies are used, but never for loopback."""

import shutil
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from fastcrc import crc64

from itag_desktop.domain.destination import Access
from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.storage.body import BytesBody
from itag_desktop.storage.oss_store import open_store
from itag_desktop.storage.transport import Request
from tests.contract.storage.certificates import Authority
from tests.contract.storage.conftest import curl_transport
from tests.contract.storage.raw_server import Peer, RawServer, answers_ok, raw_server
from tests.support.practice_server import CREDENTIAL, RunningPractice

REGION_HOST = "oss-cn-hangzhou.aliyuncs.com"
CONTENT = b"content"


def error_of(url: str, *, ca_file: str | None = None, uses_proxies: bool = False) -> StorageError:
    with pytest.raises(StorageError) as caught:
        status_of(url, ca_file=ca_file, uses_proxies=uses_proxies)
    return caught.value


def status_of(url: str, *, ca_file: str | None = None, uses_proxies: bool = False) -> int:
    transport = curl_transport(lambda: False, ca_file=ca_file, uses_proxies=uses_proxies)
    try:
        return transport.send(Request(method="GET", url=url)).status
    finally:
        transport.close()


@contextmanager
def tls_server(context: ssl.SSLContext) -> Iterator[RawServer]:
    with raw_server(answers_ok, tls=context) as server:
        yield server


# -- TLS ------------------------------------------------------------------------------------------------------------


def test_a_server_of_a_trusted_authority_is_talked_to(authority: Authority) -> None:
    with tls_server(authority.server_context("127.0.0.1")) as server:
        assert status_of(f"https://127.0.0.1:{server.port}/", ca_file=authority.ca_file) == 200


def test_a_ca_file_may_have_any_name(authority: Authority, tmp_path: Path) -> None:
    ca_file = tmp_path / "公司 é.pem"
    shutil.copy(authority.ca_file, ca_file)
    with tls_server(authority.server_context("127.0.0.1")) as server:
        assert status_of(f"https://127.0.0.1:{server.port}/", ca_file=str(ca_file)) == 200


def test_a_server_of_an_unknown_authority_stops_the_run_before_anything_is_said(authority: Authority) -> None:
    with tls_server(authority.server_context("127.0.0.1")) as server:
        error = error_of(f"https://127.0.0.1:{server.port}/")

    assert (error.code, error.reaction) == ("tls-not-trusted", Reaction.STOP_RUN)
    assert server.received == []


def test_a_certificate_for_another_name_stops_the_run(authority: Authority) -> None:
    with tls_server(authority.server_context("somebody.example")) as server:
        error = error_of(f"https://127.0.0.1:{server.port}/", ca_file=authority.ca_file)

    assert (error.code, error.reaction) == ("tls-not-trusted", Reaction.STOP_RUN)
    assert server.received == []


def test_a_missing_ca_file_stops_the_run(authority: Authority) -> None:
    with tls_server(authority.server_context("127.0.0.1")) as server:
        error = error_of(f"https://127.0.0.1:{server.port}/", ca_file="/nowhere/ca.pem")

    assert (error.code, error.reaction) == ("ca-file-unusable", Reaction.STOP_RUN)


def test_a_server_without_tls_is_not_talked_to() -> None:
    def not_tls(peer: Peer) -> None:
        peer.send(b"220 welcome\r\n")
        peer.wait_until_closed()

    with raw_server(not_tls) as server:
        error = error_of(f"https://127.0.0.1:{server.port}/")

    assert (error.code, error.reaction) == ("tls-failed", Reaction.RETRY_NETWORK)


# -- proxies --------------------------------------------------------------------------------------------------------


@contextmanager
def forward_proxy(target_port: int, refusal: str | None = None) -> Iterator[RawServer]:
    """Run a proxy that leads everything to a port of this computer, or refuses everything."""

    def script(peer: Peer) -> None:
        request = peer.request()
        if refusal is not None:
            peer.answer(refusal)
        elif request.method == "CONNECT":
            with socket.create_connection(("127.0.0.1", target_port)) as upstream:
                peer.send(b"HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
                tunnel(peer.sock, upstream)
        else:
            peer.answer("200 OK", b"by proxy")

    with raw_server(script) as server:
        yield server


def tunnel(client: socket.socket, upstream: socket.socket) -> None:
    def pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    back = threading.Thread(target=pump, args=(upstream, client), name="tunnel-back")
    back.start()
    pump(client, upstream)
    back.join()


def oss_of_one_put(peer: Peer) -> None:
    body = peer.request().body
    peer.answer(x_oss_request_id="5C1B138A109F4E405B2D0AAA", ETag='"0A"', x_oss_hash_crc64ecma=str(crc64.xz(body)))


def put_through_proxy(authority: Authority, endpoint: str) -> None:
    access = Access(
        bucket="labels",
        region="cn-hangzhou",
        endpoint=endpoint,
        credential=CREDENTIAL,
        ca_file=authority.ca_file,
    )
    store = open_store(access, is_cancelled=lambda: False)
    store.put("a/key", BytesBody(CONTENT), content_type="image/png", forbid_overwrite=True)
    store.close()


def test_a_store_goes_through_the_proxy_of_the_environment(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = authority.server_context(f"labels.{REGION_HOST}")
    with raw_server(oss_of_one_put, tls=context) as oss, forward_proxy(oss.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("://", "://user:password@"))
        put_through_proxy(authority, endpoint="")

    (seen_by_proxy,), (seen_by_oss,) = proxy.received, oss.received
    assert (seen_by_proxy.method, seen_by_proxy.target) == ("CONNECT", f"labels.{REGION_HOST}:443")
    assert "authorization" not in seen_by_proxy.headers
    assert "proxy-authorization" in seen_by_proxy.headers
    assert (seen_by_oss.target, seen_by_oss.body) == ("/a%2Fkey", CONTENT)
    assert seen_by_oss.headers["authorization"].startswith("OSS4-HMAC-SHA256 ")
    assert "proxy-authorization" not in seen_by_oss.headers


def test_an_own_domain_stands_for_its_bucket(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    context = authority.server_context("media.example")
    with raw_server(oss_of_one_put, tls=context) as oss, forward_proxy(oss.port) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        put_through_proxy(authority, endpoint="media.example")

    assert proxy.received[0].target == "media.example:443"
    assert oss.received[0].target == "/a%2Fkey"


def test_a_store_on_loopback_goes_through_no_proxy(
    practice_server: RunningPractice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with forward_proxy(0, refusal="502 Bad Gateway") as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        store = open_store(practice_server.access, is_cancelled=lambda: False)
        store.put("key", BytesBody(CONTENT), content_type="image/png", forbid_overwrite=True)
        store.close()

    assert proxy.connections == 0


def test_plain_requests_go_through_a_proxy_unless_no_proxy_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(answers_ok) as server, forward_proxy(server.port) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        status_of(f"{server.url}/1", uses_proxies=True)
        monkeypatch.setenv("no_proxy", "somebody.example,127.0.0.0/8")
        status_of(f"{server.url}/2", uses_proxies=True)

    assert [request.target for request in proxy.received] == [f"{server.url}/1"]
    assert [request.target for request in server.received] == ["/2"]


@pytest.mark.parametrize(
    ("answer", "reaction", "status"),
    [
        ("407 Proxy Authentication Required", Reaction.STOP_RUN, 407),
        ("403 Forbidden", Reaction.RETRY_NETWORK, 403),
        ("502 Bad Gateway", Reaction.RETRY_NETWORK, 502),
    ],
)
def test_a_proxy_that_refuses_is_named(
    monkeypatch: pytest.MonkeyPatch, answer: str, reaction: Reaction, status: int
) -> None:
    with forward_proxy(0, refusal=answer) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("://", "://user:password@"))
        error = error_of(f"https://{REGION_HOST}/", uses_proxies=True)

    assert (error.code, error.reaction) == ("proxy-failed", reaction)
    assert error.values["status"] == status
    assert "password" not in str(error)


def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(answers_ok) as gone:
        pass
    monkeypatch.setenv("https_proxy", gone.url)

    assert error_of(f"https://{REGION_HOST}/", uses_proxies=True).code == "proxy-failed"
