"""Where to send and as whom, from `--to` and the environment."""

import pytest

from itag_desktop.cli.connect import credential_for, destination_of
from itag_desktop.domain.errors import InputError

KEYS = {"OSS_ACCESS_KEY_ID": "id", "OSS_ACCESS_KEY_SECRET": "secret"}
HANGZHOU = {"OSS_REGION": "cn-hangzhou"}


def code_of(typed: str, environ: dict[str, str]) -> str:
    with pytest.raises(InputError) as caught:
        destination_of(typed, environ)
    return caught.value.code


def test_practice_needs_no_environment_and_no_credential() -> None:
    place = destination_of("practice:fruit/red/", {})
    assert (place.is_practice, place.bucket, place.prefix) == (True, "practice", "fruit/red")
    assert credential_for(place, {}) is None


def test_the_prefix_may_be_empty_in_every_way_of_writing_it() -> None:
    assert {destination_of(typed, HANGZHOU).prefix for typed in ("oss://labels", "oss://labels/", "practice:")} == {""}


def test_a_region_alone_is_enough() -> None:
    place = destination_of("oss://labels/iTAG", HANGZHOU)
    assert (place.bucket, place.region, place.prefix, place.endpoint) == ("labels", "cn-hangzhou", "iTAG", None)


@pytest.mark.parametrize(
    "endpoint",
    [
        "oss-cn-shanghai.aliyuncs.com",
        "https://oss-cn-shanghai.aliyuncs.com",
        "https://oss-cn-shanghai-internal.aliyuncs.com",
    ],
)
def test_the_region_follows_from_a_standard_endpoint(endpoint: str) -> None:
    assert destination_of("oss://labels", {"OSS_ENDPOINT": endpoint}).region == "cn-shanghai"


def test_the_address_of_an_upload_by_internal_endpoint_is_the_public_one() -> None:
    place = destination_of("oss://labels", {"OSS_ENDPOINT": "oss-cn-shanghai-internal.aliyuncs.com"})
    assert place.endpoint == "https://oss-cn-shanghai-internal.aliyuncs.com"
    assert place.uri("1.jpg") == "oss://labels.oss-cn-shanghai.aliyuncs.com/1.jpg"


def test_an_accelerated_endpoint_says_nothing_of_the_region() -> None:
    endpoint = {"OSS_ENDPOINT": "oss-accelerate.aliyuncs.com"}
    assert code_of("oss://labels", endpoint) == "region-missing"
    assert destination_of("oss://labels", {**endpoint, **HANGZHOU}).region == "cn-hangzhou"


def test_a_region_that_is_not_the_endpoints_is_refused_for_every_address_would_be_wrong() -> None:
    environ = {"OSS_ENDPOINT": "oss-cn-shanghai.aliyuncs.com", **HANGZHOU}
    assert code_of("oss://labels", environ) == "region-not-of-endpoint"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("labels/iTAG", "destination-wrong"),
        ("https://labels.oss-cn-hangzhou.aliyuncs.com/iTAG", "destination-wrong"),
        ("", "destination-wrong"),
        ("oss://", "bucket-wrong"),
        ("oss://Labels/x", "bucket-wrong"),
        ("oss://labels.oss-cn-hangzhou.aliyuncs.com/x", "bucket-wrong"),
        ("oss://labels/a/../b", "prefix-wrong"),
        ("practice:a/../b", "prefix-wrong"),
    ],
)
def test_a_malformed_destination_is_refused(typed: str, code: str) -> None:
    assert code_of(typed, HANGZHOU) == code


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        ("http://oss-cn-hangzhou.aliyuncs.com", "endpoint-not-https"),
        ("labels.oss-cn-hangzhou.aliyuncs.com", "endpoint-with-bucket"),
        ("oss-cn-hangzhou.aliyuncs.com/iTAG", "endpoint-with-path"),
        ("me@oss-cn-hangzhou.aliyuncs.com", "endpoint-with-user"),
    ],
)
def test_a_malformed_endpoint_is_refused(endpoint: str, code: str) -> None:
    assert code_of("oss://labels", {"OSS_ENDPOINT": endpoint}) == code


@pytest.mark.parametrize("missing", sorted(KEYS))
def test_a_missing_key_is_named(missing: str) -> None:
    environ = {name: value for name, value in KEYS.items() if name != missing}
    with pytest.raises(InputError) as caught:
        credential_for(destination_of("oss://labels", HANGZHOU), environ)
    assert (caught.value.code, caught.value.values["variable"]) == ("variable-missing", missing)


def test_blanks_around_pasted_keys_are_dropped_and_the_token_is_optional() -> None:
    place = destination_of("oss://labels", HANGZHOU)
    credential = credential_for(place, {"OSS_ACCESS_KEY_ID": " id\n", "OSS_ACCESS_KEY_SECRET": "secret\r\n"})
    assert credential is not None
    assert (credential.access_key_id, credential.access_key_secret, credential.security_token) == ("id", "secret", None)
    with_token = credential_for(place, {**KEYS, "OSS_SESSION_TOKEN": "token"})
    assert with_token is not None
    assert with_token.security_token == "token"
