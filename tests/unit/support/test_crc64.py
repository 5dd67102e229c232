"""The CRC-64 of a whole follows from those of its parts."""

from fastcrc import crc64
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.support.crc64 import joined_crc64


@given(parts=st.lists(st.binary(max_size=300), min_size=1, max_size=6))
def test_joined_values_are_the_value_of_the_joined_bytes(parts: list[bytes]) -> None:
    joined = 0
    for part in parts:
        joined = joined_crc64(joined, crc64.xz(part), len(part))
    assert joined == crc64.xz(b"".join(parts))


def test_it_is_the_crc_that_oss_answers() -> None:
    """The check value of CRC-64/XZ (ECMA-182)."""
    assert joined_crc64(crc64.xz(b"1234"), crc64.xz(b"56789"), 5) == 0x995DC9BBDF1939FA
