"""Outcomes of integer keys, remembered in a table that many keys are looked up in at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Ids = NDArray[np.int32]
_BITS: Final = 15
# Where a key goes nobody who writes a text can know.
_MULTIPLIER: Final = np.uint64(secrets.randbits(64) | 1)
_EMPTY: Final = -(1 << 31)


class Remembered:
    """The outcomes of the keys met last: each place of the table holds one, and forgets it for another."""

    def __init__(self, bits: int = _BITS) -> None:
        self._shift = np.uint64(64 - bits)
        self._keys = np.zeros(1 << bits, np.uint64)
        self._values = np.full(1 << bits, _EMPTY, np.int32)

    def of(self, keys: Keys, look_up: Callable[[int, int], int]) -> Ids:
        """Return the outcome for every key; `look_up` tells a new one by the key and the first row that has it."""
        slots = (keys * _MULTIPLIER >> self._shift).view(np.int64)
        values = self._values.take(slots)
        new = np.flatnonzero((self._keys.take(slots) != keys) | (values == _EMPTY))
        if new.size:
            distinct, first, inverse = np.unique(keys[new], return_index=True, return_inverse=True)
            rows = new[first]
            found = np.fromiter(map(look_up, distinct.tolist(), rows.tolist()), np.int32, len(distinct))
            values[new] = found[inverse]
            self._keys[slots[rows]], self._values[slots[rows]] = distinct, found
        return values
