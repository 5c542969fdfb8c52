"""The model at work: what each character is likely to be, and the best reading of each sentence."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from piiguard.names.features import CELL_BITS, TEMPLATES, hashes, word_class
from piiguard.names.weights import LABELS, NEUTRAL, Weights

_COUNT: Final = len(LABELS)
_EVEN: Final = np.uint64(0x00FF00FF00FF00FF)
_LOW: Final = np.float32(-1e9)
# Positions taken together: their arrays stay in the processor's cache.
_BLOCK: Final = 1 << 14
_CONTEXT: Final = 8
# Runs read together.
_RUNS: Final = 512
_FOLLOWERS: Final = ((0, 1, 4, 6), (2, 3), (2, 3), (0, 1, 4, 6), (5, 0, 1, 4, 6), (5, 0, 1, 4, 6), (7, 0, 1, 4, 6),
                     (7, 0, 1, 4, 6))  # fmt: skip
_LAST: Final = (0, 3, 4, 5, 6, 7)
# How a stretch can be read as one thing: label of its first, of its inner and of its last position.
_WAYS: Final = ((0, 0, 0), (1, 2, 3), (4, 5, 5), (6, 7, 7))
_OPENINGS: Final = (0, 1, 4, 6)
# Classes of words that are names of places, bodies and things.
_PROPER: Final = (5, 6, 7)


class Model:
    """Reads sentences with one set of weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._moves = np.full((_COUNT, _COUNT), _LOW, np.float32)
        for before, after in enumerate(_FOLLOWERS):
            self._moves[before, list(after)] = weights.moves[before, list(after)]
        # What stands beside a run of Han characters is no part of a name.
        self._starts = self._moves[0].copy()
        self._ends = np.full(_COUNT, _LOW, np.float32)
        self._ends[list(_LAST)] = weights.moves[list(_LAST), 0]

    def emissions(self, codes: Any) -> Any:
        """Return, for each of the folded `codes`, how much speaks for each label, as float32 (positions, 8)."""
        result = np.zeros((len(codes), _COUNT), np.float32)
        for first in range(0, len(codes), _BLOCK):
            left = max(0, first - _CONTEXT)
            block = self._block(codes[left : first + _BLOCK + _CONTEXT])
            last = min(first + _BLOCK, len(codes))
            result[first:last, 1:] = block[first - left : last - left]
        return result

    def _block(self, codes: Any) -> Any:
        even = np.zeros(len(codes), np.uint64)
        odd = np.zeros(len(codes), np.uint64)
        cells = self._weights.cells
        shift, check_shift, top = np.uint64(64 - CELL_BITS), np.uint64(36), np.uint64(56)
        limit = np.uint64(1 << 56)
        eight, byte, neutral = np.uint64(8), np.uint64(255), np.uint64(NEUTRAL)
        for total in hashes(codes, self._weights.tables):
            row = cells.take((total >> shift).view(np.int64))
            total >>= check_shift
            total &= byte
            total <<= top
            row ^= total  # the check is gone where it was right
            row[row >= limit] = neutral
            even += row & _EVEN
            row >>= eight
            odd += row & _EVEN
        sums = np.empty((len(codes), 7), np.float32)
        sums[:, 0::2] = even.view(np.uint16).reshape(-1, 4)
        sums[:, 1::2] = odd.view(np.uint16).reshape(-1, 4)[:, :3]
        sums -= 128 * len(TEMPLATES)
        sums *= np.float32(self._weights.scale)
        return sums

    def labels(self, emissions: Any, firsts: Any, sizes: Any) -> Any:
        """Return the best label of every position; run k has `sizes[k]` positions from `firsts[k]` on."""
        order = np.argsort(-sizes, kind="stable")
        result = np.zeros(len(emissions), np.uint8)
        for low in range(0, len(order), _RUNS):
            chosen = order[low : low + _RUNS]
            self._paths(emissions, firsts[chosen], sizes[chosen], result)
        return result

    def _paths(self, emissions: Any, firsts: Any, sizes: Any, result: Any) -> None:
        """Write the best labels of runs of falling length into `result` (Viterbi, all runs at once)."""
        longest = int(sizes[0])
        backs = np.zeros((longest, len(firsts), _COUNT), np.uint8)
        score = self._starts + emissions[firsts]
        # How many runs are still going on at each step.
        active = np.searchsorted(-sizes, -np.arange(1, longest + 1), side="right")
        for at in range(1, longest):
            count = active[at]
            ways = score[:count, :, None] + self._moves
            backs[at, :count] = best = ways.argmax(1)
            score[:count] = np.take_along_axis(ways, best[:, None, :], 1)[:, 0]
            score[:count] += emissions[firsts[:count] + at]
        label = (score + self._ends).argmax(1)
        rows = np.arange(len(firsts))
        for at in range(longest - 1, -1, -1):
            count = active[at]
            result[firsts[:count] + at] = label[:count]
            label[:count] = backs[at, rows[:count], label[:count]]

    def is_word(self, word: str) -> bool:
        """Return whether `word` is one of the dictionary, and no name of a place or a body."""
        return word_class(word, self._weights.tables.words) not in (0, *_PROPER)

    def chances(self, margins: Any) -> Any:
        """Return the probability that readings with `margins` are right, as measured on text held out."""
        slope, offset = self._weights.calibration
        return 1 / (1 + np.exp(-np.clip(slope * margins + offset, -30, 30)))

    def margins(self, emissions: Any, kinds: Any, firsts: Any, lasts: Any) -> Any:
        """Return by how much each reading is likelier than the next best one of the same stretch.

        A reading goes from position `firsts[k]` to `lasts[k]`, both within, and begins with the label `kinds[k]`.
        """
        sums = np.concatenate((np.zeros((1, _COUNT)), np.cumsum(emissions, 0, dtype=np.float64)))
        moves = self._weights.moves.astype(np.float64)
        sizes = lasts - firsts + 1
        ways = np.empty((len(_WAYS), len(firsts)))
        for row, (first, inner, last) in enumerate(_WAYS):
            between = sums[lasts, inner] - sums[firsts + 1, inner]
            steps = np.where(
                sizes == 2,
                moves[first, last],
                moves[first, inner] + (sizes - 3) * moves[inner, inner] + moves[inner, last],
            )
            ends = moves[0, first] + emissions[firsts, first] + emissions[lasts, last] + moves[last, 0]
            ways[row] = ends + between + steps
        rows = np.searchsorted(_OPENINGS, kinds)
        chosen = ways[rows, np.arange(len(firsts))]
        ways[rows, np.arange(len(firsts))] = -np.inf
        return chosen - ways.max(0)
