"""The model at work: what each character is likely to be, and the best reading of each sentence."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from piiguard.names.features import (
    GATE,
    HASHED,
    TABLES,
    Tables,
    Window,
    fold_codes,
    hash_cell,
    hash_check,
    joined,
    word_class,
)
from piiguard.names.weights import LABELS, Weights

_COUNT: Final = len(LABELS)
_LOW: Final = np.float32(-1e9)
_MEMO_LIMIT: Final = 1 << 14
# Runs read together.
_RUNS: Final = 4096
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
        self._words: dict[str, bool] = {}
        self._moves = np.full((_COUNT, _COUNT), _LOW, np.float32)
        for before, after in enumerate(_FOLLOWERS):
            self._moves[before, list(after)] = weights.moves[before, list(after)]
        # What stands beside a run of Han characters is no part of a name.
        self._starts = self._moves[0].copy()
        self._ends = np.full(_COUNT, _LOW, np.float32)
        self._ends[list(_LAST)] = weights.moves[list(_LAST), 0]

    @property
    def tables(self) -> Tables:
        """What is known of characters and words."""
        return self._weights.tables

    def fold(self, text: str) -> Any:
        """Return the code points of `text` as the model reads them."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return joined(fold_codes(codes, self._weights.tables.simple))

    def window(self, codes: Any) -> Window:
        """Return what the features of folded `codes` are told from."""
        return Window.of(codes, self._weights.tables)

    def may_open(self, window: Window) -> Any:
        """Return for each position whether a person may begin there: false where it is next to impossible."""
        sums: Any = np.int16(0)
        for template, table in zip(GATE, self._weights.gate, strict=True):
            sums = sums + table.take(window.dense(template))
        return sums >= self._weights.least

    def emissions(self, window: Window) -> Any:
        """Return, for each position, how much speaks for each label, as float32 (positions, 8)."""
        weights = self._weights
        sums: Any = np.int16(0)
        for line, table in zip(TABLES, weights.dense, strict=True):
            sums = sums + table.take(window.dense(line[0]), axis=0)
        for number in range(len(HASHED)):
            hashes = window.hashed(number)
            cells = hash_cell(hashes)
            at = np.flatnonzero(weights.checks.take(cells) == hash_check(hashes))
            sums[at] += weights.hashed.take(cells[at], axis=0)
        return sums * np.float32(weights.scale)

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
        # How many runs are still going on at each step.
        active = np.searchsorted(-sizes, -np.arange(1, longest + 1), side="right").tolist()
        scores = [self._starts[:, None] + emissions[firsts].T]
        for at in range(1, longest):
            count = active[at]
            scores.append(self._step(scores[-1][:, :count]) + emissions[firsts[:count] + at].T)
        label = np.zeros(len(firsts), np.intp)
        for at in range(longest - 1, -1, -1):
            count, going = active[at], active[at + 1] if at + 1 < longest else 0
            score = scores[at]
            # Where a run ends here its last label is chosen, elsewhere the one that the next came from.
            label[going:count] = (score[:, going:] + self._ends[:, None]).argmax(0)
            label[:going] = (score[:, :going] + self._moves.T[label[:going]].T).argmax(0)
            result[firsts[:count] + at] = label[:count]

    def _step(self, score: Any) -> Any:
        """Return for each label the best score with which it can follow those in `score` (8, runs)."""
        best = np.full_like(score, _LOW)
        for before, followers in enumerate(_FOLLOWERS):
            for label in followers:
                np.maximum(best[label], score[before] + self._moves[before, label], out=best[label])
        return best

    def is_word(self, word: str) -> bool:
        """Return whether `word` is one of the dictionary, and no name of a place or a body."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _MEMO_LIMIT:
                self._words.clear()
            known = self._words[word] = word_class(word, self._weights.tables) not in (0, *_PROPER)
        return known

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
