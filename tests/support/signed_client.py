"""A client of OSS for tests that look at single requests: signs by itself (V4, in the header) and judges nothing."""

import hashlib
import hmac
import http.client
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from itag_desktop.domain.destination import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer. Header names are lower-case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def text(self, path: str) -> str:
        """Return the text of the first element at `path` of an XML body; "" where there is none."""
        return ET.fromstring(self.body).findtext(path, "")  # noqa: S314 - our own server wrote it

    def texts(self, path: str) -> list[str]:
        """Return the texts of all elements at `path`."""
        return [element.text or "" for element in ET.fromstring(self.body).iterfind(path)]  # noqa: S314 - our own server wrote it

    @property
    def code(self) -> str:
        """The error code of an XML body."""
        return self.text("Code")


class SignedClient:
    """Sends requests over one connection. `skew_s` is how far its clock is wrong; `token` a security token."""

    def __init__(self, access: Access, *, skew_s: float = 0.0, region: str | None = None) -> None:
        self.access = access
        self._skew_s = skew_s
        self._region = region or access.region
        host = urlsplit(access.endpoint)
        assert host.hostname is not None
        self._connection = http.client.HTTPConnection(host.hostname, host.port, timeout=10)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def request(
        self,
        method: str,
        key: str = "",
        *,
        query: dict[str, str] | None = None,
        body: bytes | None = None,
        bucket: str | None = None,
        **headers: str,
    ) -> Reply:
        """Send a request and return the answer. Names of `headers` have ``_`` for ``-``."""
        bucket = self.access.bucket if bucket is None else bucket
        path = f"/{bucket}/{quote(key, safe='')}" if bucket else "/"
        pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in (query or {}).items())
        sent = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        sent |= self._signed(method, bucket, key, pairs, sent)
        target = path + ("?" + "&".join(f"{name}={value}" if value else name for name, value in pairs) if pairs else "")
        self._connection.request(method, target, body=body, headers=sent)
        response = self._connection.getresponse()
        content = response.read()
        answered = {name.lower(): value for name, value in response.getheaders()}
        return Reply(status=response.status, headers=answered, body=content)

    def raw_head(self, method: str, key: str, *lines: str) -> bytes:
        """Return the head of a request to send by hand; `lines` are further header lines."""
        signed = self._signed(method, self.access.bucket, key, [], {})
        first = f"{method} /{self.access.bucket}/{quote(key, safe='')} HTTP/1.1"
        return "\r\n".join([first, *(f"{n}: {v}" for n, v in signed.items()), *lines, "", ""]).encode()

    def _signed(
        self, method: str, bucket: str, key: str, query: list[tuple[str, str]], sent: dict[str, str]
    ) -> dict[str, str]:
        moment = datetime.fromtimestamp(time.time() + self._skew_s, UTC)
        signed = {"x-oss-content-sha256": "UNSIGNED-PAYLOAD", "x-oss-date": f"{moment:%Y%m%dT%H%M%SZ}"}
        credential = self.access.credential
        if credential.security_token is not None:
            signed["x-oss-security-token"] = credential.security_token
        names = ("content-type", "content-md5")
        lines = sorted((n, v) for n, v in (sent | signed).items() if n.startswith("x-oss-") or n in names)
        canonical = "\n".join([
            method,
            f"/{quote(bucket)}/{quote(key, safe='/-_.~')}" if bucket else "/",
            "&".join(f"{name}={value}" if value else name for name, value in query),
            "".join(f"{name}:{value}\n" for name, value in lines),
            "",
            "UNSIGNED-PAYLOAD",
        ])  # fmt: skip
        scope = f"{moment:%Y%m%d}/{self._region}/oss/aliyun_v4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = f"OSS4-HMAC-SHA256\n{signed['x-oss-date']}\n{scope}\n{digest}"
        signing_key = f"aliyun_v4{credential.access_key_secret}".encode()
        for step in (*scope.split("/"), to_sign):
            signing_key = hmac.digest(signing_key, step.encode(), "sha256")
        fields = f"Credential={credential.access_key_id}/{scope},Signature={signing_key.hex()}"
        return signed | {"authorization": f"OSS4-HMAC-SHA256 {fields}"}
