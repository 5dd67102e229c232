"""Endpoints as typed: checked, and brought into the one form ``scheme://host[:port]``.

How the bucket is named follows from the host: OSS's own hosts (``*.aliyuncs.com``) want it before the host, this
computer and IP addresses want it in the path, and any other host is taken for a domain of the user's that stands for
the bucket.
"""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_ALIBABA = ".aliyuncs.com"


def default_endpoint(region: str) -> str:
    """Return the public endpoint of `region`."""
    return f"https://oss-{region}{_ALIBABA}"


def checked_endpoint(typed: str, *, bucket: str, region: str) -> str:
    """Return `typed` as ``scheme://host[:port]``; the region's public endpoint when it is empty.

    Without a scheme it is https, on loopback http.

    Raises:
        InputError: `endpoint-…`, with the host as value ``endpoint``; a password typed with it is not repeated.
    """
    text = typed.strip()
    if not text:
        return default_endpoint(region)
    parts = _split(text)
    host = _checked_host(parts, bucket)
    is_local = _is_loopback_host(host)
    scheme = parts.scheme or ("http" if is_local else "https")
    if scheme not in ("http", "https"):
        raise InputError("endpoint-scheme-wrong", endpoint=printable(host))
    if scheme == "http" and not is_local:
        raise InputError("endpoint-not-https", endpoint=host)
    port = _port(parts, host)
    return f"{scheme}://{host}" if port is None else f"{scheme}://{host}:{port}"


def is_loopback(endpoint: str) -> bool:
    """Say whether a checked endpoint is on this computer."""
    return _is_loopback_host(urlsplit(endpoint).hostname or "")


def is_own_domain(endpoint: str) -> bool:
    """Say whether a checked endpoint is a domain of the user's that stands for one bucket."""
    host = urlsplit(endpoint).hostname or ""
    return not host.endswith(_ALIBABA) and not _is_loopback_host(host) and not _is_ip_address(host)


def _split(text: str) -> SplitResult:
    with_slashes = text if "://" in text else f"//{text}"
    try:
        return urlsplit(with_slashes)
    except ValueError as error:  # an unclosed bracket, as of an IPv6 address
        raise InputError("endpoint-ipv6", endpoint=_shown(text)) from error


def _shown(text: str) -> str:
    """Return what may be repeated of an endpoint that could not be read: nothing before an ``@``."""
    return printable(text.rpartition("@")[2])


def _checked_host(parts: SplitResult, bucket: str) -> str:
    host = (parts.hostname or "").lower()
    if "@" in parts.netloc:
        raise InputError("endpoint-with-user", endpoint=printable(host))
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise InputError("endpoint-with-path", endpoint=printable(host))
    if ":" in host:
        raise InputError("endpoint-ipv6", endpoint=printable(host))
    if _HOST.fullmatch(host) is None:
        raise InputError("endpoint-wrong", endpoint=printable(host))
    if host.startswith(f"{bucket}.") and host.endswith(_ALIBABA):
        raise InputError("endpoint-with-bucket", endpoint=host.removeprefix(f"{bucket}."), bucket=bucket)
    return host


def _port(parts: SplitResult, host: str) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise InputError("endpoint-port-wrong", endpoint=host)
    return port


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback_host(host: str) -> bool:
    return host == "localhost" or (_is_ip_address(host) and ipaddress.ip_address(host).is_loopback)
