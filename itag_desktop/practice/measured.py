"""Bytes measured while they pass: size, MD5, CRC-64."""

import base64
import binascii
import hashlib

from fastcrc import crc64

from itag_desktop.practice.refusals import Refusal


class Measure:
    """Counts and hashes what it is shown."""

    def __init__(self) -> None:
        self.size_bytes = 0
        self.crc64 = 0
        self._md5 = hashlib.md5(usedforsecurity=False)

    def add(self, block: memoryview) -> None:
        """Take the next bytes in."""
        self.size_bytes += len(block)
        self.crc64 = crc64.xz(block, self.crc64)
        self._md5.update(block)

    @property
    def etag(self) -> str:
        """The MD5 in upper-case hex."""
        return self._md5.hexdigest().upper()

    def check_md5(self, content_md5: str | None) -> None:
        """Compare with a Content-MD5 header, if there is one.

        Raises:
            Refusal: `InvalidDigest`.
        """
        if content_md5 is not None and parse_md5(content_md5) != self._md5.digest():
            raise Refusal("InvalidDigest", ec="0017-00000503")


def parse_md5(content_md5: str) -> bytes:
    """Return the digest that a Content-MD5 header holds.

    Raises:
        Refusal: `InvalidDigest`.
    """
    try:
        digest = base64.b64decode(content_md5.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        digest = b""
    if len(digest) != hashlib.md5(usedforsecurity=False).digest_size:
        raise Refusal("InvalidDigest")
    return digest
