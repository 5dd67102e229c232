"""alibabacloud-oss-v2 against a practice server; run by `run.py` with a Python that has it."""

import http.client
import io
import os
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import alibabacloud_oss_v2 as oss  # type: ignore[import-not-found]  # it lives in an environment of its own

BUCKET = os.environ["OSS_BUCKET"]
ODD_KEYS = tuple(
    f"odd/{name}"
    for name in (
        "苹果/图 1.jpg",
        "a+b&c=d?e#f%20",
        "a//b",
        "z/",
        "x" * 1019,
        "e\u0301 \U0001f34e",
        "'\"<>&\\",
        "-_.~*()!",
    )
)
PART_BYTES = 100 * 1024


def _client(version: str = "v4") -> oss.Client:
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.EnvironmentVariableCredentialsProvider()
    config.region, config.endpoint = os.environ["OSS_REGION"], os.environ["OSS_ENDPOINT"]
    config.signature_version, config.use_path_style = version, True
    return oss.Client(config)


def put_get_head_delete(client: oss.Client) -> None:
    """Whole objects, their headers, ranges, and no object."""
    put = client.put_object(
        oss.PutObjectRequest(BUCKET, "a", body=b"hello", content_type="image/png", metadata={"colour": "red"})
    )
    assert put.hash_crc64 == "11177612005948864433"
    read = client.get_object(oss.GetObjectRequest(BUCKET, "a"))
    assert (read.body.read(), read.content_type, read.metadata["colour"]) == (b"hello", "image/png", "red")
    part = client.get_object(oss.GetObjectRequest(BUCKET, "a", range_header="bytes=1-2"))
    assert part.body.read() == b"el"
    head = client.head_object(oss.HeadObjectRequest(BUCKET, "a"))
    assert (head.content_length, head.etag, head.object_type) == (5, put.etag, "Normal")
    assert client.get_object_meta(oss.GetObjectMetaRequest(BUCKET, "a")).content_length == 5
    assert client.is_object_exist(BUCKET, "a")
    assert not client.is_object_exist(BUCKET, "b")
    client.delete_object(oss.DeleteObjectRequest(BUCKET, "a"))
    assert not client.is_object_exist(BUCKET, "a")


def odd_keys(client: oss.Client) -> None:
    """Keys of all kinds, put, listed, read, deleted at once."""
    for key in ODD_KEYS:
        client.put_object(oss.PutObjectRequest(BUCKET, key, body=key.encode()))
        assert client.get_object(oss.GetObjectRequest(BUCKET, key)).body.read() == key.encode()
    pages = client.list_objects_v2_paginator().iter_page(oss.ListObjectsV2Request(BUCKET, prefix="odd/"))
    assert {entry.key for page in pages for entry in page.contents} == set(ODD_KEYS)
    objects = [oss.DeleteObject(key) for key in ODD_KEYS]
    deleted = client.delete_multiple_objects(
        oss.DeleteMultipleObjectsRequest(BUCKET, objects=objects, encoding_type="url")
    )
    assert {entry.key for entry in deleted.deleted_objects} == set(ODD_KEYS)


def listings(client: oss.Client) -> None:
    """Both versions, page by page, with a delimiter."""
    keys = [f"l/{number % 3}/{number:03d}" for number in range(25)]
    for key in keys:
        client.put_object(oss.PutObjectRequest(BUCKET, key, body=b"x"))
    pages = client.list_objects_v2_paginator().iter_page(oss.ListObjectsV2Request(BUCKET, prefix="l/", max_keys=7))
    assert [entry.key for page in pages for entry in page.contents] == sorted(keys)
    old = client.list_objects_paginator().iter_page(oss.ListObjectsRequest(BUCKET, prefix="l/", max_keys=7))
    assert [entry.key for page in old for entry in page.contents] == sorted(keys)
    folded = client.list_objects_v2(oss.ListObjectsV2Request(BUCKET, prefix="l/", delimiter="/"))
    assert [entry.prefix for entry in folded.common_prefixes] == ["l/0/", "l/1/", "l/2/"]


def multipart(client: oss.Client) -> None:
    """By hand, listed, aborted; by the uploader; by copying parts."""
    upload = client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(BUCKET, "m")).upload_id
    parts = []
    for number, body in enumerate((b"a" * PART_BYTES, b"b" * PART_BYTES, b"end"), 1):
        part = client.upload_part(oss.UploadPartRequest(BUCKET, "m", part_number=number, upload_id=upload, body=body))
        parts.append(oss.UploadPart(part_number=number, etag=part.etag))
    listed = client.list_parts(oss.ListPartsRequest(BUCKET, "m", upload))
    assert [part.part_number for part in listed.parts] == [1, 2, 3]
    uploads = client.list_multipart_uploads(oss.ListMultipartUploadsRequest(BUCKET))
    assert [entry.upload_id for entry in uploads.uploads] == [upload]
    client.complete_multipart_upload(
        oss.CompleteMultipartUploadRequest(
            BUCKET, "m", upload, complete_multipart_upload=oss.CompleteMultipartUpload(parts=parts)
        )
    )
    whole = b"a" * PART_BYTES + b"b" * PART_BYTES + b"end"
    assert client.get_object(oss.GetObjectRequest(BUCKET, "m")).body.read() == whole
    other = client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(BUCKET, "m2")).upload_id
    client.abort_multipart_upload(oss.AbortMultipartUploadRequest(BUCKET, "m2", other))
    client.uploader(part_size=PART_BYTES, parallel_num=3).upload_from(
        oss.PutObjectRequest(BUCKET, "up"), io.BytesIO(whole)
    )
    assert client.get_object(oss.GetObjectRequest(BUCKET, "up")).body.read() == whole
    client.copier(part_size=PART_BYTES, multipart_copy_threshold=PART_BYTES, disable_shallow_copy=True).copy(
        oss.CopyObjectRequest(BUCKET, "copied", source_key="up")
    )
    assert client.get_object(oss.GetObjectRequest(BUCKET, "copied")).body.read() == whole


def copy_and_overwrite(client: oss.Client) -> None:
    """CopyObject, and x-oss-forbid-overwrite."""
    client.put_object(oss.PutObjectRequest(BUCKET, "c 果", body=b"hello"))
    client.copy_object(oss.CopyObjectRequest(BUCKET, "d", source_key="c 果"))
    assert client.get_object(oss.GetObjectRequest(BUCKET, "d")).body.read() == b"hello"
    assert _code(lambda: client.put_object(oss.PutObjectRequest(BUCKET, "d", body=b"x", forbid_overwrite=True))) == (
        "FileAlreadyExists",
        "0026-00000002",
    )


def presigned(client: oss.Client) -> None:
    """URLs that anyone may use for a while."""
    assert _http("PUT", client.presign(oss.PutObjectRequest(BUCKET, "p 果")).url, b"hello")[0] == 200
    assert _http("GET", client.presign(oss.GetObjectRequest(BUCKET, "p 果")).url) == (200, b"hello")


def buckets(client: oss.Client) -> None:
    """What bucket this is."""
    assert [entry.name for entry in client.list_buckets(oss.ListBucketsRequest()).buckets] == [BUCKET]
    assert client.get_bucket_info(oss.GetBucketInfoRequest(BUCKET)).bucket_info.location == "oss-cn-hangzhou"
    assert client.get_bucket_location(oss.GetBucketLocationRequest(BUCKET)).location == "oss-cn-hangzhou"
    assert client.get_bucket_acl(oss.GetBucketAclRequest(BUCKET)).acl == "private"
    assert client.is_bucket_exist(BUCKET)
    assert not client.is_bucket_exist("another")
    assert _code(lambda: client.get_object(oss.GetObjectRequest(BUCKET, "nothing"))) == ("NoSuchKey", "0026-00000001")


def _code(act: Callable[[], object]) -> tuple[str, str]:
    try:
        act()
    except oss.exceptions.OperationError as error:
        cause = error.unwrap()
        return cause.code, cause.ec
    raise AssertionError


def _http(method: str, url: str, body: bytes | None = None) -> tuple[int, bytes]:
    """Send a request with no header that was not asked for."""
    target = urlsplit(url)
    connection = http.client.HTTPConnection(target.netloc, timeout=10)
    try:
        connection.request(method, f"{target.path}?{target.query}", body=body)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def main() -> None:
    """Try everything with both signatures; the first failure ends it."""
    for version in ("v4", "v1"):
        for act in (put_get_head_delete, odd_keys, listings, multipart, copy_and_overwrite, presigned, buckets):
            act(_client(version))
            sys.stdout.write(f"ok {version} {act.__name__}\n")


if __name__ == "__main__":
    main()
