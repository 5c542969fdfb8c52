"""Measures how well rows hide in a table: k-anonymity, l-diversity, t-closeness, uniqueness."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

_LIMITS: Final = (2, 3, 5, 10)


class Attribute(NamedTuple):
    """How well the classes hide one sensitive attribute.

    `l`: the fewest distinct values in a class (l-diversity). `entropy_l`: the least exponential of the entropy of a
    class (entropy l-diversity holds for every l up to it). `t`: the largest distance of the distribution in a class
    from that of the whole table, 0 to 1 (t-closeness).
    """

    name: str
    l: int  # noqa: E741  the name it has everywhere
    entropy_l: float
    t: float


class Risk(NamedTuple):
    """What somebody who knows the quasi-identifiers of a person learns from a table.

    `classes`: groups of rows that look alike in all quasi-identifiers. `k`: the size of the smallest one, 0 without
    rows. `unique`: rows that are alone in theirs. `below`: for each limit, how many rows stand in smaller classes.
    `highest` and `mean`: chance of telling which row is a person's, for the worst row and on average.
    """

    rows: int
    classes: int
    k: int
    unique: int
    below: Mapping[int, int]
    highest: float
    mean: float
    distinct: Mapping[str, int]
    sensitive: tuple[Attribute, ...]


def measure(columns: Mapping[str, Sequence[str]], quasi: Sequence[str], sensitive: Sequence[str] = ()) -> Risk:
    """Return the risk of a table, its `columns` given by name, all of the same length.

    An empty cell is a value like any other. Raises `KeyError` for a name that is not there.

    Sources: Samarati and Sweeney 1998 (k), Machanavajjhala et al. 2007 (l), Li, Li and Venkatasubramanian 2007 (t,
    with the ordered distance where all values are numbers, else the equal one); GB/T 37964-2019 annex B,
    GB/T 42460-2023.
    """
    keys = list(zip(*(columns[name] for name in quasi), strict=True))
    sizes = Counter(keys)
    rows = len(keys)
    k = min(sizes.values(), default=0)
    return Risk(
        rows=rows,
        classes=len(sizes),
        k=k,
        unique=sum(size == 1 for size in sizes.values()),
        below={limit: sum(size for size in sizes.values() if size < limit) for limit in _LIMITS},
        highest=1 / k if k else 0.0,
        mean=len(sizes) / rows if rows else 0.0,
        distinct={name: len(set(columns[name])) for name in quasi},
        sensitive=tuple(_attribute(name, columns[name], keys) for name in sensitive),
    )


def _attribute(name: str, values: Sequence[str], keys: Sequence[tuple[str, ...]]) -> Attribute:
    classes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for key, value in zip(keys, values, strict=True):
        classes[key][value] += 1
    if not classes:
        return Attribute(name, 0, 0.0, 0.0)
    distance = _distance(Counter(values))
    return Attribute(
        name,
        min(map(len, classes.values())),
        min(math.exp(_entropy(own.values())) for own in classes.values()),
        max(distance.of(own) for own in classes.values()),
    )


def _entropy(counts: Iterable[int]) -> float:
    sizes = list(counts)
    total = sum(sizes)
    return -sum(size / total * math.log(size / total) for size in sizes)


class _Equal:
    """The distance where all values are equally far from each other: half of the sum of differences."""

    def __init__(self, whole: Counter[str]) -> None:
        self._whole = whole
        self._rows = whole.total()

    def of(self, own: Counter[str]) -> float:
        """Return the distance of a class from the whole table."""
        size = own.total()
        inside = sum(abs(count / size - self._whole[value] / self._rows) for value, count in own.items())
        outside = 1 - sum(self._whole[value] for value in own) / self._rows
        return (inside + outside) / 2


class _Ordered:
    """The distance where values are numbers: how far shares have to move along their order, 1 from end to end."""

    def __init__(self, whole: Counter[float]) -> None:
        self._values = sorted(whole)
        rows = whole.total()
        self._shares = [count / rows for count in accumulate(whole[value] for value in self._values)]
        self._sums = [0.0, *accumulate(self._shares)]

    def of(self, own: Counter[str]) -> float:
        """Return the distance of a class from the whole table; its cost goes by the class, not by the table."""
        if len(self._values) < 2:
            return 0.0
        numbers: Counter[float] = Counter()
        for value, count in own.items():
            numbers[float(value)] += count
        size = own.total()
        total = share = 0.0
        at = 0
        for number in sorted(numbers):
            place = bisect_left(self._values, number)
            total += self._between(at, place, share)
            share += numbers[number] / size
            at = place
        return (total + self._between(at, len(self._values), 1.0)) / (len(self._values) - 1)

    def _between(self, start: int, end: int, share: float) -> float:
        """Return the sum of the differences of the whole's cumulated shares from `share`, over some of its values."""
        cut = bisect_left(self._shares, share, start, end)
        below = share * (cut - start) - (self._sums[cut] - self._sums[start])
        above = self._sums[end] - self._sums[cut] - share * (end - cut)
        return below + above


def _distance(whole: Counter[str]) -> _Equal | _Ordered:
    numbers: Counter[float] = Counter()
    for value, count in whole.items():
        try:
            number = float(value)
        except ValueError:
            return _Equal(whole)
        if not math.isfinite(number):
            return _Equal(whole)
        numbers[number] += count
    return _Ordered(numbers)
