"""What was found in stretches of text that look alike: where in them values begin and end, and what checks said.

Digits are alike; whoever asks knows that nothing found depends on which they are.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import numpy as np

from piiguard.bulk.chunk import DIGIT, Chunk, Mask, Places
from piiguard.bulk.memo import Ids, Keys, Remembered

# A longer stretch is looked at by itself.
LONGEST: Final = 64
# So many characters before a stretch may count.
AHEAD: Final = 16
OPEN: Final = 0
_ZERO: Final = ord("0")
_ONE, _MIX = np.uint64(1), np.uint64(29)
# Stretches are told apart by a hash of 64 bits; nobody who writes a text can know its multipliers.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(LONGEST + AHEAD + 2)]
# Where a value begins and ends, counted from where the stretch begins, and the number of what its check said.
Value = tuple[int, int, int]


class Values(NamedTuple):
    """Values in stretches: the number of the stretch of each, where it begins and ends, what its check said."""

    rows: Places
    starts: Places
    ends: Places
    outcomes: Ids

    def where(self, keep: Mask) -> Values:
        """Return the values for which `keep` is true."""
        return Values(self.rows[keep], self.starts[keep], self.ends[keep], self.outcomes[keep])

    def plus(self, other: Values, rows: Places) -> Values:
        """Return these values and those of `other`, whose stretches have the numbers `rows` here."""
        return Values(
            np.concatenate((self.rows, rows[other.rows])),
            np.concatenate((self.starts, other.starts)),
            np.concatenate((self.ends, other.ends)),
            np.concatenate((self.outcomes, other.outcomes)),
        )


_NO_PLACES: Final = np.zeros(0, np.int64)
NO_VALUES: Final = Values(_NO_PLACES, _NO_PLACES, _NO_PLACES, np.zeros(0, np.int32))


class Templates:
    """Remembers stretches; what is found in one that was not met is asked by `look_up`, None for what is not told."""

    def __init__(self) -> None:
        self._known = Remembered(16)
        self._ids: dict[tuple[Value, ...], int] = {}
        self._values: list[Value] = []
        # Of each template: where its values begin in the list, and how many there are.
        self._first: list[int] = [0]
        self._counts: list[int] = [0]

    def of(
        self,
        chunk: Chunk,
        starts: Places,
        ends: Places,
        ahead: Mask,
        look_up: Callable[[int], Iterable[Value] | None],
    ) -> tuple[Mask, Values]:
        """Return for which stretches it is told what is found in them, and the values in those.

        The sign before and the sign behind a stretch count, and more characters before it where `ahead`. `look_up` is
        asked by the number of a stretch.
        """
        ids = self._known.of(_hashes(chunk, starts, ends, ahead), lambda _, row: self._id(look_up(row)))
        counts = np.array(self._counts)[ids]
        rows = np.repeat(np.arange(len(ids)), counts)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        values = np.array(self._values, np.int64).reshape(-1, 3)[np.array(self._first)[ids][rows] + within]
        return ids != OPEN, Values(
            rows, starts[rows] + values[:, 0], starts[rows] + values[:, 1], values[:, 2].astype(np.int32)
        )

    def _id(self, found: Iterable[Value] | None) -> int:
        if found is None:
            return OPEN
        values = tuple(sorted(set(found)))
        if values not in self._ids:
            self._ids[values] = len(self._counts)
            self._first.append(len(self._values))
            self._counts.append(len(values))
            self._values += values
        return self._ids[values]


def hashes_before(chunk: Chunk, starts: Places, ahead: Mask) -> Keys:
    """Return a hash of the sign before each place, and where `ahead` of `AHEAD` characters before it."""
    hashes = np.zeros(len(starts), np.uint64)
    _mix(hashes, chunk, np.arange(len(starts)), starts - 1, 0)
    more = np.flatnonzero(ahead)
    for offset in range(1, AHEAD):
        _mix(hashes, chunk, more, np.maximum(starts[more] - 1 - offset, 0), LONGEST + 1 + offset)
    return hashes


def _hashes(chunk: Chunk, starts: Places, ends: Places, ahead: Mask) -> Keys:
    hashes = hashes_before(chunk, starts, ahead)
    rows = np.arange(len(starts))
    for offset in range(LONGEST + 1):
        rows = rows[starts[rows] + offset <= ends[rows]]
        if not rows.size:
            break
        _mix(hashes, chunk, rows, starts[rows] + offset, 1 + offset)
    return hashes


def _mix(hashes: Keys, chunk: Chunk, rows: Places, places: Places, number: int) -> None:
    codes = np.where(chunk.kinds.take(places) & DIGIT != 0, _ZERO, chunk.codes.take(places)).astype(np.uint64)
    mixed = hashes[rows]
    hashes[rows] = mixed ^ (mixed >> _MIX) ^ (codes + _ONE) * _MULTIPLIERS[number]
