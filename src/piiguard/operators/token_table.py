"""Remembers the tokens of values of one length: a table with a place for each, found by the bytes of the value.

A value takes the place of another one that was there, so the table keeps its size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_BITS: Final = 16
_WORD: Final = 8
# Odd, with ones and zeros well mixed (the golden ratio, and those that follow from it).
_FACTORS: Final = np.cumprod(np.full(32, 0x9E3779B97F4A7C15, np.uint64), dtype=np.uint64)
# So many values at a time: one that comes again soon is known by then.
_ROWS: Final = 1 << 13


class TokenTable:
    """The tokens of values of `size` bytes, each `token` bytes long. `make(values)` returns those of new values."""

    def __init__(self, size: int, token: int, make: Callable[[Sequence[bytes]], Bytes]) -> None:
        self._size = size
        self._token = token
        self._make = make
        self._values = np.zeros(1 << _BITS, f"S{size}")
        # One item each: such are copied many times as fast as rows of a matrix.
        self._tokens = np.zeros(1 << _BITS, f"V{token}")
        self._filled = np.zeros(1 << _BITS, np.bool_)

    def tokens(self, values: Bytes) -> Bytes:
        """Return the tokens of values, one a row."""
        found = np.empty(len(values), f"V{self._token}")
        for at in range(0, len(values), _ROWS):
            found[at : at + _ROWS] = self._some(values[at : at + _ROWS])
        return found.view(np.uint8).reshape(-1, self._token)

    def _some(self, values: Bytes) -> NDArray[np.void]:
        places = self._places(values)
        # NULs at the end do not count in such a comparison, but all have the same length.
        plain = np.ascontiguousarray(values).view(f"S{self._size}")[:, 0]
        found = self._tokens[places]
        new = np.flatnonzero(~(self._filled[places] & (self._values[places] == plain)))
        if not len(new):
            return found
        each = self._list(plain[new])
        distinct = set(each)
        if len(distinct) == len(each):
            made = self._made(each)
        else:
            numbers = {value: number for number, value in enumerate(distinct)}
            made = self._made(list(numbers))[[numbers[value] for value in each]]
        found[new] = made
        at = places[new]
        self._values[at], self._tokens[at], self._filled[at] = plain[new], made, True
        return found

    def _made(self, values: Sequence[bytes]) -> NDArray[np.void]:
        return np.ascontiguousarray(self._make(values)).view(f"V{self._token}")[:, 0]

    def _list(self, values: NDArray[np.bytes_]) -> list[bytes]:
        data = values.tobytes()
        if b"\0" not in data:  # which numpy would cut off
            found: list[bytes] = values.tolist()
            return found
        return [data[at : at + self._size] for at in range(0, len(data), self._size)]

    def _places(self, values: Bytes) -> NDArray[np.uint64]:
        words = -(-self._size // _WORD)
        padded = np.zeros((len(values), words * _WORD), np.uint8)
        padded[:, : self._size] = values
        mixed = (padded.view(np.uint64) * _FACTORS[:words]).sum(axis=1, dtype=np.uint64)
        mixed ^= mixed >> np.uint64(29)
        found: NDArray[np.uint64] = (mixed * _FACTORS[0]) >> np.uint64(64 - _BITS)
        return found
