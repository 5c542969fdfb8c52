"""Sorts out anchors that lead to a candidate only where something like them follows soon, and does not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.anchored import AnchorTable, Kept
from piiguard.bulk.chunk import Chunk, Places, flat
from piiguard.bulk.shapes import PlaceFilter


class _Twice(NamedTuple):
    """What `Anchor.again` says of a sign, and the bits of the ways of its recognizer."""

    ways: np.uint64
    second: PlaceFilter
    reach: int


class AgainFilter:
    """Knows which anchors ask for a second one behind them (`Anchor.again`)."""

    def __init__(self, anchors: AnchorFinder, table: AnchorTable) -> None:
        self._twice: dict[str, list[_Twice]] = {}
        for char, shapes in anchors.hints.items():
            for number, shape in enumerate(shapes):
                if shape.again is not None:
                    source, reach = shape.again
                    each = _Twice(table.bits_of(char, number), PlaceFilter([source], 0), reach)
                    self._twice.setdefault(char, []).append(each)

    def sort_out(self, chunk: Chunk, signs: Places, kept: Kept) -> None:
        """Take from `kept` the ways of the anchors that nothing like them follows; `signs`: where all signs are."""
        for char, twice in self._twice.items():
            if char not in kept:
                continue
            at, bits = kept[char]
            for each in twice:
                mine = np.flatnonzero(bits & each.ways)
                if chunk.has_few(mine):
                    continue
                begins, ends = (np.searchsorted(signs, at[mine] + reach, "right") for reach in (0, each.reach))
                rows, behind = flat(begins, ends - begins)
                seconds = signs.take(behind)
                alike = chunk.codes.take(seconds) == ord(char)
                rows, seconds = rows[alike], seconds[alike]
                alone = np.ones(len(mine), np.bool_)
                alone[rows[each.second.fits(chunk, seconds)]] = False
                bits[mine[alone]] &= ~each.ways
            left = bits != 0
            kept[char] = at[left], bits[left]
