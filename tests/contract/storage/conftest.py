"""What the storage contracts share: stores and transports to hold to them, and an authority for TLS."""

import threading
from collections.abc import Callable, Iterator

import certifi
import pytest

from itag_desktop.domain.destination import Access
from itag_desktop.storage.curl_handle import CurlSettings
from itag_desktop.storage.curl_transport import CurlTransport
from itag_desktop.storage.object_store import IsCancelled, ObjectStore
from itag_desktop.storage.oss_store import open_store
from itag_desktop.storage.transport import Transport
from tests.contract.storage.certificates import Authority, new_authority
from tests.support.practice_server import RunningPractice

StoreOpener = Callable[[Access, IsCancelled], ObjectStore]


def _open_oss(access: Access, is_cancelled: IsCancelled) -> ObjectStore:
    return open_store(access, is_cancelled=is_cancelled)


STORES: dict[str, StoreOpener] = {"oss2": _open_oss}
"""Every implementation of `ObjectStore` that shall hold the contract, by a name for test ids."""


@pytest.fixture(params=STORES.values(), ids=list(STORES))
def opener(request: pytest.FixtureRequest) -> StoreOpener:
    """Return a way to open a store."""
    opener: StoreOpener = request.param
    return opener


@pytest.fixture
def cancelled() -> threading.Event:
    """Return the switch that cancels everything `store` and `transport` have in flight."""
    return threading.Event()


@pytest.fixture
def open_at(opener: StoreOpener, cancelled: threading.Event) -> Iterator[Callable[[Access], ObjectStore]]:
    """Return a function that opens a store; it is closed after the test."""
    opened: list[ObjectStore] = []

    def open_it(access: Access) -> ObjectStore:
        opened.append(opener(access, cancelled.is_set))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_at: Callable[[Access], ObjectStore], practice_server: RunningPractice) -> ObjectStore:
    """Return a store opened on the practice server."""
    return open_at(practice_server.access)


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


def curl_transport(
    is_cancelled: IsCancelled,
    *,
    connect_timeout_s: float = 10,
    stall_timeout_s: int = 60,
    ca_file: str | None = None,
    uses_proxies: bool = False,
) -> Transport:
    """Return a transport on libcurl."""
    return CurlTransport(
        CurlSettings(
            connect_timeout_s=connect_timeout_s,
            stall_timeout_s=stall_timeout_s,
            ca_file=ca_file or certifi.where(),
            uses_proxies=uses_proxies,
        ),
        is_cancelled,
    )


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return a certificate authority that nobody trusts unless told to."""
    return new_authority(tmp_path_factory.mktemp("authority"))
