"""The model at work: what each character is likely to be, and the best reading of each sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import numpy as np

from piiguard.names.features import (
    GATE,
    HASHED,
    PIECE,
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
_FOLLOWERS: Final = ((0, 1, 4, 6), (2, 3), (2, 3), (0, 1, 4, 6), (5, 0, 1, 4, 6), (5, 0, 1, 4, 6), (7, 0, 1, 4, 6),
                     (7, 0, 1, 4, 6))  # fmt: skip
_LAST: Final = (0, 3, 4, 5, 6, 7)
# How a stretch can be read as one thing: label of its first, of its inner and of its last position.
_WAYS: Final = ((0, 0, 0), (1, 2, 3), (4, 5, 5), (6, 7, 7))
_OPENINGS: Final = (0, 1, 4, 6)
# Classes of words that are names of places, bodies and things.
_PROPER: Final = (5, 6, 7)
# Labels in the order in which those that follow alike stand together: what ends a thing comes first, then what is
# inside a person; what begins a thing lies in the middle.
_ORDER: Final = (3, 5, 7, 0, 4, 6, 1, 2)
_ENDING: Final = slice(0, 6)
_BEGINNING: Final = slice(3, 7)
_PERSON: Final = slice(6, 8)
_IN_PERSON: Final = slice(7, None, -7)
_IN_OTHERS: Final = slice(1, 3)
_OTHERS: Final = slice(4, 6)


class Model:
    """Reads sentences with one set of weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._words: dict[str, bool] = {}
        moves = np.full((_COUNT, _COUNT), _LOW, np.float32)
        for before, after in enumerate(_FOLLOWERS):
            moves[before, list(after)] = weights.moves[before, list(after)]
        self._moves = moves
        # What stands beside a run of Han characters is no part of a name.
        self._starts = moves[0].copy()
        self._ends = np.full(_COUNT, _LOW, np.float32)
        self._ends[list(_LAST)] = weights.moves[list(_LAST), 0]
        self._sorted = moves[np.ix_(_ORDER, _ORDER)]

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
        opens = np.empty(window.size, bool)
        for low in range(0, window.size, PIECE):
            part = window.part(low, min(low + PIECE, window.size))
            sums: Any = np.int16(0)
            for template, table in zip(GATE, self._weights.gate, strict=True):
                sums = sums + table.take(part.dense(template))
            np.greater_equal(sums, self._weights.least, out=opens[low : low + PIECE])
        return opens

    def emissions(self, window: Window, rows: Any) -> Any:
        """Return, for each of the positions `rows`, how much speaks for each label, as float32 (8, rows)."""
        weights = self._weights
        found = np.empty((_COUNT, len(rows)), np.float32)
        size = min(PIECE, len(rows))
        sums_, wide, narrow = (np.empty((size, _COUNT), kind) for kind in (np.int16, np.int16, np.int8))
        for low in range(0, len(rows), PIECE):
            here = window.at(rows[low : low + PIECE])
            count = min(PIECE, len(rows) - low)
            sums, some, few = sums_[:count], wide[:count], narrow[:count]
            sums[:] = 0
            for line, table in zip(TABLES, weights.dense, strict=True):
                sums += table.take(here.dense(line[0]), axis=0, out=some, mode="clip")
            for number in range(len(HASHED)):
                hashes = here.hashed(number)
                weights.hashed.take(hash_cell(hashes), axis=0, out=few, mode="clip")
                few.view(np.int64)[:, 0] *= few.view(np.uint8)[:, 0] == hash_check(hashes)
                sums += few
            sums[:, 0] = 0
            np.multiply(sums.T, np.float32(weights.scale), out=found[:, low : low + PIECE])
        return found

    def labels(self, emissions: Any, counts: Any) -> Any:
        """Return the best label of every position of runs of falling length, read side by side (Viterbi).

        `emissions` are those of the first positions of all runs, then of the second ones and so on; `counts[k]` runs
        have a position k.
        """
        firsts = np.concatenate(([0], np.cumsum(counts))).tolist()
        scores = self._scores(emissions, firsts)
        result = np.empty(emissions.shape[1], np.uint8)
        label = np.zeros(0, np.intp)
        back = np.ascontiguousarray(self._moves.T)
        for at in range(len(scores) - 1, -1, -1):
            score, going = scores[at], len(label)
            # Where a run ends here its last label is chosen, elsewhere the one that the next came from.
            ended = (score[:, going:] + self._ends[:, None]).argmax(0)
            label = np.concatenate(((score[:, :going].T + back.take(label, 0)).argmax(1), ended))
            result[firsts[at] : firsts[at + 1]] = label
        return result

    def _scores(self, emissions: Any, firsts: list[int]) -> list[Any]:
        """Return for each step the score of the best way to each label, (8, runs) each."""
        moves = self._sorted[:, :, None]
        begin, inside = moves[_ENDING, _BEGINNING], moves[_PERSON, _IN_PERSON]
        on_one = np.stack((moves[4, 1], moves[5, 2]))
        on_other = np.stack((moves[1, 1], moves[2, 2]))
        ordered = emissions[list(_ORDER)]
        score = self._starts[list(_ORDER), None] + ordered[:, : firsts[1]]
        scores = [score]
        for low, high in pairwise(firsts[1:]):
            before, score = score[:, : high - low], np.empty((_COUNT, high - low), np.float32)
            np.max(before[_ENDING, None] + begin, axis=0, out=score[_BEGINNING])
            np.max(before[_PERSON, None] + inside, axis=0, out=score[_IN_PERSON])
            np.maximum(before[_OTHERS] + on_one, before[_IN_OTHERS] + on_other, out=score[_IN_OTHERS])
            score += ordered[:, low:high]
            scores.append(score)
        inverse = np.argsort(_ORDER)
        return [score[inverse] for score in scores]

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

    def margins(self, emissions: Any, kinds: Any, rows: Any, sizes: Any) -> Any:
        """Return by how much each reading is likelier than the next best one of the same stretch.

        Reading k begins with the label `kinds[k]` and goes over the next `sizes[k]` of `rows`, two or more.
        """
        lasts = np.cumsum(sizes) - 1
        firsts = lasts - sizes + 1
        moves = self._weights.moves.astype(np.float64)
        ways = np.empty((len(_WAYS), len(firsts)))
        for row, (first, inner, last) in enumerate(_WAYS):
            sums = np.concatenate(([0.0], np.cumsum(emissions[inner].take(rows), dtype=np.float64)))
            between = sums[lasts] - sums[firsts + 1]
            steps = np.where(
                sizes == 2,
                moves[first, last],
                moves[first, inner] + (sizes - 3) * moves[inner, inner] + moves[inner, last],
            )
            ends = moves[0, first] + emissions[first].take(rows[firsts]) + emissions[last].take(rows[lasts])
            ways[row] = ends + moves[last, 0] + between + steps
        chosen = np.searchsorted(_OPENINGS, kinds), np.arange(len(firsts))
        won = ways[chosen]
        ways[chosen] = -np.inf
        return won - ways.max(0)
