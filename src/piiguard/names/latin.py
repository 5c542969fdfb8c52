"""Tells which words in Latin letters between Han characters name a person, by what stands around them.

A logistic regression over the words and signs to both sides and the look of the word itself. What it knows of names
in context it learned from sentences in which Chinese names were exchanged for Latin ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.names.features import Place, Tables, Window, fold_codes
from piiguard.names.model import Model
from piiguard.names.readings import Reading
from piiguard.names.weights import opened

PATH: Final = Path(__file__).with_name("latin.bin")
MAGIC: Final = b"piiguard latin 1\n"
# Characters looked at to each side of a word; between two words lies as much of nothing as a feature looks over.
_AROUND: Final = 6
_GAP: Final = 4
_BITS: Final = 16
_LONGEST: Final = 48
# Templates around the word, which counts as one character.
_DENSE: Final[tuple[tuple[Place, ...], ...]] = (
    (("I", -1),), (("I", 1),), (("I", -2),), (("I", 2),), (("E", -1),), (("A", 1),), (("E", -1), ("A", 1)),
    (("E", -2),), (("A", 2),),
)  # fmt: skip
# How the look of a word and the words beside it are mixed into hashed cells: see `_looks` for the numbers.
_HASHED: Final = ((0,), (1,), (2,), (3,), (4,), (0, 5), (0, 6), (1, 5), (1, 6), (5, 6), (7,), (8,), (0, 7), (0, 8))
_FACTORS: Final = tuple(np.uint32(0x9E3779B1 * (2 * k + 1) & 0xFFFFFFFF | 1) for k in range(9))
# A space, a dot or a hyphen joins two words that both begin with a capital.
_JOINTS: Final = (0x20, 0xB7, 0x2E, 0x2D)
# Directly beside these a word is a part of a file name, an address or the like.
_GLUE: Final = tuple(map(ord, "0123456789_@/\\.-+#$%&=<>:{}[]|~^`*"))
_MINIMUM: Final = 3
# Words taken together, so that memory stays flat.
_TOGETHER: Final = 1 << 14
_LEAST: Final = 0.5
# What stands around a word never makes it a name for sure.
_MOST: Final = 0.9


class Weights(NamedTuple):
    """The tables of all features, int8, and how their sum becomes a probability."""

    tables: tuple[Any, ...]
    slope: float
    offset: float


def read(path: Path = PATH) -> Weights:
    """Return the weights in `path`; raises `ModelError` when it is missing, damaged or of another version."""
    header, data = opened(path, MAGIC)
    tables = tuple([data.take(size).view(np.int8) for size in header["cells"]])
    return Weights(tables, header["slope"], header["offset"])


def words(codes: Any) -> tuple[Any, Any]:
    """Return where the words in Latin letters begin and end that stand beside a Han character and may be names."""
    lower = codes | 32
    letters = (lower >= 97) & (lower <= 122) & (codes < 128)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], letters, [False])).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return starts, ends
    padded = np.concatenate(([0], codes, [0, 0]))
    capital = codes[starts] < 97
    joins = (starts[1:] - ends[:-1] == 1) & np.isin(codes[ends[:-1]], _JOINTS) & capital[1:] & capital[:-1]
    starts, ends = starts[np.concatenate(([True], ~joins))], ends[np.concatenate((~joins, [True]))]
    before, after = padded[starts], padded[ends + 1]
    free = ~np.isin(before, _GLUE) & ~np.isin(after, _GLUE)
    size = ends - starts
    keep = free & (_is_han(before) | _is_han(after)) & (size >= _MINIMUM) & (size <= _LONGEST)
    return starts[keep], ends[keep]


def _is_han(codes: Any) -> Any:
    return (codes >= 0x3400) & (codes < 0xA000)


def cells(codes: Any, tables: Tables, starts: Any, ends: Any) -> list[Any]:
    """Return, for each feature, the cell of every word from `starts` to `ends` in `codes`, which are not folded."""
    folded = np.concatenate(
        (np.zeros(_AROUND, np.uint32), fold_codes(codes, tables.simple), np.zeros(_AROUND, np.uint32))
    )
    side = np.arange(_AROUND)
    left, right = folded[starts[:, None] + side], folded[ends[:, None] + _AROUND + side]
    # What stands behind a line end is not beside the word.
    left = np.where(np.cumsum((left == 0)[:, ::-1], 1)[:, ::-1] > 0, 0, left)
    right = np.where(np.cumsum(right == 0, 1) > 0, 0, right)
    word = np.full((len(starts), 1), 97, np.uint32)
    rows = np.hstack((left, word, right, np.zeros((len(starts), _GAP), np.uint32)))
    window = Window.of(rows.reshape(-1), tables)
    at = np.arange(len(starts)) * rows.shape[1] + _AROUND
    found = [window.dense(template)[at] for template in _DENSE]
    looks = _looks(codes, starts, ends, left, right)
    for number, parts in enumerate(_HASHED):
        total = np.full(len(starts), number * 0x85EBCA6B & 0xFFFFFFFF, np.uint32)
        for place, part in enumerate(parts):
            total = (total ^ (looks[part] * _FACTORS[place])) * _FACTORS[place + 3]
        found.append((total >> np.uint32(32 - _BITS)).astype(np.intp))
    return found


def _looks(codes: Any, starts: Any, ends: Any, left: Any, right: Any) -> list[Any]:
    """Return numbers for shape, first and last letters, the beginning, size, and the characters to each side."""
    padded = np.concatenate((codes, np.zeros(8, np.uint32)))
    capital = np.concatenate(([0], np.cumsum((codes >= 65) & (codes <= 90))))
    size, capitals = ends - starts, capital[ends] - capital[starts]
    first_capital = capital[starts + 1] - capital[starts]
    shape = np.where(capitals == size, 4, np.where(capitals == 0, 0, np.where(capitals == first_capital, 1, 2)))
    several = np.zeros(len(starts), np.uint32)
    letters = np.concatenate(([0], np.cumsum(((codes | 32) >= 97) & ((codes | 32) <= 122))))
    several[letters[ends] - letters[starts] < size] = 8
    lower = padded | 32
    first = lower[starts] << 16 ^ lower[starts + 1] << 8 ^ lower[starts + 2]
    last = lower[ends - 1] << 16 ^ lower[ends - 2] << 8 ^ lower[ends - 3]
    begins = np.zeros(len(starts), np.uint32)
    for place in range(8):
        inside = np.minimum(starts + place, ends - 1)
        begins = begins * np.uint32(0x01000193) ^ np.where(starts + place < ends, lower[inside], 0).astype(np.uint32)
    shape = (shape + several).astype(np.uint32)
    numbers = [shape, first, last, begins, np.minimum(size, 20) * 16 + shape]
    numbers += [left[:, -1] << 16 ^ left[:, -2], right[:, 0] << 16 ^ right[:, 1], left[:, -1], right[:, 0]]
    return [number.astype(np.uint32) for number in numbers]


def sizes() -> list[int]:
    """Return how many cells the table of each feature has."""
    from piiguard.names.features import cells_of

    return [*map(cells_of, _DENSE), *[1 << _BITS] * len(_HASHED)]


class Latin:
    """Tells Latin names with one set of weights."""

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or read()

    def persons(self, text: str, model: Model) -> Iterator[Reading]:
        """Yield the words in Latin letters of `text` that may name a person, in order, with how likely that is."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        starts, ends = words(codes)
        tables, slope, offset = self._weights
        for low in range(0, len(starts), _TOGETHER):
            here = starts[low : low + _TOGETHER], ends[low : low + _TOGETHER]
            sums = np.zeros(len(here[0]), np.int32)
            for cell, table in zip(cells(codes, model.tables, *here), tables, strict=True):
                sums += table.take(cell)
            chances = 1 / (1 + np.exp(-np.clip(sums * slope + offset, -30, 30)))
            for at in np.flatnonzero(chances > _LEAST).tolist():
                yield Reading("PER", int(here[0][at]), int(here[1][at]), min(float(chances[at]), _MOST))
