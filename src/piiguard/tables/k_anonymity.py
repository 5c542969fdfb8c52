"""Makes a table k-anonymous: generalises quasi-identifiers step by step, leaves out rows that still stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from piiguard.tables.ladders import Rung, ladder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[Any]


class Generalized(NamedTuple):
    """A k-anonymous table: for each quasi-identifier its step and new cells, and the rows to keep, by position.

    `columns` hold all rows; those that are not in `kept` are to be left out.
    """

    columns: Mapping[str, list[str]]
    steps: Mapping[str, str]
    kept: list[int]


def generalized(
    columns: Mapping[str, Sequence[str]], quasi: Sequence[str], k: int, most_suppressed: float = 0.05
) -> Generalized | None:
    """Return the quasi-identifiers of a table made coarser until each row has `k` - 1 others like it.

    Rows that still have fewer are left out, at most the share `most_suppressed` of all. Deterministic. None when it
    cannot be done: fewer rows than `k`. Each step taken is the one that brings most rows into classes of `k` for the
    part of its column's ladder that it costs; at the end, steps that are not needed are taken back.
    """
    keys = Counter(zip(*(columns[name] for name in quasi), strict=True))
    rows = keys.total()
    if rows < k:
        return None
    ladders = [ladder(name, list(dict.fromkeys(columns[name]))) for name in quasi]
    search = _Search(keys, ladders, k)
    levels = search.levels(int(rows * most_suppressed))
    chosen = [own[level] for own, level in zip(ladders, levels, strict=True)]
    made = {name: [rung.coarse[value] for value in columns[name]] for name, rung in zip(quasi, chosen, strict=True)}
    after = list(zip(*made.values(), strict=True))
    sizes = Counter(after)
    return Generalized(
        made,
        {name: rung.name for name, rung in zip(quasi, chosen, strict=True)},
        [place for place, key in enumerate(after) if sizes[key] >= k],
    )


class _Search:
    """Looks for the levels of the ladders; counts over distinct keys, so that the number of rows matters little."""

    def __init__(self, keys: Counter[tuple[str, ...]], ladders: Sequence[Sequence[Rung]], k: int) -> None:
        import numpy as np

        self._k = k
        self._heights = [len(own) - 1 for own in ladders]
        self._counts = np.fromiter(keys.values(), np.int64, len(keys))
        # For each column and level, the number of each key's coarse value.
        self._codes: list[list[Codes]] = []
        for place, own in enumerate(ladders):
            values = [key[place] for key in keys]
            self._codes.append([_numbered([rung.coarse[value] for value in values]) for rung in own])

    def levels(self, allowed: int) -> list[int]:
        """Return a level for each column with which at most `allowed` rows stand in classes that are too small."""
        levels = [0] * len(self._heights)
        left = self._too_few(levels)
        while left > allowed:
            steps = [
                self._raised(levels, place) for place, height in enumerate(self._heights) if levels[place] < height
            ]
            levels, left = max(steps, key=lambda step: self._gain(levels, left, *step))
        return self._lowered(levels, allowed)

    def _raised(self, levels: Sequence[int], place: int) -> tuple[list[int], int]:
        higher = [level + (at == place) for at, level in enumerate(levels)]
        return higher, self._too_few(higher)

    def _gain(self, levels: Sequence[int], left: int, higher: Sequence[int], then: int) -> tuple[float, int]:
        place = next(at for at, level in enumerate(higher) if level != levels[at])
        # A step of a short ladder costs more; among useless steps, the column with most values goes first.
        return (left - then) * self._heights[place], int(self._codes[place][levels[place]].max())

    def _lowered(self, levels: list[int], allowed: int) -> list[int]:
        for place in sorted(range(len(levels)), key=lambda at: -levels[at] / max(self._heights[at], 1)):
            while levels[place]:
                lower = [level - (at == place) for at, level in enumerate(levels)]
                if self._too_few(lower) > allowed:
                    break
                levels = lower
        return levels

    def _too_few(self, levels: Sequence[int]) -> int:
        """Return how many rows stand in classes of fewer than k."""
        import numpy as np

        classes = np.zeros(len(self._counts), np.int64)
        for codes, level in zip(self._codes, levels, strict=True):
            own = codes[level]
            classes = classes * (int(own.max()) + 1) + own
            classes = np.unique(classes, return_inverse=True)[1]
        sizes = np.bincount(classes, self._counts)
        return int(sizes[sizes < self._k].sum())


def _numbered(values: Sequence[str]) -> Codes:
    import numpy as np

    numbers: dict[str, int] = {}
    return np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), np.int64, len(values))
