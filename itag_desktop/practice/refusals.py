"""Every error the server answers, in OSS's own codes and words.

Sources: the pages on HTTP status codes 400 to 503 in the OSS documentation, and its pages on single errors, one an
``EC`` (help.aliyun.com/en/oss/user-guide/<EC>). Where the EC is not known, an answer has none.
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
    ec: str = ""


_KINDS: Mapping[str, _Kind] = {
    "AccessDenied": _Kind(403, "You have no right to access this object because of bucket acl.", "0003-00000001"),
    "BadRequest": _Kind(400, "The request is malformed."),
    "BucketNotEmpty": _Kind(409, "The bucket you tried to delete is not empty."),
    "EntityTooLarge": _Kind(400, "Your proposed upload exceeds the maximum allowed size."),
    "EntityTooSmall": _Kind(400, "Your proposed upload smaller than the minimum allowed object size.", "0042-00000213"),
    "FileAlreadyExists": _Kind(
        409, "The object you specified already exists and can not be overwritten.", "0026-00000002"
    ),
    "InternalError": _Kind(500, "We encountered an internal error. Please try again."),
    "InvalidAccessKeyId": _Kind(
        403, "The OSS Access Key Id you provided does not exist in our records.", "0002-00000902"
    ),
    "InvalidArgument": _Kind(400, "The argument of the request is invalid."),
    "InvalidBucketName": _Kind(400, "The specified bucket is not valid."),
    "InvalidDigest": _Kind(400, "The Content-MD5 you specified was invalid.", "0017-00000502"),
    "InvalidObjectName": _Kind(400, "The specified object is not valid.", "0016-00000003"),
    "InvalidPart": _Kind(
        400,
        "One or more of the specified parts could not be found or the specified entity tag might not have matched"
        " the part's entity tag.",
    ),
    "InvalidPartOrder": _Kind(400, "The list of parts was not in ascending order."),
    "InvalidRange": _Kind(416, "The requested range cannot be satisfied."),
    "InvalidSecurityToken": _Kind(403, "The security token you provided is invalid.", "0002-00000008"),
    "MalformedXML": _Kind(
        400, "The XML you provided was not well-formed or did not validate against our published schema."
    ),
    "MethodNotAllowed": _Kind(405, "The specified method is not allowed against this resource.", "0017-00000001"),
    "MissingArgument": _Kind(400, "Missing Some Required Arguments.", "0016-00000502"),
    "MissingContentLength": _Kind(411, "You must provide the Content-Length HTTP header."),
    "NoSuchBucket": _Kind(404, "The specified bucket does not exist.", "0015-00000101"),
    "NoSuchCORSConfiguration": _Kind(404, "The CORS Configuration does not exist."),
    "NoSuchKey": _Kind(404, "The specified key does not exist.", "0026-00000001"),
    "NoSuchUpload": _Kind(
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
        " completed.",
        "0042-00000002",
    ),
    "NotModified": _Kind(304, "The object has not been modified."),
    "NotImplemented": _Kind(501, "A header or query you provided requires functions that Practice does not have."),
    "PreconditionFailed": _Kind(412, "At least one of the pre-conditions you specified did not hold."),
    "QpsLimitExceeded": _Kind(503, "Please reduce your request rate.", "0004-00000302"),
    "RequestTimeTooSkewed": _Kind(
        403, "The difference between the request time and the current time is too large.", "0002-00000504"
    ),
    "RequestTimeout": _Kind(
        400, "Your socket connection to the server was not read from or written to within the timeout period."
    ),
    "SecurityTokenExpired": _Kind(403, "The security token you provided has expired.", "0002-00000007"),
    "ServiceUnavailable": _Kind(503, "Please reduce your request rate."),
    "SignatureDoesNotMatch": _Kind(
        403,
        "The request signature we calculated does not match the signature you provided. Check your key and signing"
        " method.",
        "0002-00000040",
    ),
    "TooManyBuckets": _Kind(400, "You have attempted to create more buckets than allowed."),
}


class Refusal(Exception):  # noqa: N818 - an answer of the protocol, raised to end a handler
    """An error answer: a code of OSS, and the elements its XML has beside the usual ones."""

    def __init__(self, code: str, *, message: str = "", ec: str = "", **elements: str) -> None:
        super().__init__(code)
        kind = _KINDS[code]
        self.code = code
        self.status = kind.status
        self.message = message or kind.message
        self.ec = ec or kind.ec
        self.elements = elements

    def answer(self, *, method: str, request_id: str, host: str) -> Answer:
        """Return the answer: XML, or for HEAD the same in the header ``x-oss-err``, base64-coded."""
        document = self._document(request_id, host)
        headers = {"Content-Type": "application/xml"}
        if self.ec:
            headers["x-oss-ec"] = self.ec
        if method == "HEAD":
            return Answer(status=self.status, headers={**headers, "x-oss-err": base64.b64encode(document).decode()})
        return Answer(status=self.status, headers=headers, body=document)

    def _document(self, request_id: str, host: str) -> bytes:
        elements = {
            "Code": self.code,
            "Message": self.message,
            "RequestId": request_id,
            "HostId": host,
            **self.elements,
        }
        if self.ec:
            elements |= {"EC": self.ec, "RecommendDoc": f"https://api.aliyun.com/troubleshoot?q={self.ec}"}
        inner = "".join(f"  <{name}>{_text(value)}</{name}>\n" for name, value in elements.items())
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n{inner}</Error>\n'.encode()


def _text(value: str) -> str:
    """Return `value` as XML text; what XML cannot hold becomes a question mark."""
    shown = "".join(char if _is_xml(char) else "?" for char in value)
    return escape(shown)


def _is_xml(char: str) -> bool:
    return (" " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff") or char in "\t\n\r"
