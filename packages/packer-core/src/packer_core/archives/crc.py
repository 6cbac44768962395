"""CRC-32 (IEEE), and the CRC of two runs of bytes from the CRCs of each.

The combination lets every byte be looked at once, however many nested things have a checksum.
"""

import zlib
from functools import cache

#: The polynomial of CRC-32 with its bits reversed: bit 31 is the coefficient of x**0.
_POLYNOMIAL = 0xEDB88320


def portable_combine(first: int, second: int, length: int) -> int:
    """What :func:`combine` returns, by arithmetic alone."""
    return _multiply(_zeros(length), first) ^ second


def _multiply(a: int, b: int) -> int:
    """The product of two polynomials modulo that of CRC-32."""
    product = 0
    for bit in range(31, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = (b >> 1) ^ (_POLYNOMIAL if b & 1 else 0)
    return product


@cache
def _squared(times: int) -> int:
    """x to the power of 2**``times``."""
    if times == 0:
        return 1 << 30
    root = _squared(times - 1)
    return _multiply(root, root)


def _zeros(length: int) -> int:
    """The operator that moves a CRC over ``length`` zero bytes: x**(8 * length)."""
    operator, power = 1 << 31, 3
    while length:
        if length & 1:
            operator = _multiply(_squared(power), operator)
        length >>= 1
        power += 1
    return operator


try:
    from isal.isal_zlib import crc32, crc32_combine
except ImportError:  # No wheel for this machine: the same results, several times slower.
    crc32, crc32_combine = zlib.crc32, portable_combine


def combine(first: int, second: int, length: int) -> int:
    """The CRC-32 of bytes that have ``first``, then of ``length`` bytes that have ``second``."""
    return crc32_combine(first, second, length)


__all__ = ["combine", "crc32", "portable_combine"]
