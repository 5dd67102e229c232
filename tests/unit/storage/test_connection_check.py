"""The check of a connection: what each step says when a request fails."""

from dataclasses import replace
from typing import Any

import pytest

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.progress import Trouble
from itag_desktop.storage.connection_check import STEPS, Finding, check_connection
from tests.support.faults import Recorded
from tests.support.practice_server import RunningPractice

GOOD, BAD, UNKNOWN = True, False, None


def credential(key_id: str, secret: str, token: str | None = None) -> Credential:
    return Credential(access_key_id=key_id, access_key_secret=secret, security_token=token)


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
    ("changes", "step", "code", "values"),
    [
        ({"credential": credential("", "s")}, "key-known", "credential-missing", {}),
        ({"credential": credential("i", "")}, "key-known", "credential-missing", {}),
        ({"credential": credential("i\n", "s")}, "key-known", "credential-malformed", {"field": "access-key-id"}),
        ({"credential": credential("i", "s s")}, "key-known", "credential-malformed", {"field": "access-key-secret"}),
        ({"credential": credential("i", "s", "密")}, "key-known", "credential-malformed", {"field": "security-token"}),
        ({"bucket": "Labels"}, "bucket-here", "bucket-wrong", {"bucket": "Labels"}),
        ({"region": "oss-cn-hangzhou"}, "bucket-here", "region-wrong", {"region": "oss-cn-hangzhou"}),
        ({"endpoint": "http://oss.example"}, "network", "endpoint-not-https", {"endpoint": "oss.example"}),
    ],
)
def test_what_cannot_be_used_as_typed_is_told_at_its_step_and_not_tried(
    practice_server: RunningPractice, changes: dict[str, Any], step: str, code: str, values: dict[str, str]
) -> None:
    findings = check_connection(replace(practice_server.access, **changes))

    assert shown(findings) == dict.fromkeys(STEPS, UNKNOWN) | {step: BAD}
    assert [finding.trouble for finding in findings if finding.trouble] == [Trouble(code=code, values=values)]
    assert practice_server.requests == []
