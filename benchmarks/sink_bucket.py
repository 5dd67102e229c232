"""What the sink remembers of the objects it was sent: key, size, ETag and CRC-64; of a manifest its bytes too.

The bytes of everything else are gone once they are counted, so that the sink is never what a benchmark waits for.
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from itag_desktop.support.crc64 import joined_crc64

KEPT_SUFFIX = ".manifest"
MODIFIED = "2026-01-01T00:00:00.000Z"
_MAX_KEYS = 1000


class Received(NamedTuple):
    """What is left of a body. `content` is empty unless it was asked to be kept."""

    size_bytes: int
    etag: str
    crc64: int
    content: bytes = b""


class SinkBucket:
    """The objects of every bucket: keys hold the bucket's name (``bucket/key``)."""

    def __init__(self) -> None:
        self._objects: dict[str, Received] = {}
        self._in_order: list[bytes] = []
        self._uploads: dict[str, dict[int, Received]] = {}
        self._begun = 0

    def put(self, key: str, received: Received) -> None:
        """Remember an object, in place of an older one."""
        self._objects[key] = received

    def get(self, key: str) -> Received | None:
        """Return an object, or None."""
        return self._objects.get(key)

    def begin_upload(self) -> str:
        """Return the id of a new multipart upload."""
        self._begun += 1
        upload_id = f"{self._begun:032X}"
        self._uploads[upload_id] = {}
        return upload_id

    def put_part(self, upload_id: str, number: int, received: Received) -> None:
        """Remember a part."""
        self._uploads[upload_id][number] = received

    def listed_parts(self, upload_id: str) -> bytes:
        """Return the parts of an upload as the XML of ListParts, all on one page."""
        parts = "".join(
            f'<Part><PartNumber>{number}</PartNumber><ETag>"{part.etag}"</ETag><Size>{part.size_bytes}</Size>'
            f"<LastModified>{MODIFIED}</LastModified></Part>"
            for number, part in sorted(self._uploads[upload_id].items())
        )
        return (
            f"<ListPartsResult><IsTruncated>false</IsTruncated><NextPartNumberMarker>0</NextPartNumberMarker>{parts}"
            "</ListPartsResult>"
        ).encode()

    def abort_upload(self, upload_id: str) -> None:
        """Forget an upload."""
        self._uploads.pop(upload_id, None)

    def complete_upload(self, upload_id: str, key: str) -> Received:
        """Make an object of all parts, joined by number."""
        size_bytes = crc64 = 0
        parts = self._uploads.pop(upload_id)
        for _, part in sorted(parts.items()):
            crc64 = joined_crc64(crc64, part.crc64, part.size_bytes)
            size_bytes += part.size_bytes
        whole = Received(size_bytes, f"{crc64:032X}-{len(parts)}", crc64)
        self.put(key, whole)
        return whole

    def listing(self, bucket: str, prefix: str, start_after: str, max_keys: int = _MAX_KEYS) -> bytes:
        """Return a page of a listing as the XML of ListObjectsV2, with encoded keys."""
        in_order = self._keys_in_order()
        before = f"{bucket}/".encode()
        first = before + prefix.encode()
        begin = bisect_left(in_order, first)
        if start_after:
            begin = max(begin, bisect_right(in_order, before + start_after.encode()))
        page: list[str] = []
        for key in in_order[begin : begin + max_keys]:
            if not key.startswith(first):
                break
            page.append(self._entry(key.decode(), len(before)))
        end = begin + len(page)
        has_more = end < len(in_order) and in_order[end].startswith(first)
        token = f"<NextContinuationToken>{escape(quote(page[-1]))}</NextContinuationToken>" if has_more else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>'
            f"<Name>{bucket}</Name><Prefix>{quote(prefix, safe='')}</Prefix><EncodingType>url</EncodingType>"
            f"<MaxKeys>{max_keys}</MaxKeys><KeyCount>{len(page)}</KeyCount>"
            f"<IsTruncated>{str(has_more).lower()}</IsTruncated>{token}{''.join(page)}</ListBucketResult>"
        ).encode()

    def _keys_in_order(self) -> list[bytes]:
        if len(self._in_order) != len(self._objects):
            self._in_order = sorted(key.encode() for key in self._objects)
        return self._in_order

    def _entry(self, key: str, bucket_length: int) -> str:
        received = self._objects[key]
        return (
            f"<Contents><Key>{quote(key[bucket_length:], safe='')}</Key><LastModified>{MODIFIED}</LastModified>"
            f'<ETag>"{received.etag}"</ETag><Type>Normal</Type><Size>{received.size_bytes}</Size>'
            "<StorageClass>Standard</StorageClass></Contents>"
        )
