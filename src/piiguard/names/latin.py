"""Tells which words in Latin letters between Han characters name a person, by what stands around them.

A logistic regression over the words and signs to both sides and the look of the word itself. What it knows of names
in context it learned from sentences in which Chinese names were exchanged for Latin ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.names.features import PIECE, Place, Tables, Window, fold_codes
from piiguard.names.model import Model
from piiguard.names.readings import Reading
from piiguard.names.runs import positions
from piiguard.names.weights import opened

PATH: Final = Path(__file__).with_name("latin.bin")
MAGIC: Final = b"piiguard latin 1\n"
# Characters looked at to each side of a word; between two words lies as much of nothing as a feature looks over.
AROUND: Final = 6
_GAP: Final = 4
BITS: Final = 16
LONGEST: Final = 48
# Templates around the word, which counts as one character.
DENSE: Final[tuple[tuple[Place, ...], ...]] = (
    (("I", -1),), (("I", 1),), (("I", -2),), (("I", 2),), (("E", -1),), (("A", 1),), (("E", -1), ("A", 1)),
    (("E", -2),), (("A", 2),),
)  # fmt: skip
# How the look of a word and the words beside it are mixed into hashed cells: see `_looks` for the numbers.
HASHED: Final = ((0,), (1,), (2,), (3,), (4,), (0, 5), (0, 6), (1, 5), (1, 6), (5, 6), (7,), (8,), (0, 7), (0, 8))
FACTORS: Final = tuple(0x9E3779B1 * (2 * k + 1) & 0xFFFFFFFF | 1 for k in range(9))
# A space, a dot or a hyphen joins two words that both begin with a capital.
_JOINTS: Final = (0x20, 0xB7, 0x2E, 0x2D)
# Directly beside these a word is a part of a file name, an address or the like.
GLUE: Final = "0123456789_@/\\.-+#$%&=<>:{}[]|~^`*"
_GLUE_CODES: Final = tuple(map(ord, GLUE))
MINIMUM: Final = 3
# A text in which no two letters stand behind one of these, or before a Han character, is not looked at.
_SIGNS: Final = np.array([*map(ord, "，。、：（“《")], np.uint32)
# Words taken together, so that memory stays flat.
_TOGETHER: Final = 1 << 14
LEAST: Final = 0.5
# What stands around a word never makes it a name for sure.
MOST: Final = 0.9


def seed(number: int) -> int:
    """Return what the hash of feature `number` of the hashed ones begins with."""
    return number * 0x85EBCA6B & 0xFFFFFFFF


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
    letters = np.zeros(len(codes) + 2, bool)
    np.less((codes | 32) - np.uint32(97), 26, out=letters[1:-1])
    edges = np.flatnonzero(letters[1:] != letters[:-1])
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return starts, ends
    capital = codes[starts] < 97
    joins = (starts[1:] - ends[:-1] == 1) & np.isin(codes[ends[:-1]], _JOINTS) & capital[1:] & capital[:-1]
    starts, ends = starts[np.concatenate(([True], ~joins))], ends[np.concatenate((~joins, [True]))]
    size = ends - starts
    keep = (size >= MINIMUM) & (size <= LONGEST)
    starts, ends = starts[keep], ends[keep]
    before, after = _around(codes, starts, (-1,))[:, 0], _around(codes, ends, (0,))[:, 0]
    keep = (_is_han(before) | _is_han(after)) & ~np.isin(before, _GLUE_CODES) & ~np.isin(after, _GLUE_CODES)
    return starts[keep], ends[keep]


def _around(codes: Any, places: Any, steps: Iterable[int]) -> Any:
    """Return the code points at all `steps` from each of `places`, nothing where the text has ended."""
    at = places[:, None] + np.array(steps)
    return np.where((at >= 0) & (at < len(codes)), codes.take(at, mode="clip"), np.uint32(0))


def may_have_words(codes: Any) -> bool:
    """Return whether two letters of the text with these code points stand beside a Han character or such a sign."""
    for low in range(0, len(codes), PIECE):
        here = codes[max(0, low - 1) : low + PIECE + 2]
        letters = (here | 32) - np.uint32(97) < 26
        pairs = np.flatnonzero(letters[:-1] & letters[1:])
        if not len(pairs):
            continue
        # At an end of the text the letter itself stands for what is beside it.
        before, after = here.take(pairs - 1, mode="clip"), here.take(pairs + 2, mode="clip")
        if (_is_han(before) | _is_han(after)).any() or (before[:, None] == _SIGNS).any():
            return True
    return False


def _is_han(codes: Any) -> Any:
    return (codes >= 0x3400) & (codes < 0xA000)


def cells(codes: Any, tables: Tables, starts: Any, ends: Any) -> list[Any]:
    """Return, for each feature, the cell of every word from `starts` to `ends` in `codes`, which are not folded."""
    left, right = _around(codes, starts, range(-AROUND, 0)), _around(codes, ends, range(AROUND))
    left, right = (fold_codes(side.reshape(-1), tables.simple).reshape(side.shape) for side in (left, right))
    # What stands behind a line end is not beside the word.
    left = np.where(np.cumsum((left == 0)[:, ::-1], 1)[:, ::-1] > 0, 0, left)
    right = np.where(np.cumsum(right == 0, 1) > 0, 0, right)
    word = np.full((len(starts), 1), 97, np.uint32)
    rows = np.hstack((left, word, right, np.zeros((len(starts), _GAP), np.uint32)))
    window = Window.of(rows.reshape(-1), tables)
    at = np.arange(len(starts)) * rows.shape[1] + AROUND
    found = [window.dense(template)[at] for template in DENSE]
    looks = _looks(codes, starts, ends, left, right)
    for number, parts in enumerate(HASHED):
        total = np.full(len(starts), seed(number), np.uint32)
        for place, part in enumerate(parts):
            total = (total ^ (looks[part] * np.uint32(FACTORS[place]))) * np.uint32(FACTORS[place + 3])
        found.append((total >> np.uint32(32 - BITS)).astype(np.intp))
    return found


def _looks(codes: Any, starts: Any, ends: Any, left: Any, right: Any) -> list[Any]:
    """Return numbers for shape, first and last letters, the beginning, size, and the characters to each side."""
    size, written = ends - starts, codes[positions(starts, ends - starts)]
    lower, firsts = written | 32, np.cumsum(size) - size
    lasts = firsts + size - 1
    capital, letter = written - np.uint32(65) < 26, lower - np.uint32(97) < 26
    capitals, first_capital = np.add.reduceat(capital, firsts, dtype=np.intp), capital[firsts]
    shape = np.where(capitals == size, 4, np.where(capitals == 0, 0, np.where(capitals == first_capital, 1, 2)))
    several = np.zeros(len(starts), np.uint32)
    several[np.add.reduceat(letter, firsts, dtype=np.intp) < size] = 8
    first = lower[firsts] << 16 ^ lower[firsts + 1] << 8 ^ lower[firsts + 2]
    last = lower[lasts] << 16 ^ lower[lasts - 1] << 8 ^ lower[lasts - 2]
    begins = np.zeros(len(starts), np.uint32)
    for place in range(8):
        inside = np.where(place < size, lower[np.minimum(firsts + place, lasts)], np.uint32(0))
        begins = begins * np.uint32(0x01000193) ^ inside
    shape = (shape + several).astype(np.uint32)
    numbers = [shape, first, last, begins, np.minimum(size, 20) * 16 + shape]
    numbers += [left[:, -1] << 16 ^ left[:, -2], right[:, 0] << 16 ^ right[:, 1], left[:, -1], right[:, 0]]
    return [number.astype(np.uint32) for number in numbers]


def sizes() -> list[int]:
    """Return how many cells the table of each feature has."""
    from piiguard.names.features import cells_of

    return [*map(cells_of, DENSE), *[1 << BITS] * len(HASHED)]


class Latin:
    """Tells Latin names with one set of weights."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or read()

    def persons(self, codes: Any, model: Model) -> Iterator[Reading]:
        """Yield the words in Latin letters of a text with these code points that may name a person."""
        starts, ends = words(codes)
        tables, slope, offset = self.weights
        for low in range(0, len(starts), _TOGETHER):
            here = starts[low : low + _TOGETHER], ends[low : low + _TOGETHER]
            sums = np.zeros(len(here[0]), np.int32)
            for cell, table in zip(cells(codes, model.tables, *here), tables, strict=True):
                sums += table.take(cell)
            chances = 1 / (1 + np.exp(-np.clip(sums * slope + offset, -30, 30)))
            for at in np.flatnonzero(chances > LEAST).tolist():
                yield Reading("PER", int(here[0][at]), int(here[1][at]), min(float(chances[at]), MOST))
