"""`ObjectStore` on oss2: the only module that imports it.

oss2 2.19.1 names, signs (V4) and parses; the network is ours (`session`, `transport`). It costs 0.7 s to import, so
this module is imported when a store is opened and not before.

oss2 has no retry, takes any 200 for a success, and lets foreign exceptions out (`RuntimeError` for XML it does not
understand, `ValueError` for numbers and encodings). `_Boundary` is where all of that ends: what leaves this module is
an error of `domain.errors`. oss2's logger writes signatures and tokens at DEBUG, so it is kept at WARNING.

One `oss2.Bucket` serves all threads; it is never modified after `open_store`.
"""

import logging
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import certifi
import oss2

from itag_desktop.domain.destination import Access, Credential, Destination
from itag_desktop.domain.errors import InputError, Reaction, StorageError
from itag_desktop.domain.names import printable
from itag_desktop.storage.body import MeasuredBody
from itag_desktop.storage.curl_handle import CurlSettings
from itag_desktop.storage.curl_transport import CurlTransport
from itag_desktop.storage.endpoint import checked_endpoint, is_loopback, is_own_domain
from itag_desktop.storage.error_table import Refusal, Target, not_oss, storage_error
from itag_desktop.storage.object_store import (
    Body,
    IsCancelled,
    ListedObject,
    ListedPart,
    ObjectHead,
    ObjectStore,
    PartRef,
    Stored,
)
from itag_desktop.storage.session import Oss2Session
from itag_desktop.storage.transport import Transport

logging.getLogger("oss2").setLevel(logging.WARNING)

_APP_NAME = "itag-desktop"
_RANGE_BYTES = 4 * 1024 * 1024
_FORBID_OVERWRITE = {"x-oss-forbid-overwrite": "true"}


def open_store(
    access: Access, *, is_cancelled: IsCancelled, connect_timeout_s: float = 10, read_timeout_s: int = 60
) -> ObjectStore:
    """Open the bucket of `access`. Nothing is sent.

    `read_timeout_s` is how long a transfer may stand still, in whole seconds; a long one that moves may take its time.

    Raises:
        InputError: bucket, region, endpoint or credential cannot be used as typed.
    """
    Destination(bucket=access.bucket, region=access.region)  # raises what is wrong with the names
    endpoint = checked_endpoint(access.endpoint, bucket=access.bucket, region=access.region)
    settings = CurlSettings(
        connect_timeout_s=connect_timeout_s,
        stall_timeout_s=read_timeout_s,
        ca_file=access.ca_file or certifi.where(),
        uses_proxies=not is_loopback(endpoint),
    )
    transport = CurlTransport(settings, is_cancelled)
    bucket = oss2.Bucket(
        oss2.ProviderAuthV4(_credentials(access.credential)),
        endpoint,
        access.bucket,
        region=access.region,
        session=Oss2Session(transport),
        is_cname=is_own_domain(endpoint),
        app_name=_APP_NAME,
        enable_crc=False,
    )
    return OssStore(bucket, transport)


def _credentials(credential: Credential) -> Any:
    parts = (credential.access_key_id, credential.access_key_secret, credential.security_token or "")
    for name, text in zip(("access-key-id", "access-key-secret", "security-token"), parts, strict=True):
        if not text.isascii() or not text.isprintable() or " " in text:
            raise InputError("credential-malformed", field=name)
    if not parts[0] or not parts[1]:
        raise InputError("credential-missing")
    return oss2.credentials.StaticCredentialsProvider(*parts)


class OssStore:
    """Objects of one OSS bucket; see `object_store.ObjectStore` for the methods' contracts."""

    def __init__(self, bucket: Any, transport: Transport) -> None:
        self._bucket = bucket
        self._transport = transport
        self._bucket_name: str = bucket.bucket_name

    def head(self, key: str) -> ObjectHead | None:
        """Return what is known of the object, or None where there is none."""
        target = self._target("oss:GetObject", key)
        try:
            with _Boundary(target):
                result = self._bucket.head_object(key)
        except StorageError as error:
            if error.code == "object-missing":
                return None
            raise
        if not result.request_id or not result.etag or result.content_length is None:
            raise not_oss(target, status=result.status)
        return ObjectHead(size_bytes=result.content_length, etag=_plain_etag(result.etag), crc64=result.server_crc)

    def list_page(
        self, *, prefix: str, start_after: str, max_keys: int = 1000
    ) -> tuple[tuple[ListedObject, ...], bool]:
        """Return a page of a listing, and whether there are more objects behind it."""
        target = self._target("oss:ListObjects")
        with _Boundary(target):
            page = self._bucket.list_objects_v2(prefix=prefix, start_after=start_after, max_keys=max_keys)
        _demand_request_id(page, target)
        objects = tuple(
            ListedObject(key=item.key, size_bytes=item.size, etag=_plain_etag(item.etag)) for item in page.object_list
        )
        return objects, page.is_truncated

    def put(self, key: str, body: Body, *, content_type: str, forbid_overwrite: bool) -> Stored:
        """Write one object with one request."""
        target = self._target("oss:PutObject", key)
        measured = MeasuredBody(body)
        with _Boundary(target):
            result = self._bucket.put_object(key, measured, headers=_write_headers(content_type, forbid_overwrite))
        return _stored(result, measured.crc64, target)

    def get(self, key: str) -> Iterator[bytes]:
        """Return the object's bytes in blocks of some MiB.

        Every block is a request of its own for a range of the same object: an object that is replaced meanwhile raises
        `object-changed`, a missing one `object-missing`.
        """
        target = self._target("oss:GetObject", key)
        head = self.head(key)
        if head is None:
            raise StorageError("object-missing", reaction=Reaction.GIVE_UP_FILE, key=printable(key))
        for first in range(0, head.size_bytes, _RANGE_BYTES):
            last = min(first + _RANGE_BYTES, head.size_bytes) - 1
            with _Boundary(target):
                result = self._bucket.get_object(key, byte_range=(first, last), headers={"If-Match": f'"{head.etag}"'})
            block: bytes = result.read()
            if not result.request_id or len(block) != last - first + 1:
                raise not_oss(target, status=result.status)
            yield block

    def begin_upload(self, key: str, *, content_type: str, forbid_overwrite: bool) -> str:
        """Begin a multipart upload and return its id."""
        target = self._target("oss:PutObject", key)
        with _Boundary(target):
            result = self._bucket.init_multipart_upload(key, headers=_write_headers(content_type, forbid_overwrite))
        _demand_request_id(result, target)
        upload_id: str = result.upload_id
        return upload_id

    def put_part(self, key: str, upload_id: str, number: int, body: Body) -> Stored:
        """Send one part; numbers count from 1."""
        target = self._target("oss:PutObject", key)
        measured = MeasuredBody(body)
        with _Boundary(target):
            result = self._bucket.upload_part(key, upload_id, number, measured)
        return _stored(result, measured.crc64, target)

    def list_parts(self, key: str, upload_id: str) -> tuple[ListedPart, ...]:
        """Return the parts the store holds of an upload."""
        target = self._target("oss:ListParts", key)
        parts: list[ListedPart] = []
        marker, has_more = "", True
        while has_more:
            with _Boundary(target):
                page = self._bucket.list_parts(key, upload_id, marker=marker)
            _demand_request_id(page, target)
            parts.extend(
                ListedPart(number=part.part_number, size_bytes=part.size, etag=_plain_etag(part.etag))
                for part in page.parts
            )
            has_more = page.is_truncated and page.next_marker != marker
            marker = page.next_marker
        return tuple(parts)

    def complete_upload(
        self, key: str, upload_id: str, parts: tuple[PartRef, ...], *, crc64: int, forbid_overwrite: bool
    ) -> Stored:
        """Make the object of the parts, given in ascending order; `crc64` is that of the whole file."""
        target = self._target("oss:PutObject", key)
        infos = [oss2.models.PartInfo(part.number, part.etag) for part in parts]
        headers = dict(_FORBID_OVERWRITE) if forbid_overwrite else {}
        with _Boundary(target):
            result = self._bucket.complete_multipart_upload(key, upload_id, infos, headers=headers)
        return _stored(result, crc64, target)

    def abort_upload(self, key: str, upload_id: str) -> None:
        """Throw away an upload and its parts; one that is gone already is no error."""
        target = self._target("oss:AbortMultipartUpload", key)
        try:
            with _Boundary(target):
                result = self._bucket.abort_multipart_upload(key, upload_id)
        except StorageError as error:
            if error.code != "upload-gone":
                raise
        else:
            _demand_request_id(result, target)

    def close(self) -> None:
        """Close every connection. Requests in flight end with `CancelledError`."""
        self._transport.close()

    def _target(self, action: str, key: str = "") -> Target:
        return Target(bucket=self._bucket_name, key=key, action=action)


class _Boundary:
    """Turns what oss2 raises into `StorageError`; errors of ours pass."""

    __slots__ = ("_target",)

    def __init__(self, target: Target) -> None:
        self._target = target

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, oss2.exceptions.ServerError):
            refusal = Refusal(status=error.status, headers=error.headers, details=error.details)
            raise storage_error(refusal, self._target) from error
        if isinstance(error, UnicodeEncodeError | oss2.exceptions.ClientError):
            raise StorageError(
                "key-refused", reaction=Reaction.GIVE_UP_FILE, key=printable(self._target.key)
            ) from error
        if isinstance(error, oss2.exceptions.OssError | RuntimeError | ValueError | SyntaxError):
            raise not_oss(self._target, status=200) from error


def _write_headers(content_type: str, forbid_overwrite: bool) -> dict[str, str]:  # noqa: FBT001 - private, one meaning
    return {"Content-Type": content_type, **_FORBID_OVERWRITE} if forbid_overwrite else {"Content-Type": content_type}


def _plain_etag(etag: str) -> str:
    return etag.strip('"').upper()


def _demand_request_id(result: Any, target: Target) -> None:
    if not result.request_id:
        raise not_oss(target, status=result.status)


def _stored(result: Any, crc64: int, target: Target) -> Stored:
    """Return what an answer says was stored: request id, ETag and CRC-64 must be there, and the CRC-64 must be ours.

    The ETag is not compared with an MD5: that of a multipart or KMS-encrypted object is none.
    """
    if not result.request_id or not result.etag or result.crc is None:
        raise not_oss(target, status=result.status)
    if result.crc != crc64:
        raise StorageError("sent-damaged", reaction=Reaction.RETRY, bucket=target.bucket, key=printable(target.key))
    return Stored(etag=_plain_etag(result.etag), crc64=crc64)
