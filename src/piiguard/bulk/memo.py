"""Outcomes of integer keys, remembered in a table that many keys are looked up in at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Ids = NDArray[np.int32]
LookUp = Callable[[int, int], int]
LookUpRows = Callable[[Keys, NDArray[np.int64]], Ids]
_BITS: Final = 14
# Where a key goes nobody who writes a text can know; 1 does not go to the first place.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1 | 1 << 63) for _ in range(2)]
_KNOWN: Final = 2


class Remembered:
    """The outcomes of the keys met last: each has two places in a table, and what stood there is forgotten."""

    def __init__(self, bits: int = _BITS) -> None:
        self._shift = np.uint64(64 - bits)
        self._second = np.int64(1 << bits)
        # A place is empty while it holds a key that goes elsewhere: 0, and 1 where 0 goes.
        self._keys = np.zeros(2 << bits, np.uint64)
        self._keys[0] = self._keys[self._second] = 1
        self._values = np.zeros(2 << bits, np.int32)

    def of(self, keys: Keys, look_up: LookUp) -> Ids:
        """Return the outcome for every key; `look_up` tells a new one by the key and the first row that has it."""
        return self.of_rows(
            keys,
            lambda distinct, rows: np.fromiter(map(look_up, distinct.tolist(), rows.tolist()), np.int32, len(rows)),
        )

    def of_rows(self, keys: Keys, look_up: LookUpRows) -> Ids:
        """Return the outcome for every key; `look_up` tells all the new ones at once, by the first row of each."""
        slots = (keys * _MULTIPLIERS[0] >> self._shift).view(np.int64)
        values = self._values.take(slots)
        new = np.flatnonzero(self._keys.take(slots) != keys)
        if new.size:
            values[new] = self._of_others(keys[new], slots[new], new, look_up)
        return values

    def _of_others(self, keys: Keys, slots: NDArray[np.int64], rows: NDArray[np.int64], look_up: LookUpRows) -> Ids:
        """Return the outcome for keys that are not in their first place."""
        others = (keys * _MULTIPLIERS[1] >> self._shift).view(np.int64) + self._second
        values = self._values.take(others)
        new = np.flatnonzero(self._keys.take(others) != keys)
        if new.size:
            distinct, first, inverse = np.unique(keys[new], return_index=True, return_inverse=True)
            where = new[first]
            found = look_up(distinct, rows[where])
            values[new] = found[inverse]
            free = self._keys.take(slots[where]) == (slots[where] == 0)
            places = np.where(free, slots[where], others[where])
            self._keys[places], self._values[places] = distinct, found
        return values


class Table:
    """The outcomes (from -1) of all keys below a number, of which each is asked for when it is met first."""

    def __init__(self, size: int) -> None:
        # More than the outcome: 0 is not known. What is never met takes no memory.
        self._values = np.zeros(size, np.int16)

    def of(self, keys: Keys, look_up: LookUp) -> Ids:
        """Return the outcome for every key; `look_up` tells a new one by the key and the first row that has it."""
        at = keys.view(np.int64)
        found = self._values.take(at)
        new = np.flatnonzero(found == 0)
        if new.size:
            distinct, first = np.unique(at[new], return_index=True)
            for key, row in zip(distinct.tolist(), new[first].tolist(), strict=True):
                self._values[key] = look_up(key, row) + _KNOWN
            found = self._values.take(at)
        return found.astype(np.int32) - np.int32(_KNOWN)
