"""Who is let in, over the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.destination import Access, Credential
from itag_desktop.practice.server import PracticeServer
from tests.support.practice_server import CREDENTIAL, RunningPractice, access_to
from tests.support.signed_client import Reply, SignedClient


def _ask(access: Access, *, skew_s: float = 0, region: str | None = None) -> Reply:
    client = SignedClient(access, skew_s=skew_s, region=region)
    try:
        return client.request("GET")
    finally:
        client.close()


def _as(access: Access, key_id: str, secret: str, token: str | None = None) -> Access:
    return replace(access, credential=Credential(access_key_id=key_id, access_key_secret=secret, security_token=token))


def test_a_wrong_key_id_and_a_wrong_secret_are_told_apart(practice_server: RunningPractice) -> None:
    access = practice_server.access
    unknown = _ask(_as(access, "nobody", CREDENTIAL.access_key_secret))
    assert (unknown.status, unknown.code, unknown.text("EC")) == (403, "InvalidAccessKeyId", "0002-00000902")
    wrong = _ask(_as(access, CREDENTIAL.access_key_id, "wrong"))
    assert (wrong.status, wrong.code) == (403, "SignatureDoesNotMatch")
    assert wrong.text("CanonicalRequest").startswith("GET\n/practice/\n")


@pytest.mark.parametrize("skew_s", [-1200, 1200])
def test_a_clock_twenty_minutes_off_is_told_so(practice_server: RunningPractice, skew_s: int) -> None:
    reply = _ask(practice_server.access, skew_s=skew_s)
    assert (reply.status, reply.code, reply.text("EC")) == (403, "RequestTimeTooSkewed", "0002-00000504")
    assert reply.text("RequestTime") != reply.text("ServerTime") != ""


def test_a_wrong_region_is_told_so(practice_server: RunningPractice) -> None:
    reply = _ask(practice_server.access, region="cn-beijing")
    assert (reply.status, reply.code, reply.text("EC")) == (400, "InvalidArgument", "0002-00000228")
    assert reply.text("Region") == "cn-hangzhou"


@contextmanager
def _temporary(root: Path) -> Iterator[Access]:
    server = PracticeServer(root, credential_id="STS.id", credential_secret="secret", security_token="token")
    with server:
        yield access_to(server.endpoint)


def test_a_temporary_credential_is_let_in_with_its_token_alone(tmp_path: Path) -> None:
    with _temporary(tmp_path) as access:
        assert _ask(_as(access, "STS.id", "secret", "token")).status == 200
        assert _ask(_as(access, "STS.id", "secret", "old")).code == "InvalidSecurityToken"
        assert _ask(_as(access, "STS.id", "secret")).code == "InvalidAccessKeyId"


def test_a_permanent_credential_has_no_token(practice_server: RunningPractice) -> None:
    access = practice_server.access
    reply = _ask(_as(access, CREDENTIAL.access_key_id, CREDENTIAL.access_key_secret, "token"))
    assert reply.code == "InvalidSecurityToken"
