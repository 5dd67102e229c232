"""The practice server as plain oss2 meets it, over its own transport, with both signatures."""

import time
import urllib.parse
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import oss2
import pytest

from itag_desktop.practice.server import PracticeServer
from tests.support.practice_server import CREDENTIAL, RunningPractice

PART = 100 * 1024
ODD_KEYS = (
    "苹果/图 1.jpg",
    "a+b&c=d?e#f%20",
    "a//b",
    "z/",
    "x" * 1023,
    "e\u0301 \U0001f34e",
    "'\"<>&\\",
    "-_.~*()!",
    "a\x01",
)


@pytest.fixture(params=["v1", "v4"])
def bucket(request: pytest.FixtureRequest, practice_server: RunningPractice) -> Any:
    """A bucket of oss2, once for each signature."""
    make = oss2.AuthV4 if request.param == "v4" else oss2.Auth
    auth = make(CREDENTIAL.access_key_id, CREDENTIAL.access_key_secret)
    bucket = oss2.Bucket(auth, practice_server.endpoint, "practice", region="cn-hangzhou", connect_timeout=10)
    yield bucket
    bucket.session.session.close()


def test_objects_with_their_headers(bucket: Any) -> None:
    put = bucket.put_object("a", b"hello", headers={"x-oss-meta-colour": "red", "Content-Type": "image/png"})
    assert put.crc == 11177612005948864433
    read = bucket.get_object("a")
    assert (read.read(), read.content_type, read.headers["x-oss-meta-colour"]) == (b"hello", "image/png", "red")
    assert bucket.get_object("a", byte_range=(1, 2)).read() == b"el"
    assert bucket.head_object("a").etag == put.etag
    assert bucket.get_object_meta("a").content_length == 5
    assert (bucket.object_exists("a"), bucket.object_exists("b")) == (True, False)
    bucket.delete_object("a")
    with pytest.raises(oss2.exceptions.NoSuchKey):
        bucket.get_object("a")


def test_odd_keys(bucket: Any) -> None:
    for key in ODD_KEYS:
        bucket.put_object(key, key.encode())
        assert bucket.get_object(key).read() == key.encode()
    assert {entry.key for entry in oss2.ObjectIterator(bucket)} == set(ODD_KEYS)
    assert {entry.key for entry in oss2.ObjectIteratorV2(bucket)} == set(ODD_KEYS)
    bucket.delete_object("a\x01")  # oss2 writes what XML cannot hold into the list of keys below
    writable = [key for key in ODD_KEYS if key != "a\x01"]
    assert bucket.batch_delete_objects(writable).deleted_keys == writable
    assert not list(oss2.ObjectIterator(bucket))


def test_listings_page_by_page(bucket: Any) -> None:
    keys = [f"l/{number % 3}/{number:03d}" for number in range(25)]
    for key in keys:
        bucket.put_object(key, b"x")
    assert [entry.key for entry in oss2.ObjectIterator(bucket, prefix="l/", max_keys=7)] == sorted(keys)
    folded = oss2.ObjectIteratorV2(bucket, prefix="l/", delimiter="/", max_keys=2)
    assert [(entry.key, entry.is_prefix()) for entry in folded] == [("l/0/", True), ("l/1/", True), ("l/2/", True)]


def test_multipart_uploads_of_all_kinds(bucket: Any, tmp_path: Path) -> None:
    whole = b"a" * PART + b"b" * PART + b"end"
    upload = bucket.init_multipart_upload("m").upload_id
    parts = []
    for number in (1, 2, 3):
        piece = whole[(number - 1) * PART : number * PART]
        part = bucket.upload_part("m", upload, number, piece)
        parts.append(oss2.models.PartInfo(number, part.etag, size=len(piece), part_crc=part.crc))
    assert [part.part_number for part in oss2.PartIterator(bucket, "m", upload, max_parts=2)] == [1, 2, 3]
    assert [entry.upload_id for entry in oss2.MultipartUploadIterator(bucket)] == [upload]
    bucket.complete_multipart_upload("m", upload, parts)
    assert bucket.get_object("m").read() == whole
    aborted = bucket.init_multipart_upload("m").upload_id
    bucket.abort_multipart_upload("m", aborted)
    (tmp_path / "file").write_bytes(whole)
    store = oss2.ResumableStore(root=str(tmp_path))
    oss2.resumable_upload(
        bucket, "r", str(tmp_path / "file"), store=store, multipart_threshold=1, part_size=PART, num_threads=2
    )
    assert bucket.get_object("r").read() == whole


def test_copies(bucket: Any) -> None:
    bucket.put_object("a 果", b"hello")
    bucket.copy_object("practice", "a 果", "b")
    assert bucket.get_object("b").read() == b"hello"
    upload = bucket.init_multipart_upload("m").upload_id
    part = bucket.upload_part_copy("practice", "a 果", (1, 3), "m", upload, 1)
    bucket.complete_multipart_upload("m", upload, [oss2.models.PartInfo(1, part.etag)])
    assert bucket.get_object("m").read() == b"ell"


def test_signed_urls(bucket: Any) -> None:
    put, get = (bucket.sign_url(method, "果 1/2", 60, slash_safe=True) for method in ("PUT", "GET"))
    assert _plain("PUT", put, b"hello") == (200, b"")
    assert _plain("GET", get) == (200, b"hello")
    other = get.replace("%201/2", "%202/2")
    assert b"<Code>SignatureDoesNotMatch</Code>" in _plain("GET", other)[1]


def test_signed_urls_expire(bucket: Any, practice_server: RunningPractice) -> None:
    url = bucket.sign_url("GET", "a", 60)
    later = PracticeServer(
        practice_server.root,
        credential_id=CREDENTIAL.access_key_id,
        credential_secret=CREDENTIAL.access_key_secret,
        clock=lambda: time.time() + 62,
    )
    with later:
        status, body = _plain("GET", url.replace(practice_server.endpoint, later.endpoint))
    assert status == 403
    assert b"<Message>Request has expired.</Message>" in body


def _plain(method: str, url: str, body: bytes | None = None) -> tuple[int, bytes]:
    target = urllib.parse.urlsplit(url)
    connection = HTTPConnection(target.netloc, timeout=10)
    try:
        connection.request(method, f"{target.path}?{target.query}", body=body)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_what_bucket_this_is(bucket: Any) -> None:
    info = bucket.get_bucket_info()
    assert (info.name, info.location, info.storage_class) == ("practice", "oss-cn-hangzhou", "Standard")
    assert bucket.get_bucket_location().location == "oss-cn-hangzhou"
    assert bucket.get_bucket_acl().acl == "private"
    with pytest.raises(oss2.exceptions.NoSuchCors):
        bucket.get_bucket_cors()
    service = oss2.Service(bucket.auth, bucket.endpoint, region="cn-hangzhou", session=bucket.session)
    assert [entry.name for entry in service.list_buckets().buckets] == ["practice"]


def test_errors_by_name(bucket: Any) -> None:
    bucket.put_object("a", b"x")
    with pytest.raises(oss2.exceptions.ServerError) as raised:
        bucket.put_object("a", b"y", headers={"x-oss-forbid-overwrite": "true"})
    assert (raised.value.status, raised.value.code) == (409, "FileAlreadyExists")
    with pytest.raises(oss2.exceptions.NoSuchKey) as missing:
        bucket.head_object("b")
    assert missing.value.details["EC"] == "0026-00000001", "read from the header x-oss-err"
    with pytest.raises(oss2.exceptions.NoSuchUpload):
        bucket.upload_part("a", "nothing", 1, b"x")
    other = oss2.Bucket(bucket.auth, bucket.endpoint, "another", region="cn-hangzhou", session=bucket.session)
    with pytest.raises(oss2.exceptions.NoSuchBucket):
        other.get_object("a")
