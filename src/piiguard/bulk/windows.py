"""The characters beside many places, four in a word: gathered as a row for each place, hidden, and hashed."""

from __future__ import annotations

import secrets
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Codes, Kinds, Mask, Places
from piiguard.bulk.memo import Keys

FOUR: Final = 4
_MOST: Final = 16
_SHIFT: Final = np.uint64(32)
_LOWEST: Final = np.ones(8, np.uint8).view(np.uint64)[0]
# Brings the lowest bits of eight bytes together in the highest one.
_TOGETHER, _TOP = np.uint64(0x0102040810204080), np.uint64(56)
# Windows are told apart by a hash of 64 bits; nobody who writes a text can know its multipliers.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(_MOST + 1)]


def windows(codes: Codes, firsts: Places, size: int) -> Keys:
    """Return the `size` characters (a multiple of four) from each place on, four in each column of its row."""
    every = np.ndarray((len(codes) - size + 1,), f"V{2 * size}", codes, 0, (2,))
    found: Keys = every[firsts].view(np.uint64).reshape(len(firsts), size // FOUR)
    return found


def flags(kinds: Kinds, firsts: Places, width: int, kind: int) -> Keys:
    """Return which of the `width` characters (a multiple of eight) from each place on are of a class, as bits.

    The lowest bit is that of the first character.
    """
    every = np.ndarray((len(kinds) - width + 1,), f"V{width}", kinds, 0, (1,))
    columns = (
        every[firsts].view(np.uint64).reshape(len(firsts), width // 8) >> np.uint64(kind.bit_length() - 1) & _LOWEST
    ).T
    found: Keys = np.zeros(len(firsts), np.uint64)
    for number, column in enumerate(columns):
        found |= (column * _TOGETHER >> _TOP) << np.uint64(8 * number)
    return found


def hashed(words: Keys, shown: NDArray[np.int64] | None = None) -> Keys:
    """Return a hash of each window, and of how much of it is `shown`, which tells what is hidden from a NUL."""
    columns = words.T
    assert len(columns) <= _MOST
    found: Keys = columns[0] * _MULTIPLIERS[0]
    for column, multiplier in zip(columns[1:], _MULTIPLIERS[1:_MOST], strict=False):
        found ^= found >> _SHIFT
        found ^= column * multiplier
    if shown is not None:
        found ^= found >> _SHIFT
        found ^= shown.view(np.uint64) * _MULTIPLIERS[_MOST]
    return found


class Shown:
    """Which characters of windows of one size are seen: the last ones, or the first ones where a place is before."""

    def __init__(self, size: int, behind: bool = False) -> None:
        kept = np.tri(size + 1, size, -1, np.bool_)
        self.size = size
        self._seen = np.ascontiguousarray(kept if behind else kept[:, ::-1])
        self._masks = np.where(self._seen, np.uint16(0xFFFF), np.uint16(0)).view(np.uint64)

    def seen(self, shown: NDArray[np.int64]) -> Mask:
        """Return which characters are seen if there are so many of them in each window."""
        return self._seen[shown]

    def mask(self, shown: int) -> Keys:
        """Return what hides all but so many characters of a window."""
        mask: Keys = self._masks[shown]
        return mask

    def of(self, words: Keys, shown: NDArray[np.int64]) -> Keys:
        """Return windows without the characters that are not seen."""
        return words & self._masks[shown]


def first_of(found: Mask) -> NDArray[np.int64]:
    """Return the first place in each row of `found` that is true, and its size where none is."""
    first: NDArray[np.int64] = found.argmax(axis=1)
    first[(first == 0) & ~found[:, 0]] = found.shape[1]
    return first
