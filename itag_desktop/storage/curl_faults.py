"""What libcurl says when there is no answer, and what that means for a run."""

from dataclasses import dataclass

import pycurl

from itag_desktop.domain.errors import Reaction, StorageError

_E_WEIRD_SERVER_REPLY = 8  # libcurl-errors(3); pycurl names these three not, or only by their FTP ancestor
_E_PROXY = 97
_E_TOO_LARGE = 100

_NOT_HTTP = ("answer-not-oss", Reaction.RETRY_NETWORK)
_LOST = ("connection-lost", Reaction.RETRY_NETWORK)
_TLS = ("tls-failed", Reaction.RETRY_NETWORK)
_PROXY = ("proxy-failed", Reaction.RETRY_NETWORK)

_FAULTS: dict[int, tuple[str, Reaction]] = {
    pycurl.E_COULDNT_RESOLVE_HOST: ("host-unknown", Reaction.RETRY_NETWORK),
    pycurl.E_COULDNT_RESOLVE_PROXY: _PROXY,
    _E_PROXY: _PROXY,
    pycurl.E_COULDNT_CONNECT: ("network-unreachable", Reaction.RETRY_NETWORK),
    pycurl.E_SSL_CONNECT_ERROR: _TLS,
    pycurl.E_SSL_CIPHER: _TLS,
    pycurl.E_PEER_FAILED_VERIFICATION: ("tls-not-trusted", Reaction.STOP_RUN),
    pycurl.E_SSL_CACERT_BADFILE: ("ca-file-unusable", Reaction.STOP_RUN),
    pycurl.E_GOT_NOTHING: _LOST,
    pycurl.E_SEND_ERROR: _LOST,
    pycurl.E_RECV_ERROR: _LOST,
    pycurl.E_PARTIAL_FILE: _LOST,
    pycurl.E_SEND_FAIL_REWIND: _LOST,
    pycurl.E_UNSUPPORTED_PROTOCOL: _NOT_HTTP,  # an answer without a status line
    _E_WEIRD_SERVER_REPLY: _NOT_HTTP,
    _E_TOO_LARGE: _NOT_HTTP,
    pycurl.E_FILESIZE_EXCEEDED: _NOT_HTTP,
    pycurl.E_BAD_CONTENT_ENCODING: _NOT_HTTP,
}
_PROXY_WANTS_PASSWORD = 407


@dataclass(frozen=True, slots=True, kw_only=True)
class CurlFault:
    """How a transfer ended without an answer.

    `proxy_status` is what a proxy answered to CONNECT, 0 when it was not asked.
    """

    curl_code: int
    host: str
    was_sent: bool
    used_proxy: bool
    proxy_status: int


def storage_error(fault: CurlFault) -> StorageError:
    """Return the error for `fault`. Its values are `host`, `curl` (libcurl's number), for a proxy also `status`."""
    code, reaction = _meaning(fault)
    if code == "proxy-failed":
        return StorageError(code, reaction=reaction, host=fault.host, curl=fault.curl_code, status=fault.proxy_status)
    return StorageError(code, reaction=reaction, host=fault.host, curl=fault.curl_code)


def _meaning(fault: CurlFault) -> tuple[str, Reaction]:
    if fault.proxy_status == _PROXY_WANTS_PASSWORD:
        return "proxy-failed", Reaction.STOP_RUN
    if fault.proxy_status >= 300:  # noqa: PLR2004 - anything but a success of CONNECT
        return _PROXY
    if fault.curl_code == pycurl.E_OPERATION_TIMEDOUT:
        return ("read-timeout" if fault.was_sent else "connect-timeout"), Reaction.RETRY_NETWORK
    if fault.curl_code == pycurl.E_COULDNT_CONNECT and fault.used_proxy:
        return _PROXY
    return _FAULTS.get(fault.curl_code, _LOST)
