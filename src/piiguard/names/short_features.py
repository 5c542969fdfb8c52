"""Features of the name model for a short text, told in so few steps of numpy that what each costs hardly counts.

The number of a template's cell is a product of the channels around a position with a column of numbers, so one
product of matrices tells the cells of all templates at all positions. It is exact: whole numbers below 2**24.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from piiguard.names.features import (
    FACTORS,
    GATE,
    HASHED,
    OFFSETS,
    REACH,
    SIZES,
    TABLES,
    WORD_FACTORS,
    WORD_SIZES,
    Place,
    cells_of,
    classes_of,
    hash_cell,
    hash_check,
    joined,
)
from piiguard.names.weights import LABELS, Weights

_BYTES: Final = 4
_PAD: Final = "\0" * REACH
_HYPHENS: Final = re.compile("[-－]")
_CHANNELS: Final = "ISGTAE"
# Behind the channels stands a one, from which comes where the table of a template begins.
_WIDTH: Final = len(_CHANNELS) + 1
_STARTS, _ENDS = _CHANNELS.index("A"), _CHANNELS.index("E")
_SHIFTS: Final = range(1 - REACH, REACH)
_AROUND: Final = _WIDTH * len(_SHIFTS)
_COUNT: Final = len(LABELS)
_LONGEST_WORD: Final = max(WORD_SIZES)
# So few rows are multiplied at once that no library shares them out to threads.
_ROWS: Final = 200


def cells(templates: Sequence[tuple[Place, ...]]) -> Any:
    """Return the matrix that makes cells of `templates`, whose tables lie one behind the other, of channels."""
    matrix = np.zeros((len(_SHIFTS), _WIDTH, len(templates)), np.float32)
    first = 0
    for number, template in enumerate(templates):
        size = cells_of(template)
        matrix[0, -1, number] = first
        first += size
        for channel, shift in template:
            size //= SIZES[channel]
            matrix[shift - _SHIFTS[0], _CHANNELS.index(channel), number] = size
    return matrix.reshape(_AROUND, len(templates))


def _factors(rows: Sequence[dict[int, int]], width: int) -> Any:
    """Return the matrix that makes hashes of characters, of the factors of each place."""
    return np.array([[row.get(place, 0) for place in range(width)] for row in rows], np.uint32)


_WORDS: Final = _factors([dict(enumerate(WORD_FACTORS[size])) for size in WORD_SIZES], _LONGEST_WORD)
_WORD_KINDS: Final = np.array([[16 * (size - 2)] for size in WORD_SIZES], np.uint8)
_HASHES: Final = _factors(
    [{shift - _SHIFTS[0]: FACTORS["C", shift] for _, shift in template} for template in HASHED], len(_SHIFTS)
)
_OFFSETS: Final = np.array(OFFSETS, np.uint32)[:, None]


class ShortFeatures:
    """Tells what the model says of a short text: the same numbers as `piiguard.names.model.Model` tells."""

    def __init__(self, weights: Weights) -> None:
        self._tables = weights.tables
        self._channels = np.zeros((1 << 16, _WIDTH), np.float32)
        for column, table in enumerate(weights.tables[1:5]):
            self._channels[:, column] = table
        self._channels[:, -1] = 1
        self._gate, self._least, self._gate_cells = np.concatenate(weights.gate), weights.least, cells(GATE)
        self._dense, self._dense_cells = weights.dense[0].base, cells([line[0] for line in TABLES])
        self._hashed = weights.hashed.view(np.int64)[:, 0]

    def codes(self, text: str, join: bool = True) -> Any:
        """Return the folded code points of `text`, padded; with `join`, hyphens in foreign names as dots."""
        codes = np.frombuffer(f"{_PAD}{text}{_PAD}".encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = self._tables.simple.take(codes).astype(np.uint32)
        return joined(codes) if join and _HYPHENS.search(text) is not None else codes

    def around(self, codes: Any) -> Any:
        """Return the channels around each position of a text with padded `codes`, a row for each; rows overlap."""
        size = len(codes) - 2 * REACH
        classes, known = classes_of(_WORDS @ _moved(codes, REACH, _LONGEST_WORD, size), self._tables.words)
        classes += _WORD_KINDS
        # What reaches over an end of a line is no word, whatever its hash is.
        inside = np.logical_and.accumulate(_moved(codes != 0, REACH, _LONGEST_WORD, size))
        known &= inside[WORD_SIZES[0] - 1 :]
        # Left of each row is room for a word that ends where the text begins.
        kinds = np.zeros((len(WORD_SIZES), size + _LONGEST_WORD), np.uint8)
        np.multiply(classes, known, out=kinds[:, _LONGEST_WORD:])
        # Words as they end: each row one place further to the right than the one before.
        ends = np.ndarray((len(WORD_SIZES), size), np.uint8, kinds, _LONGEST_WORD - 1, (kinds.shape[1] - 1, 1))
        channels = self._channels.take(codes, 0)
        # The longest word wins at both ends: its class is the greatest.
        channels[REACH:-REACH, _STARTS] = np.maximum.reduce(kinds[:, _LONGEST_WORD:])
        channels[REACH:-REACH, _ENDS] = np.maximum.reduce(ends)
        step = _WIDTH * _BYTES
        return np.ndarray((size, _AROUND), np.float32, channels, step, (step, _BYTES))

    def may_open(self, around: Any) -> Any:
        """Return a byte for each position: 1 where a person may begin, 0 where that is next to impossible."""
        sums = np.add.reduce(self._gate.take(product(around, self._gate_cells), mode="clip"), 1, np.int16)
        return (sums >= self._least).tobytes()

    def small_sums(self, around: Any, rows: Any) -> Any:
        """Return what the templates with tables of their own say at the positions `rows`, as int16 (rows, 8)."""
        cells = product(around.take(rows, 0), self._dense_cells)
        return np.add.reduce(self._dense.take(cells.T, 0, mode="clip"), 0, np.int16)

    def add_hashed(self, codes: Any, rows: Any, sums: Any) -> None:
        """Add what the hashed templates say at the positions `rows` to their `sums`; `codes` are padded."""
        moved = _moved(codes, 1, len(_SHIFTS), len(codes) - 2 * REACH)
        hashes = _HASHES @ moved.take(rows, 1)
        hashes += _OFFSETS
        whole = self._hashed.take(hash_cell(hashes))
        found = whole.view(np.int8).reshape(*whole.shape, _COUNT)
        # The lowest byte of a cell is the check of what it is of.
        whole *= found[:, :, 0].view(np.uint8) == hash_check(hashes)
        sums += np.add.reduce(found, 0, np.int16)
        sums[:, 0] = 0  # the checks


def product(around: Any, matrix: Any) -> Any:
    """Return the numbers of cells of the rows of `around`, by a matrix of `cells`."""
    parts = [np.ascontiguousarray(around[low : low + _ROWS]) @ matrix for low in range(0, len(around), _ROWS)]
    return (parts[0] if len(parts) == 1 else np.concatenate(parts)).astype(np.intp)


def _moved(codes: Any, first: int, count: int, size: int) -> Any:
    """Return `size` of `codes` from `first` on, then from the next place on, and so on: `count` rows."""
    step = codes.itemsize
    return np.ndarray((count, size), codes.dtype, codes, first * step, (step, step))
