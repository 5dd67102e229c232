"""What the storage contracts share: an authority for TLS, and a transport that a test may cancel."""

import threading
from collections.abc import Iterator

import certifi
import pytest

from itag_desktop.storage.curl_handle import CurlSettings
from itag_desktop.storage.curl_transport import CurlTransport
from itag_desktop.storage.object_store import IsCancelled
from itag_desktop.storage.transport import Transport
from tests.contract.storage.certificates import Authority, new_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return a certificate authority that nobody trusts unless told to."""
    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def cancelled() -> threading.Event:
    """Return the switch that cancels everything `transport` has in flight."""
    return threading.Event()


@pytest.fixture
def transport(cancelled: threading.Event) -> Iterator[Transport]:
    """Return a transport that goes straight to loopback."""
    transport = curl_transport(cancelled.is_set)
    yield transport
    transport.close()


@pytest.fixture
def impatient_transport() -> Iterator[Transport]:
    """Return a transport that waits half a second for a connection and one for anything to move."""
    transport = curl_transport(lambda: False, connect_timeout_s=0.5, stall_timeout_s=1)
    yield transport
    transport.close()


def curl_transport(is_cancelled: IsCancelled, *, connect_timeout_s: float = 10, stall_timeout_s: int = 60) -> Transport:
    """Return a transport on libcurl."""
    return CurlTransport(
        CurlSettings(
            connect_timeout_s=connect_timeout_s,
            stall_timeout_s=stall_timeout_s,
            ca_file=certifi.where(),
            uses_proxies=False,
        ),
        is_cancelled,
    )
