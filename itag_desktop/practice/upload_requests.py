"""Requests of multipart uploads."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from itag_desktop.practice.documents import count, document, iso_time, key_text, parse_document, url_encoding
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.object_requests import check_upload, forbids_overwrite, kept_headers, written_headers
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import MAX_PARTS, Store

_MAX_PARTS_PAGE = 1000


def initiate(store: Store, request: Request) -> Answer:
    """InitiateMultipartUpload."""
    encoding = url_encoding(request.query)
    upload = store.begin_upload(
        request.bucket,
        request.key,
        headers=kept_headers(request.headers),
        forbids_overwrite=forbids_overwrite(request),
    )
    return document(
        "InitiateMultipartUploadResult",
        *_encoding_element(encoding),
        ("Bucket", request.bucket),
        ("Key", key_text(request.key, encoding)),
        ("UploadId", upload.upload_id),
    )


def upload_part(store: Store, request: Request) -> Answer:
    """UploadPart."""
    number = part_number(request)
    check_upload(request)
    upload = store.index.find_upload(request.bucket, request.key, request.query["uploadId"])
    part = store.put_part(upload, number, request.body, content_md5=request.headers.get("content-md5"))
    return Answer(status=200, headers=written_headers(part.etag, part.crc64))


def complete(store: Store, request: Request) -> Answer:
    """CompleteMultipartUpload, of the parts named or of all there are."""
    encoding = url_encoding(request.query)
    upload = store.index.find_upload(request.bucket, request.key, request.query["uploadId"])
    if request.headers.get("x-oss-complete-all", "").lower() == "yes":
        named = [(part.number, part.etag) for part in store.index.parts(upload.upload_id)]
    else:
        named = [_named_part(part) for part in parse_document(request, "CompleteMultipartUpload").iter("Part")]
    if not named:
        raise Refusal("MalformedXML")
    stored = store.complete(request.bucket, upload, named, forbids_overwrite=forbids_overwrite(request))
    answer = document(
        "CompleteMultipartUploadResult",
        *_encoding_element(encoding),
        ("Location", f"http://{request.headers.get('host', '')}/{request.bucket}/{key_text(request.key, 'url')}"),
        ("Bucket", request.bucket),
        ("Key", key_text(request.key, encoding)),
        ("ETag", f'"{stored.etag}"'),
    )
    return replace(answer, headers={**answer.headers, **written_headers(stored.etag, stored.crc64)})


def abort(store: Store, request: Request) -> Answer:
    """AbortMultipartUpload."""
    store.abort(store.index.find_upload(request.bucket, request.key, request.query["uploadId"]))
    return Answer(status=204)


def list_parts(store: Store, request: Request) -> Answer:
    """ListParts."""
    encoding = url_encoding(request.query)
    upload = store.index.find_upload(request.bucket, request.key, request.query["uploadId"])
    limit = count(request, "max-parts", default=_MAX_PARTS_PAGE, lowest=1, highest=_MAX_PARTS_PAGE)
    marker = count(request, "part-number-marker", default=0, lowest=0, highest=MAX_PARTS)
    parts = store.index.parts(upload.upload_id, after=marker, limit=limit + 1)
    is_truncated, parts = len(parts) > limit, parts[:limit]
    return document(
        "ListPartsResult",
        *_encoding_element(encoding),
        ("Bucket", request.bucket),
        ("Key", key_text(request.key, encoding)),
        ("UploadId", upload.upload_id),
        ("StorageClass", "Standard"),
        ("PartNumberMarker", str(marker)),
        ("NextPartNumberMarker", str(parts[-1].number if parts else marker)),
        ("MaxParts", str(limit)),
        ("IsTruncated", str(is_truncated).lower()),
        *(
            (
                "Part",
                (
                    ("PartNumber", str(part.number)),
                    ("LastModified", iso_time(part.modified_ns)),
                    ("ETag", f'"{part.etag}"'),
                    ("HashCrc64ecma", str(part.crc64)),
                    ("Size", str(part.size_bytes)),
                ),
            )
            for part in parts
        ),
    )


def part_number(request: Request) -> int:
    """Return the number of the part that the request is about."""
    return count(request, "partNumber", default=0, lowest=1, highest=MAX_PARTS)


def _named_part(element: ET.Element) -> tuple[int, str]:
    number, etag = element.findtext("PartNumber", "").strip(), element.findtext("ETag", "").strip()
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= MAX_PARTS):
        raise Refusal("InvalidArgument", ArgumentName="PartNumber", ArgumentValue=number)
    return int(number), etag.strip('"').upper()


def _encoding_element(encoding: str) -> tuple[tuple[str, str], ...]:
    return (("EncodingType", encoding),) if encoding else ()
