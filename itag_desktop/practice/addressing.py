"""Read from a request's head which bucket and object it is about.

Path style, as OSS takes it at an IP address: ``/bucket/key``. Virtual-host style, ``/key``, when the header Host says
``bucket.localhost``, a name that resolves to loopback on most systems (RFC 6761), or
``bucket.oss-region.aliyuncs.com``, which ali-oss sends to any IP address.
"""

import re
from urllib.parse import unquote_to_bytes

from itag_desktop.practice.messages import Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.wire import Head, StreamBody

_VIRTUAL_HOST = re.compile(r"([a-z0-9-]+)\.(localhost|oss-[a-z0-9-]+\.aliyuncs\.com)(:\d+)?", re.ASCII | re.IGNORECASE)


def addressed(head: Head, body: StreamBody) -> Request:
    """Return the request that a head and the body behind it make.

    Raises:
        Refusal: the address is not UTF-8, or no path.
    """
    path, _, query = head.target.partition("?")
    if not path.startswith("/"):
        raise Refusal("BadRequest", message="The target of a request must be a path.")
    bucket, _, key = path[1:].partition("/")
    if (virtual := _VIRTUAL_HOST.fullmatch(head.headers.get("host", ""))) is not None:
        bucket, key = virtual.group(1).lower(), path[1:]
    return Request(
        method=head.method,
        bucket=_decoded(bucket),
        key=_decoded(key, code="InvalidObjectName"),
        query=_query(query),
        headers=head.headers,
        body=body,
    )


def _query(text: str) -> dict[str, str]:
    query: dict[str, str] = {}
    for pair in text.split("&") if text else ():
        name, _, value = pair.replace("+", " ").partition("=")
        query[_decoded(name)] = _decoded(value)
    return query


def _decoded(quoted: str, code: str = "InvalidArgument") -> str:
    try:
        return unquote_to_bytes(quoted.encode("utf-8", "surrogateescape")).decode()
    except UnicodeDecodeError as error:
        raise Refusal(code, message="The address of the request is not UTF-8.") from error
