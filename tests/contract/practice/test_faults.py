"""The faults that tests can ask of the practice server do what they say."""

import http.client
import time

import pytest

from tests.support.faults import ALWAYS, Recorded
from tests.support.practice_server import RunningPractice
from tests.support.signed_client import SignedClient


def _puts(request: Recorded) -> bool:
    return request.is_put_object


def test_a_refusal_comes_as_often_as_asked_and_stores_nothing(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    practice_server.faults.refuse("QpsLimitExceeded", matches=_puts, skips=1, times=2)
    statuses = [client.request("PUT", str(number), body=b"x").status for number in range(5)]
    assert statuses == [200, 503, 503, 200, 200]
    assert client.request("GET").texts("Contents/Key") == ["0", "3", "4"]


def test_always_lasts_until_healed(client: SignedClient, practice_server: RunningPractice) -> None:
    practice_server.faults.refuse("InternalError", times=ALWAYS)
    assert [client.request("GET").status for _ in range(3)] == [500] * 3
    practice_server.faults.heal()
    assert client.request("GET").status == 200


def test_a_captive_portal_answers_html_without_a_mark_of_oss(
    client: SignedClient, practice_server: RunningPractice
) -> None:
    practice_server.faults.captive_portal()
    reply = client.request("PUT", "a", body=b"x")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html")
    assert not {"server", "x-oss-request-id", "etag"} & reply.headers.keys()
    assert client.request("HEAD", "a").status == 404


@pytest.mark.parametrize(("fault", "status"), [("drop_before", 404), ("drop_after", 200)])
def test_a_connection_is_dropped_before_or_after_storing(
    client: SignedClient, practice_server: RunningPractice, fault: str, status: int
) -> None:
    getattr(practice_server.faults, fault)(matches=_puts)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        client.request("PUT", "a", body=b"x")
    client.close()
    assert client.request("HEAD", "a").status == status


def test_delays_hold_the_request_or_the_answer_back(client: SignedClient, practice_server: RunningPractice) -> None:
    practice_server.faults.delay(0.1, matches=_puts)
    practice_server.faults.delay_answer(0.1, matches=_puts)
    started = time.monotonic()
    assert client.request("PUT", "a", body=b"x").status == 200
    assert time.monotonic() - started >= 0.2


def test_a_delay_ends_with_the_server(client: SignedClient, practice_server: RunningPractice) -> None:
    practice_server.faults.delay(60)
    practice_server.faults.release()
    started = time.monotonic()
    client.request("PUT", "a", body=b"x")
    assert time.monotonic() - started < 10


def test_a_wrong_crc_and_missing_headers_are_sent(client: SignedClient, practice_server: RunningPractice) -> None:
    practice_server.faults.wrong_crc()
    assert client.request("PUT", "a", body=b"x").headers["x-oss-hash-crc64ecma"] == "1"
    practice_server.faults.change_headers(x_oss_request_id=None, ETag=None)
    headers = client.request("PUT", "a", body=b"x").headers
    assert not {"x-oss-request-id", "etag"} & headers.keys()


def test_an_answer_is_cut_short(client: SignedClient, practice_server: RunningPractice) -> None:
    client.request("PUT", "a", body=b"0123456789")
    practice_server.faults.truncate(4)
    with pytest.raises(http.client.IncompleteRead) as raised:
        client.request("GET", "a")
    assert raised.value.partial == b"0123"


def test_requests_are_counted_by_kind(client: SignedClient, practice_server: RunningPractice) -> None:
    client.request("PUT", "a", body=b"x")
    client.request("GET", query={"list-type": "2"})
    client.request("GET", query={"uploads": ""})
    upload = client.request("POST", "b", query={"uploads": ""}).text("UploadId")
    client.request("PUT", "b", query={"uploadId": upload, "partNumber": "1"}, body=b"x")
    count = practice_server.faults.count
    assert count(lambda request: request.is_put_object) == 1
    assert count(lambda request: request.is_put_part) == 1
    assert count(lambda request: request.is_listing) == 1
    assert [request.key for request in practice_server.requests] == ["a", "", "", "b", "b"]
