"""Words of one or two characters, looked up for many places of a chunk at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from piiguard.bulk.chunk import Codes, Mask, char_table

# Stands for all characters beyond the basic plane.
ASTRAL: Final = 0xFFFF
_HALF: Final = np.uint32(16)


class PairTable:
    """Tells which two characters may be one of `pairs`: what it denies is sure, few others get by."""

    def __init__(self, pairs: Iterable[str]) -> None:
        self._has = np.zeros(1 << 16, np.bool_)
        codes = np.array([tuple(min(ord(char), ASTRAL) for char in pair) for pair in pairs], np.uint16).reshape(-1, 2)
        self._has[_together(codes[:, 0], codes[:, 1])] = True

    def may_have(self, first: Codes, second: Codes) -> Mask:
        """Return whether each two characters may be a pair."""
        return self._has.take(_together(first, second))


def _together(first: Codes, second: Codes) -> Codes:
    return np.bitwise_xor(np.multiply(first, np.uint16(0x9E35)), second)


class WordList:
    """Tells which characters, and which pairs of them, are words of a list; longer ones are left out."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = set(words)
        self._singles = char_table(word for word in listed if len(word) == 1)
        self._likely = PairTable(word for word in listed if len(word) == 2)
        self._pairs = np.array(
            sorted(ord(word[0]) << 16 | ord(word[1]) for word in listed if len(word) == 2), np.uint32
        )

    def has_single(self, codes: Codes) -> Mask:
        """Return whether each character is a word."""
        return self._singles.take(codes)

    def has_pair(self, first: Codes, second: Codes) -> Mask:
        """Return whether each two characters are a word."""
        found = self._likely.may_have(first, second)
        rows = np.flatnonzero(found)
        if rows.size:
            keys = first[rows].astype(np.uint32) << _HALF | second[rows]
            at = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
            found[rows] = self._pairs.take(at) == keys
        return found
