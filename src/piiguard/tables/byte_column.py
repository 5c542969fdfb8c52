"""Treats the cells of a column as bytes: those of a layout together where that is decided, the others one by one.

What comes out is what treating the same cells as text gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ne
from typing import Final, NamedTuple

import numpy as np

from piiguard.tables.byte_cells import (
    LONGEST,
    Bytes,
    Cells,
    Mask,
    Places,
    filled,
    gathered,
    joined,
    rest_of,
    rows_of,
    scattered,
    sizes_of,
    stamped,
    unlike,
)
from piiguard.tables.memo import Cut, Memo
from piiguard.tables.told import Step
from piiguard.tables.treat import ColumnTreatment

# Cells that are so long, and layouts that come after so many others of one length, are looked at one by one.
_LAYOUTS: Final = 6
# So many sizes that follow each other.
_FEW: Final = 8
_MOST_LAYOUTS: Final = 1 << 10
# Fewer are treated faster one by one.
_MANY: Final = 64

Written = Callable[[str], str]


class Replaced(NamedTuple):
    """Cells that became longer or shorter: in which rows, and what they are now."""

    rows: Places
    cells: Cells


class _Runs(NamedTuple):
    """What overwrites cells of a layout: a sign, and where it stands: starts and lengths."""

    sign: int
    runs: tuple[tuple[int, int], ...]


class ByteColumn:
    """Treats one column, part by part.

    `written(value)` returns a new value as it stands in a cell: itself, if it has none of the signs `unsafe`.
    """

    def __init__(self, treatment: ColumnTreatment, written: Written = str, unsafe: bytes = b"") -> None:
        self._treatment = treatment
        self._written = written
        self._unsafe = [unsafe[place : place + 1] for place in range(len(unsafe))]
        self._runs: dict[bytes, _Runs] = {}
        self._steps: dict[bytes, list[Step]] = {}
        self._cuts: dict[bytes, Cut | None] = {}
        self._memo = Memo()
        self._remembers = treatment.by_value
        self._scan = treatment.scan()
        whole = treatment.whole()
        self._whole = None if whole is None or whole.sign.encode() in self._unsafe else whole

    def treat(self, cells: Cells, target: Bytes, is_plain: bool = False) -> tuple[list[Replaced], int]:
        """Overwrite cells of the same length as before in `target`, a copy of their data; return the others.

        `is_plain`: whether the cells are known to be nothing but digits. Also returns how many cells changed.
        """
        masked = None
        if self._whole is not None and len(cells.starts) >= _MANY:
            masked = self._whole.masked(cells)
        if masked is None:
            return self._by_layout(cells, target, is_plain)
        others = rest_of(masked.rows, len(cells.starts))
        replaced, changed = self._by_layout(cells.where(others), target, is_plain)
        replaced = [each._replace(rows=others[each.rows]) for each in replaced]
        return replaced, changed + _replace(masked.rows, masked.cells, masked.changed, replaced)

    def _by_layout(self, cells: Cells, target: Bytes, is_plain: bool) -> tuple[list[Replaced], int]:
        """Treat cells that are not masked all at once."""
        replaced: list[Replaced] = []
        rest: list[Places] = []
        changed = 0
        for size, rows in _by_size(cells):
            if size == LONGEST:
                rest.append(rows)
            elif size:
                own = cells if len(rows) == len(cells.starts) else cells.where(rows)
                changed += self._of_size(own, target, is_plain, rows, size, rest, replaced)
        if rest:
            left = np.sort(np.concatenate(rest))
            if self._scan is not None and len(left) >= _MANY:
                left = np.delete(left, self._scan.empty(cells.where(left)))
            changed += self._one_by_one(cells.where(left), left, replaced) if len(left) else 0
        return replaced, changed

    def _of_size(
        self,
        cells: Cells,
        target: Bytes,
        is_plain: bool,
        rows: Places,
        size: int,
        rest: list[Places],
        out: list[Replaced],
    ) -> int:
        """Treat cells of one length, those at `rows`, as far as their layout allows; add the others to `rest`."""
        changed = 0
        for _ in range(_LAYOUTS):
            first, others = (b"0" * size, rows[:0]) if is_plain else unlike(cells)
            runs = self._decided(first, cells)
            if runs is not None:
                changed += _overwritten(cells, target, runs, others)
            else:
                own, own_rows = cells, rows
                if len(others):
                    same = rest_of(others, len(rows))
                    own, own_rows = cells.where(same), rows[same]
                cut = self._cut_of(first)
                if cut is not None:
                    changed += self._by_cut(own, own_rows, size, cut, out)
                else:
                    changed += self._by_steps(first, own, own_rows, size, target, rest, out)
            if not len(others):
                return changed
            rows, cells = rows[others], cells.where(others)
        rest.append(rows)
        return changed

    def _decided(self, layout: bytes, cells: Cells) -> _Runs | None:
        """Return what overwrites cells of a layout, of which the first of `cells` is one; None: it depends."""
        found = self._runs.get(layout)
        if found is None:
            text = layout.decode("utf-8", "surrogatepass")
            decided = self._treatment.decided(text)
            if decided is None and self._treatment.learns:
                # The first cell may tell how the others are treated.
                first = cells.data[int(cells.starts[0]) : int(cells.ends[0])].tobytes()
                self._treatment.learn(first.decode("utf-8", "surrogatepass"))
                decided = self._treatment.decided(text)
            if decided is None or (decided[0] and self._written(decided[0]) != decided[0]):
                return None
            if len(self._runs) >= _MOST_LAYOUTS:
                self._runs.clear()
            found = self._runs[layout] = _Runs(ord(decided[0] or "*"), _runs_of(decided[1]))
        return found

    def _cut_of(self, layout: bytes) -> Cut | None:
        if layout not in self._cuts:
            if len(self._cuts) >= _MOST_LAYOUTS:
                self._cuts.clear()
            where = self._treatment.cut(layout.decode("utf-8", "surrogatepass"))
            self._cuts[layout] = None if where is None else Cut(*where)
        return self._cuts[layout]

    def _steps_of(self, layout: bytes) -> list[Step]:
        found = self._steps.get(layout)
        if found is None:
            found = self._treatment.steps(layout.decode("utf-8", "surrogatepass"))
            if len(self._steps) >= _MOST_LAYOUTS:
                self._steps.clear()
            if found:
                self._steps[layout] = found
        return found

    def _by_steps(
        self,
        layout: bytes,
        cells: Cells,
        rows: Places,
        size: int,
        target: Bytes,
        rest: list[Places],
        out: list[Replaced],
    ) -> int:
        """Treat cells of one layout, those at `rows`, that a step is fit for; add the others to `rest`."""
        changed, starts = 0, cells.starts
        for step in self._steps_of(layout):
            old = gathered(cells.data, starts, size)
            own, open_, forms = step.tell(old)
            new = step.apply(forms) if len(forms) else None
            if new is None or self._is_unsafe(new):
                if len(forms):
                    break
            elif new.shape[1] == size:
                scattered(target, starts[own], new)
                changed += int((new != old[own]).any(axis=1).sum())
            else:
                out.append(Replaced(rows[own], rows_of(new)))
                changed += len(new)
            rest.append(rows[open_])
            left = ~own & ~open_
            rows, starts = rows[left], starts[left]
            if not len(rows):
                return changed
        rest.append(rows)
        return changed

    def _is_unsafe(self, cells: Bytes) -> bool:
        data = cells.tobytes() if self._unsafe else b""
        return any(sign in data for sign in self._unsafe)

    def _by_cut(self, cells: Cells, rows: Places, size: int, cut: Cut, out: list[Replaced]) -> int:
        """Treat cells of one layout, those at `rows`, of which the first characters tell what is written behind."""
        old = gathered(cells.data, cells.starts, size)
        changed = 0
        for own, new in cut.replaced(old, self._looked_at):
            differs = np.full(len(own), True) if new.shape[1] != size else (new != old[own]).any(axis=1)
            changed += _replace(rows[own], rows_of(new), differs, out)
        return changed

    def _one_by_one(self, cells: Cells, rows: Places, out: list[Replaced]) -> int:
        old = cells.values()
        if self._remembers:
            learned = self._treatment.learned
            new, same = self._memo.replaced(old, old.__getitem__, self._looked_at)
            if self._treatment.learned > learned:
                self._memo = Memo()  # others of these layouts become something else from now on
            return _replace(rows, new, ~same, out)
        values = self._looked_at(old)
        return _replace(rows, joined(values), np.fromiter(map(ne, old, values), np.bool_, len(old)), out)

    def _looked_at(self, values: list[bytes]) -> list[bytes]:
        old = [value.decode("utf-8", "surrogatepass") for value in values]
        return [
            before if one == two else self._written(two).encode("utf-8", "surrogatepass")
            for before, one, two in zip(values, old, self._treatment.apply(old), strict=True)
        ]


def _overwritten(cells: Cells, target: Bytes, runs: _Runs, others: Places) -> int:
    """Overwrite the cells in `target` but for the `others`; return how many."""
    count = len(cells.starts) - len(others)
    if not runs.runs:
        return 0
    step = cells.even() if count > len(others) else 0
    if step:
        stamped(cells, target, step, runs.runs, runs.sign, others)
    else:
        starts = cells.starts[rest_of(others, len(cells.starts))] if len(others) else cells.starts
        for at, length in runs.runs:
            filled(target, starts, at, runs.sign, length)
    return count


def _by_size(cells: Cells) -> Iterator[tuple[int, Places]]:
    """Yield which sizes there are, all that are too long as one, and the rows that have them."""
    count = len(cells.starts)
    sizes = sizes_of(cells.starts, cells.ends) if cells.sizes is None else cells.sizes
    least, most = (int(sizes.min()), int(sizes.max())) if count else (1, 0)
    if least == most:
        yield least, np.arange(count)
        return
    # To ask for each of a few is faster than to count.
    every = range(least, most + 1) if most - least < _FEW else np.flatnonzero(np.bincount(sizes)).tolist()
    for size in every:
        rows = np.flatnonzero(sizes == size)
        if len(rows):
            yield size, rows


def _replace(rows: Places, new: Cells, changed: Mask, out: list[Replaced]) -> int:
    """Add to `out` what of the cells at `rows` changed; return how many did."""
    own = np.flatnonzero(changed)
    if len(own):
        out.append(Replaced(rows[own], new.where(own)))
    return len(own)


def _runs_of(places: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and sum(runs[-1]) == place:
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        else:
            runs.append((place, 1))
    return tuple(runs)
