"""Which numbers written in groups some rule may want: told by how many digits each of their groups has."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.bulk.chunk import DIGIT, Chunk, Mask, Places, char_table
from piiguard.bulk.memo import Ids, Remembered
from piiguard.numbers import NumberFinder
from piiguard.rules import LONGEST_RUN

FREE: Final = 1
CUED: Final = 2
# Digits of the last group that counts, and groups behind the first.
_MOST: Final = LONGEST_RUN + 1
_GROUPS: Final = 6
_SIZE_BITS: Final = 6
_PREFIX_BITS: Final = 7


class GroupFilter:
    """Tells what the rules want of groups of digits."""

    def __init__(self, numbers: NumberFinder) -> None:
        self._numbers = numbers
        self._signs = char_table(" -.·)）")
        self._closing = char_table(")）")
        self._joints = char_table(" -")
        self._check = char_table("Xx")
        self._known = Remembered()

    def wanted(self, chunk: Chunk, starts: Places, ends: Places, prefixes: Places) -> Ids:
        """Return whether rules want the groups from each run on: free ones, cued ones, as bits."""
        digits = (chunk.kinds & DIGIT).view(np.bool_)
        keys = np.minimum(ends - starts, _MOST)
        end, rows = ends.copy(), np.arange(len(starts))
        for group in range(1, _GROUPS + 1):
            first = self._next(chunk, end[rows])
            rows, first = rows[digits.take(first)], first[digits.take(first)]
            if not rows.size:
                break
            sizes = sizes_at(digits, first)
            keys[rows] += np.minimum(sizes, _MOST) << _SIZE_BITS * group
            end[rows] = first + sizes
        check = self._check.take(chunk.codes.take(end))
        keys = ((keys << 1) + check << _PREFIX_BITS) + prefixes
        return self._known.of(keys.astype(np.uint64), self._look_up)

    def _next(self, chunk: Chunk, end: Places) -> Places:
        """Return where the next group may begin behind each group; where none may, the end itself."""
        sign = chunk.codes.take(end)
        first = end + self._signs.take(sign)
        return first + (self._closing.take(sign) & self._joints.take(chunk.codes.take(first)))

    def _look_up(self, key: int, _: int) -> int:
        key, prefix = divmod(key, 1 << _PREFIX_BITS)
        key, check = divmod(key, 2)
        sizes = []
        while key:
            key, size = divmod(key, 1 << _SIZE_BITS)
            sizes.append(size)
        layouts = [tuple(sizes[:count]) for count in range(2, len(sizes) + 1)]
        if check:
            layouts.append((*sizes[:-1], sizes[-1] + 1))
        found = 0
        for layout in layouts:
            if layout in self._numbers.layouts:
                rules = self._numbers.rules_of_layout(layout, f"{prefix:02}")
                found |= FREE * bool(rules.free) | CUED * bool(rules.cued)
        return found


def sizes_at(digits: Mask, first: Places) -> Places:
    """Return how many digits stand at each place, as far as it matters."""
    sizes = np.zeros(len(first), np.int64)
    rows = np.arange(len(first))
    for size in range(_MOST + 1):
        rows = rows[digits.take(first[rows] + size)]
        if not rows.size:
            break
        sizes[rows] = size + 1
    return sizes
