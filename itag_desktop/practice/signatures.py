"""Check who sent a request: signatures of version 1 and 4, in the header or in the query.

Sources: OSS documentation, "Include signatures in the Authorization header" (V1) and "Recommended to use signature
version 4"; oss2's and alibabacloud-oss-v2's signers agree with it.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import quote

from itag_desktop.practice.messages import Request
from itag_desktop.practice.refusals import Refusal

MAX_SKEW_S = 15 * 60
_SCOPE = re.compile(r"[0-9]{8}/[^/]*/oss/aliyun_v4_request")
MAX_V4_EXPIRES_S = 604_800
_V4 = "OSS4-HMAC-SHA256"

# fmt: off
_SUBRESOURCES = frozenset({
    "accessPoint", "accessPointPolicy", "acl", "append", "asyncFetch", "bucketArchiveDirectRead", "bucketInfo",
    "callback", "callback-var", "cname", "comp", "continuation-token", "cors", "delete", "encryption", "endTime",
    "group", "httpsConfig", "inventory", "inventoryId", "lifecycle", "link", "live", "location", "logging",
    "metaQuery", "objectInfo", "objectMeta", "partNumber", "policy", "position", "publicAccessBlock", "qos",
    "qosInfo", "qosRequester", "redundancyTransition", "referer", "regionList", "replication", "replicationLocation",
    "replicationProgress", "requestPayment", "requesterQosInfo", "resourceGroup", "resourcePool",
    "resourcePoolBuckets", "resourcePoolInfo", "response-cache-control", "response-content-disposition",
    "response-content-encoding", "response-content-language", "response-content-type", "response-expires", "restore",
    "security-token", "sequential", "startTime", "stat", "status", "style", "styleName", "symlink", "tagging",
    "transferAcceleration", "uploadId", "uploads", "versionId", "versioning", "versions", "vod", "website", "worm",
    "wormExtend", "wormId", "x-oss-ac-forward-allow", "x-oss-ac-source-ip", "x-oss-ac-subnet-mask",
    "x-oss-ac-vpc-id", "x-oss-access-point-name", "x-oss-async-process", "x-oss-process",
    "x-oss-redundancy-transition-taskid", "x-oss-request-payer", "x-oss-target-redundancy-type",
    "x-oss-traffic-limit", "x-oss-write-get-object-response",
})
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Lets in who signs with the one key pair. `clock` gives seconds since 1970."""

    key_id: str
    secret: str
    security_token: str | None
    region: str
    clock: Callable[[], float]

    def check(self, request: Request) -> None:
        """Return when the signature, its time and the security token are right.

        Raises:
            Refusal: as OSS refuses.
        """
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        if scheme == _V4:
            self._check_v4_header(request, rest)
        elif scheme == "OSS":
            self._check_v1_header(request, rest)
        elif "x-oss-signature-version" in request.query:
            self._check_v4_query(request)
        elif "Signature" in request.query:
            self._check_v1_query(request)
        elif scheme:
            raise Refusal("InvalidArgument", message="Unsupported authorization type.")
        else:
            raise Refusal("AccessDenied")

    # -- version 1 ------------------------------------------------------------------------------------------------

    def _check_v1_header(self, request: Request, rest: str) -> None:
        key_id, _, signature = rest.strip().partition(":")
        date = request.headers.get("x-oss-date") or request.headers.get("date", "")
        self._check_skew(_http_time(date))
        self._check_identity(key_id, request.headers.get("x-oss-security-token"))
        self._check_v1(request, signature, date)

    def _check_v1_query(self, request: Request) -> None:
        expires = request.query.get("Expires", "")
        if not expires.isascii() or not expires.isdigit():
            raise Refusal("AccessDenied", message="Invalid date (should be seconds since epoch).")
        if int(expires) < self.clock():
            raise Refusal("AccessDenied", message="Request has expired.", ec="0002-00000069", Expires=expires)
        self._check_identity(request.query.get("OSSAccessKeyId", ""), request.query.get("security-token"))
        self._check_v1(request, request.query["Signature"], expires)

    def _check_v1(self, request: Request, signature: str, date: str) -> None:
        to_sign = _v1_to_sign(request, date)
        digest = hmac.new(self.secret.encode(), to_sign, hashlib.sha1).digest()
        if not _equal(signature, base64.b64encode(digest).decode()):
            raise self._mismatch(signature, to_sign)

    # -- version 4 ------------------------------------------------------------------------------------------------

    def _check_v4_header(self, request: Request, rest: str) -> None:
        fields = dict(_field(part) for part in rest.split(","))
        signature, additional = fields.get("Signature", ""), fields.get("AdditionalHeaders")
        if request.headers.get("x-oss-content-sha256") != "UNSIGNED-PAYLOAD":
            raise Refusal(
                "InvalidArgument",
                message="The x-oss-content-sha256 header must be UNSIGNED-PAYLOAD.",
            )
        if additional == "":
            raise Refusal("InvalidArgument", message="AdditionalHeaders must not be empty.", ec="0002-00000209")
        scope = self._check_credential(
            fields.get("Credential", ""), request.headers.get("x-oss-security-token"), ec="0002-00000228"
        )
        date = request.headers.get("x-oss-date") or request.headers.get("date", "")
        signed_at = _iso_time(date) or _http_time(date)
        self._check_skew(signed_at)
        self._check_v4(request, signature, _split_names(additional), scope, _iso(signed_at))

    def _check_v4_query(self, request: Request) -> None:
        query = request.query
        if query["x-oss-signature-version"] != _V4:
            raise Refusal("InvalidArgument", message="Unsupported x-oss-signature-version.")
        scope = self._check_credential(
            query.get("x-oss-credential", ""), query.get("x-oss-security-token"), ec="0002-00000226"
        )
        signed_at, expires = _iso_time(query.get("x-oss-date", "")), query.get("x-oss-expires", "")
        if signed_at is None or not re.fullmatch(r"[0-9]{1,9}", expires) or not 0 < int(expires) <= MAX_V4_EXPIRES_S:
            raise Refusal("InvalidArgument", message="Invalid x-oss-date or x-oss-expires.")
        if signed_at.timestamp() - self.clock() > MAX_SKEW_S:
            raise self._skewed(signed_at)
        if signed_at.timestamp() + int(expires) < self.clock():
            raise Refusal("AccessDenied", message="Request has expired.", ec="0002-00000069", Expires=_iso(signed_at))
        additional = _split_names(query.get("x-oss-additional-headers"))
        self._check_v4(request, query.get("x-oss-signature", ""), additional, scope, query["x-oss-date"])

    def _check_credential(self, credential: str, token: str | None, *, ec: str) -> str:
        """Return the date of the credential's scope."""
        key_id, *scope = credential.split("/")
        if not _SCOPE.fullmatch("/".join(scope)):
            raise Refusal("InvalidArgument", message="The Credential field is malformed.")
        self._check_identity(key_id, token)
        if scope[1] != self.region:
            message = f"Invalid signing region in Authorization header: {scope[1]}, the region should be {self.region}."
            raise Refusal("InvalidArgument", message=message, ec=ec, Region=self.region)
        return scope[0]

    def _check_v4(self, request: Request, signature: str, additional: frozenset[str], day: str, date: str) -> None:
        canonical = _v4_canonical(request, additional)
        scope = f"{day}/{self.region}/oss/aliyun_v4_request"
        to_sign = f"{_V4}\n{date}\n{scope}\n{hashlib.sha256(canonical).hexdigest()}".encode()
        key = _v4_key(self.secret, day, self.region)
        if date[:8] != day or not _equal(signature, hmac.new(key, to_sign, hashlib.sha256).hexdigest()):
            raise self._mismatch(signature, to_sign, canonical)

    # -- both -----------------------------------------------------------------------------------------------------

    def _check_identity(self, key_id: str, token: str | None) -> None:
        if not _equal(key_id, self.key_id) or (self.security_token is not None and not token):
            raise Refusal("InvalidAccessKeyId", OSSAccessKeyId=key_id)
        if (token or None) != self.security_token:
            raise Refusal("InvalidSecurityToken")

    def _check_skew(self, signed_at: datetime | None) -> None:
        if signed_at is None:
            raise Refusal("AccessDenied", message="OSS authentication requires a valid Date.")
        if abs(signed_at.timestamp() - self.clock()) > MAX_SKEW_S:
            raise self._skewed(signed_at)

    def _skewed(self, signed_at: datetime) -> Refusal:
        def shown(moment: datetime) -> str:
            return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")

        return Refusal(
            "RequestTimeTooSkewed",
            MaxAllowedSkewMilliseconds=str(MAX_SKEW_S * 1000),
            RequestTime=shown(signed_at),
            ServerTime=shown(datetime.fromtimestamp(self.clock(), UTC)),
        )

    def _mismatch(self, signature: str, to_sign: bytes, canonical: bytes | None = None) -> Refusal:
        refusal = Refusal(
            "SignatureDoesNotMatch",
            OSSAccessKeyId=self.key_id,
            SignatureProvided=signature,
            StringToSign=to_sign.decode("utf-8", "replace"),
            StringToSignBytes=to_sign.hex(" "),
        )
        if canonical is not None:
            refusal.ec = "0002-00000201"
            refusal.elements["CanonicalRequest"] = canonical.decode("utf-8", "replace")
        return refusal


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


def _field(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition("=")
    return name, value


def _split_names(names: str | None) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in (names or "").split(";") if name.strip())


def _http_time(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _iso_time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _iso(moment: datetime | None) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ") if moment else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _oss_headers(request: Request) -> Iterable[tuple[str, str]]:
    return sorted((name, value) for name, value in request.headers.items() if name.startswith("x-oss-"))


def _v1_to_sign(request: Request, date: str) -> bytes:
    headers = request.headers
    resource = f"/{request.bucket}/{request.key}" if request.bucket else "/"
    signed = sorted((name, value) for name, value in request.query.items() if name in _SUBRESOURCES)
    if signed:
        resource += "?" + "&".join(f"{name}={value}" if value else name for name, value in signed)
    lines = [request.method, headers.get("content-md5", ""), headers.get("content-type", ""), date]
    lines += [f"{name}:{value}" for name, value in _oss_headers(request)]
    return _bytes("\n".join([*lines, resource]))


def _v4_canonical(request: Request, additional: frozenset[str]) -> bytes:
    path = f"/{request.bucket}/{request.key}" if request.bucket else "/"
    pairs = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in request.query.items()
        if name != "x-oss-signature"
    )
    query = "&".join(f"{name}={value}" if value else name for name, value in pairs)
    always = ("content-type", "content-md5")
    signed = sorted(
        (name, value.strip())
        for name, value in request.headers.items()
        if name.startswith("x-oss-") or name in always or name in additional
    )
    headers = "".join(f"{name}:{value}\n" for name, value in signed)
    payload = request.headers.get("x-oss-content-sha256", "UNSIGNED-PAYLOAD")
    parts = [request.method, quote(path, safe="/-_.~"), query, headers, ";".join(sorted(additional)), payload]
    return _bytes("\n".join(parts))


@lru_cache(maxsize=16)
def _v4_key(secret: str, day: str, region: str) -> bytes:
    key = f"aliyun_v4{secret}".encode()
    for part in (day, region, "oss", "aliyun_v4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
