"""Objects over the wire: what is stored, what comes back, in OSS's own headers and errors."""

import base64
import hashlib
import re
from xml.etree import ElementTree as ET

import pytest
from fastcrc import crc64

from tests.support.practice_server import RunningPractice
from tests.support.signed_client import SignedClient

CONTENT = b"0123456789"
ETAG = f'"{hashlib.md5(CONTENT).hexdigest().upper()}"'  # noqa: S324 - it is what an ETag is
CRC = str(crc64.xz(CONTENT))


def test_every_answer_has_the_headers_of_oss(client: SignedClient) -> None:
    for reply in (client.request("PUT", "a", body=b"x"), client.request("GET", "a"), client.request("GET", "b")):
        assert re.fullmatch(r"[0-9A-F]{24}", reply.headers["x-oss-request-id"])
        assert reply.headers["server"] == "AliyunOSS"
        assert reply.headers["date"].endswith(" GMT")
        assert reply.headers["x-oss-server-time"].isdigit()


def test_a_put_answers_quoted_upper_case_md5_and_unsigned_crc64(client: SignedClient) -> None:
    reply = client.request("PUT", "a", body=CONTENT)
    assert reply.status == 200
    assert reply.headers["etag"] == ETAG
    assert reply.headers["x-oss-hash-crc64ecma"] == CRC


def test_get_and_head_give_back_what_was_put(client: SignedClient) -> None:
    client.request(
        "PUT", "a", body=CONTENT, content_type="image/png", cache_control="no-cache", x_oss_meta_colour="red"
    )
    read, head = client.request("GET", "a"), client.request("HEAD", "a")
    assert read.body == CONTENT
    assert head.body == b""
    for reply in (read, head):
        assert reply.status == 200
        assert reply.headers["content-type"] == "image/png"
        assert reply.headers["content-length"] == "10"
        assert reply.headers["cache-control"] == "no-cache"
        assert reply.headers["x-oss-meta-colour"] == "red"
        assert reply.headers["etag"] == ETAG
        assert reply.headers["x-oss-hash-crc64ecma"] == CRC
        assert reply.headers["x-oss-object-type"] == "Normal"
        assert reply.headers["x-oss-storage-class"] == "Standard"
        assert reply.headers["last-modified"].endswith(" GMT")


def test_object_meta_is_short(client: SignedClient) -> None:
    client.request("PUT", "a", body=CONTENT, x_oss_meta_colour="red")
    reply = client.request("HEAD", "a", query={"objectMeta": ""})
    assert (reply.headers["etag"], reply.headers["content-length"]) == (ETAG, "10")
    assert "x-oss-meta-colour" not in reply.headers


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-9", 206, CONTENT, "bytes 0-9/10"),
        ("bytes=0-99", 200, CONTENT, None),
        ("bytes=5-99", 200, CONTENT, None),
        ("bytes=10-", 200, CONTENT, None),
        ("bytes=4-2", 200, CONTENT, None),
        ("bytes=1-2,4-5", 200, CONTENT, None),
        ("lines=1-2", 200, CONTENT, None),
    ],
)
def test_ranges_are_kept_to_the_letter_or_not_at_all(
    client: SignedClient, asked: str, status: int, body: bytes, content_range: str | None
) -> None:
    client.request("PUT", "a", body=CONTENT)
    reply = client.request("GET", "a", range=asked)
    assert (reply.status, reply.body, reply.headers.get("content-range")) == (status, body, content_range)
    assert reply.headers["x-oss-hash-crc64ecma"] == CRC, "that of the whole object"


def test_the_standard_range_behaviour_cuts_and_refuses(client: SignedClient) -> None:
    client.request("PUT", "a", body=CONTENT)
    cut = client.request("GET", "a", range="bytes=8-99", x_oss_range_behavior="standard")
    assert (cut.status, cut.body) == (206, b"89")
    refused = client.request("GET", "a", range="bytes=10-", x_oss_range_behavior="standard")
    assert (refused.status, refused.code) == (416, "InvalidRange")


def test_an_empty_object_is_an_object(client: SignedClient) -> None:
    reply = client.request("PUT", "folder/", body=b"")
    assert (reply.status, reply.headers["x-oss-hash-crc64ecma"]) == (200, "0")
    assert client.request("GET", "folder/", range="bytes=0-").body == b""


def test_a_missing_object_is_no_such_key_with_its_ec(client: SignedClient) -> None:
    reply = client.request("GET", "not/there")
    assert (reply.status, reply.headers["content-type"]) == (404, "application/xml")
    assert reply.code == "NoSuchKey"
    assert reply.text("Key") == "not/there"
    assert reply.text("EC") == reply.headers["x-oss-ec"] == "0026-00000001"
    assert reply.text("RequestId") == reply.headers["x-oss-request-id"]


def test_a_head_carries_its_error_in_a_header(client: SignedClient) -> None:
    reply = client.request("HEAD", "not/there")
    assert (reply.status, reply.body) == (404, b"")
    error = ET.fromstring(base64.b64decode(reply.headers["x-oss-err"]))  # noqa: S314 - our own server wrote it
    assert (error.tag, error.findtext("Code")) == ("Error", "NoSuchKey")


def test_deleting_twice_is_no_error(client: SignedClient) -> None:
    client.request("PUT", "a", body=CONTENT)
    assert [client.request("DELETE", "a").status, client.request("DELETE", "a").status] == [204, 204]
    assert client.request("GET", "a").status == 404


def test_forbid_overwrite_keeps_the_first_object(client: SignedClient) -> None:
    assert client.request("PUT", "a", body=b"first", x_oss_forbid_overwrite="true").status == 200
    refused = client.request("PUT", "a", body=b"second", x_oss_forbid_overwrite="true")
    assert (refused.status, refused.code, refused.text("EC")) == (409, "FileAlreadyExists", "0026-00000002")
    assert client.request("GET", "a").body == b"first"
    assert client.request("PUT", "a", body=b"third", x_oss_forbid_overwrite="false").status == 200
    assert client.request("GET", "a").body == b"third"


def test_forbid_overwrite_takes_true_and_false_alone(client: SignedClient) -> None:
    refused = client.request("PUT", "a", body=b"x", x_oss_forbid_overwrite="yes")
    assert (refused.status, refused.code, refused.text("EC")) == (400, "InvalidArgument", "0017-00000279")


def test_a_right_content_md5_is_taken_and_a_wrong_one_refused(client: SignedClient) -> None:
    digest = hashlib.md5(CONTENT).digest()  # noqa: S324 - it is what Content-MD5 is
    assert client.request("PUT", "a", body=CONTENT, content_md5=base64.b64encode(digest).decode()).status == 200
    wrong = client.request("PUT", "b", body=b"other", content_md5=base64.b64encode(digest).decode())
    assert (wrong.status, wrong.code, wrong.text("EC")) == (400, "InvalidDigest", "0017-00000503")
    for malformed in (digest.hex(), "!", base64.b64encode(digest[:8]).decode()):
        reply = client.request("PUT", "b", body=CONTENT, content_md5=malformed)
        assert (reply.status, reply.code, reply.text("EC")) == (400, "InvalidDigest", "0017-00000502")
    assert client.request("HEAD", "b").status == 404


@pytest.mark.parametrize(
    "key", ["/a", "\\a", "x" * 1024, "果" * 342], ids=["slash", "backslash", "1024 bytes", "1026 bytes of Chinese"]
)
def test_keys_against_the_rules_are_refused(client: SignedClient, key: str) -> None:
    reply = client.request("PUT", key, body=b"x")
    assert (reply.status, reply.code, reply.text("EC")) == (400, "InvalidObjectName", "0016-00000003")


def test_unknown_and_impossible_buckets_differ(client: SignedClient) -> None:
    assert client.request("GET", "a", bucket="another").code == "NoSuchBucket"
    assert client.request("GET", "a", bucket="No_Bucket").code == "InvalidBucketName"


def test_user_metadata_ends_at_8_kib(client: SignedClient) -> None:
    assert client.request("PUT", "a", body=b"x", x_oss_meta_a="m" * 8000).status == 200
    assert client.request("PUT", "a", body=b"x", x_oss_meta_a="m" * 8200).code == "InvalidArgument"


def test_what_practice_lacks_is_said_so(client: SignedClient) -> None:
    client.request("PUT", "a", body=b"x")
    for query in ({"tagging": ""}, {"x-oss-process": "image/resize,w_10"}, {"append": "", "position": "0"}):
        reply = client.request("GET", "a", query=query)
        assert (reply.status, reply.code) == (501, "NotImplemented")
    reply = client.request("PATCH", "a")
    assert (reply.status, reply.code) == (405, "MethodNotAllowed")


def test_conditions_are_kept(client: SignedClient) -> None:
    client.request("PUT", "a", body=CONTENT)
    assert client.request("GET", "a", if_match=ETAG).status == 200
    assert client.request("GET", "a", if_match='"other"').code == "PreconditionFailed"
    unchanged = client.request("GET", "a", if_none_match=ETAG)
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert client.request("GET", "a", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT").status == 304
    assert client.request("GET", "a", if_unmodified_since="Sat, 01 Jan 2000 00:00:00 GMT").status == 412


def test_response_parameters_change_headers_of_a_get(client: SignedClient) -> None:
    client.request("PUT", "a", body=CONTENT, content_type="image/png")
    query = {"response-content-type": "text/plain", "response-content-disposition": "attachment"}
    reply = client.request("GET", "a", query=query)
    assert (reply.headers["content-type"], reply.headers["content-disposition"]) == ("text/plain", "attachment")


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "\x00"])
def test_no_parameter_breaks_out_of_its_header(client: SignedClient, value: str) -> None:
    client.request("PUT", "a", body=CONTENT)
    assert client.request("GET", "a", query={"response-content-type": value}).code == "InvalidArgument"
    reply = client.request("GET", "a", query={"response-content-length": "3"})
    assert reply.body == CONTENT


def test_a_copy_keeps_or_replaces_the_headers(client: SignedClient) -> None:
    client.request("PUT", "a 果", body=CONTENT, content_type="image/png", x_oss_meta_colour="red")
    source = "/practice/a%20%E6%9E%9C"
    reply = client.request("PUT", "b", x_oss_copy_source=source)
    assert (reply.text("ETag"), reply.headers["x-oss-hash-crc64ecma"]) == (ETAG, CRC)
    head = client.request("HEAD", "b")
    assert (head.headers["content-type"], head.headers["x-oss-meta-colour"]) == ("image/png", "red")
    client.request("PUT", "c", x_oss_copy_source=source, x_oss_metadata_directive="REPLACE", content_type="a/b")
    head = client.request("HEAD", "c")
    assert (head.headers["content-type"], head.headers.get("x-oss-meta-colour")) == ("a/b", None)
    assert client.request("GET", "c").body == CONTENT


def test_a_copy_of_an_object_onto_itself_is_whole(client: SignedClient) -> None:
    client.request("PUT", "a", body=CONTENT)
    assert client.request("PUT", "a", x_oss_copy_source="/practice/a").status == 200
    assert client.request("GET", "a").body == CONTENT


def test_a_copy_without_its_source_is_refused(client: SignedClient) -> None:
    assert client.request("PUT", "b", x_oss_copy_source="/practice/a").code == "NoSuchKey"
    assert client.request("PUT", "b", x_oss_copy_source="/another/a").code == "NoSuchBucket"
    assert client.request("PUT", "b", x_oss_copy_source="nothing").code == "InvalidArgument"


def test_what_bucket_this_is_can_be_asked(client: SignedClient, practice_server: RunningPractice) -> None:
    assert client.request("GET", bucket="").texts("Buckets/Bucket/Name") == ["practice"]
    info = client.request("GET", query={"bucketInfo": ""})
    assert info.text("Bucket/Location") == "oss-cn-hangzhou"
    assert info.text("Bucket/ExtranetEndpoint") == practice_server.endpoint.removeprefix("http://")
    assert info.text("Bucket/StorageClass") == "Standard"
    assert client.request("GET", query={"location": ""}).text(".") == "oss-cn-hangzhou"
    assert client.request("GET", query={"acl": ""}).text("AccessControlList/Grant") == "private"
    assert client.request("GET", query={"cors": ""}).code == "NoSuchCORSConfiguration"


def test_many_objects_are_deleted_at_once(client: SignedClient) -> None:
    for key in ("a", "b<&>", "c"):
        client.request("PUT", key, body=b"x")
    body = (
        b"<Delete><Quiet>false</Quiet><Object><Key>a</Key></Object><Object><Key>b&lt;&amp;&gt;</Key></Object></Delete>"
    )
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()  # noqa: S324 - it is what Content-MD5 is
    reply = client.request("POST", query={"delete": ""}, body=body, content_md5=digest)
    assert reply.texts("Deleted/Key") == ["a", "b<&>"]
    assert [client.request("HEAD", key).status for key in ("a", "b<&>", "c")] == [404, 404, 200]
    assert client.request("POST", query={"delete": ""}, body=body).code == "MissingArgument"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<Delete>",
        b"<Other/>",
        b"<Delete/>",
        b"<Delete><Object><Key></Key></Object></Delete>",
        b"<Delete>" + b"<Object><Key>k</Key></Object>" * 1001 + b"</Delete>",
        b'<!DOCTYPE d [<!ENTITY a "x">]><Delete><Object><Key>&a;</Key></Object></Delete>',
    ],
)
def test_malformed_documents_are_refused(client: SignedClient, body: bytes) -> None:
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()  # noqa: S324 - it is what Content-MD5 is
    reply = client.request("POST", query={"delete": ""}, body=body, content_md5=digest)
    assert (reply.status, reply.code) == (400, "MalformedXML")
