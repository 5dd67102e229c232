"""Every error the server answers, in OSS's own codes and words.

Sources: the error pages of the OSS documentation, one an ``EC`` (help.aliyun.com/en/oss/user-guide/<EC>).
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from itag_desktop.practice.messages import Answer


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    message: str
    ec: str


_KINDS: Mapping[str, _Kind] = {
    "AccessDenied": _Kind(403, "You have no right to access this object because of bucket acl.", "0003-00000001"),
    "BadRequest": _Kind(400, "The request is malformed.", "0001-00000001"),
    "BucketAlreadyExists": _Kind(409, "The requested bucket name is not available.", "0015-00000105"),
    "EntityTooLarge": _Kind(400, "Your proposed upload exceeds the maximum allowed size.", "0017-00000101"),
    "EntityTooSmall": _Kind(400, "Your proposed upload smaller than the minimum allowed object size.", "0042-00000213"),
    "FileAlreadyExists": _Kind(
        409, "The object you specified already exists and can not be overwritten.", "0026-00000002"
    ),
    "InternalError": _Kind(500, "We encountered an internal error. Please try again.", "0001-00000500"),
    "InvalidAccessKeyId": _Kind(
        403, "The OSS Access Key Id you provided does not exist in our records.", "0002-00000902"
    ),
    "InvalidArgument": _Kind(400, "The argument of the request is invalid.", "0017-00000003"),
    "InvalidBucketName": _Kind(400, "The specified bucket is not valid.", "0015-00000001"),
    "InvalidDigest": _Kind(400, "The Content-MD5 you specified was invalid.", "0017-00000504"),
    "InvalidObjectName": _Kind(400, "The length of object name must be less than 1023 bytes.", "0016-00000003"),
    "InvalidPart": _Kind(
        400,
        "One or more of the specified parts could not be found or the specified entity tag might not have matched.",
        "0042-00000205",
    ),
    "InvalidPartOrder": _Kind(400, "The list of parts was not in ascending order.", "0042-00000206"),
    "InvalidRange": _Kind(416, "The requested range cannot be satisfied.", "0017-00000901"),
    "InvalidSecurityToken": _Kind(403, "The security token you provided is invalid.", "0002-00000905"),
    "MalformedXML": _Kind(400, "The XML you provided was not well-formed or did not validate.", "0017-00000201"),
    "MethodNotAllowed": _Kind(405, "The specified method is not allowed against this resource.", "0005-00000001"),
    "MissingArgument": _Kind(400, "Missing Some Required Arguments.", "0017-00000004"),
    "MissingContentLength": _Kind(411, "You must provide the Content-Length HTTP header.", "0017-00000102"),
    "NoSuchCORSConfiguration": _Kind(404, "The CORS Configuration does not exist.", "0034-00000101"),
    "NoSuchBucket": _Kind(404, "The specified bucket does not exist.", "0015-00000101"),
    "NoSuchKey": _Kind(404, "The specified key does not exist.", "0026-00000001"),
    "NoSuchUpload": _Kind(404, "The specified upload does not exist. The upload ID may be invalid.", "0042-00000002"),
    "NotImplemented": _Kind(
        501, "A header or query you provided requires a function Practice does not have.", "0001-00000501"
    ),
    "PreconditionFailed": _Kind(412, "At least one of the pre-conditions you specified did not hold.", "0017-00000902"),
    "RequestTimeTooSkewed": _Kind(
        403, "The difference between the request time and the current time is too large.", "0002-00000504"
    ),
    "RequestTimeout": _Kind(
        400,
        "Your socket connection to the server was not read from or written to within the timeout period.",
        "0001-00000301",
    ),
    "ServiceUnavailable": _Kind(503, "Please reduce your request rate.", "0001-00000503"),
    "SignatureDoesNotMatch": _Kind(
        403,
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        "0002-00000040",
    ),
}


class Refusal(Exception):  # noqa: N818 - an answer of the protocol, raised to end a handler
    """An error answer: a code of OSS, and the elements its XML has beside the usual ones."""

    def __init__(self, code: str, *, message: str = "", ec: str = "", status: int = 0, **elements: str) -> None:
        super().__init__(code)
        kind = _KINDS[code]
        self.code = code
        self.status = status or kind.status
        self.message = message or kind.message
        self.ec = ec or kind.ec
        self.elements = elements

    def answer(self, *, method: str, request_id: str, host: str) -> Answer:
        """Return the answer: XML, or for HEAD the same in the header ``x-oss-err``, base64-coded."""
        elements = {
            "Code": self.code,
            "Message": self.message,
            "RequestId": request_id,
            "HostId": host,
            **self.elements,
            "EC": self.ec,
            "RecommendDoc": f"https://api.aliyun.com/troubleshoot?q={self.ec}",
        }
        inner = "".join(f"  <{name}>{_text(value)}</{name}>\n" for name, value in elements.items())
        document = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n{inner}</Error>\n'.encode()
        headers = {"Content-Type": "application/xml", "x-oss-ec": self.ec}
        if method == "HEAD":
            return Answer(status=self.status, headers={**headers, "x-oss-err": base64.b64encode(document).decode()})
        return Answer(status=self.status, headers=headers, body=document)


def _text(value: str) -> str:
    """Return `value` as XML text; what XML cannot hold becomes a question mark."""
    shown = "".join(char if char >= " " or char in "\t\n\r" else "?" for char in value)
    return escape(shown.encode("utf-8", "replace").decode())
