"""The best labels of runs of characters, which are read side by side (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from piiguard.names.weights import LABELS

_COUNT: Final = len(LABELS)
_LOW: Final = np.float32(-1e9)
_FOLLOWERS: Final = ((0, 1, 4, 6), (2, 3), (2, 3), (0, 1, 4, 6), (5, 0, 1, 4, 6), (5, 0, 1, 4, 6), (7, 0, 1, 4, 6),
                     (7, 0, 1, 4, 6))  # fmt: skip
_LAST: Final = (0, 3, 4, 5, 6, 7)
# Labels in the order in which those that follow alike stand together: what ends a thing comes first, then what is
# inside a person; what begins a thing lies in the middle.
_ORDER: Final = (3, 5, 7, 0, 4, 6, 1, 2)
_PLACE: Final = np.argsort(_ORDER)
_OUTSIDE: Final = 3
_ENDING: Final = slice(0, 6)
_BEGINNING: Final = slice(3, 7)
_PERSON: Final = slice(6, 8)
_IN_PERSON: Final = slice(7, None, -7)
_IN_OTHERS: Final = slice(1, 3)
_OTHERS: Final = slice(4, 6)
# Where fewer runs go on, one sum over all moves, forbidden ones too, is quicker than several over those allowed.
_FEW: Final = 400


class Viterbi:
    """Finds best labels; `moves[a, b]` is what it costs to go from label a to label b."""

    def __init__(self, moves: Any) -> None:
        self._moves = np.full((_COUNT, _COUNT), _LOW, np.float32)
        for before, after in enumerate(_FOLLOWERS):
            self._moves[before, list(after)] = moves[before, list(after)]
        # What stands beside a run of Han characters is no part of a name.
        self._starts = self._moves[0].take(_ORDER)[:, None]
        self._ends = np.full((_COUNT, 1), _LOW, np.float32)
        self._ends[list(_LAST), 0] = moves[list(_LAST), 0]
        self._sorted = self._moves[np.ix_(_ORDER, _ORDER)]

    def labels(self, emissions: Any, counts: Any) -> Any:
        """Return the best label of every position of runs of falling length.

        `emissions` (8, positions) are those of the first positions of all runs, then of the second ones and so on;
        `counts[k]` runs have a position k.
        """
        firsts = np.concatenate(([0], np.cumsum(counts)))
        scores, leaves = self._scores(emissions, firsts.tolist())
        result = np.zeros(emissions.shape[1], np.uint8)
        # The last label of a run is chosen first, then for each label the one that it came from.
        runs = np.arange(counts[0])
        lasts = firsts[np.searchsorted(-counts, -runs) - 1] + runs
        result[lasts] = (scores.take(lasts, 1).take(_PLACE, 0) + self._ends).argmax(0)
        steps = [*pairwise(firsts.tolist())]
        for (low, _), (start, stop) in zip(steps[-2::-1], steps[:0:-1], strict=True):
            after = result[start:stop]
            moved = (after | leaves[start:stop]).nonzero()[0]
            if len(moved):
                here = moved + low
                before = scores.take(here, 1).take(_PLACE, 0)
                result[here] = (before + self._moves.take(after[moved], 1)).argmax(0)
        return result

    def labels_of_few(self, emissions: Any, sizes: Sequence[int]) -> list[list[int]]:
        """Return the best labels of few runs with `sizes`; `emissions` (positions, 8) are one behind the other."""
        scores = np.zeros((max(sizes), _COUNT, len(sizes)), np.float32)
        first = 0
        for run, size in enumerate(sizes):
            scores[:size, :, run] = emissions[first : first + size]
            first += size
        scores[0] += self._moves[0][:, None]
        sums = np.empty((len(scores) - 1, _COUNT, _COUNT, len(sizes)), np.float32)
        best, moves = np.empty(scores[0].shape, np.float32), self._moves[:, :, None]
        for before, moved, after in zip(scores[:, :, None], sums, scores[1:], strict=False):
            np.add(before, moves, out=moved)
            np.maximum.reduce(moved, 0, out=best)
            np.add(after, best, out=after)
        lasts = scores[np.array(sizes) - 1, :, np.arange(len(sizes))]
        chosen = (lasts + self._ends[:, 0]).argmax(1).tolist()
        # Most of what comes before O is looked up, the rest found out where it is needed.
        before_outside = sums[:, :, 0].argmax(1).tolist()
        labels = []
        for run, (size, label) in enumerate(zip(sizes, chosen, strict=True)):
            labels.append([label])
            for place in range(size - 2, -1, -1):
                label = int(sums[place, :, label, run].argmax()) if label else before_outside[place][run]
                labels[-1].append(label)
            labels[-1].reverse()
        return labels

    def _scores(self, emissions: Any, firsts: list[int]) -> tuple[Any, Any]:
        """Return the score of the best way to each label, in the order of `_ORDER`, and where O comes not from O."""
        moves = self._sorted[:, :, None]
        scores = emissions.take(_ORDER, 0)
        scores[:, : firsts[1]] += self._starts
        leaves = np.empty(scores.shape[1], bool)
        sums, best = np.empty((6, 4, firsts[1]), np.float32), np.empty((_COUNT, firsts[1]), np.float32)
        for start, low, high in zip(firsts, firsts[1:], firsts[2:], strict=False):
            size = high - low
            before = scores[:, start : start + size]
            if size < _FEW:
                score = np.maximum.reduce(before[:, None] + moves)
            else:
                score = best[:, :size]
                self._step(before, sums[:, :, :size], score)
            stays = before[_OUTSIDE] + self._moves[0, 0]
            np.less(stays, score[_OUTSIDE], out=leaves[low:high])
            scores[:, low:high] += score
        return scores, leaves

    def _step(self, before: Any, sums: Any, score: Any) -> None:
        """Write the best way from the labels `before` to each into `score`; `sums` is room for (6, 4) of them."""
        moves = self._sorted[:, :, None]
        np.add(before[_ENDING, None], moves[_ENDING, _BEGINNING], out=sums)
        np.maximum.reduce(sums, out=score[_BEGINNING])
        inside = np.add(before[_PERSON, None], moves[_PERSON, _IN_PERSON], out=sums[:2, :2])
        np.maximum.reduce(inside, out=score[_IN_PERSON])
        on_one, on_other = moves[_IN_OTHERS, _IN_OTHERS].diagonal().T, moves[_OTHERS, _IN_OTHERS].diagonal().T
        np.maximum(before[_IN_OTHERS] + on_one, before[_OTHERS] + on_other, out=score[_IN_OTHERS])
