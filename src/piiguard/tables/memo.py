"""Remembers what became of cells, as cells of one array of bytes, so that the same ones are looked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from piiguard.tables.byte_cells import Bytes, Cells, Mask, Places, joined, list_of

# So much is kept, at most, between two parts of a column.
_MOST: Final = 1 << 16
_MOST_BYTES: Final = 1 << 22

Look = Callable[[list[bytes]], list[bytes]]


class Memo:
    """What became of the cells of a column, or of those that begin alike."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._cells = joined([])
        self._same: Mask = np.empty(0, np.bool_)

    def replaced(self, keys: list[bytes], value_at: Callable[[int], bytes], look: Look) -> tuple[Cells, Mask]:
        """Return what becomes of cells that are told by `keys`, and which of them stay as their key is.

        `look` is asked for those that are new, by the first cell of each key: `value_at(its place)`.
        """
        if len(self._numbers) > _MOST or len(self._cells.data) > _MOST_BYTES:
            self._forget()
        numbers = self._numbers
        found = list(map(numbers.get, keys))
        if None in found:
            known = len(numbers)
            first: list[int] = []
            for place in [place for place, number in enumerate(found) if number is None]:
                number = found[place] = numbers.setdefault(keys[place], known + len(first))
                if number == known + len(first):
                    first.append(place)
            self._add([keys[place] for place in first], look([value_at(place) for place in first]))
        which = np.array(found, np.intp)
        return self._cells.where(which), self._same[which]

    def _add(self, keys: list[bytes], values: list[bytes]) -> None:
        more, cells = joined(values), self._cells
        size = len(cells.data)
        data: Bytes = np.concatenate((cells.data, more.data))
        starts: Places = np.concatenate((cells.starts, more.starts + size))
        self._cells = Cells(data, starts, np.concatenate((cells.ends, more.ends + size)))
        same = [key == value for key, value in zip(keys, values, strict=True)]
        self._same = np.concatenate((self._same, np.array(same, np.bool_)))


class Cut:
    """What becomes of cells of a layout whose first `told` bytes tell what is written behind the first `kept`."""

    def __init__(self, told: int, kept: int) -> None:
        self._told = told
        self._kept = kept
        self._known: dict[bytes, int] = {}
        # Whether the first characters are kept, and what is written behind them, or in place of all.
        self._ways: dict[tuple[bool, bytes], int] = {}

    def replaced(self, cells: Bytes, look: Look) -> Iterator[tuple[Places, Bytes]]:
        """Yield which of `cells`, one a row, become what, also one a row; `look` is asked for the first of each."""
        if len(self._known) > _MOST or len(self._ways) > _MOST:
            self._known, self._ways = {}, {}
        keys = list_of(np.ascontiguousarray(cells[:, : self._told]))
        found = list(map(self._known.get, keys))
        if None in found:
            new = {keys[place]: place for place in range(len(keys) - 1, -1, -1) if found[place] is None}
            whole = [cells[place].tobytes() for place in new.values()]
            for key, before, after in zip(new, whole, look(whole), strict=True):
                kept = before[: self._kept]
                way = (True, after[self._kept :]) if after.startswith(kept) else (False, after)
                self._known[key] = self._ways.setdefault(way, len(self._ways))
            found = list(map(self._known.get, keys))
        which = np.array(found, np.intp)
        ways = list(self._ways)
        for number in np.flatnonzero(np.bincount(which)).tolist():
            own = np.flatnonzero(which == number)
            is_kept, behind = ways[number]
            tail = np.broadcast_to(np.frombuffer(behind, np.uint8), (len(own), len(behind)))
            yield own, np.concatenate((cells[own, : self._kept], tail), axis=1) if is_kept else tail
