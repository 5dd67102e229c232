"""Where a dataset goes."""

import pytest

from itag_desktop.domain.destination import Credential, Destination, practice_destination
from itag_desktop.domain.errors import InputError


def test_a_uri_is_the_buckets_public_regional_address_and_the_raw_key_whatever_way_the_upload_took() -> None:
    destination = Destination(
        bucket="demo", region="cn-hangzhou", prefix="iTAG", endpoint="https://oss-cn-hangzhou-internal.aliyuncs.com"
    )
    assert destination.uri("pic/苹果 1%.jpg") == "oss://demo.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/苹果 1%.jpg"


def test_without_a_prefix_keys_stand_at_the_top_of_the_bucket() -> None:
    destination = Destination(bucket="demo", region="cn-hangzhou")
    assert destination.key("1.jpg") == "1.jpg"
    assert destination.uri("1.jpg") == "oss://demo.oss-cn-hangzhou.aliyuncs.com/1.jpg"


def test_practice_is_a_bucket_like_any_other() -> None:
    assert practice_destination(" fruit/ ").uri("1.jpg") == "oss://practice.oss-cn-hangzhou.aliyuncs.com/fruit/1.jpg"


@pytest.mark.parametrize("bucket", ["", "ab", "Demo", "-demo", "demo-", "de_mo", "de.mo", "a" * 64, "demo\n"])
def test_a_wrong_bucket_is_refused(bucket: str) -> None:
    with pytest.raises(InputError) as caught:
        Destination(bucket=bucket, region="cn-hangzhou")
    assert caught.value.code == "bucket-wrong"


@pytest.mark.parametrize("region", ["", "oss-cn-hangzhou", "cn_hangzhou", "cn-", "CN-hangzhou", "cn-hangzhou.aliyuncs"])
def test_a_wrong_region_is_refused(region: str) -> None:
    with pytest.raises(InputError) as caught:
        Destination(bucket="demo", region=region)
    assert caught.value.code == "region-wrong"


@pytest.mark.parametrize("prefix", ["/a", "a/", "a//b", "a/../b", "a\\b", " a"])
def test_a_prefix_that_was_not_cleaned_is_refused(prefix: str) -> None:
    with pytest.raises(InputError) as caught:
        Destination(bucket="demo", region="cn-hangzhou", prefix=prefix)
    assert caught.value.code == "prefix-wrong"


def test_a_credential_has_no_text_form_that_shows_it() -> None:
    credential = Credential(access_key_id="the-id", access_key_secret="the-secret", security_token="the-token")
    for text in (repr(credential), str(credential), f"{credential}"):
        assert not [secret for secret in ("the-id", "the-secret", "the-token") if secret in text]
