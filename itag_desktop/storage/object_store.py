"""The seam between the engine and an object store.

`ObjectStore` is all that the engine knows of OSS. `OssStore` implements it on oss2; one contract suite
(`tests/contract/`) holds for every implementation. All methods may be called from several threads at once, block until
answered, and raise only `StorageError`, `SourceFileError` (from the body) and `CancelledError`.

A write counts as done only when the answer carries a request id, an ETag and a CRC-64 equal to that of the bytes sent:
anything else, such as the 200 of a captive portal, raises. Nothing here retries; `engine.retry` does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


class Body(Protocol):
    """Bytes to send: a fresh one for every try. Neither seekable nor rewindable.

    `read` raises `SourceFileError` at once when the file ends short.
    """

    def __len__(self) -> int: ...

    def read(self, amount: int = -1, /) -> bytes:
        """Return the next bytes, at most `amount`; empty at the end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectHead:
    """What a store says of one object. `etag` is upper-case without quotes; `crc64` None where it sends none."""

    size_bytes: int
    etag: str
    crc64: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedObject:
    """One object of a listing."""

    key: str
    size_bytes: int
    etag: str

    @property
    def is_etag_md5(self) -> bool:
        """Say whether the ETag is the MD5 of the object; that of a multipart upload has a ``-`` in it."""
        return len(self.etag) == 32 and "-" not in self.etag  # noqa: PLR2004 - hex digits of an MD5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the store holds after a write: the ETag it answered and the CRC-64 both sides agree on."""

    etag: str
    crc64: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPart:
    """One part as the store lists it."""

    number: int
    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRef:
    """A part as named when an upload is completed."""

    number: int
    etag: str


class ObjectStore(Protocol):
    """Objects of one bucket by key."""

    def head(self, key: str) -> ObjectHead | None:
        """Return what is known of the object, or None where there is none."""
        ...

    def list_page(
        self, *, prefix: str, start_after: str, max_keys: int = 1000
    ) -> tuple[tuple[ListedObject, ...], bool]:
        """Return a page of a listing, and whether there are more objects behind it.

        The page holds up to `max_keys` objects whose keys begin with `prefix` and follow `start_after`, in the order
        of their UTF-8 bytes.
        """
        ...

    def put(self, key: str, body: Body, *, content_type: str, forbid_overwrite: bool) -> Stored:
        """Write one object with one request."""
        ...

    def get(self, key: str) -> Iterator[bytes]:
        """Return the object's bytes, block by block."""
        ...

    def begin_upload(self, key: str, *, content_type: str, forbid_overwrite: bool) -> str:
        """Begin a multipart upload and return its id."""
        ...

    def put_part(self, key: str, upload_id: str, number: int, body: Body) -> Stored:
        """Send one part; numbers count from 1."""
        ...

    def list_parts(self, key: str, upload_id: str) -> tuple[ListedPart, ...]:
        """Return the parts the store holds of an upload."""
        ...

    def complete_upload(
        self, key: str, upload_id: str, parts: tuple[PartRef, ...], *, crc64: int, forbid_overwrite: bool
    ) -> Stored:
        """Make the object of the parts, given in ascending order; `crc64` is that of the whole file."""
        ...

    def abort_upload(self, key: str, upload_id: str) -> None:
        """Throw away an upload and its parts; one that is gone already is no error."""
        ...

    def close(self) -> None:
        """Close every connection. Requests in flight end with `CancelledError`."""
        ...


IsCancelled = Callable[[], bool]
"""Asked from the thread that sends, often: true once everything in flight shall end with `CancelledError`."""
