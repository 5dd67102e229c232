"""Signatures that others published, or that oss2 makes, checked by the server's own code."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from itag_desktop.practice.messages import Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.signatures import Guard


class _NoBody:
    length: int | None = 0

    def blocks(self) -> Iterator[memoryview]:
        yield from ()

    def read_small(self, limit: int) -> bytes:
        return b""[:limit]


# The example of the documentation, "Include signatures in the Authorization header".
V1_REQUEST = Request(
    method="PUT",
    bucket="oss-example",
    key="nelson",
    query={},
    headers={
        "content-md5": "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
        "content-type": "text/html",
        "date": "Thu, 17 Nov 2005 18:49:58 GMT",
        "host": "oss-example.oss-cn-hangzhou.aliyuncs.com",
        "x-oss-meta-author": "foo@bar.com",
        "x-oss-magic": "abracadabra",
        "authorization": "OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=",
    },
    body=_NoBody(),
)
V1_GUARD = Guard(
    key_id="44CF9590006BF252F707",
    secret="OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV",
    security_token=None,
    region="cn-hangzhou",
    clock=lambda: 1132253398.0,
)

# The example that the SDKs of version 2 share (signer tests, "TestV4AuthHeader").
V4_REQUEST = Request(
    method="PUT",
    bucket="bucket",
    key="1234+-/123/1.txt",
    query={"param1": "value1", "+param1": "value3", "|param1": "value4", "+param2": "", "|param2": "", "param2": ""},
    headers={
        "x-oss-head1": "value",
        "abc": "value",
        "zabc": "value",
        "xyz": "value",
        "content-type": "text/plain",
        "x-oss-content-sha256": "UNSIGNED-PAYLOAD",
        "x-oss-date": "20231216T162057Z",
        "authorization": "OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,"
        "Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
    },
    body=_NoBody(),
)
V4_GUARD = Guard(key_id="ak", secret="sk", security_token=None, region="cn-hangzhou", clock=lambda: 1702743657.0)


def test_the_documented_v1_signature_is_let_in() -> None:
    V1_GUARD.check(V1_REQUEST)


def test_the_documented_v1_signature_in_a_query_is_let_in_until_it_expires() -> None:
    query = {
        "OSSAccessKeyId": "44CF9590006BF252F707",
        "Expires": "1141889120",
        "Signature": "EwaNTn1erJGkimiJ9WmXgwnANLc=",
    }
    request = replace(V1_REQUEST, method="GET", key="oss-api.pdf", query=query, headers={})
    replace(V1_GUARD, clock=lambda: 1141889120.0).check(request)
    with pytest.raises(Refusal) as refused:
        replace(V1_GUARD, clock=lambda: 1141889121.0).check(request)
    assert (refused.value.code, refused.value.message) == ("AccessDenied", "Request has expired.")


def test_the_v4_signature_the_sdks_share_is_let_in() -> None:
    V4_GUARD.check(V4_REQUEST)


def test_the_v4_signature_with_a_token_is_let_in() -> None:
    changes = {
        "x-oss-date": "20231217T034736Z",
        "x-oss-security-token": "token",
        "authorization": "OSS4-HMAC-SHA256 Credential=ak/20231217/cn-hangzhou/oss/aliyun_v4_request,"
        "Signature=b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
    }
    guard = replace(V4_GUARD, security_token="token", clock=lambda: 1702784856.0)
    guard.check(replace(V4_REQUEST, headers={**V4_REQUEST.headers, **changes}))


@pytest.mark.parametrize("order", ["Signature={s}, Credential={c}", "Credential={c} ,  Signature={s}"])
def test_the_fields_of_a_v4_header_come_in_any_order_and_with_blanks(order: str) -> None:
    fields = order.format(
        c="ak/20231216/cn-hangzhou/oss/aliyun_v4_request",
        s="e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
    )
    V4_GUARD.check(replace(V4_REQUEST, headers={**V4_REQUEST.headers, "authorization": f"OSS4-HMAC-SHA256 {fields}"}))


@pytest.mark.parametrize(("request_", "guard"), [(V1_REQUEST, V1_GUARD), (V4_REQUEST, V4_GUARD)], ids=["v1", "v4"])
@pytest.mark.parametrize(
    "change",
    [
        {"method": "GET"},
        {"bucket": "other"},
        {"key": "other"},
        {"query": {"uploads": ""}},
        {"headers": {"content-type": "text/css"}},
        {"headers": {"x-oss-forbid-overwrite": "true"}},
        {"headers": {"content-md5": "1B2M2Y8AsgTpgAmY7PhCfg=="}},
    ],
    ids=["method", "bucket", "key", "query", "content type", "OSS header", "MD5"],
)
def test_no_signed_thing_can_be_changed(
    request_: Request, guard: Guard, change: dict[str, str | dict[str, str]]
) -> None:
    headers = change.get("headers", {})
    assert isinstance(headers, dict)
    changed = replace(request_, **(change | {"headers": {**request_.headers, **headers}}))  # type: ignore[arg-type] # names of fields
    with pytest.raises(Refusal) as refused:
        guard.check(changed)
    assert refused.value.code == "SignatureDoesNotMatch"


@pytest.mark.parametrize(("request_", "guard"), [(V1_REQUEST, V1_GUARD), (V4_REQUEST, V4_GUARD)], ids=["v1", "v4"])
@pytest.mark.parametrize(("skew_s", "code"), [(-901, "RequestTimeTooSkewed"), (901, "RequestTimeTooSkewed")])
def test_a_clock_more_than_fifteen_minutes_off_is_refused(
    request_: Request, guard: Guard, skew_s: int, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        replace(guard, clock=lambda: guard.clock() + skew_s).check(request_)
    assert refused.value.code == code
    assert refused.value.elements["MaxAllowedSkewMilliseconds"] == "900000"
    replace(guard, clock=lambda: guard.clock() + skew_s * 899 / 901).check(request_)


@pytest.mark.parametrize(("request_", "guard"), [(V1_REQUEST, V1_GUARD), (V4_REQUEST, V4_GUARD)], ids=["v1", "v4"])
def test_an_unknown_key_id_is_named_as_such(request_: Request, guard: Guard) -> None:
    with pytest.raises(Refusal) as refused:
        replace(guard, key_id="another").check(request_)
    assert refused.value.code == "InvalidAccessKeyId"


@pytest.mark.parametrize(("request_", "guard"), [(V1_REQUEST, V1_GUARD), (V4_REQUEST, V4_GUARD)], ids=["v1", "v4"])
def test_a_temporary_key_needs_its_token(request_: Request, guard: Guard) -> None:
    temporary = replace(guard, security_token="right")
    with pytest.raises(Refusal) as refused:
        temporary.check(request_)
    assert refused.value.code == "InvalidAccessKeyId"
    with pytest.raises(Refusal) as refused:
        temporary.check(replace(request_, headers={**request_.headers, "x-oss-security-token": "wrong"}))
    assert refused.value.code == "InvalidSecurityToken"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"authorization": ""}, "AccessDenied"),
        ({"authorization": "Basic YTpi"}, "InvalidArgument"),
        ({"authorization": "OSS4-HMAC-SHA256 "}, "InvalidArgument"),
        ({"authorization": "OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou,Signature=00"}, "InvalidArgument"),
        ({"x-oss-content-sha256": "abc"}, "InvalidArgument"),
        ({"x-oss-date": "yesterday"}, "AccessDenied"),
        ({"x-oss-date": ""}, "AccessDenied"),
        ({"authorization": "OSS ak"}, "SignatureDoesNotMatch"),
        ({"authorization": "OSS ak:\udcff"}, "SignatureDoesNotMatch"),
    ],
)
def test_a_malformed_authorization_is_refused(headers: dict[str, str], code: str) -> None:
    changed = {**V4_REQUEST.headers, "date": "Sat, 16 Dec 2023 16:20:57 GMT", **headers}
    if headers.get("authorization", "").startswith("OSS "):
        del changed["x-oss-date"]
    if headers.get("x-oss-date") is not None:
        del changed["date"]
    with pytest.raises(Refusal) as refused:
        V4_GUARD.check(replace(V4_REQUEST, headers=changed))
    assert refused.value.code == code


def test_another_region_in_the_credential_is_refused_with_its_own_ec() -> None:
    credential = "OSS4-HMAC-SHA256 Credential=ak/20231216/oss-cn-hangzhou/oss/aliyun_v4_request,Signature=00"
    with pytest.raises(Refusal) as refused:
        V4_GUARD.check(replace(V4_REQUEST, headers={**V4_REQUEST.headers, "authorization": credential}))
    assert (refused.value.code, refused.value.ec) == ("InvalidArgument", "0002-00000228")


def test_empty_additional_headers_are_refused() -> None:
    header = V4_REQUEST.headers["authorization"] + ",AdditionalHeaders="
    with pytest.raises(Refusal) as refused:
        V4_GUARD.check(replace(V4_REQUEST, headers={**V4_REQUEST.headers, "authorization": header}))
    assert (refused.value.code, refused.value.ec) == ("InvalidArgument", "0002-00000209")
