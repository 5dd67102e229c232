"""What libcurl's numbers mean."""

import pycurl
import pytest

from itag_desktop.domain.errors import Reaction
from itag_desktop.storage.curl_faults import CurlFault, storage_error


def fault(curl_code: int, *, was_sent: bool = False, used_proxy: bool = False, proxy_status: int = 0) -> CurlFault:
    return CurlFault(curl_code=curl_code, host="h", was_sent=was_sent, used_proxy=used_proxy, proxy_status=proxy_status)


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (fault(pycurl.E_COULDNT_RESOLVE_HOST), "host-unknown"),
        (fault(pycurl.E_COULDNT_RESOLVE_PROXY), "proxy-failed"),
        (fault(pycurl.E_COULDNT_CONNECT), "network-unreachable"),
        (fault(pycurl.E_COULDNT_CONNECT, used_proxy=True), "proxy-failed"),
        (fault(pycurl.E_OPERATION_TIMEDOUT), "connect-timeout"),
        (fault(pycurl.E_OPERATION_TIMEDOUT, was_sent=True), "read-timeout"),
        (fault(pycurl.E_RECV_ERROR, was_sent=True, proxy_status=200), "connection-lost"),
        (fault(pycurl.E_RECV_ERROR, proxy_status=503), "proxy-failed"),
        (fault(pycurl.E_HTTP2), "connection-lost"),
    ],
)
def test_what_ends_a_transfer_is_a_network_error(broken: CurlFault, code: str) -> None:
    error = storage_error(broken)

    assert (error.code, error.reaction) == (code, Reaction.RETRY_NETWORK)
    assert (error.values["host"], error.values["curl"]) == ("h", broken.curl_code)
