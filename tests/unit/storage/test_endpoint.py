"""Endpoints as people type them."""

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.storage.endpoint import checked_endpoint, default_endpoint, is_loopback, is_own_domain


def checked(typed: str) -> str:
    return checked_endpoint(typed, bucket="labels", region="cn-hangzhou")


@pytest.mark.parametrize(
    ("typed", "endpoint"),
    [
        ("", "https://oss-cn-hangzhou.aliyuncs.com"),
        ("  oss-cn-beijing.aliyuncs.com/ ", "https://oss-cn-beijing.aliyuncs.com"),
        ("https://OSS-CN-Beijing-internal.aliyuncs.com", "https://oss-cn-beijing-internal.aliyuncs.com"),
        ("oss-accelerate.aliyuncs.com", "https://oss-accelerate.aliyuncs.com"),
        ("media.example.com:8443", "https://media.example.com:8443"),
        ("10.1.2.3", "https://10.1.2.3"),
        ("localhost:9000", "http://localhost:9000"),
        ("127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://127.0.0.1:9000/", "http://127.0.0.1:9000"),
        ("https://localhost", "https://localhost"),
    ],
)
def test_an_endpoint_is_brought_into_one_form(typed: str, endpoint: str) -> None:
    assert checked(typed) == endpoint
    assert checked(endpoint) == endpoint


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("http://oss-cn-hangzhou.aliyuncs.com", "endpoint-not-https"),
        ("http://10.1.2.3", "endpoint-not-https"),
        ("ftp://oss-cn-hangzhou.aliyuncs.com", "endpoint-scheme-wrong"),
        ("oss://oss-cn-hangzhou.aliyuncs.com", "endpoint-scheme-wrong"),
        ("labels.oss-cn-hangzhou.aliyuncs.com", "endpoint-with-bucket"),
        ("https://oss-cn-hangzhou.aliyuncs.com/labels", "endpoint-with-path"),
        ("oss-cn-hangzhou.aliyuncs.com?acl", "endpoint-with-path"),
        ("oss-cn-hangzhou.aliyuncs.com#top", "endpoint-with-path"),
        ("https://me:secret@oss-cn-hangzhou.aliyuncs.com", "endpoint-with-user"),
        ("me@oss-cn-hangzhou.aliyuncs.com", "endpoint-with-user"),
        ("http://[::1]:9000", "endpoint-ipv6"),
        ("[::1", "endpoint-ipv6"),
        ("oss-cn-hangzhou.aliyuncs.com:http", "endpoint-port-wrong"),
        ("oss-cn-hangzhou.aliyuncs.com:99999", "endpoint-port-wrong"),
        ("localhost:0", "endpoint-port-wrong"),
        ("https://", "endpoint-wrong"),
        ("oss cn hangzhou", "endpoint-wrong"),
        ("oss_cn.aliyuncs.com", "endpoint-wrong"),
        ("-oss.aliyuncs.com", "endpoint-wrong"),
        ("阿里云.com", "endpoint-wrong"),
        ("localhost.:9000", "endpoint-wrong"),
    ],
)
def test_what_is_no_endpoint_is_refused_by_name(typed: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(typed)

    assert caught.value.code == code
    assert "secret" not in str(caught.value)


def test_an_endpoint_with_the_bucket_is_shown_without_it() -> None:
    with pytest.raises(InputError) as caught:
        checked("https://labels.oss-cn-hangzhou.aliyuncs.com")

    assert caught.value.values == {"endpoint": "oss-cn-hangzhou.aliyuncs.com", "bucket": "labels"}


def test_a_bracket_left_open_shows_no_password() -> None:
    with pytest.raises(InputError) as caught:
        checked("https://me:secret@[::1")

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("endpoint", "local", "own"),
    [
        (default_endpoint("cn-hangzhou"), False, False),
        ("https://cn-hangzhou.oss.aliyuncs.com", False, False),
        ("https://media.example.com", False, True),
        ("https://aliyuncs.com.example", False, True),
        ("https://10.1.2.3", False, False),
        ("http://127.0.0.2:8000", True, False),
        ("http://localhost:8000", True, False),
        ("https://localhost.example", False, True),
    ],
)
def test_a_host_says_how_its_bucket_is_named(endpoint: str, local: bool, own: bool) -> None:  # noqa: FBT001 - a table
    assert (is_loopback(endpoint), is_own_domain(endpoint)) == (local, own)
