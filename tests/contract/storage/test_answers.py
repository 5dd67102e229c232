"""What every `ObjectStore` must hold: which answers count as success, and what the others mean for a run."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

import pytest

from itag_desktop.domain.destination import Access, Credential
from itag_desktop.domain.errors import CancelledError, Reaction, StorageError
from itag_desktop.practice.messages import Answer
from itag_desktop.practice.server import PracticeServer
from itag_desktop.storage.body import BytesBody
from itag_desktop.storage.object_store import ObjectStore, PartRef
from tests.contract.storage.raw_server import Peer, Script, raw_server
from tests.support.faults import Faults
from tests.support.practice_server import RunningPractice, access_to

REQUEST_ID = "5C1B138A109F4E405B2D0AAA"
OpenAt = Callable[[Access], ObjectStore]


def put(store: ObjectStore) -> object:
    return store.put("folder/key", BytesBody(b"content"), content_type="image/png", forbid_overwrite=False)


def put_part(store: ObjectStore) -> object:
    return store.put_part("folder/key", "some-id", 1, BytesBody(b"content"))


def complete(store: ObjectStore) -> object:
    parts = (PartRef(number=1, etag="0" * 32),)
    return store.complete_upload("folder/key", "some-id", parts, crc64=0, forbid_overwrite=False)


def begin(store: ObjectStore) -> object:
    return store.begin_upload("folder/key", content_type="image/png", forbid_overwrite=False)


REQUESTS: dict[str, Callable[[ObjectStore], object]] = {
    "head": lambda store: store.head("folder/key"),
    "list": lambda store: store.list_page(prefix="", start_after=""),
    "put": put,
    "get": lambda store: b"".join(store.get("folder/key")),
    "begin": begin,
    "part": put_part,
    "parts": lambda store: store.list_parts("folder/key", "some-id"),
    "complete": complete,
    "abort": lambda store: store.abort_upload("folder/key", "some-id"),
}
every_request = pytest.mark.parametrize("request_to", REQUESTS.values(), ids=list(REQUESTS))
every_write = pytest.mark.parametrize("write_to", [put, put_part, complete], ids=["put", "part", "complete"])


def error_of(request: Callable[[ObjectStore], object], store: ObjectStore) -> StorageError:
    with pytest.raises(StorageError) as caught:
        request(store)
    return caught.value


def always(status: str, body: bytes = b"", /, **headers: str) -> Script:
    def script(peer: Peer) -> None:
        while True:
            is_head = peer.request().method == "HEAD"
            peer.answer(status, b"" if is_head else body, **headers)

    return script


# -- what is no answer of OSS ---------------------------------------------------------------------------------------


@every_request
def test_the_page_of_a_captive_portal_is_no_answer(
    open_at: OpenAt, request_to: Callable[[ObjectStore], object]
) -> None:
    with raw_server(always("200 OK", b"<html>Please <b>sign in<br></html>", Content_Type="text/html")) as server:
        error = error_of(request_to, open_at(access_to(server.url)))

    assert (error.code, error.reaction) == ("answer-not-oss", Reaction.RETRY_NETWORK)


@every_request
def test_a_success_without_what_oss_answers_is_none(
    open_at: OpenAt, request_to: Callable[[ObjectStore], object]
) -> None:
    with raw_server(always("200 OK", x_oss_request_id="")) as server:
        error = error_of(request_to, open_at(access_to(server.url)))

    assert error.code == "answer-not-oss"


@every_request
@pytest.mark.parametrize("status", ["302 Found", "403 Forbidden", "404 Not Found", "500 Oops", "502 Bad Gateway"])
def test_an_error_that_no_oss_answered_is_about_the_way_there(
    open_at: OpenAt, request_to: Callable[[ObjectStore], object], status: str
) -> None:
    page = "<html><body>网关错误</body></html>".encode("gbk")
    with raw_server(always(status, page, Location="http://127.0.0.1:9/")) as server:
        error = error_of(request_to, open_at(access_to(server.url)))

    assert (error.code, error.reaction) == ("answer-not-oss", Reaction.RETRY_NETWORK)


@pytest.mark.parametrize(
    ("request_to", "page"),
    [
        (REQUESTS["list"], b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"),
        (begin, b"<R><UploadId>some-id</UploadId></R>"),
        (
            REQUESTS["parts"],
            b"<R><IsTruncated>false</IsTruncated><NextPartNumberMarker>0</NextPartNumberMarker></R>",
        ),
    ],
    ids=["list", "begin", "parts"],
)
def test_a_page_that_looks_right_counts_only_with_a_request_id(
    open_at: OpenAt, request_to: Callable[[ObjectStore], object], page: bytes
) -> None:
    with raw_server(always("200 OK", page)) as server:
        assert error_of(request_to, open_at(access_to(server.url))).code == "answer-not-oss"
    with raw_server(always("200 OK", page, x_oss_request_id=REQUEST_ID)) as server:
        request_to(open_at(access_to(server.url)))


@every_write
@pytest.mark.parametrize("missing", ["x_oss_request_id", "ETag", "x_oss_hash_crc64ecma"])
def test_a_write_counts_only_with_request_id_etag_and_crc(
    open_at: OpenAt, write_to: Callable[[ObjectStore], object], missing: str
) -> None:
    headers = {"x_oss_request_id": REQUEST_ID, "ETag": '"0A"', "x_oss_hash_crc64ecma": "0"}
    del headers[missing]
    with raw_server(always("200 OK", b"", **headers)) as server:
        error = error_of(write_to, open_at(access_to(server.url)))

    assert (error.code, error.reaction) == ("answer-not-oss", Reaction.RETRY_NETWORK)


@every_write
def test_a_write_counts_only_with_the_crc_of_what_was_sent(
    open_at: OpenAt, write_to: Callable[[ObjectStore], object]
) -> None:
    with raw_server(always("200 OK", x_oss_request_id=REQUEST_ID, ETag='"0A"', x_oss_hash_crc64ecma="12345")) as server:
        error = error_of(write_to, open_at(access_to(server.url)))

    assert (error.code, error.reaction) == ("sent-damaged", Reaction.RETRY)
    assert error.values["key"] == "folder/key"


def test_a_crc_that_is_no_number_is_no_answer(open_at: OpenAt) -> None:
    with raw_server(always("200 OK", x_oss_request_id=REQUEST_ID, ETag='"0A"', x_oss_hash_crc64ecma="many")) as server:
        assert error_of(put, open_at(access_to(server.url))).code == "answer-not-oss"


@pytest.mark.parametrize(
    "page", [b"", b"<html><br></html>", b"<ListBucketResult/>", b"<ListBucketResult><IsTruncated>may", b"\xff\xfe"]
)
def test_a_listing_that_cannot_be_read_is_no_answer(open_at: OpenAt, page: bytes) -> None:
    with raw_server(always("200 OK", page, x_oss_request_id=REQUEST_ID)) as server:
        assert error_of(REQUESTS["list"], open_at(access_to(server.url))).code == "answer-not-oss"


@pytest.mark.parametrize("request_to", [REQUESTS["list"], REQUESTS["get"], begin], ids=["list", "get", "begin"])
def test_an_answer_that_is_cut_is_none(open_at: OpenAt, request_to: Callable[[ObjectStore], object]) -> None:
    def script(peer: Peer) -> None:
        while peer.request().method == "HEAD":
            peer.send(b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\nETag: "0A"\r\nx-oss-request-id: 1A\r\n\r\n')
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\nx-oss-request-id: 1A\r\n\r\n<ListBucketResult>")

    with raw_server(script) as server:
        error = error_of(request_to, open_at(access_to(server.url)))

    assert (error.code, error.reaction) == ("connection-lost", Reaction.RETRY_NETWORK)


@pytest.mark.parametrize("size_bytes", [899, 901])
def test_a_range_of_another_size_is_no_answer(open_at: OpenAt, size_bytes: int) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.send(b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\nETag: "0A"\r\nx-oss-request-id: 1A\r\n\r\n')
        peer.request()
        peer.answer("200 OK", bytes(size_bytes), x_oss_request_id=REQUEST_ID)

    with raw_server(script) as server:
        assert error_of(REQUESTS["get"], open_at(access_to(server.url))).code == "answer-not-oss"


# -- what OSS refuses -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An answer of OSS and what it means: for a request about an object, and for the listing of the bucket."""

    status: str
    oss_code: str
    code: str
    on_object: Reaction
    on_bucket: Reaction | None = None
    ec: str = "0000-00000000"


FILE, STOP, RETRY = Reaction.GIVE_UP_FILE, Reaction.STOP_RUN, Reaction.RETRY
CASES = [
    Case(status="403 F", oss_code="InvalidAccessKeyId", code="key-id-unknown", on_object=STOP),
    Case(status="403 F", oss_code="SignatureDoesNotMatch", code="secret-wrong", on_object=STOP),
    Case(status="403 F", oss_code="UserDisable", code="account-disabled", on_object=STOP),
    Case(status="403 F", oss_code="SecurityTokenExpired", code="token-expired", on_object=Reaction.RENEW_CREDENTIAL),
    Case(status="403 F", oss_code="InvalidSecurityToken", code="token-refused", on_object=Reaction.RENEW_CREDENTIAL),
    Case(status="404 N", oss_code="NoSuchBucket", code="bucket-missing", on_object=STOP),
    Case(status="400 B", oss_code="InvalidArgument", code="region-refused", on_object=STOP, ec="0002-00000228"),
    Case(status="400 B", oss_code="InvalidObjectName", code="key-refused", on_object=FILE),
    Case(status="400 B", oss_code="EntityTooLarge", code="object-too-large", on_object=FILE),
    Case(status="400 B", oss_code="SomethingNew", code="request-refused", on_object=FILE, on_bucket=STOP),
    Case(status="503 S", oss_code="QpsLimitExceeded", code="throttled", on_object=RETRY),
    Case(status="429 T", oss_code="Whatever", code="throttled", on_object=RETRY),
    Case(status="500 I", oss_code="InternalError", code="server-error", on_object=RETRY),
    Case(status="400 B", oss_code="RequestTimeout", code="request-timeout", on_object=Reaction.RETRY_NETWORK),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.oss_code)
@pytest.mark.parametrize("about", ["object", "bucket"])
def test_a_refusal_says_what_to_do(open_at: OpenAt, case: Case, about: str) -> None:
    page = f"<Error><Code>{case.oss_code}</Code><Message>no</Message><EC>{case.ec}</EC></Error>"
    with raw_server(always(case.status, page.encode(), x_oss_request_id=REQUEST_ID)) as server:
        error = error_of(put if about == "object" else REQUESTS["list"], open_at(access_to(server.url)))

    reaction = case.on_object if about == "object" else case.on_bucket or case.on_object
    assert (error.code, error.reaction) == (case.code, reaction)
    assert error.values["request_id"] == REQUEST_ID
    assert (error.values["oss_code"], error.values["ec"]) == (case.oss_code, case.ec)
    assert error.values["action"] == ("oss:PutObject" if about == "object" else "oss:ListObjects")


def test_a_missing_permission_is_about_the_file_or_about_the_bucket(
    store: ObjectStore, practice_server: RunningPractice
) -> None:
    practice_server.faults.refuse("AccessDenied", times=3)

    on_object, on_head = error_of(put, store), error_of(REQUESTS["head"], store)
    on_bucket = error_of(REQUESTS["list"], store)

    assert (on_object.code, on_object.reaction) == ("access-denied", Reaction.GIVE_UP_FILE)
    assert (on_object.values["action"], on_object.values["key"]) == ("oss:PutObject", "folder/key")
    assert (on_head.code, on_head.values["action"]) == ("access-denied", "oss:GetObject")
    assert (on_bucket.code, on_bucket.reaction) == ("bucket-access-denied", Reaction.STOP_RUN)


@pytest.mark.parametrize(
    ("endpoint", "code", "region"),
    [
        ("oss-cn-beijing.aliyuncs.com", "wrong-region", "cn-beijing"),
        ("oss-ap-southeast-1-internal.aliyuncs.com", "wrong-region", "ap-southeast-1"),
        ("oss-cn-beijing.aliyuncs.com.evil.example", "bucket-access-denied", None),
        ("evil.example/oss-cn-beijing.aliyuncs.com", "bucket-access-denied", None),
    ],
)
def test_the_right_region_is_believed_only_of_a_host_of_oss(
    store: ObjectStore, practice_server: RunningPractice, endpoint: str, code: str, region: str | None
) -> None:
    text = "The bucket you are attempting to access must be addressed using the specified endpoint."
    page = f"<Error><Code>AccessDenied</Code><Message>{text}</Message><Endpoint>{endpoint}</Endpoint></Error>"
    practice_server.faults.answer(Answer(status=403, headers={"x-oss-request-id": REQUEST_ID}, body=page.encode()))

    error = error_of(REQUESTS["list"], store)

    assert (error.code, error.reaction) == (code, Reaction.STOP_RUN)
    assert error.values.get("region") == region


@pytest.mark.parametrize("minutes", [20, -90])  # ahead, behind
def test_a_clock_that_is_off_is_told_by_how_much(open_at: OpenAt, minutes: int) -> None:
    server_time = formatdate(time.time() - minutes * 60, usegmt=True)
    page = b"<Error><Code>RequestTimeTooSkewed</Code></Error>"
    with raw_server(always("403 F", page, x_oss_request_id=REQUEST_ID, Date=server_time)) as server:
        error = error_of(put, open_at(access_to(server.url)))

    assert (error.code, error.reaction) == ("clock-skewed", Reaction.STOP_RUN)
    assert error.values["minutes"] == abs(minutes)


@pytest.mark.parametrize(("value", "seconds"), [("7", 7.0), ("soon", None), ("-3", None), ("", None)])
def test_a_server_may_say_when_to_come_back(open_at: OpenAt, value: str, seconds: float | None) -> None:
    with raw_server(always("503 Slow Down", x_oss_request_id=REQUEST_ID, Retry_After=value)) as server:
        assert error_of(put, open_at(access_to(server.url))).retry_after_s == seconds


def test_wrong_keys_are_refused_by_a_server_that_checks(open_at: OpenAt, practice_server: RunningPractice) -> None:
    place = practice_server.access

    def refusal(credential: Credential) -> str:
        access = Access(bucket=place.bucket, region=place.region, endpoint=place.endpoint, credential=credential)
        return error_of(put, open_at(access)).code

    assert refusal(Credential(access_key_id="nobody", access_key_secret="practice-secret")) == "key-id-unknown"
    assert refusal(Credential(access_key_id="practice-id", access_key_secret="wrong")) == "secret-wrong"


# -- what leaves the module, and what never does --------------------------------------------------------------------


def test_a_temporary_key_is_used_with_its_token_and_nothing_of_it_is_logged(
    open_at: OpenAt, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = "the-token-of-the-test"
    credential = Credential(access_key_id="temporary-id", access_key_secret="the-secret", security_token=token)
    faults = Faults()
    with PracticeServer(
        tmp_path, credential_id="temporary-id", credential_secret="the-secret", security_token=token, faults=faults
    ) as server:
        place = access_to(server.endpoint)
        store = open_at(
            Access(bucket=place.bucket, region=place.region, endpoint=place.endpoint, credential=credential)
        )
        put(store)
        faults.refuse("SignatureDoesNotMatch")
        error = error_of(put, store)

    assert faults.requests[0].headers["x-oss-security-token"] == token
    for told in (caplog.text, str(error), repr(error), repr(error.values), repr(credential)):
        assert token not in told
        assert "the-secret" not in told
        assert "Signature=" not in told


def test_a_cancel_ends_a_request_of_a_store(store: ObjectStore, practice_server: RunningPractice) -> None:
    practice_server.faults.delay_answer(20)
    store.close()

    with pytest.raises(CancelledError):
        put(store)
