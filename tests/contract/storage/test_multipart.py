"""What every `ObjectStore` must hold: multipart uploads."""

import os
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastcrc import crc64

from itag_desktop.domain.destination import Access
from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.storage.body import BytesBody
from itag_desktop.storage.object_store import ListedPart, ObjectStore, PartRef
from tests.contract.storage.raw_server import Peer, raw_server
from tests.support.practice_server import access_to

PART = 200_000
CONTENT = os.urandom(PART * 2 + 17)
CRC = crc64.xz(CONTENT)


def begin(store: ObjectStore, *, forbid_overwrite: bool = False) -> str:
    return store.begin_upload("video", content_type="video/mp4", forbid_overwrite=forbid_overwrite)


def send_parts(store: ObjectStore, upload_id: str, content: bytes = CONTENT) -> tuple[PartRef, ...]:
    offsets = range(0, len(content), PART)
    stored = [
        store.put_part("video", upload_id, number, BytesBody(content[offset : offset + PART]))
        for number, offset in enumerate(offsets, start=1)
    ]
    return tuple(PartRef(number=number, etag=part.etag) for number, part in enumerate(stored, start=1))


def code_of(caught: pytest.ExceptionInfo[StorageError]) -> tuple[str, Reaction]:
    return caught.value.code, caught.value.reaction


def test_parts_become_one_object(store: ObjectStore) -> None:
    upload_id = begin(store)
    parts = send_parts(store, upload_id)
    assert store.head("video") is None

    stored = store.complete_upload("video", upload_id, parts, crc64=CRC, forbid_overwrite=True)

    assert stored.crc64 == CRC
    assert stored.etag.endswith("-3")
    assert b"".join(store.get("video")) == CONTENT
    ((item,), _) = store.list_page(prefix="", start_after="")
    assert not item.is_etag_md5


def test_the_parts_of_an_upload_are_listed(store: ObjectStore) -> None:
    upload_id = begin(store)
    assert store.list_parts("video", upload_id) == ()
    parts = send_parts(store, upload_id)

    sizes = (PART, PART, 17)
    expected = tuple(
        ListedPart(number=part.number, size_bytes=size, etag=part.etag) for part, size in zip(parts, sizes, strict=True)
    )
    assert store.list_parts("video", upload_id) == expected


def test_more_than_a_page_of_parts_is_listed(open_at: Callable[[Access], ObjectStore]) -> None:
    def page(number: int, *, has_more: bool) -> bytes:
        part = (
            f"<PartNumber>{number}</PartNumber><ETag>&quot;0a&quot;</ETag><Size>5</Size>"
            "<LastModified>2026-11-23T00:00:00.000Z</LastModified>"
        )
        head = (
            f"<IsTruncated>{str(has_more).lower()}</IsTruncated><NextPartNumberMarker>{number}</NextPartNumberMarker>"
        )
        return f"<ListPartsResult>{head}<Part>{part}</Part></ListPartsResult>".encode()

    def script(peer: Peer) -> None:
        for number, has_more in ((1000, True), (2000, True), (2001, False)):
            peer.request()
            peer.answer("200 OK", page(number, has_more=has_more), x_oss_request_id="1A")

    with raw_server(script) as server:
        parts = open_at(access_to(server.url)).list_parts("video", "some-id")

    assert parts == tuple(ListedPart(number=number, size_bytes=5, etag="0A") for number in (1000, 2000, 2001))
    asked = [dict(parse_qsl(urlsplit(request.target).query)) for request in server.received]
    assert [query.get("part-number-marker") for query in asked] == [None, "1000", "2000"]


def test_a_completed_upload_may_not_overwrite(store: ObjectStore) -> None:
    upload_id = begin(store, forbid_overwrite=False)
    parts = send_parts(store, upload_id)
    store.put("video", BytesBody(b"first"), content_type="video/mp4", forbid_overwrite=False)

    with pytest.raises(StorageError) as caught:
        store.complete_upload("video", upload_id, parts, crc64=CRC, forbid_overwrite=True)

    assert code_of(caught) == ("object-exists", Reaction.GIVE_UP_FILE)


def test_a_whole_that_differs_from_the_file_is_damaged(store: ObjectStore) -> None:
    upload_id = begin(store)
    parts = send_parts(store, upload_id)

    with pytest.raises(StorageError) as caught:
        store.complete_upload("video", upload_id, parts, crc64=CRC ^ 1, forbid_overwrite=True)

    assert code_of(caught) == ("sent-damaged", Reaction.RETRY)


def test_an_aborted_upload_is_gone(store: ObjectStore) -> None:
    upload_id = begin(store)
    send_parts(store, upload_id)

    store.abort_upload("video", upload_id)
    store.abort_upload("video", upload_id)

    for request in (
        lambda: store.list_parts("video", upload_id),
        lambda: store.put_part("video", upload_id, 1, BytesBody(bytes(500_000))),
        lambda: store.complete_upload(
            "video", upload_id, (PartRef(number=1, etag="0" * 32),), crc64=0, forbid_overwrite=True
        ),
    ):
        with pytest.raises(StorageError) as caught:
            request()
        assert code_of(caught) == ("upload-gone", Reaction.RESTART_UPLOAD)


def test_parts_that_do_not_fit_restart_the_upload(store: ObjectStore) -> None:
    upload_id = begin(store)
    parts = send_parts(store, upload_id)
    wrong = (PartRef(number=1, etag="0" * 32), *parts[1:])

    with pytest.raises(StorageError) as caught:
        store.complete_upload("video", upload_id, wrong, crc64=CRC, forbid_overwrite=True)

    assert code_of(caught) == ("upload-gone", Reaction.RESTART_UPLOAD)
