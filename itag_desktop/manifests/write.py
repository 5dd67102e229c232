"""The manifest's file: its lines, and what identifies the whole of them.

Lines come in blocks of any size, each line with its line end: where nothing is to be done to them, they pass as they
lie.
"""

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


def write_manifest(blocks: Iterable[bytes], stream: BinaryIO) -> ManifestDigest:
    """Write blocks of whole lines and return their digest; the stream is not flushed.

    Raises:
        OSError: the stream cannot be written.
    """
    return _pass_on(blocks, stream.write)


def digest_manifest(blocks: Iterable[bytes]) -> ManifestDigest:
    """Return the digest of a manifest of these lines without writing it."""
    return _pass_on(blocks, len)


def _pass_on(blocks: Iterable[bytes], write: Callable[[bytes], int]) -> ManifestDigest:
    """Gather blocks into larger ones, so that a sum or a write costs little a line."""
    count, size_bytes, crc, md5 = 0, 0, 0, hashlib.md5(usedforsecurity=False)
    gathered = bytearray()

    def flush() -> None:
        nonlocal count, size_bytes, crc
        whole = bytes(gathered)
        write(whole)
        md5.update(whole)
        crc = crc64.xz(whole, crc)
        count += whole.count(b"\n")
        size_bytes += len(whole)
        gathered.clear()

    for block in blocks:
        gathered += block
        if len(gathered) >= _BLOCK_BYTES:
            flush()
    flush()
    return ManifestDigest(lines=count, size_bytes=size_bytes, md5=md5.hexdigest().upper(), crc64=crc)
