"""Requests that copy what is already stored: CopyObject and UploadPartCopy."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote_to_bytes

from itag_desktop.practice.documents import document, iso_time
from itag_desktop.practice.index import StoredObject
from itag_desktop.practice.messages import Answer, FileSlice, Request
from itag_desktop.practice.object_requests import check_conditions, forbids_overwrite, kept_headers, written_headers
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store
from itag_desktop.practice.upload_requests import part_number

_BLOCK_BYTES = 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})", re.ASCII)


class _StoredBody:
    """A body read from files. See `messages.RequestBody`."""

    def __init__(self, slices: tuple[FileSlice, ...]) -> None:
        self._slices = slices
        self.length: int | None = sum(part.length for part in slices)

    def blocks(self) -> Iterator[memoryview]:
        """Yield the bytes."""
        for part in self._slices:
            with part.path.open("rb") as file:
                file.seek(part.offset)
                left = part.length
                while left and (block := file.read(min(left, _BLOCK_BYTES))):
                    left -= len(block)
                    yield memoryview(block)
            if left:
                raise Refusal("InternalError")  # someone cut the file

    def read_small(self, limit: int) -> bytes:
        """Return the bytes, up to `limit`."""
        return b"".join(self.blocks())[:limit]


def copy_object(store: Store, buckets: tuple[str, ...], request: Request) -> Answer:
    """CopyObject, with the source's headers or, by ``x-oss-metadata-directive: REPLACE``, the request's."""
    source = _source(store, buckets, request)
    headers = _copied_headers(source, request.headers)
    stored = store.put(
        request.bucket,
        request.key,
        _StoredBody(tuple(store.slices(source, 0, source.size_bytes))),
        headers=headers,
        forbids_overwrite=forbids_overwrite(request),
    )
    return _copied("CopyObjectResult", stored.etag, stored.crc64, stored.modified_ns)


def copy_part(store: Store, buckets: tuple[str, ...], request: Request) -> Answer:
    """UploadPartCopy, of the whole source or a range of it."""
    number, source = part_number(request), _source(store, buckets, request)
    upload = store.index.find_upload(request.bucket, request.key, request.query["uploadId"])
    first, length = _range(request.headers.get("x-oss-copy-source-range"), source.size_bytes)
    part = store.put_part(upload, number, _StoredBody(tuple(store.slices(source, first, length))))
    return _copied("CopyPartResult", part.etag, part.crc64, part.modified_ns)


def _source(store: Store, buckets: tuple[str, ...], request: Request) -> StoredObject:
    text = request.headers["x-oss-copy-source"].partition("?")[0]
    try:
        decoded = unquote_to_bytes(text.encode("utf-8", "surrogateescape")).decode()
    except UnicodeDecodeError:
        decoded = ""
    bucket, _, key = decoded.removeprefix("/").partition("/")
    if not key:
        raise Refusal("InvalidArgument", ArgumentName="x-oss-copy-source", ArgumentValue=text)
    if bucket not in buckets:
        raise Refusal("NoSuchBucket", BucketName=bucket)
    source = store.require(bucket, key)
    check_conditions(request.headers, source, prefix="x-oss-copy-source-")
    return source


def _copied_headers(source: StoredObject, headers: Mapping[str, str]) -> Mapping[str, str]:
    directive = headers.get("x-oss-metadata-directive", "COPY").upper()
    if directive not in ("COPY", "REPLACE"):
        raise Refusal("InvalidArgument", ArgumentName="x-oss-metadata-directive", ArgumentValue=directive)
    return kept_headers(headers) if directive == "REPLACE" else source.headers


def _range(text: str | None, size: int) -> tuple[int, int]:
    """Return first byte and length to copy."""
    match = _RANGE.fullmatch(text) if text else None
    if match is None:
        return 0, size  # none asked for, or none that OSS would take
    first, last = int(match.group(1)), min(int(match.group(2)), size - 1)
    if first > last:
        raise Refusal("InvalidRange", ActualObjectSize=str(size), RangeHeader=match.string)
    return first, last - first + 1


def _copied(name: str, etag: str, crc64: int, modified_ns: int) -> Answer:
    answer = document(name, ("LastModified", iso_time(modified_ns)), ("ETag", f'"{etag}"'))
    return replace(answer, headers={**answer.headers, **written_headers(etag, crc64)})
