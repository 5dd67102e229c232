"""The parts of a large file."""

import pytest

from itag_desktop.engine.large_file import LARGE_FROM_BYTES, MAX_PARTS, part_size_bytes

MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize("size_bytes", [LARGE_FROM_BYTES, 512 * MEBIBYTE, 20 * 1024 * MEBIBYTE, 150 * 1024 * MEBIBYTE])
def test_parts_have_8_to_16_mebibytes(size_bytes: int) -> None:
    assert 8 * MEBIBYTE <= part_size_bytes(size_bytes) <= 16 * MEBIBYTE
    assert part_size_bytes(size_bytes) % MEBIBYTE == 0


@pytest.mark.parametrize("size_bytes", [156 * 1024 * MEBIBYTE, 5 * 1024 * 1024 * MEBIBYTE])
def test_there_are_never_more_parts_than_oss_takes(size_bytes: int) -> None:
    assert -(-size_bytes // part_size_bytes(size_bytes)) <= MAX_PARTS
