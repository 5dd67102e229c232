"""A request as the handlers see it and the answer they give: values between the wire and the store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class RequestBody(Protocol):
    """The bytes that follow a request's head, read once, while they arrive.

    Both methods raise `Disconnected` when the client goes away.
    """

    @property
    def length(self) -> int | None:
        """The number of bytes, or None when they come in chunks."""
        ...

    def blocks(self) -> Iterator[memoryview]:
        """Yield the bytes; each view is valid until the next one is asked for."""
        ...

    def read_small(self, limit: int) -> bytes:
        """Return everything, at most `limit` bytes; refuse more with `MalformedXML`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. `bucket` is "" for the service, `key` "" for a bucket; header names are lower-case.

    Names and values of `query` are decoded; a bare name has the value "". Header values keep bytes that are not UTF-8
    as lone surrogates, so that a signature sees what was sent.
    """

    method: str
    bucket: str
    key: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSlice:
    """`length` bytes of a file, from `offset` on."""

    path: Path
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back. A `body` of bytes or, for objects, slices of files opened late.

    `length` is the Content-Length to announce, when it is not that of the body (HEAD).
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    slices: tuple[FileSlice, ...] = ()
    length: int | None = None

    @property
    def announced_length(self) -> int:
        """The value of Content-Length."""
        if self.length is not None:
            return self.length
        return len(self.body) + sum(part.length for part in self.slices)


class Disconnected(Exception):  # noqa: N818 - the end of a conversation, not an error
    """The client is gone, or shall find the connection closed."""
