"""The check of a connection: what each step says when a request fails."""

import pytest

from itag_desktop.domain.destination import Access, Credential
from itag_desktop.domain.errors import InputError
from itag_desktop.storage.connection_check import Finding, check_connection
from tests.support.faults import Recorded
from tests.support.practice_server import RunningPractice

GOOD, BAD, UNKNOWN = True, False, None


def shown(findings: tuple[Finding, ...]) -> dict[str, bool | None]:
    return {finding.name: finding.is_good for finding in findings}


def codes(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.name: finding.trouble.code for finding in findings if finding.trouble is not None}


def is_begin(request: Recorded) -> bool:
    return request.method == "POST"


def test_a_good_connection_is_good_in_every_step_and_leaves_nothing(practice_server: RunningPractice) -> None:
    findings = check_connection(practice_server.access, "iTAG")

    assert list(shown(findings)) == ["network", "key-known", "bucket-here", "may-list", "may-write"]
    assert set(shown(findings).values()) == {GOOD}
    assert codes(findings) == {}
    methods = [request.method for request in practice_server.requests]
    assert methods == ["GET", "POST", "DELETE"]
    assert practice_server.requests[0].query["prefix"] == "iTAG/"
    assert practice_server.requests[1].key.startswith("iTAG/.")


@pytest.mark.parametrize(
    ("oss_code", "expected", "code"),
    [
        ("InvalidAccessKeyId", (GOOD, BAD, UNKNOWN, UNKNOWN, UNKNOWN), "key-id-unknown"),
        ("SignatureDoesNotMatch", (GOOD, BAD, UNKNOWN, UNKNOWN, UNKNOWN), "secret-wrong"),
        ("RequestTimeTooSkewed", (GOOD, BAD, UNKNOWN, UNKNOWN, UNKNOWN), "clock-skewed"),
        ("NoSuchBucket", (GOOD, UNKNOWN, BAD, UNKNOWN, UNKNOWN), "bucket-missing"),
        ("InternalError", (GOOD, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), "server-error"),
    ],
)
def test_a_failed_listing_says_which_step_failed(
    practice_server: RunningPractice, oss_code: str, expected: tuple[bool | None, ...], code: str
) -> None:
    practice_server.faults.refuse(oss_code)

    findings = check_connection(practice_server.access)

    assert tuple(shown(findings).values()) == expected
    assert list(codes(findings).values()) == [code]
    assert len(practice_server.requests) == 1


def test_missing_permissions_are_told_apart(practice_server: RunningPractice) -> None:
    practice_server.faults.refuse("AccessDenied", matches=lambda request: request.method == "GET")
    may_only_write = check_connection(practice_server.access)
    practice_server.faults.refuse("AccessDenied", matches=is_begin)
    may_only_list = check_connection(practice_server.access)

    assert tuple(shown(may_only_write).values()) == (GOOD, GOOD, GOOD, BAD, GOOD)
    assert tuple(shown(may_only_list).values()) == (GOOD, GOOD, GOOD, GOOD, BAD)
    assert codes(may_only_write) == {"may-list": "bucket-access-denied"}
    assert codes(may_only_list) == {"may-write": "access-denied"}


def test_who_may_write_but_not_abort_may_write(practice_server: RunningPractice) -> None:
    practice_server.faults.refuse("AccessDenied", matches=lambda request: request.method == "DELETE")

    assert shown(check_connection(practice_server.access))["may-write"] is GOOD


def test_a_passing_error_leaves_may_write_unknown(practice_server: RunningPractice) -> None:
    practice_server.faults.refuse("InternalError", matches=is_begin)

    findings = check_connection(practice_server.access)

    assert tuple(shown(findings).values()) == (GOOD, GOOD, GOOD, GOOD, UNKNOWN)
    assert codes(findings) == {"may-write": "server-error"}


def test_no_network_says_nothing_of_the_rest(practice_server: RunningPractice) -> None:
    practice_server.faults.captive_portal()

    findings = check_connection(practice_server.access)

    assert tuple(shown(findings).values()) == (BAD, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
    assert codes(findings) == {"network": "answer-not-oss"}


@pytest.mark.parametrize(
    ("credential", "code", "values"),
    [
        (Credential(access_key_id="", access_key_secret="s"), "credential-missing", {}),
        (Credential(access_key_id="id", access_key_secret=""), "credential-missing", {}),
        (Credential(access_key_id="i\n", access_key_secret="s"), "credential-malformed", {"field": "access-key-id"}),
        (
            Credential(access_key_id="i", access_key_secret="s s"),
            "credential-malformed",
            {"field": "access-key-secret"},
        ),
        (
            Credential(access_key_id="i", access_key_secret="s", security_token="密"),
            "credential-malformed",
            {"field": "security-token"},
        ),
    ],
)
def test_a_credential_that_cannot_be_sent_is_refused(credential: Credential, code: str, values: dict[str, str]) -> None:
    access = Access(bucket="labels", region="cn-hangzhou", endpoint="", credential=credential)
    with pytest.raises(InputError) as caught:
        check_connection(access)

    assert caught.value.code == code
    assert caught.value.values == values
