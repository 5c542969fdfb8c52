"""Keyed pseudo-random choices: the same key and value always draw the same, another key draws anew.

HMAC-SHA-256 for single values, SHAKE-256 (FIPS 202) where a whole column needs one long stream.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import shake_256
from typing import TypeVar

_T = TypeVar("_T")


class Draw:
    """Draws numbers and choices from the digest of one value; deterministic, random to who has no key."""

    __slots__ = ("_left", "_seed", "_size")

    def __init__(self, key: bytes, value: str) -> None:
        self._seed = hmac.digest(key, value.encode("utf-8", "surrogatepass"), "sha256")
        self._left = int.from_bytes(self._seed)
        self._size = 256

    def below(self, size: int) -> int:
        """Return a number from 0 to `size` - 1, each as likely to within 2^-64."""
        bits = size.bit_length() + 64
        if self._size < bits:
            self._seed = hmac.digest(self._seed, b"more", "sha256")
            self._left = int.from_bytes(self._seed)
            self._size = 256
        number = self._left & ((1 << bits) - 1)
        self._left >>= bits
        self._size -= bits
        return number * size >> bits

    def choice(self, items: Sequence[_T]) -> _T:
        """Return one of `items`."""
        return items[self.below(len(items))]

    def digits(self, count: int) -> str:
        """Return `count` decimal digits."""
        return f"{self.below(10**count):0{count}d}" if count else ""

    def fraction(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self.below(1 << 53) / (1 << 53)


def numbers(key: bytes, label: str, count: int) -> list[int]:
    """Return `count` numbers of 64 bits, a stream of their own for each `label`."""
    stream = shake_256(key + label.encode()).digest(8 * count)
    return list(memoryview(stream).cast("Q")) if _LITTLE else [
        int.from_bytes(stream[at : at + 8], "little") for at in range(0, len(stream), 8)
    ]  # fmt: skip


_LITTLE = memoryview(b"\x01\0\0\0\0\0\0\0").cast("Q")[0] == 1
