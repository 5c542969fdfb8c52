"""What is known of pairs of characters, looked up for every character of an array and the next one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Codes, Places

_OTHER: Final = 0
Pair = tuple[str, str]


Bits = NDArray[np.uint16]


class PairTable:
    """Sixteen bits for pairs of characters; pairs are given with the bit of each."""

    def __init__(self, pairs: Sequence[tuple[int, Collection[Pair]]]) -> None:
        every = [pair for _, some in pairs for pair in some]
        self._first, _ = _numbered([pair[0] for pair in every])
        self._second, count = _numbered([pair[1] for pair in every])
        self._first *= np.uint32(count)
        self._bits = np.zeros(int(self._first.max()) + count, np.uint16)
        for bit, some in pairs:
            first, second = np.array([(ord(first), ord(second)) for first, second in some], np.int64).reshape(-1, 2).T
            self._bits[self._first[first] + self._second[second]] |= np.uint16(bit)

    def of(self, codes: Codes) -> Bits:
        """Return the bits of each character and the next one; none of the last."""
        found = np.zeros(len(codes), np.uint16)
        found[:-1] = self._bits.take(self._first.take(codes[:-1]) + self._second.take(codes[1:]))
        return found

    def at(self, codes: Codes, places: Places) -> Bits:
        """Return the bits of the characters at places and the next ones."""
        return self._bits.take(self._first.take(codes.take(places)) + self._second.take(codes.take(places + 1)))


def _numbered(chars: Collection[str]) -> tuple[NDArray[np.uint32], int]:
    """Return a table from code to the number of a character, `_OTHER` for all that are not among `chars`."""
    codes = sorted({ord(char) for char in chars})
    table = np.full(1 << 16, _OTHER, np.uint32)
    table[codes] = np.arange(1, len(codes) + 1, dtype=np.uint32)
    return table, len(codes) + 1
