"""The file is its lines, each with a line end, and the digest is that of the file."""

import hashlib
from collections.abc import Iterator
from io import BytesIO

from fastcrc import crc64
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.manifests.write import digest_manifest, write_manifest


@given(st.lists(st.binary(min_size=1, max_size=20).filter(lambda line: b"\n" not in line)))
def test_the_file_is_its_lines_and_the_digest_is_the_files(lines: list[bytes]) -> None:
    stream = BytesIO()
    digest = write_manifest(iter(lines), stream)
    written = stream.getvalue()
    assert written == b"".join(line + b"\n" for line in lines)
    assert (digest.lines, digest.size_bytes) == (len(lines), len(written))
    assert digest.md5 == hashlib.md5(written, usedforsecurity=False).hexdigest().upper()
    assert digest.crc64 == crc64.xz(written)
    assert digest_manifest(lines) == digest


def test_a_manifest_of_many_blocks_is_written_whole_and_never_held_whole() -> None:
    stream = BytesIO()
    held_bytes: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(100_000):
            held_bytes.append(number * 8 - stream.tell())
            yield b"%07d" % number

    digest = write_manifest(lines(), stream)
    assert stream.getvalue().split(b"\n") == [*lines(), b""]
    assert digest.crc64 == crc64.xz(stream.getvalue())
    assert digest.size_bytes == 800_000
    assert max(held_bytes) < 300_000
