"""Join CRC-64 values: the CRC of a whole file from the CRCs of its parts.

OSS answers a completed multipart upload with the CRC-64/XZ of the whole object; the parts were summed one by one while
they were sent, in any order. Reading the file once more would double the work, so the values are joined: shifting a CRC
over `n` zero bytes is a linear map over GF(2), and maps are raised to the power `n` by squaring (zlib's `crc32_combine`
does the same with 32 bits).
"""

from functools import cache

_POLYNOMIAL = 0xC96C5795D7870F42  # of CRC-64/XZ (ECMA-182), bits reflected
_BITS = 64

_Matrix = tuple[int, ...]


def _times(matrix: _Matrix, vector: int) -> int:
    total = 0
    for row in matrix:
        if vector & 1:
            total ^= row
        vector >>= 1
        if not vector:
            break
    return total


def _squared(matrix: _Matrix) -> _Matrix:
    return tuple(_times(matrix, row) for row in matrix)


@cache
def _zero_byte_powers() -> tuple[_Matrix, ...]:
    """Return the maps that shift a CRC over 1, 2, 4, 8 … zero bytes."""
    matrix: _Matrix = (_POLYNOMIAL, *(1 << bit for bit in range(_BITS - 1)))
    for _ in range(3):  # one bit, squared three times, is a byte
        matrix = _squared(matrix)
    powers = [matrix]
    for _ in range(_BITS - 1):
        powers.append(_squared(powers[-1]))
    return tuple(powers)


def joined_crc64(first: int, second: int, second_size_bytes: int) -> int:
    """Return the CRC-64/XZ of two byte strings behind each other, from the CRC of each and the size of the second."""
    for power in _zero_byte_powers():
        if second_size_bytes & 1:
            first = _times(power, first)
        second_size_bytes >>= 1
        if not second_size_bytes:
            break
    return first ^ second
