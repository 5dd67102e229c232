"""Requests for listings: objects (versions 1 and 2) and multipart uploads."""

import base64
import binascii
from collections.abc import Sequence
from functools import partial

from itag_desktop.practice.documents import OWNER, Element, count, document, iso_time, key_text, url_encoding
from itag_desktop.practice.index import ListedRow, Upload
from itag_desktop.practice.listing import Page, after, take_page
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store

_MAX_PAGE = 1000
_DEFAULT_PAGE = 100


def list_objects(store: Store, request: Request) -> Answer:
    """ListObjects, version 1 or 2."""
    version = request.query.get("list-type", "1")
    if version not in ("1", "2"):
        raise Refusal("InvalidArgument", ArgumentName="list-type", ArgumentValue=version)
    return _list_v2(store, request) if version == "2" else _list_v1(store, request)


def list_uploads(store: Store, request: Request) -> Answer:
    """ListMultipartUploads."""
    query, encoding = request.query, url_encoding(request.query)
    key_marker, id_marker = query.get("key-marker", ""), query.get("upload-id-marker", "")
    limit = count(request, "max-uploads", default=_MAX_PAGE, lowest=1, highest=_MAX_PAGE)
    from_id = id_marker if key_marker else ""
    page: Page[Upload] = take_page(
        partial(store.index.uploads_page, request.bucket, after_id=(key_marker.encode(), from_id)),
        prefix=query.get("prefix", ""),
        delimiter=query.get("delimiter", ""),
        from_key=(key_marker.encode() if from_id else after(key_marker.encode())) if key_marker else b"",
        skipped_prefix=key_marker,
        max_keys=limit,
    )
    last = page.items[-1] if page.items else None
    return document(
        "ListMultipartUploadsResult",
        *_asked(request, encoding, name="Bucket"),
        ("KeyMarker", key_text(key_marker, encoding)),
        ("UploadIdMarker", id_marker),
        ("NextKeyMarker", key_text(page.next_marker or "", encoding)),
        ("NextUploadIdMarker", last.upload_id if last and page.next_marker == last.key else ""),
        ("MaxUploads", str(limit)),
        ("IsTruncated", _truth(page.next_marker is not None)),
        *(
            (
                "Upload",
                (
                    ("Key", key_text(upload.key, encoding)),
                    ("UploadId", upload.upload_id),
                    ("StorageClass", "Standard"),
                    ("Initiated", iso_time(upload.initiated_ns)),
                ),
            )
            for upload in page.items
        ),
        *_prefixes(page.common_prefixes, encoding),
    )


def _list_v1(store: Store, request: Request) -> Answer:
    encoding, marker = url_encoding(request.query), request.query.get("marker", "")
    page, limit = _objects_page(store, request, marker)
    elements: list[Element] = [
        *_asked(request, encoding),
        ("Marker", key_text(marker, encoding)),
        ("MaxKeys", str(limit)),
        ("IsTruncated", _truth(page.next_marker is not None)),
    ]
    if page.next_marker is not None:
        elements.append(("NextMarker", key_text(page.next_marker, encoding)))
    return document("ListBucketResult", *elements, *_contents(page, encoding, with_owner=True))


def _list_v2(store: Store, request: Request) -> Answer:
    query, encoding = request.query, url_encoding(request.query)
    token, start_after = query.get("continuation-token", ""), query.get("start-after", "")
    page, limit = _objects_page(store, request, _marker_of(token) if token else start_after)
    elements: list[Element] = [
        *_asked(request, encoding),
        ("StartAfter", key_text(start_after, encoding)),
        ("MaxKeys", str(limit)),
        ("KeyCount", str(len(page.items) + len(page.common_prefixes))),
        ("IsTruncated", _truth(page.next_marker is not None)),
    ]
    if token:
        elements.append(("ContinuationToken", token))
    if page.next_marker is not None:
        elements.append(("NextContinuationToken", _token_of(page.next_marker)))
    with_owner = query.get("fetch-owner") == "true"
    return document("ListBucketResult", *elements, *_contents(page, encoding, with_owner=with_owner))


def _objects_page(store: Store, request: Request, marker: str) -> tuple[Page[ListedRow], int]:
    limit = count(request, "max-keys", default=_DEFAULT_PAGE, lowest=1, highest=_MAX_PAGE)
    page: Page[ListedRow] = take_page(
        partial(store.index.page, request.bucket),
        prefix=request.query.get("prefix", ""),
        delimiter=request.query.get("delimiter", ""),
        from_key=after(marker.encode()) if marker else b"",
        skipped_prefix=marker,
        max_keys=limit,
    )
    return page, limit


def _asked(request: Request, encoding: str, *, name: str = "Name") -> list[Element]:
    """Return what repeats the question."""
    elements: list[Element] = [
        (name, request.bucket),
        ("Prefix", key_text(request.query.get("prefix", ""), encoding)),
        ("Delimiter", key_text(request.query.get("delimiter", ""), encoding)),
    ]
    return [*elements, ("EncodingType", encoding)] if encoding else elements


def _contents(page: Page[ListedRow], encoding: str, *, with_owner: bool) -> list[Element]:
    contents: list[Element] = []
    for row in page.items:
        fields: list[Element] = [
            ("Key", key_text(row.key, encoding)),
            ("LastModified", iso_time(row.modified_ns)),
            ("ETag", f'"{row.etag}"'),
            ("Type", row.kind),
            ("Size", str(row.size_bytes)),
            ("StorageClass", "Standard"),
        ]
        contents.append(("Contents", [*fields, OWNER] if with_owner else fields))
    return contents + _prefixes(page.common_prefixes, encoding)


def _prefixes(prefixes: Sequence[str], encoding: str) -> list[Element]:
    return [("CommonPrefixes", (("Prefix", key_text(prefix, encoding)),)) for prefix in prefixes]


def _truth(value: bool) -> str:  # noqa: FBT001 - it is the value
    return str(value).lower()


def _token_of(marker: str) -> str:
    return base64.b64encode(marker.encode()).decode()


def _marker_of(token: str) -> str:
    try:
        return base64.b64decode(token.encode("ascii"), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Refusal("InvalidArgument", ArgumentName="continuation-token", ArgumentValue=token) from error
