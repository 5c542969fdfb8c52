"""Numbers of groups with the same sign between, such as landlines and card numbers: judged where they stand alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from piiguard.bulk.beside import UNKNOWN, LabelFilter
from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.groups import NO_FORM, Grouped
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.memo import Ids, Remembered
from piiguard.bulk.rule_bits import PREFIXES, Wanted


class Runs(NamedTuple):
    """Digit runs: where each starts and ends, and how long the group is that follows it behind a separator, or 0."""

    starts: Places
    ends: Places
    follows: Places


class GroupJudge:
    """Judges those groups of digits that are one number and nothing else."""

    def __init__(self, judge: NumberJudge, labels: LabelFilter) -> None:
        self._judge = judge
        self._labels = labels
        self._known = Remembered()
        self._wanted: list[tuple[int, int]] = []
        self._bits = Wanted(*np.zeros((3, 0), np.uint64))
        self._within = np.zeros(0, np.uint64)

    def judge(self, chunk: Chunk, starts: Places, prefixes: Places, label: Ids, groups: Grouped) -> tuple[Hits, Mask]:
        """Return the hits among groups, and which of them take another look.

        `prefixes`: the first two digits of each. `label`: before each.
        """
        rule_bits = self._judge.rule_bits
        open_ = groups.forms == NO_FORM
        mine = np.flatnonzero(~open_)
        if chunk.has_few(mine):
            return self._judge.nothing(), np.ones(len(starts), np.bool_)
        starts, ends, forms = starts[mine], groups.ends[mine], groups.forms[mine].astype(np.int64)
        keys = forms * PREFIXES + prefixes[mine]
        number = self._known.of(keys.astype(np.uint64), self._look_up)
        if len(self._wanted) > len(self._bits.free):
            self._bits = rule_bits.of_layouts(self._wanted)
            self._within = np.array([rule_bits.within(*each)[1] for each in self._wanted], np.uint64)
        # With a label, the first groups may be a number alone.
        before = label[mine]
        clear = np.flatnonzero(
            (before != UNKNOWN)
            & (rule_bits.of_labels(self._labels.labels, before)[0] & self._within.take(number) == 0)
        )
        open_[mine] = True
        mine, number = mine[clear], number[clear]
        starts, ends, forms = starts[clear], ends[clear], forms[clear]
        wanted = Wanted(*(bits.take(number) for bits in self._bits))
        hits, left = self._judge.groups(
            chunk, starts, ends, forms, wanted, self._labels.or_behind(chunk, label[mine], ends)
        )
        open_[mine] = left
        return hits, open_

    def _look_up(self, key: int, _: int) -> int:
        self._wanted.append(divmod(key, PREFIXES))
        return len(self._wanted) - 1
