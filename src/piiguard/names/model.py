"""The model at work: what each character is likely to be, and the best reading of each sentence."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np

from piiguard.names.features import (
    GATE,
    HASHED,
    TABLES,
    WORD_SIZES,
    Tables,
    Window,
    classes_of,
    fold_codes,
    hash_cell,
    hash_check,
    hashed,
    joined,
    word_class,
    word_hash,
)
from piiguard.names.gate import Gate
from piiguard.names.runs import holding, positions
from piiguard.names.short import ShortReader
from piiguard.names.viterbi import Viterbi
from piiguard.names.weights import LABELS, Weights

_COUNT: Final = len(LABELS)
_MEMO_LIMIT: Final = 1 << 14
# How a stretch can be read as one thing: label of its first, of its inner and of its last position.
_WAYS: Final = ((0, 0, 0), (1, 2, 3), (4, 5, 5), (6, 7, 7))
_OPENINGS: Final = (0, 1, 4, 6)
# Classes of words that are names of places, bodies and things.
_PROPER: Final = (5, 6, 7)
# By the class of a word: whether it is one, and no such name.
_IS_WORD: Final = np.array([each not in (0, *_PROPER) for each in range(16)])


class Model:
    """Reads sentences with one set of weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._words: dict[str, bool] = {}
        self._cells = weights.hashed.view(np.int64)[:, 0]
        self._best = Viterbi(weights.moves)
        self._gate = Gate(weights)

    @cached_property
    def short(self) -> ShortReader:
        """What reads short texts with this model."""
        return ShortReader(self.weights, self._best, self._gate)

    @property
    def tables(self) -> Tables:
        """What is known of characters and words."""
        return self.weights.tables

    def fold(self, text: str) -> Any:
        """Return the code points of `text` as the model reads them."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return joined(fold_codes(codes, self.weights.tables.simple))

    def window(self, codes: Any) -> Window:
        """Return what the features of folded `codes` are told from."""
        return Window.of(codes, self.weights.tables)

    def may_open(self, window: Window) -> Any:
        """Return for each position whether a person may begin there: false where it is next to impossible."""
        sums = np.zeros(window.size, np.int16)
        for template, table in zip(GATE, self.weights.gate, strict=True):
            sums += table.take(window.dense(template), mode="clip")
        return sums >= self.weights.least

    def small_sums(self, window: Window, rows: Any) -> Any:
        """Return what the templates with tables of their own say at the positions `rows`, as int16 (rows, 8)."""
        sums, found = np.zeros((2, len(rows), _COUNT), np.int16)
        for line, table in zip(TABLES, self.weights.dense, strict=True):
            sums += table.take(window.cells(line[0], rows), axis=0, out=found, mode="clip")
        return sums

    def may_name(self, sums: Any, sizes: Any) -> Any:
        """Return for each run whether a person may be named in it by `small_sums` alone; run k has `sizes[k]`."""
        behind = np.cumsum(sizes)
        return holding(self._gate.may_begin(sums, behind - 1), behind - sizes, behind)

    def add_hashed(self, window: Window, rows: Any, sums: Any) -> None:
        """Add what the hashed templates say to the `sums` of the positions `rows`."""
        products = window.products(rows)
        found = np.empty((len(rows), _COUNT), np.int8)
        whole = found.view(np.int64)[:, 0]
        for number in range(len(HASHED)):
            hashes = hashed(number, products)
            self._cells.take(hash_cell(hashes), out=whole, mode="clip")
            # The lowest byte of a cell is the check of what it is of.
            whole *= (whole.astype(np.uint8) == hash_check(hashes)).astype(np.int64)
            sums += found
        sums[:, 0] = 0  # the checks

    def emissions(self, sums: Any) -> Any:
        """Return how much speaks for each label where the templates say `sums` (rows, 8), as float32 (8, rows)."""
        return np.multiply(sums.T, np.float32(self.weights.scale), order="C")

    def labels(self, emissions: Any, counts: Any) -> Any:
        """Return the best label of every position, as `Viterbi.labels` does."""
        return self._best.labels(emissions, counts)

    def is_word(self, word: str) -> bool:
        """Return whether `word` is one of the dictionary, and no name of a place or a body."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _MEMO_LIMIT:
                self._words.clear()
            known = self._words[word] = word_class(word, self.weights.tables) not in (0, *_PROPER)
        return known

    def are_words(self, codes: Any, starts: Any, ends: Any) -> Any:
        """Return for spans of a text with these code points whether `is_word` says so of each."""
        sizes, result = ends - starts, np.zeros(len(starts), bool)
        for size in WORD_SIZES:
            those = np.flatnonzero(sizes == size)
            if not len(those):
                continue
            folded = self.tables.simple.take(codes.take(positions(starts[those], sizes[those])), mode="clip")
            classes, known = classes_of(word_hash(folded.astype(np.uint32), size)[::size], self.tables.words)
            result[those] = known & _IS_WORD.take(classes)
        return result

    def chances(self, margins: Any) -> Any:
        """Return the probability that readings with `margins` are right, as measured on text held out."""
        slope, offset = self.weights.calibration
        return 1 / (1 + np.exp(-np.clip(slope * margins + offset, -30, 30)))

    def margins(self, emissions: Any, kinds: Any, sizes: Any) -> Any:
        """Return by how much each reading is likelier than the next best one of the same stretch.

        Reading k begins with the label `kinds[k]` and goes over the next `sizes[k]` of `emissions`, two or more.
        """
        lasts = np.cumsum(sizes) - 1
        firsts = lasts - sizes + 1
        moves = self.weights.moves.astype(np.float64)
        ways = np.empty((len(_WAYS), len(firsts)))
        for row, (first, inner, last) in enumerate(_WAYS):
            sums = np.concatenate(([0.0], np.cumsum(emissions[inner], dtype=np.float64)))
            between = sums[lasts] - sums[firsts + 1]
            steps = np.where(
                sizes == 2,
                moves[first, last],
                moves[first, inner] + (sizes - 3) * moves[inner, inner] + moves[inner, last],
            )
            ends = moves[0, first] + emissions[first].take(firsts) + emissions[last].take(lasts)
            ways[row] = ends + moves[last, 0] + between + steps
        chosen = np.searchsorted(_OPENINGS, kinds), np.arange(len(firsts))
        won = ways[chosen]
        ways[chosen] = -np.inf
        return won - ways.max(0)
