"""What every `ObjectStore` must hold: single objects, against a server over real sockets."""

import hashlib
import os
import threading
from pathlib import Path

import pytest
from fastcrc import crc64

from itag_desktop.domain.errors import Reaction, SourceFileError, StorageError
from itag_desktop.storage.body import BytesBody, FileWindow
from itag_desktop.storage.object_store import ObjectStore, Stored
from tests.support.practice_server import RunningPractice

PNG = "image/png"
ODD_KEYS = [
    "plain.png",
    "folder/below/it.png",
    "两岸/猿声 啼不住.jpg",
    "a+b c%20&d=e?f#g~h!i'(j)*,;:@$.png",
    'quo"te\\back<tag>.png',
    "smile 😀/e\u0301.png",
    "x" * 1023,
]


def put(store: ObjectStore, key: str, content: bytes = b"content", *, forbid_overwrite: bool = False) -> Stored:
    return store.put(key, BytesBody(content), content_type=PNG, forbid_overwrite=forbid_overwrite)


@pytest.mark.parametrize("key", ODD_KEYS)
def test_an_object_is_found_under_its_key_only(store: ObjectStore, key: str) -> None:
    stored = put(store, key)

    head = store.head(key)
    assert head is not None
    assert (head.size_bytes, head.etag, head.crc64) == (7, stored.etag, stored.crc64)
    assert b"".join(store.get(key)) == b"content"
    assert [item.key for item in store.list_page(prefix="", start_after="")[0]] == [key]


@pytest.mark.parametrize("size_bytes", [0, 1, 65_536, 65_537, 4_194_304, 9_000_001])
def test_what_is_put_is_what_is_got(store: ObjectStore, size_bytes: int) -> None:
    content = os.urandom(size_bytes)

    stored = put(store, "key", content)

    assert stored == Stored(etag=hashlib.md5(content).hexdigest().upper(), crc64=crc64.xz(content))  # noqa: S324 - ETag
    assert b"".join(store.get("key")) == content
    assert all(len(block) <= 4_194_304 for block in store.get("key"))


def test_a_window_of_a_file_is_put(store: ObjectStore, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "file").write_bytes(content)
    seen: list[int] = []

    with FileWindow(str(tmp_path / "file"), 1000, 2_500_000, on_read=seen.append) as window:
        stored = store.put("key", window, content_type=PNG, forbid_overwrite=False)

    assert stored.crc64 == crc64.xz(content[1000:2_501_000])
    assert b"".join(store.get("key")) == content[1000:2_501_000]
    assert sum(seen) == 2_500_000


def test_a_file_that_ends_short_is_not_stored(store: ObjectStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(1_500_000))

    with FileWindow(str(tmp_path / "file"), 0, 2_000_000) as window, pytest.raises(SourceFileError) as caught:
        store.put("key", window, content_type=PNG, forbid_overwrite=False)

    assert caught.value.code == "file-changed"
    assert store.head("key") is None
    assert put(store, "next").crc64 == crc64.xz(b"content")


def test_a_put_carries_its_type_and_no_access_control(store: ObjectStore, practice_server: RunningPractice) -> None:
    put(store, "key")
    store.begin_upload("video", content_type="video/mp4", forbid_overwrite=True)

    one, begun = practice_server.requests
    assert (one.headers["content-type"], begun.headers["content-type"]) == (PNG, "video/mp4")
    assert not any("acl" in name for name in (*one.headers, *begun.headers))


def test_overwriting_happens_only_where_it_is_allowed(store: ObjectStore) -> None:
    put(store, "key", b"first", forbid_overwrite=True)
    with pytest.raises(StorageError) as caught:
        put(store, "key", b"second", forbid_overwrite=True)
    assert b"".join(store.get("key")) == b"first"

    put(store, "key", b"third", forbid_overwrite=False)
    assert b"".join(store.get("key")) == b"third"
    assert (caught.value.code, caught.value.reaction) == ("object-exists", Reaction.GIVE_UP_FILE)
    assert caught.value.values["key"] == "key"


def test_a_refused_large_body_says_why(store: ObjectStore) -> None:
    put(store, "key")
    with pytest.raises(StorageError) as caught:
        put(store, "key", bytes(12_000_000), forbid_overwrite=True)

    assert caught.value.code == "object-exists"


def test_a_missing_object_has_no_head_and_cannot_be_got(store: ObjectStore) -> None:
    assert store.head("missing") is None
    with pytest.raises(StorageError) as caught:
        next(store.get("missing"))

    assert (caught.value.code, caught.value.reaction) == ("object-missing", Reaction.GIVE_UP_FILE)


def test_an_object_replaced_while_it_is_read_is_not_mixed(store: ObjectStore) -> None:
    put(store, "key", bytes(6_000_000))
    blocks = store.get("key")
    next(blocks)
    put(store, "key", b"1" * 6_000_000)

    with pytest.raises(StorageError) as caught:
        next(blocks)

    assert (caught.value.code, caught.value.reaction) == ("object-changed", Reaction.RETRY)


def test_a_listing_comes_in_pages_in_the_order_of_bytes(store: ObjectStore) -> None:
    keys = ["a/1", "a/10", "a/2", "a/é", "a/两", "a/😀", "b/1"]
    for key in keys:
        put(store, key)

    listed: list[str] = []
    start_after, has_more = "", True
    while has_more:
        page, has_more = store.list_page(prefix="a/", start_after=start_after, max_keys=2)
        assert len(page) <= 2
        listed += [item.key for item in page]
        start_after = listed[-1]

    assert listed == sorted(keys, key=str.encode)[:-1]


def test_a_listed_object_has_its_size_and_etag(store: ObjectStore) -> None:
    stored = put(store, "key", b"12345")

    (item,), has_more = store.list_page(prefix="", start_after="")

    assert (item.key, item.size_bytes, item.etag, item.is_etag_md5) == ("key", 5, stored.etag, True)
    assert not has_more
    assert store.list_page(prefix="other/", start_after="") == ((), False)


def test_control_characters_survive_a_listing(store: ObjectStore) -> None:
    put(store, "a\x01b\nc.png")

    assert [item.key for item in store.list_page(prefix="a", start_after="")[0]] == ["a\x01b\nc.png"]


def test_a_key_that_cannot_be_written_is_refused(store: ObjectStore) -> None:
    with pytest.raises(StorageError) as caught:
        put(store, "not utf-8 \udcff")

    assert (caught.value.code, caught.value.reaction) == ("key-refused", Reaction.GIVE_UP_FILE)
    assert caught.value.values["key"] == "not utf-8 \\udcff"


def test_many_threads_share_one_store(store: ObjectStore) -> None:
    contents = {f"key {number}": os.urandom(number * 10_000) for number in range(16)}
    crcs: dict[str, int] = {}

    def work(key: str) -> None:
        crcs[key] = put(store, key, contents[key]).crc64

    threads = [threading.Thread(target=work, args=(key,)) for key in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert crcs == {key: crc64.xz(content) for key, content in contents.items()}
    assert {key: b"".join(store.get(key)) for key in contents} == contents
