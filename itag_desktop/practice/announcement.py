"""What a practice server tells those who may use it, as a line between two processes."""

import json
from dataclasses import asdict, dataclass

from itag_desktop.domain.destination import Access, Credential


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Where a server listens that was just started, and the key pair of this start. Its text form hides the secret."""

    endpoint: str
    bucket: str
    region: str
    access_key_id: str
    access_key_secret: str

    def __repr__(self) -> str:
        return f"Announcement({self.endpoint}, …)"

    @property
    def access(self) -> Access:
        """The same, as a store takes it."""
        credential = Credential(access_key_id=self.access_key_id, access_key_secret=self.access_key_secret)
        return Access(bucket=self.bucket, region=self.region, endpoint=self.endpoint, credential=credential)

    def to_line(self) -> str:
        """Return it as one line of JSON, without the line's end."""
        return json.dumps(asdict(self))


def parse_announcement(line: bytes) -> Announcement:
    """Return what `Announcement.to_line` wrote.

    Raises:
        ValueError: it is something else.
    """
    content = json.loads(line)
    if not isinstance(content, dict):
        raise ValueError  # noqa: TRY004 - to the caller it is all one: no announcement
    try:
        return Announcement(**content)
    except TypeError as error:
        raise ValueError from error
