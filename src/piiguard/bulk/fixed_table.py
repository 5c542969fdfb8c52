"""A table of what is said of numbers that are known beforehand, looked up for many of them at once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

import numpy as np

from piiguard.bulk.chunk import Kinds, Places
from piiguard.bulk.memo import Keys

NOTHING: Final = 0
# So many bits say where a number goes: few have to share a place.
_BITS: Final = 16
_MIX, _SHIFT = np.uint64(29), np.uint64(64 - _BITS)


class FixedTable:
    """Says of numbers of 64 bits what `known` says of them (1 to 255), `NOTHING` of all others."""

    def __init__(self, known: Mapping[int, int]) -> None:
        self._levels: list[tuple[np.uint64, Keys, Kinds]] = []
        numbers = np.array(sorted(known), np.uint64)
        said = np.array([known[number] for number in numbers.tolist()], np.uint8)
        # What shares its place in one level goes into the next one.
        while len(numbers):
            multiplier = np.uint64(secrets.randbits(64) | 1)
            places, first = np.unique(_places(numbers, multiplier), return_index=True)
            keys, values = np.zeros(1 << _BITS, np.uint64), np.full(1 << _BITS, NOTHING, np.uint8)
            keys[places], values[places] = numbers[first], said[first]
            self._levels.append((multiplier, keys, values))
            numbers, said = np.delete(numbers, first), np.delete(said, first)

    def of(self, numbers: Keys) -> Kinds:
        """Return what is said of each of `numbers`."""
        found = np.full(len(numbers), NOTHING, np.uint8)
        for multiplier, keys, values in self._levels:
            places = _places(numbers, multiplier)
            found |= values.take(places) * (keys.take(places) == numbers)
        return found


def _places(numbers: Keys, multiplier: np.uint64) -> Places:
    places: Places = ((numbers ^ numbers >> _MIX) * multiplier >> _SHIFT).view(np.int64)
    return places
