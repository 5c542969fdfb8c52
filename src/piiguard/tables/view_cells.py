"""Cells of one length in an Arrow array of string views: where they are overwritten, and the array with them then.

A view (Arrow Columnar Format, "Variable-size Binary View Layout") is four numbers of 32 bits: how long the cell is,
its first four bytes, the number of a buffer and the place in it; or behind the length up to 12 bytes of the cell
itself, then zeros.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.tables.byte_cells import LONGEST, Bytes, Cells

_VIEW: Final = 16
_HEAD: Final = 4
_INSIDE: Final = 12


class Viewed(NamedTuple):
    """The views of an array, four numbers each, and the bytes of its cells, to be overwritten part by part.

    `used`: how much of `data` fills each of the array's buffers; none where the cells stand in their views: `data` is
    for what these become.
    """

    views: NDArray[np.uint32]
    data: Bytes
    used: list[int]

    def parts(self, rows: int) -> Iterator[tuple[Cells, Bytes]]:
        """Yield so many cells at a time, and a copy that may be overwritten."""
        size = int(self.views[0, 0])
        first, step = (0, size) if self.used else (_HEAD, _VIEW)
        starts = np.arange(first, first + step * min(rows, len(self.views)), step, dtype=np.intp)
        ends, sizes = starts + size, np.full(len(starts), size, np.uint8)
        given = None if self.used else self.views.reshape(-1).view(np.uint8)
        for at in range(0, len(self.data), step * rows):
            own = self.data[at : at + step * rows]
            if given is None:
                old = own.copy()
            else:
                old = given[at : at + step * rows]
                own[:] = old
            count = len(own) // step
            yield Cells(old, starts[:count], ends[:count], sizes[:count], step), own

    def buffers(self) -> list[Bytes]:
        """Return the buffers of an array with the bytes that there are now."""
        if not self.used:
            return [self.data]
        views = self.views
        heads = np.ndarray((len(views),), np.uint32, self.data, 0, (int(views[0, 0]),))
        if (heads != views[:, 1]).any():
            views = views.copy()
            views[:, 1] = heads
        return [views.reshape(-1).view(np.uint8), *np.split(self.data, [*accumulate(self.used[:-1])])]


def viewed(array: Any) -> Viewed | None:
    """Return what is in an array of string views of one length; None where other ways are as good.

    That is so where some cells are longer than others, or missing, or stand in buffers, but not one behind the other.
    """
    _validity, raw, *buffers = array.buffers()
    if array.null_count or sys.byteorder != "little":
        return None
    views = np.frombuffer(raw, np.uint32, 4 * (array.offset + len(array))).reshape(-1, 4)[array.offset :]
    sizes = np.ascontiguousarray(views[:, 0])
    size = int(sizes[0])
    if not 0 < size < LONGEST or (sizes != size).any():
        return None
    if size <= _INSIDE:
        return Viewed(views, np.empty(views.nbytes, np.uint8), [])
    used = _used(views.view(np.uint64)[:, 1], size, len(buffers))
    pieces = [np.frombuffer(buffer, np.uint8, count) for buffer, count in zip(buffers, used, strict=False)]
    return Viewed(views, np.concatenate(pieces), used) if used else None


def _used(places: NDArray[np.uint64], size: int, buffers: int) -> list[int]:
    """Return how much of each of `buffers` cells of one size fill, from the first one and its start on; [] if not so.

    `places`: the number of a buffer, and 2 ** 32 times where in it.
    """
    last = np.flatnonzero(places[1:] - places[:-1] != np.uint64(size << 32))
    if len(last) >= buffers or places[0] or (places[last + 1] != np.arange(1, len(last) + 1)).any():
        return []
    return [int(place >> np.uint64(32)) + size for place in places[[*last, -1]]]
