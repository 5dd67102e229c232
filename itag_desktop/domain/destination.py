"""Where a dataset goes: bucket, region, endpoint, prefix; and the OSS URI that names an object."""

import re
from dataclasses import dataclass

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import clean_prefix, join_key, printable

PRACTICE_BUCKET = "practice"
PRACTICE_REGION = "cn-hangzhou"

_BUCKET = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A place in a bucket.

    `endpoint` is how the upload travels (``https://oss-cn-hangzhou.aliyuncs.com`` unless another way is given); it is
    never part of the URIs a manifest holds. Practice has no endpoint until its server runs.
    """

    bucket: str
    region: str
    prefix: str = ""
    endpoint: str | None = None
    is_practice: bool = False

    def __post_init__(self) -> None:
        if _BUCKET.fullmatch(self.bucket) is None:
            raise InputError("bucket-wrong", bucket=printable(self.bucket))
        if _REGION.fullmatch(self.region) is None or self.region.startswith("oss-"):
            raise InputError("region-wrong", region=printable(self.region))
        if clean_prefix(self.prefix) != self.prefix:
            raise InputError("prefix-wrong", prefix=printable(self.prefix), reason="key-dot-segment")

    def key(self, name: str) -> str:
        """Return the object key of `name`, the part of a key below the prefix."""
        return join_key(self.prefix, name)

    def uri(self, name: str) -> str:
        """Return the OSS URI of `name`: the bucket's public regional address and the raw key (Alibaba's page)."""
        return self.root_uri + self.key(name)

    @property
    def root_uri(self) -> str:
        """The address every OSS URI of this bucket begins with, ``/`` included."""
        return f"oss://{self.bucket}.oss-{self.region}.aliyuncs.com/"


def practice_destination(prefix: str) -> Destination:
    """Return the Practice destination below `prefix` as typed."""
    return Destination(bucket=PRACTICE_BUCKET, region=PRACTICE_REGION, prefix=clean_prefix(prefix), is_practice=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """An access key pair, or a temporary one with its security token. Its text form shows nothing of it."""

    access_key_id: str
    access_key_secret: str
    security_token: str | None = None

    def __repr__(self) -> str:
        return "Credential(…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """All that is needed to open a store: where, how, and as whom."""

    bucket: str
    region: str
    endpoint: str
    credential: Credential
    ca_file: str | None = None
