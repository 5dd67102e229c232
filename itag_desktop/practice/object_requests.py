"""Requests to one object: put, get, head, delete, copy."""

import re
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime

from itag_desktop.practice.documents import OWNER, document
from itag_desktop.practice.index import StoredObject
from itag_desktop.practice.measured import parse_md5
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store

MAX_PUT_BYTES = 5 * 1024**3
_KEPT_HEADERS = frozenset({
    "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
    "x-oss-server-side-encryption", "x-oss-server-side-encryption-key-id", "x-oss-storage-class",
})  # fmt: skip
_CHANGEABLE_HEADERS = (
    "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires",
)  # fmt: skip
_MAX_META_BYTES = 8 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


def put_object(store: Store, request: Request) -> Answer:
    """PutObject."""
    check_upload(request)
    stored = store.put(
        request.bucket,
        request.key,
        request.body,
        headers=kept_headers(request.headers),
        content_md5=request.headers.get("content-md5"),
        forbids_overwrite=forbids_overwrite(request),
    )
    return Answer(status=200, headers=written_headers(stored.etag, stored.crc64))


def get_object(store: Store, request: Request) -> Answer:
    """GetObject, whole or a range."""
    stored = store.require(request.bucket, request.key)
    check_conditions(request.headers, stored)
    headers = _object_headers(stored, request.query)
    first, length = _range(request.headers, stored.size_bytes)
    status = 200
    if (first, length) != (0, stored.size_bytes) or _is_whole_range(request.headers, stored.size_bytes):
        status = 206
        headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{stored.size_bytes}"
    return Answer(status=status, headers=headers, slices=tuple(store.slices(stored, first, length)))


def head_object(store: Store, request: Request) -> Answer:
    """HeadObject."""
    stored = store.require(request.bucket, request.key)
    check_conditions(request.headers, stored)
    return Answer(status=200, headers=_object_headers(stored, request.query), length=stored.size_bytes)


def object_meta(store: Store, request: Request) -> Answer:
    """GetObjectMeta: the ETag, size and time alone."""
    stored = store.require(request.bucket, request.key)
    headers = {
        "ETag": f'"{stored.etag}"',
        "Last-Modified": _http_time(stored),
        "x-oss-hash-crc64ecma": str(stored.crc64),
    }
    return Answer(status=200, headers=headers, length=stored.size_bytes)


def object_acl(store: Store, request: Request) -> Answer:
    """GetObjectAcl: that of the bucket goes for all."""
    store.require(request.bucket, request.key)
    return document("AccessControlPolicy", OWNER, ("AccessControlList", (("Grant", "default"),)))


def delete_object(store: Store, request: Request) -> Answer:
    """DeleteObject: no error where there is none."""
    store.delete(request.bucket, [request.key])
    return Answer(status=204)


def check_upload(request: Request) -> None:
    """Refuse a body that OSS would refuse before reading it."""
    body = request.body
    if body.length is not None and body.length > MAX_PUT_BYTES:
        raise Refusal("EntityTooLarge", MaxSizeAllowed=str(MAX_PUT_BYTES), ProposedSize=str(body.length))
    if "content-length" not in request.headers and body.length is not None:
        raise Refusal("MissingContentLength")
    if "content-md5" in request.headers:
        parse_md5(request.headers["content-md5"])


def forbids_overwrite(request: Request) -> bool:
    """Return what ``x-oss-forbid-overwrite`` says.

    Raises:
        Refusal: `InvalidArgument`.
    """
    value = request.headers.get("x-oss-forbid-overwrite", "false").lower()
    if value not in ("true", "false"):
        raise Refusal("InvalidArgument", ec="0017-00000279", ArgumentName="x-oss-forbid-overwrite", ArgumentValue=value)
    return value == "true"


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a write that reads give back.

    Raises:
        Refusal: `InvalidArgument`, for more than 8 KiB of user metadata.
    """
    meta = {name: value for name, value in headers.items() if name.startswith("x-oss-meta-")}
    if sum(len(name) + len(value) for name, value in meta.items()) > _MAX_META_BYTES:
        raise Refusal("InvalidArgument", message="The user metadata is larger than 8 KB.", ec="0017-00000502")
    kept = {name: value for name, value in headers.items() if name in _KEPT_HEADERS}
    return {"Content-Type": headers.get("content-type") or "application/octet-stream", **kept, **meta}


def written_headers(etag: str, crc64: int) -> dict[str, str]:
    """Return what the answer to a write says of it."""
    return {"ETag": f'"{etag}"', "x-oss-hash-crc64ecma": str(crc64)}


def _object_headers(stored: StoredObject, query: Mapping[str, str]) -> dict[str, str]:
    return {
        **{name if name.startswith("x-oss-") else name.title(): value for name, value in stored.headers.items()},
        "Accept-Ranges": "bytes",
        "ETag": f'"{stored.etag}"',
        "Last-Modified": _http_time(stored),
        "x-oss-object-type": stored.kind,
        "x-oss-storage-class": stored.headers.get("x-oss-storage-class", "Standard"),
        "x-oss-hash-crc64ecma": str(stored.crc64),
        **_asked_headers(query),
    }


def _asked_headers(query: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that parameters like ``response-content-type`` ask for."""
    asked = {name.title(): query.get(f"response-{name}", "") for name in _CHANGEABLE_HEADERS}
    if any(not value.isprintable() for value in asked.values()):
        raise Refusal("InvalidArgument")
    return {name: value for name, value in asked.items() if value}


def _http_time(stored: StoredObject) -> str:
    return formatdate(stored.modified_ns // 1_000_000_000, usegmt=True)


def _range(headers: Mapping[str, str], size: int) -> tuple[int, int]:
    """Return first byte and length to send.

    Without ``x-oss-range-behavior: standard`` OSS answers a range it cannot keep to the letter with the whole object
    (documentation of GetObject).
    """
    match = _RANGE.fullmatch(headers.get("range", ""))
    if match is None or match.group(1) == match.group(2) == "":
        return 0, size
    is_standard = headers.get("x-oss-range-behavior") == "standard"
    first, last = match.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = int(last) if first and last else size - 1
    if start >= size or end < start:
        if is_standard:
            raise Refusal("InvalidRange", ActualObjectSize=str(size), RangeHeader=headers["range"])
        return 0, size
    if end >= size and not is_standard:
        return 0, size
    return start, min(end, size - 1) - start + 1


def _is_whole_range(headers: Mapping[str, str], size: int) -> bool:
    """Say whether the range asked for is just the whole object: still a 206."""
    return size > 0 and headers.get("range", "") in ("bytes=0-", f"bytes=0-{size - 1}")


def check_conditions(headers: Mapping[str, str], stored: StoredObject, *, prefix: str = "") -> None:
    """Hold a request's conditions, in headers whose names begin with `prefix`, against the object.

    Raises:
        Refusal: `PreconditionFailed`; `NotModified` where the client has the object already.
    """
    etags = (f'"{stored.etag}"', stored.etag, "*")
    modified_s = stored.modified_ns // 1_000_000_000
    match, unmodified = headers.get(f"{prefix}if-match"), _seconds(headers.get(f"{prefix}if-unmodified-since"))
    if match is not None and match not in etags:
        raise Refusal("PreconditionFailed", Condition="If-Match")
    if unmodified is not None and modified_s > unmodified:
        raise Refusal("PreconditionFailed", Condition="If-Unmodified-Since")
    none_match, since = headers.get(f"{prefix}if-none-match"), _seconds(headers.get(f"{prefix}if-modified-since"))
    if none_match in etags or (none_match is None and since is not None and modified_s <= since):
        raise Refusal("NotModified")


def _seconds(http_time: str | None) -> float | None:
    try:
        return parsedate_to_datetime(http_time).timestamp() if http_time else None
    except ValueError:
        return None
