"""Tests many places for regexes without running them, by what these demand of the characters around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.demands import UNITS, ways_of
from piiguard.bulk.memo import Keys

_EVERY: Final = np.uint64((1 << 64) - 1)


class PlaceFilter:
    """Tells at which places one of several regexes may match, from the few characters around."""

    def __init__(self, sources: Sequence[str], start: int, any_case: bool = False) -> None:
        every = [demands for each in ways_of(sources, start) for demands in each]
        if any_case:
            every = [{place: _any_case(chars) for place, chars in demands.items()} for demands in every]
        self._classes, distinct = classes_of([chars for demands in every for chars in demands.values()])
        self._tables: list[tuple[int, Keys]] = []
        if not all(every):
            return
        for place in sorted({place for demands in every for place in demands}, key=abs):
            table = np.zeros(len(distinct), np.uint64)
            for bit, demands in enumerate(every):
                fits = demands[place][distinct] if place in demands else np.ones(len(distinct), np.bool_)
                table |= fits.astype(np.uint64) << np.uint64(bit)
            self._tables.append((place, table))

    def fits(self, chunk: Chunk, at: Places) -> Mask:
        """Return at which of the places `at` one may match."""
        found = np.zeros(len(at), np.bool_)
        rows = np.arange(len(at))
        bits = np.full(len(at), _EVERY, np.uint64)
        for place, table in self._tables:
            if not rows.size:
                break
            bits &= table.take(self._classes.take(chunk.codes.take(at + place)))
            some = np.flatnonzero(bits)
            if len(some) < len(rows):
                rows, at, bits = rows.take(some), at.take(some), bits.take(some)
        found[rows] = True
        return found


def _any_case(chars: Mask) -> Mask:
    """Return the set with the small letters whose capitals are in it."""
    chars = chars.copy()
    chars[97:123] |= chars[65:91]
    return chars


def classes_of(sets: Iterable[Mask]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Return the class of every code unit, those of a class being in the same `sets`, and a code unit of each."""
    chance = Random(0)  # noqa: S311 - marks to tell sets apart, no secrets
    marks = np.zeros(UNITS, np.uint64)
    for chars in {id(each): each for each in sets}.values():
        marks[chars] += np.uint64(chance.getrandbits(64))
    # Neighbours are mostly of the same class.
    borders = np.flatnonzero(np.diff(marks, prepend=~marks[:1]))
    _, first, inverse = np.unique(marks[borders], return_index=True, return_inverse=True)
    return inverse.astype(np.uint16).repeat(np.diff(borders, append=UNITS)), borders[first]
