"""Listings over the wire: versions 1 and 2, delimiter, paging, url encoding; and of uploads."""

from urllib.parse import unquote

import pytest

from tests.support.signed_client import Reply, SignedClient

KEYS = ("a/1", "a/2", "b", "c/1", "c/d/2", "é", "苹果.jpg", "\U0001f34e")


@pytest.fixture
def filled(client: SignedClient) -> SignedClient:
    for key in reversed(KEYS):
        client.request("PUT", key, body=b"x")
    return client


def _v2(client: SignedClient, **query: str) -> Reply:
    asked = {name.replace("_", "-"): value for name, value in query.items()}
    return client.request("GET", query={"list-type": "2", **asked})


def test_keys_come_in_the_order_of_their_utf8_bytes(filled: SignedClient) -> None:
    assert filled.request("GET").texts("Contents/Key") == sorted(KEYS, key=str.encode)
    assert _v2(filled).texts("Contents/Key") == sorted(KEYS, key=str.encode)


def test_an_entry_says_all_of_an_object(filled: SignedClient) -> None:
    reply = filled.request("GET", query={"prefix": "b"})
    assert reply.text("Contents/ETag") == '"9DD4E461268C8034F5C8564E155C67A6"'
    assert reply.text("Contents/Size") == "1"
    assert reply.text("Contents/Type") == "Normal"
    assert reply.text("Contents/StorageClass") == "Standard"
    assert reply.text("Contents/LastModified").endswith(".000Z")
    assert reply.text("Contents/Owner/ID")
    assert _v2(filled, prefix="b").text("Contents/Owner/ID") == ""
    assert _v2(filled, prefix="b", fetch_owner="true").text("Contents/Owner/ID")


def test_a_delimiter_folds_folders(filled: SignedClient) -> None:
    for reply in (filled.request("GET", query={"delimiter": "/"}), _v2(filled, delimiter="/")):
        assert reply.texts("CommonPrefixes/Prefix") == ["a/", "c/"]
        assert reply.texts("Contents/Key") == ["b", "é", "苹果.jpg", "\U0001f34e"]
    inside = _v2(filled, delimiter="/", prefix="c/")
    assert (inside.texts("CommonPrefixes/Prefix"), inside.texts("Contents/Key")) == (["c/d/"], ["c/1"])


@pytest.mark.parametrize("delimiter", ["", "/"])
@pytest.mark.parametrize("size", ["1", "2", "3", "1000"])
def test_pages_of_version_1_join_to_the_whole(filled: SignedClient, delimiter: str, size: str) -> None:
    whole = filled.request("GET", query={"delimiter": delimiter})
    marker, keys, prefixes = "", list[str](), list[str]()
    while True:
        page = filled.request("GET", query={"delimiter": delimiter, "marker": marker, "max-keys": size})
        keys += page.texts("Contents/Key")
        prefixes += page.texts("CommonPrefixes/Prefix")
        if page.text("IsTruncated") == "false":
            break
        marker = page.text("NextMarker")
    assert (keys, prefixes) == (whole.texts("Contents/Key"), whole.texts("CommonPrefixes/Prefix"))


@pytest.mark.parametrize("delimiter", ["", "/"])
@pytest.mark.parametrize("size", ["1", "2", "3", "1000"])
def test_pages_of_version_2_join_to_the_whole(filled: SignedClient, delimiter: str, size: str) -> None:
    whole = _v2(filled, delimiter=delimiter)
    token, keys, prefixes = dict[str, str](), list[str](), list[str]()
    while True:
        page = _v2(filled, delimiter=delimiter, max_keys=size, **token)
        keys += page.texts("Contents/Key")
        prefixes += page.texts("CommonPrefixes/Prefix")
        count = len(page.texts("Contents/Key")) + len(page.texts("CommonPrefixes/Prefix"))
        assert page.text("KeyCount") == str(count)
        if page.text("IsTruncated") == "false":
            break
        token = {"continuation_token": page.text("NextContinuationToken")}
    assert (keys, prefixes) == (whole.texts("Contents/Key"), whole.texts("CommonPrefixes/Prefix"))


def test_start_after_is_not_in_the_page(filled: SignedClient) -> None:
    assert _v2(filled, start_after="a/1", prefix="a/").texts("Contents/Key") == ["a/2"]
    assert _v2(filled, start_after="a/", prefix="a/").texts("Contents/Key") == ["a/1", "a/2"]


def test_url_encoding_carries_what_xml_cannot(client: SignedClient) -> None:
    odd = "a\x01b\x1f/ +%&<苹>\ufffe"
    client.request("PUT", odd, body=b"x")
    for query in ({"encoding-type": "url"}, {"encoding-type": "url", "list-type": "2"}):
        reply = client.request("GET", query={**query, "prefix": "a\x01"})
        assert reply.text("EncodingType") == "url"
        assert [unquote(key) for key in reply.texts("Contents/Key")] == [odd]
        assert unquote(reply.text("Prefix")) == "a\x01"
    folded = client.request("GET", query={"encoding-type": "url", "delimiter": "/"})
    assert folded.texts("CommonPrefixes/Prefix") == ["a%01b%1F%2F"]


@pytest.mark.parametrize(
    "query",
    [{"max-keys": "0"}, {"max-keys": "1001"}, {"max-keys": "many"}, {"encoding-type": "base64"}, {"list-type": "3"}],
)
def test_impossible_parameters_are_named(client: SignedClient, query: dict[str, str]) -> None:
    reply = client.request("GET", query=query)
    assert (reply.status, reply.code, reply.text("ArgumentName")) == (400, "InvalidArgument", next(iter(query)))


def test_a_foreign_continuation_token_is_refused(client: SignedClient) -> None:
    for token in ("!", "果", "/w=="):
        assert _v2(client, continuation_token=token).code == "InvalidArgument"


def _begin(client: SignedClient, key: str) -> tuple[str, str]:
    return key, client.request("POST", key, query={"uploads": ""}).text("UploadId")


@pytest.mark.parametrize("size", ["1", "2", "1000"])
def test_uploads_are_listed_by_key_and_id_page_by_page(client: SignedClient, size: str) -> None:
    begun = sorted(_begin(client, key) for key in ("b", "a/1", "a/1", "a/2"))
    listed, marker = list[tuple[str, str]](), dict[str, str]()
    while True:
        page = client.request("GET", query={"uploads": "", "max-uploads": size, **marker})
        listed += zip(page.texts("Upload/Key"), page.texts("Upload/UploadId"), strict=True)
        if page.text("IsTruncated") == "false":
            break
        marker = {"key-marker": page.text("NextKeyMarker"), "upload-id-marker": page.text("NextUploadIdMarker")}
    assert listed == begun
    folded = client.request("GET", query={"uploads": "", "delimiter": "/"})
    assert (folded.texts("CommonPrefixes/Prefix"), folded.texts("Upload/Key")) == (["a/"], ["b"])
    assert client.request("GET", query={"uploads": "", "prefix": "a/2"}).texts("Upload/Key") == ["a/2"]
