"""What refusals mean: the corners that no server of ours answers."""

import datetime as dt
from email.utils import format_datetime

import pytest

from itag_desktop.domain.errors import Reaction
from itag_desktop.storage.error_table import Refusal, Target, storage_error
from itag_desktop.storage.transport import ReplyHeaders

ON_OBJECT = Target(bucket="labels", key="a/b", action="oss:PutObject")


def refusal(status: int, code: str | None = None, *, ec: str | None = None, **headers: str) -> Refusal:
    pairs = {"x-oss-request-id": "5C1B138A109F4E405B2D0AAA"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return Refusal(status=status, headers=ReplyHeaders(pairs.items()), details={"Code": code, "EC": ec})


@pytest.mark.parametrize("status", [500, 501, 502, 504, 507, 599])
def test_an_unknown_error_of_the_server_is_tried_again(status: int) -> None:
    error = storage_error(refusal(status), ON_OBJECT)

    assert (error.code, error.reaction) == ("server-error", Reaction.RETRY)


def test_a_refusal_without_a_code_goes_by_its_status() -> None:
    assert storage_error(refusal(404), ON_OBJECT).code == "object-missing"
    assert storage_error(refusal(412), ON_OBJECT).code == "object-changed"
    assert storage_error(refusal(418), ON_OBJECT).code == "request-refused"


def test_what_is_no_plain_word_is_not_repeated() -> None:
    error = storage_error(refusal(400, "<b>Look</b> OSS4-HMAC-SHA256 token", ec="x y"), ON_OBJECT)

    assert (error.values["oss_code"], error.values["ec"]) == ("", "")


def test_a_key_is_repeated_printably() -> None:
    target = Target(bucket="labels", key="a\n\u202eb", action="oss:PutObject")

    assert storage_error(refusal(400), target).values["key"] == "a\\n\\u202eb"


def test_a_retry_after_may_be_a_date() -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90)
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=90)

    after_s = storage_error(refusal(503, retry_after=format_datetime(soon, usegmt=True)), ON_OBJECT).retry_after_s
    assert after_s is not None
    assert 80 < after_s <= 90
    assert storage_error(refusal(503, retry_after=format_datetime(past)), ON_OBJECT).retry_after_s == 0


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 23 Nov 2026 25:00:00 GMT"])
def test_a_clock_without_a_server_time_is_off_by_zero(date: str) -> None:
    assert storage_error(refusal(403, "RequestTimeTooSkewed", date=date), ON_OBJECT).values["minutes"] == 0


def test_every_refusal_has_the_same_values() -> None:
    for status, code in ((403, "AccessDenied"), (500, None), (404, "NoSuchUpload"), (418, None)):
        assert set(storage_error(refusal(status, code), ON_OBJECT).values) == {
            "bucket",
            "key",
            "action",
            "status",
            "oss_code",
            "ec",
            "request_id",
        }
