"""At which of all the signs of a chunk an anchor may fit: told for all signs at once, from the characters around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import PAD, Chunk, Places, char_table
from piiguard.bulk.demands import Demands, ways_of
from piiguard.bulk.memo import Keys
from piiguard.bulk.shapes import classes_of

_UNITS: Final = 1 << 16
_FARTHEST: Final = -6
_WORTH: Final = 0.8
_EVERY: Final = np.uint64((1 << 64) - 1)
# Of each sign that is there: its places at which an anchor may fit, and in which of the ways, as bits.
Kept = dict[str, tuple[Places, Keys]]


class AnchorTable:
    """Knows what the anchors of each sign demand of the characters beside it.

    `thens`: by sign the regexes of what follows it, and of what stands before it.
    """

    def __init__(self, thens: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        # Many signs lead to the same.
        signs: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for sign, sources in thens.items():
            signs.setdefault(sources, []).append(sign)
        ways = {sources: ways_of(sources[0], 1, sources[1], char_table(chars)) for sources, chars in signs.items()}
        every = [[demands for of_source in each for demands in of_source] for each in ways.values()]
        self._signs = tuple(thens)
        self._numbers, self._rows = np.zeros(_UNITS, np.uint16), np.zeros(_UNITS, np.intp)
        rows = {sources: row for row, sources in enumerate(ways)}
        for number, (sign, sources) in enumerate(thens.items()):
            self._numbers[ord(sign)], self._rows[ord(sign)] = number, rows[sources]
        self._bits = {sign: _sums_of(map(len, ways[sources])) for sign, sources in thens.items()}
        # The sign itself is known, and what stands far before it tells least.
        places = {place for ways in every for demands in ways for place in demands if place > _FARTHEST and place}
        self._steps = [(place, *_table(place, every)) for place in sorted(places, key=abs)]

    def bits_of(self, sign: str, source: int) -> np.uint64:
        """Return the bits of the ways of one of the regexes of a sign, given by its number."""
        return np.uint64(self._bits[sign][source])

    def keep(self, chunk: Chunk, at: Places) -> Kept:
        """Return the places among those of signs `at` that are worth a look."""
        codes = chunk.codes
        rows = self._rows.take(codes.take(at))
        bits = np.full(len(at), _EVERY, np.uint64)
        at = at - PAD
        for place, columns, table in self._steps:
            index = columns.take(codes[PAD + place :].take(at))
            index += rows
            bits &= table.take(index)
            left = bits != 0
            # To go on with some that are settled costs less than to take them out again and again.
            if np.count_nonzero(left) < _WORTH * len(at) or place == self._steps[-1][0]:
                some = np.flatnonzero(left)
                at, rows, bits = at.take(some), rows.take(some), bits.take(some)
        at += PAD
        numbers = self._numbers.take(codes.take(at))
        order = np.argsort(numbers, kind="stable")  # two bytes each: sorted in two passes
        at, bits = at.take(order), bits.take(order)
        counts = np.bincount(numbers)
        ends = counts.cumsum()
        return {
            self._signs[number]: (at[end - count : end], bits[end - count : end])
            for number, (count, end) in enumerate(zip(counts.tolist(), ends.tolist(), strict=True))
            if count
        }


def _sums_of(counts: Iterable[int]) -> list[int]:
    """Return numbers of so many bits, one behind the other."""
    sums, first = [], 0
    for count in counts:
        sums.append((1 << count) - 1 << first)
        first += count
    return sums


def _table(place: int, every: Sequence[Sequence[Demands]]) -> tuple[NDArray[np.intp], Keys]:
    """Return the ways that each sign takes at `place`, by what stands there, one row for each class of characters.

    Rows lie one behind the other; which one is that of a code unit, is told by where it begins.
    """
    sets = {id(demands[place]): demands[place] for ways in every for demands in ways if place in demands}
    classes, first = classes_of(sets.values())
    fits = {number: chars[first].astype(np.uint64) for number, chars in sets.items()}
    any_char = np.ones(len(first), np.uint64)
    table = np.zeros((len(first), len(every)), np.uint64)
    for column, ways in zip(table.T, every, strict=True):
        for bit, demands in enumerate(ways):
            column |= (fits[id(demands[place])] if place in demands else any_char) << np.uint64(bit)
    return classes.astype(np.intp) * len(every), table.ravel()
