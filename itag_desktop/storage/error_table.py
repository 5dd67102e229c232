"""What a refusal of OSS means for a run: our code and the reaction, from OSS's own code, else from the status.

Sources: OSS's error reference (troubleshooting of 403, 503 and the pages by EC number) and the exceptions of oss2
2.19.1, which has a class for few of these codes, so that the code is looked at, never the class.

Every refusal carries the same values: `bucket`, `key` ("" where the request was about the bucket), `action` (the
permission it needs, ``oss:PutObject``), `status`, `oss_code`, `ec`, `request_id`. Of the error's text nothing is kept:
it may echo signed headers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.domain.names import printable

_Meaning = tuple[str, Reaction]

_LATER: _Meaning = ("throttled", Reaction.RETRY)
_ACCOUNT: _Meaning = ("account-disabled", Reaction.STOP_RUN)
_BUCKET: _Meaning = ("bucket-missing", Reaction.STOP_RUN)
_DOMAIN: _Meaning = ("endpoint-refused", Reaction.STOP_RUN)
_TOKEN: _Meaning = ("token-refused", Reaction.RENEW_CREDENTIAL)
_UPLOAD: _Meaning = ("upload-gone", Reaction.RESTART_UPLOAD)
_REGION: _Meaning = ("region-refused", Reaction.STOP_RUN)

_BY_CODE: dict[str, _Meaning] = {
    "InvalidAccessKeyId": ("key-id-unknown", Reaction.STOP_RUN),
    "SignatureDoesNotMatch": ("secret-wrong", Reaction.STOP_RUN),
    "RequestTimeTooSkewed": ("clock-skewed", Reaction.STOP_RUN),
    "UserDisable": _ACCOUNT,
    "InDebt": _ACCOUNT,
    "InDebtOverdue": _ACCOUNT,
    "AbnormalBucketOwnerStatus": _ACCOUNT,
    "BucketDisable": _ACCOUNT,
    "NoSuchBucket": _BUCKET,
    "InvalidBucketName": _BUCKET,
    "CnameDenied": _DOMAIN,
    "NoSuchCname": _DOMAIN,
    "BucketNotBelongTo": _DOMAIN,
    "SecondLevelDomainForbidden": _DOMAIN,
    "SecurityTokenExpired": ("token-expired", Reaction.RENEW_CREDENTIAL),
    "InvalidSecurityToken": _TOKEN,
    "SecurityTokenNotSupported": _TOKEN,
    "AccessKeyIdAndSecurityTokenNotMatch": _TOKEN,
    "InvalidObjectName": ("key-refused", Reaction.GIVE_UP_FILE),
    "EntityTooLarge": ("object-too-large", Reaction.GIVE_UP_FILE),
    "FileAlreadyExists": ("object-exists", Reaction.GIVE_UP_FILE),
    "FileImmutable": ("object-immutable", Reaction.GIVE_UP_FILE),
    "InvalidObjectState": ("object-archived", Reaction.GIVE_UP_FILE),
    "NoSuchKey": ("object-missing", Reaction.GIVE_UP_FILE),
    "PreconditionFailed": ("object-changed", Reaction.RETRY),
    "NoSuchUpload": _UPLOAD,
    "InvalidPart": _UPLOAD,
    "InvalidPartOrder": _UPLOAD,
    "EntityTooSmall": _UPLOAD,
    "RequestTimeout": ("request-timeout", Reaction.RETRY_NETWORK),
}
_BY_EC: dict[str, _Meaning] = {
    "0002-00000226": _REGION,  # region in a presigned query is not the bucket's
    "0002-00000228": _REGION,  # region in the Authorization header is not the bucket's
    "0002-00000715": _REGION,
}
_BY_STATUS: dict[int, _Meaning] = {
    404: ("object-missing", Reaction.GIVE_UP_FILE),  # a HEAD may come back without any code
    408: ("request-timeout", Reaction.RETRY_NETWORK),
    412: ("object-changed", Reaction.RETRY),
    429: _LATER,
    503: _LATER,  # every code of status 503 is a limit or an overload
}
_SERVER_ERRORS = range(500, 600)

_OSS_HOST = re.compile(r"oss-(?P<region>[a-z0-9]+(?:-[a-z0-9]+)*?)(?:-internal)?\.aliyuncs\.com")
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a request was about. `key` is "" for requests about the bucket."""

    bucket: str
    key: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer that says no: its status, its headers, and the elements of its XML."""

    status: int
    headers: Mapping[str, str]
    details: Mapping[str, str | None]

    def detail(self, name: str) -> str:
        """Return an element's text if it is one plain word, else ""."""
        text = self.details.get(name) or ""
        return text if _PLAIN.fullmatch(text) else ""

    def header(self, name: str) -> str:
        """Return a header's value, or ""."""
        return self.headers.get(name) or ""


def storage_error(refusal: Refusal, target: Target) -> StorageError:
    """Return the error for `refusal`."""
    request_id = refusal.header("x-oss-request-id")
    if _PLAIN.fullmatch(request_id) is None:
        return not_oss(target, status=refusal.status)
    code, reaction, extra = _meaning(refusal, target)
    return StorageError(
        code,
        reaction=reaction,
        retry_after_s=_retry_after_s(refusal),
        bucket=target.bucket,
        key=printable(target.key),
        action=target.action,
        status=refusal.status,
        oss_code=refusal.detail("Code"),
        ec=refusal.detail("EC"),
        request_id=request_id,
        **extra,
    )


def not_oss(target: Target, *, status: int) -> StorageError:
    """Return the error for an answer that no OSS gives: a captive portal's page, a proxy's, a broken one."""
    return StorageError(
        "answer-not-oss",
        reaction=Reaction.RETRY_NETWORK,
        bucket=target.bucket,
        key=printable(target.key),
        status=status,
    )


def _meaning(refusal: Refusal, target: Target) -> tuple[str, Reaction, dict[str, str | int]]:
    code = refusal.detail("Code")
    if code == "AccessDenied":
        return _denied(refusal, target)
    if code == "RequestTimeTooSkewed":
        return *_BY_CODE[code], {"minutes": _clock_offset_minutes(refusal)}
    known = _BY_EC.get(refusal.detail("EC")) or _BY_CODE.get(code) or _BY_STATUS.get(refusal.status)
    if known is not None:
        return *known, {}
    if refusal.status in _SERVER_ERRORS:
        return "server-error", Reaction.RETRY, {}
    return "request-refused", Reaction.GIVE_UP_FILE if target.key else Reaction.STOP_RUN, {}


def _denied(refusal: Refusal, target: Target) -> tuple[str, Reaction, dict[str, str | int]]:
    """Tell a bucket of another region from a missing permission: OSS names the right endpoint only in the former.

    The name is believed only when it is one of OSS's own, since credentials would be sent there.
    """
    host = _OSS_HOST.fullmatch(refusal.detail("Endpoint"))
    if host is not None:
        return "wrong-region", Reaction.STOP_RUN, {"region": host["region"]}
    if target.key:
        return "access-denied", Reaction.GIVE_UP_FILE, {}
    return "bucket-access-denied", Reaction.STOP_RUN, {}


def _clock_offset_minutes(refusal: Refusal) -> int:
    """Return by how many minutes this computer's clock differs from the server's; 0 when the server does not say."""
    server_time = _http_time(refusal.header("date"))
    return 0 if server_time is None else round(abs((datetime.now(UTC) - server_time).total_seconds()) / 60)


def _retry_after_s(refusal: Refusal) -> float | None:
    text = refusal.header("retry-after").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    moment = _http_time(text)
    return None if moment is None else max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _http_time(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
