"""Tells which cells of a column that is looked at cell by cell hold nothing, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from piiguard.batch import SEAM
from piiguard.tables.byte_cells import Cells, Places, texts_of
from piiguard.tables.plan import cell_label

if TYPE_CHECKING:
    from piiguard.guard import Guard

# So many characters are looked at together.
_SIZE: Final = 1 << 18
# Cells that repeat more than this are better remembered; where more hold something, they are looked at twice for it.
_DIFFERENT: Final = 0.8
_FULL: Final = 0.3


class WholeScan:
    """Looks at the cells of a column called `name`."""

    def __init__(self, guard: Guard, name: str) -> None:
        self._guard = guard
        self._label = cell_label(name)
        self._pays = True

    def empty(self, cells: Cells) -> Places:
        """Return which cells hold nothing; not all of them are told."""
        values = texts_of(cells)
        if not self._pays or len(set(values)) < _DIFFERENT * len(values):
            return np.empty(0, np.intp)
        holds = np.zeros(len(values), np.bool_)
        for row in self._found(values):
            holds[row] = True
        self._pays = bool(np.count_nonzero(holds) < _FULL * len(values))
        return np.flatnonzero(~holds)

    def _found(self, values: list[str]) -> Iterator[int]:
        """Yield the rows in which something was found."""
        between = SEAM + self._label
        sizes = np.fromiter(map(len, values), np.intp, len(values)) + len(between)
        ends = np.cumsum(sizes)
        first = 0
        while first < len(values):
            before = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, before + _SIZE)), first + 1)
            text = self._label + between.join(values[first:last])
            # As if each began with a seam.
            places = [each.start + before + len(SEAM) for each in self._guard.scan(text)]
            yield from np.searchsorted(ends, places, "right").tolist()
            first = last
