"""The file is its blocks of lines, however they are cut, and the digest is that of the file."""

import hashlib
from collections.abc import Iterator
from io import BytesIO

from fastcrc import crc64
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.manifests.write import digest_manifest, write_manifest


@given(st.lists(st.lists(st.binary(max_size=20).map(lambda line: line.replace(b"\n", b"") + b"\n"))))
def test_the_file_is_its_lines_and_the_digest_is_the_files(lines: list[list[bytes]]) -> None:
    stream = BytesIO()
    blocks = [b"".join(block) for block in lines]
    digest = write_manifest(iter(blocks), stream)
    written = stream.getvalue()
    assert written == b"".join(blocks)
    assert (digest.lines, digest.size_bytes) == (sum(map(len, lines)), len(written))
    assert digest.md5 == hashlib.md5(written, usedforsecurity=False).hexdigest().upper()
    assert digest.crc64 == crc64.xz(written)
    assert digest_manifest(blocks) == digest


def test_a_manifest_of_many_blocks_is_written_whole_and_never_held_whole() -> None:
    stream = BytesIO()
    held_bytes: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(100_000):
            held_bytes.append(number * 8 - stream.tell())
            yield b"%07d\n" % number

    digest = write_manifest(lines(), stream)
    assert stream.getvalue() == b"".join(lines())
    assert digest.crc64 == crc64.xz(stream.getvalue())
    assert digest.size_bytes == 800_000
    assert max(held_bytes) < 300_000
