"""What a transport keeps and what it lets go."""

import certifi
import pytest

from itag_desktop.domain.errors import CancelledError
from itag_desktop.storage.curl_handle import CurlSettings
from itag_desktop.storage.curl_transport import CurlTransport
from itag_desktop.storage.transport import Request
from tests.contract.storage.raw_server import answers_ok, raw_server


class ClosingBody:
    """A body that closes its transport while it is read."""

    def __init__(self, transport: CurlTransport) -> None:
        self._transport = transport

    def __len__(self) -> int:
        return 1_000_000

    def read(self, amount: int = -1, /) -> bytes:
        self._transport.close()
        return b"x" * amount


def test_a_handle_that_is_in_use_when_the_transport_closes_is_closed_by_its_user() -> None:
    settings = CurlSettings(connect_timeout_s=10, stall_timeout_s=60, ca_file=certifi.where(), uses_proxies=False)
    transport = CurlTransport(settings, lambda: False)
    with raw_server(answers_ok) as server:
        transport.send(Request(method="GET", url=server.url))
        assert len(transport._idle) == 1

        with pytest.raises(CancelledError):
            transport.send(Request(method="PUT", url=f"{server.url}/key", body=ClosingBody(transport)))

    assert not transport._idle
