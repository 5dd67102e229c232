"""Multipart uploads over the wire: parts, their rules, what they become."""

import base64
import hashlib
from itertools import pairwise

import pytest
from fastcrc import crc64

from tests.support.practice_server import RunningPractice
from tests.support.signed_client import Reply, SignedClient

FULL = 100 * 1024


def _begin(client: SignedClient, key: str = "big", **headers: str) -> str:
    return client.request("POST", key, query={"uploads": ""}, body=None, bucket=None, **headers).text("UploadId")


def _part(client: SignedClient, upload: str, number: int, body: bytes, content_md5: str | None = None) -> Reply:
    headers = {"content_md5": content_md5} if content_md5 else {}
    return client.request(
        "PUT", "big", query={"uploadId": upload, "partNumber": str(number)}, body=body, bucket=None, **headers
    )


def _complete(client: SignedClient, upload: str, *parts: tuple[int, str], key: str = "big", **headers: str) -> Reply:
    listed = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>" for number, etag in parts)
    body = f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode()
    return client.request("POST", key, query={"uploadId": upload}, body=body, bucket=None, **headers)


def test_parts_sent_in_any_order_become_one_object(client: SignedClient) -> None:
    upload = _begin(client, content_type="video/mp4", x_oss_meta_colour="red")
    pieces = {7: b"b" * FULL, 9: b"c", 1: b"a" * (FULL + 1)}
    etags = {number: _part(client, upload, number, body).headers["etag"] for number, body in pieces.items()}
    whole = b"".join(pieces[number] for number in sorted(pieces))
    reply = _complete(client, upload, *sorted(etags.items()))
    assert reply.status == 200
    assert reply.text("Key") == "big"
    assert reply.text("ETag") == reply.headers["etag"]
    assert reply.headers["etag"].endswith('-3"')
    assert reply.headers["x-oss-hash-crc64ecma"] == str(crc64.xz(whole))
    read = client.request("GET", "big")
    assert read.body == whole
    assert read.headers["x-oss-object-type"] == "Multipart"
    assert (read.headers["content-type"], read.headers["x-oss-meta-colour"]) == ("video/mp4", "red")
    assert read.headers["x-oss-hash-crc64ecma"] == str(crc64.xz(whole))


def test_ranges_cross_the_borders_of_parts(client: SignedClient) -> None:
    upload = _begin(client)
    bodies = [bytes([number]) * FULL for number in range(1, 4)] + [b"end"]
    parts = [(n, _part(client, upload, n, body).headers["etag"]) for n, body in enumerate(bodies, 1)]
    _complete(client, upload, *parts)
    whole = b"".join(bodies)
    edges = [0, 1, FULL - 1, FULL, 2 * FULL + 5, 3 * FULL, len(whole)]
    for first, end in [*pairwise(edges), (FULL - 1, 2 * FULL + 1), (5, len(whole) - 1)]:
        assert client.request("GET", "big", range=f"bytes={first}-{end - 1}").body == whole[first:end]


def test_a_part_answers_as_an_object_does(client: SignedClient) -> None:
    reply = _part(client, _begin(client), 1, b"0123456789")
    assert reply.headers["etag"] == f'"{hashlib.md5(b"0123456789").hexdigest().upper()}"'  # noqa: S324 - an ETag
    assert reply.headers["x-oss-hash-crc64ecma"] == str(crc64.xz(b"0123456789"))


def test_a_part_sent_again_replaces_the_first(client: SignedClient) -> None:
    upload = _begin(client)
    _part(client, upload, 1, b"first")
    etag = _part(client, upload, 1, b"second").headers["etag"]
    _complete(client, upload, (1, etag))
    assert client.request("GET", "big").body == b"second"


def test_unnamed_parts_are_left_out_of_the_object(client: SignedClient) -> None:
    upload = _begin(client)
    etags = [_part(client, upload, number, bytes([number])).headers["etag"] for number in (1, 2)]
    _complete(client, upload, (2, etags[1]))
    assert client.request("GET", "big").body == b"\x02"


def test_complete_all_takes_every_part(client: SignedClient) -> None:
    upload = _begin(client)
    _part(client, upload, 2, b"end")
    _part(client, upload, 1, b"a" * FULL)
    reply = client.request("POST", "big", query={"uploadId": upload}, x_oss_complete_all="yes", body=b"")
    assert reply.status == 200
    assert client.request("GET", "big").body == b"a" * FULL + b"end"


def test_a_small_part_before_the_last_is_refused_at_the_end(client: SignedClient) -> None:
    upload = _begin(client)
    parts = [(n, _part(client, upload, n, b"x" * size).headers["etag"]) for n, size in ((1, FULL - 1), (2, 1))]
    reply = _complete(client, upload, *parts)
    assert (reply.status, reply.code, reply.text("EC")) == (400, "EntityTooSmall", "0042-00000213")
    assert client.request("HEAD", "big").status == 404
    assert client.request("GET", "big", query={"uploadId": upload}).texts("Part/PartNumber") == ["1", "2"]


def test_parts_named_out_of_order_or_twice_are_refused(client: SignedClient) -> None:
    upload = _begin(client)
    one, two = [(n, _part(client, upload, n, b"x" * FULL).headers["etag"]) for n in (1, 2)]
    for parts in ((two, one), (one, one)):
        reply = _complete(client, upload, *parts)
        assert (reply.status, reply.code) == (400, "InvalidPartOrder")


def test_parts_that_are_not_there_or_other_are_refused(client: SignedClient) -> None:
    upload = _begin(client)
    etag = _part(client, upload, 1, b"x").headers["etag"]
    for part in ((2, etag), (1, '"00000000000000000000000000000000"')):
        reply = _complete(client, upload, part)
        assert (reply.status, reply.code) == (400, "InvalidPart")


@pytest.mark.parametrize("number", ["0", "10001", "x", "-1", ""])
def test_part_numbers_go_from_1_to_10000(client: SignedClient, number: str) -> None:
    reply = client.request("PUT", "big", query={"uploadId": _begin(client), "partNumber": number}, body=b"x")
    assert (reply.status, reply.code, reply.text("ArgumentName")) == (400, "InvalidArgument", "partNumber")


def test_an_unknown_upload_is_told_so_by_every_request(client: SignedClient) -> None:
    query = {"uploadId": "0004B9895DBBB6EC98E36"}
    replies = [
        _part(client, query["uploadId"], 1, b"x"),
        _complete(client, query["uploadId"], (1, "x")),
        client.request("GET", "big", query=query),
        client.request("DELETE", "big", query=query),
    ]
    assert [(reply.status, reply.code) for reply in replies] == [(404, "NoSuchUpload")] * 4
    other_key = _part(client, _begin(client, "other"), 1, b"x")
    assert other_key.code == "NoSuchUpload", "an upload belongs to its key"


def test_an_upload_ends_with_complete_and_with_abort(client: SignedClient) -> None:
    done, aborted = _begin(client), _begin(client)
    etag = _part(client, done, 1, b"x").headers["etag"]
    _part(client, aborted, 1, b"y")
    assert _complete(client, done, (1, etag)).status == 200
    assert _complete(client, done, (1, etag)).code == "NoSuchUpload"
    assert client.request("DELETE", "big", query={"uploadId": aborted}).status == 204
    assert client.request("GET", query={"uploads": ""}).texts("Upload/Key") == []
    assert client.request("GET", "big").body == b"x"


def test_forbid_overwrite_holds_when_beginning_and_when_completing(client: SignedClient) -> None:
    upload = _begin(client, x_oss_forbid_overwrite="true")
    etag = _part(client, upload, 1, b"mine").headers["etag"]
    client.request("PUT", "big", body=b"theirs")
    assert client.request("POST", "big", query={"uploads": ""}, x_oss_forbid_overwrite="true").status == 409
    refused = _complete(client, upload, (1, etag), x_oss_forbid_overwrite="true")
    assert (refused.status, refused.code) == (409, "FileAlreadyExists")
    assert client.request("GET", "big").body == b"theirs"
    assert _complete(client, upload, (1, etag)).status == 200, "the upload is still there"
    assert client.request("GET", "big").body == b"mine"


def test_a_wrong_content_md5_leaves_no_part(client: SignedClient) -> None:
    upload = _begin(client)
    digest = base64.b64encode(hashlib.md5(b"other").digest()).decode()  # noqa: S324 - it is what Content-MD5 is
    assert _part(client, upload, 1, b"x", content_md5=digest).code == "InvalidDigest"
    assert client.request("GET", "big", query={"uploadId": upload}).texts("Part/PartNumber") == []


def test_parts_are_listed_page_by_page(client: SignedClient) -> None:
    upload = _begin(client)
    for number in (1, 2, 5):
        _part(client, upload, number, b"x" * number)
    query = {"uploadId": upload, "max-parts": "2"}
    first = client.request("GET", "big", query=query)
    assert first.texts("Part/PartNumber") == ["1", "2"]
    assert (first.text("IsTruncated"), first.text("NextPartNumberMarker")) == ("true", "2")
    second = client.request("GET", "big", query={**query, "part-number-marker": "2"})
    assert (second.texts("Part/PartNumber"), second.texts("Part/Size")) == (["5"], ["5"])
    assert second.text("IsTruncated") == "false"
    assert second.text("Part/ETag").startswith('"')


def test_parts_are_copied_whole_or_in_ranges(client: SignedClient) -> None:
    client.request("PUT", "source", body=b"0123456789")
    upload = _begin(client)
    query = {"uploadId": upload, "partNumber": "1"}
    whole = client.request("PUT", "big", query=query, x_oss_copy_source="/practice/source")
    assert whole.text("ETag") == f'"{hashlib.md5(b"0123456789").hexdigest().upper()}"'  # noqa: S324 - an ETag
    part = client.request(
        "PUT", "big", query=query, x_oss_copy_source="/practice/source", x_oss_copy_source_range="bytes=2-4"
    )
    _complete(client, upload, (1, part.text("ETag")))
    assert client.request("GET", "big").body == b"234"


def test_files_of_replaced_and_aborted_parts_are_removed(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    upload = _begin(client)
    for body in (b"one", b"two"):
        _part(client, upload, 1, body)
    client.request("DELETE", "big", query={"uploadId": upload})
    practice_server.stop()
    assert not list(practice_server.root.rglob("*-big"))
