"""The manifest's file: lines, each with its line end, and what identifies the whole of them."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from fastcrc import crc64

_BLOCK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestDigest:
    """What identifies a manifest: the number of its lines, its size, and its sums.

    `md5` is upper-case hex, as OSS writes an ETag; `crc64` is CRC-64/XZ.
    """

    lines: int
    size_bytes: int
    md5: str
    crc64: int


def write_manifest(lines: Iterable[bytes], stream: BinaryIO) -> ManifestDigest:
    """Write the lines, each with its line end, and return their digest; the stream is not flushed.

    Raises:
        OSError: the stream cannot be written.
    """
    return _pass_on(lines, stream.write)


def digest_manifest(lines: Iterable[bytes]) -> ManifestDigest:
    """Return the digest of a manifest of these lines without writing it."""
    return _pass_on(lines, len)


def _pass_on(lines: Iterable[bytes], write: Callable[[bytes], int]) -> ManifestDigest:
    """Gather lines into blocks, so that a sum or a write costs little a line."""
    count, size_bytes, crc, md5 = 0, 0, 0, hashlib.md5(usedforsecurity=False)
    block = bytearray()

    def flush() -> None:
        nonlocal size_bytes, crc
        whole = bytes(block)
        write(whole)
        md5.update(whole)
        crc = crc64.xz(whole, crc)
        size_bytes += len(whole)
        block.clear()

    for line in lines:
        count += 1
        block += line
        block += b"\n"
        if len(block) >= _BLOCK_BYTES:
            flush()
    flush()
    return ManifestDigest(lines=count, size_bytes=size_bytes, md5=md5.hexdigest().upper(), crc64=crc)
