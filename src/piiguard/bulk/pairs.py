"""Numbers of two groups with one sign between, such as landlines: judged like plain runs where they stand alone."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import DIGIT, LETTER, SEPARATOR, Chunk, Mask, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge, pair_layout
from piiguard.bulk.memo import Ids, Remembered
from piiguard.bulk.rule_bits import PREFIXES, Wanted
from piiguard.numbers import NumberFinder

_NONE: Final = 0


class Runs(NamedTuple):
    """Digit runs: where each starts and ends, and how long the group is that follows it behind a separator, or 0."""

    starts: Places
    ends: Places
    follows: Places


class PairJudge:
    """Judges those groups of digits that are alone with the group behind them."""

    def __init__(self, numbers: NumberFinder, judge: NumberJudge, labels: LabelFilter) -> None:
        self._numbers = numbers
        self._judge = judge
        self._labels = labels
        self._signs = char_table(" -.·")
        self._known = Remembered()
        self._wanted: list[tuple[tuple[int, int], int]] = []
        self._bits = Wanted(*np.zeros((3, 0), np.uint64))

    def judge(self, chunk: Chunk, runs: Runs, index: Places, label: Ids, rows: Places) -> tuple[Hits, Places]:
        """Return the hits among the runs `rows` with the groups behind them, and the rows that take another look."""
        starts, ends, follows = runs.starts[rows], runs.ends[rows], runs.follows[rows]
        last = ends + 1 + follows
        simple = self._are_simple(chunk, starts, ends, last) & (follows > 0)
        sizes = ends - starts
        keys = index[rows] * np.int64(PREFIXES) + np.minimum(follows, PREFIXES - 1)
        number = self._known.of(keys.astype(np.uint64), self._look_up)
        if len(self._wanted) > len(self._bits.free):
            self._bits = self._judge.rule_bits.of_layouts(self._wanted)
        simple &= number > _NONE
        mine = np.flatnonzero(simple)
        wanted = Wanted(*(bits.take(number[mine] - 1) for bits in self._bits))
        forms = pair_layout(sizes[mine], follows[mine])
        labels = self._labels.or_behind(chunk, label[rows][mine], last[mine])
        hits, open_ = self._judge.pairs(chunk, starts[mine], last[mine], forms, wanted, labels)
        simple[mine[open_]] = False
        return hits, rows[~simple]

    def _look_up(self, key: int, _: int) -> int:
        index, second = divmod(key, PREFIXES)
        size, prefix = divmod(index, PREFIXES)
        if (size, second) not in self._numbers.layouts:
            return _NONE
        self._wanted.append(((size, second), prefix))
        return len(self._wanted)

    def _are_simple(self, chunk: Chunk, starts: Places, ends: Places, last: Places) -> Mask:
        """Return whether nothing before or behind two groups may belong to them, and one plain sign is between."""
        codes, kinds = chunk.codes, chunk.kinds
        before = (kinds[starts - 1] & SEPARATOR == 0) | (kinds[starts - 2] & DIGIT == 0)
        between = self._signs.take(codes[ends]) & (kinds[ends + 1] & DIGIT != 0)
        behind = kinds[last] & (DIGIT | LETTER) == 0
        more = (kinds[last] & SEPARATOR != 0) & (kinds[last + 1] & (DIGIT | SEPARATOR) != 0)
        found: Mask = before & between & behind & ~more
        return found
