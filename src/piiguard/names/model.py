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
# A run in which what the small tables say of a person is nowhere as much as this is left out. Of 32,000 persons read
# in texts of all kinds it costs none; at -2.3 it would cost five, at -1.5 eighty. New weights need it measured anew.
_LEAST_SMALL: Final = -3.1
_FAR_BELOW: Final = -8000
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
_PLACE: Final = np.argsort(_ORDER)
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
        in_person = weights.moves[[1, 1, 2, 2], [2, 3, 2, 3]]
        self._person_moves = np.rint(in_person / weights.scale).astype(np.int16)
        self._least_small = round(_LEAST_SMALL / weights.scale)

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

    def small_sums(self, window: Window, rows: Any) -> Any:
        """Return what the templates with tables of their own say at the positions `rows`, as int16 (rows, 8)."""
        sums = np.zeros((len(rows), _COUNT), np.int16)
        found = np.empty((min(PIECE, len(rows)), _COUNT), np.int16)
        for low in range(0, len(rows), PIECE):
            here = window.at(rows[low : low + PIECE])
            part = sums[low : low + PIECE]
            for line, table in zip(TABLES, self._weights.dense, strict=True):
                part += table.take(here.dense(line[0]), axis=0, out=found[: len(part)], mode="clip")
        return sums

    def may_name(self, sums: Any, counts: Any) -> Any:
        """Return for each run whether a person may be named in it by `small_sums` alone, laid out as for `labels`.

        Looked at are the label of the first character and the best ones of the two behind it.
        """
        begin_inner, begin_end, inner_inner, inner_end = self._person_moves
        begins, inner, ends = columns = np.full((3, len(sums) + 1), _FAR_BELOW, np.int16)
        columns[:, :-1] = sums[:, 1:4].T
        # The row of the character behind; behind the end of a run the last row, which says nothing.
        behind = np.repeat(counts, counts) + np.arange(len(sums))
        run = np.arange(len(sums)) - np.repeat(np.cumsum(counts) - counts, counts)
        behind[run >= np.repeat(np.append(counts[1:], 0), counts)] = len(sums)
        third = np.maximum(inner + inner_inner, ends + inner_end)
        second = np.full(len(third), _FAR_BELOW, np.int16)
        second[:-1] = np.maximum(inner[:-1] + begin_inner + third.take(behind), ends[:-1] + begin_end)
        may = np.zeros(counts[0], bool)
        may[run[begins[:-1] + second.take(behind) >= self._least_small]] = True
        return may

    def emissions(self, window: Window, rows: Any, sums: Any) -> Any:
        """Return, for each of the positions `rows`, how much speaks for each label, as float32 (8, rows).

        `sums` are those of `small_sums`; what the hashed templates say is added to them.
        """
        weights = self._weights
        emissions = np.empty((_COUNT, len(rows)), np.float32)
        found = np.empty((min(PIECE, len(rows)), _COUNT), np.int8)
        for low in range(0, len(rows), PIECE):
            here = window.at(rows[low : low + PIECE])
            part = sums[low : low + PIECE]
            some = found[: len(part)]
            for number in range(len(HASHED)):
                hashes = here.hashed(number)
                weights.hashed.take(hash_cell(hashes), axis=0, out=some, mode="clip")
                some.view(np.int64)[:, 0] *= some.view(np.uint8)[:, 0] == hash_check(hashes)
                part += some
            part[:, 0] = 0  # the checks
            np.multiply(part.T, np.float32(weights.scale), out=emissions[:, low : low + PIECE])
        return emissions

    def labels(self, emissions: Any, counts: Any) -> Any:
        """Return the best label of every position of runs of falling length, read side by side (Viterbi).

        `emissions` are those of the first positions of all runs, then of the second ones and so on; `counts[k]` runs
        have a position k.
        """
        firsts = np.concatenate(([0], np.cumsum(counts))).tolist()
        scores, stays = self._scores(emissions, firsts)
        result = np.empty(emissions.shape[1], np.uint8)
        after = result[:0]
        for low, high in reversed([*pairwise(firsts)]):
            label, going = result[low:high], len(after)
            # Where a run ends here its last label is chosen, elsewhere the one that the next came from.
            if going < len(label):
                label[going:] = (scores[:, low + going : high].take(_PLACE, 0) + self._ends[:, None]).argmax(0)
            label[:going] = 0
            moved = np.flatnonzero((after != 0) | ~stays[high : high + going])
            if len(moved):
                before = scores.take(low + moved, 1).take(_PLACE, 0)
                label[moved] = (before + self._moves.take(after[moved], 1)).argmax(0)
            after = label
        return result

    def _scores(self, emissions: Any, firsts: list[int]) -> tuple[Any, Any]:
        """Return the score of the best way to each label, in the order of `_ORDER`, and where O comes best from O."""
        moves = self._sorted[:, :, None]
        begin, inside = moves[_ENDING, _BEGINNING], moves[_PERSON, _IN_PERSON]
        on_one, on_other = moves[_IN_OTHERS, _IN_OTHERS].diagonal().T, moves[_OTHERS, _IN_OTHERS].diagonal().T
        scores = emissions.take(_ORDER, 0)
        scores[:, : firsts[1]] += self._starts.take(_ORDER)[:, None]
        stays = np.empty(scores.shape[1], bool)
        best = np.empty((_COUNT, firsts[1]), np.float32)
        for start, low, high in zip(firsts, firsts[1:], firsts[2:], strict=False):
            before, score = scores[:, start : start + high - low], best[:, : high - low]
            np.max(before[_ENDING, None] + begin, axis=0, out=score[_BEGINNING])
            np.max(before[_PERSON, None] + inside, axis=0, out=score[_IN_PERSON])
            np.maximum(before[_IN_OTHERS] + on_one, before[_OTHERS] + on_other, out=score[_IN_OTHERS])
            np.greater_equal(before[_PLACE[0]] + self._moves[0, 0], score[_PLACE[0]], out=stays[low:high])
            scores[:, low:high] += score
        return scores, stays

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
