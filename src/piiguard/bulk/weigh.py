"""Weighs what stands around many numbers of one kind, as `piiguard.scoring.Scorer` does for one."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.borders import are_amounts, are_joined
from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.hits import Hits, Told
from piiguard.bulk.memo import Ids, Keys
from piiguard.bulk.verdicts import Digits, Outcomes
from piiguard.rules import Rule
from piiguard.scoring import DECOY_FACTOR, IMMUNE, JOINED_FACTOR, LABEL_WEIGHT

# The form of a pair of groups is so many times the digits of the first, and those of the second.
PAIR: Final = 64
# The form of what is no such number.
OTHER: Final = 0
_ONE: Final = np.uint64(1)
_ALONE, _LABELLED, _AGAINST, _AMOUNT, _NEAR, _JOINED = range(6)
_REASONS: Final = (
    "", ", label beside", ", but the label says something else", ", but it counts something", ", cue near",
    ", but joined to other characters",
)  # fmt: skip
_FACTORS: Final = np.array([1.0, 1.0, DECOY_FACTOR, DECOY_FACTOR, 1.0, JOINED_FACTOR])
_LIFTED: Final = np.array([case in (_LABELLED, _NEAR) for case in range(len(_REASONS))])


class Rows(NamedTuple):
    """Candidates of one form: their numbers among all, spans, digits, and what speaks for which rule."""

    rows: Places
    starts: Places
    ends: Places
    digits: Digits
    wanted: Keys
    cue: Keys
    against: Keys
    near: Keys
    bare: Mask

    def where(self, keep: Places | Mask) -> Rows:
        """Return the rows which `keep` lists, or for which it is true."""
        columns: list[NDArray[Any]] = [column[keep] for column in self]
        return Rows(*columns)


class Weigh:
    """Turns judged numbers into scored hits."""

    def __init__(self, outcomes: Outcomes, threshold: float) -> None:
        self._outcomes = outcomes
        self._threshold = threshold
        self._told: list[Told] = []
        self._kinds: dict[tuple[int, int, int, int], int] = {}

    def hits(self, chunk: Chunk, of: tuple[int, int, Rule], mine: Rows, outcome: Ids) -> tuple[Hits, Places]:
        """Return the hits among numbers of one form and rule, and the rows for which this does not tell.

        `of`: the form, the bit of the rule, the rule. `outcome`: what its check says of each number.
        """
        alone, with_cue = self._outcomes.scores().take(outcome, axis=1)
        cases = np.zeros(len(outcome), np.int64)
        open_ = np.zeros(len(outcome), np.bool_)
        rows = np.flatnonzero(~mine.bare)
        if rows.size:
            weak, lifted = alone[rows] < IMMUNE, with_cue[rows] > alone[rows]
            cases[rows], open_[rows] = self._cases(chunk, np.uint64(of[1]), mine.where(rows), weak, lifted)
        score = np.where(_LIFTED.take(cases), with_cue, alone * _FACTORS.take(cases))
        kept = np.flatnonzero((score >= self._threshold) & (mine.bare | (with_cue >= self._threshold)))
        told = outcome[kept].astype(np.int64) * len(_REASONS) + cases[kept]
        numbers = np.flatnonzero(np.bincount(told, minlength=1))
        kinds = np.zeros(int(numbers[-1]) + 1 if numbers.size else 1, np.int64)
        for number in numbers.tolist():
            kinds[number] = self._kind(of, *divmod(number, len(_REASONS)))
        return Hits(mine.starts[kept], mine.ends[kept], kinds.take(told), self._told), mine.rows[open_]

    def _cases(self, chunk: Chunk, bit: np.uint64, mine: Rows, weak: Mask, lifted: Mask) -> tuple[Places, Mask]:
        """Return what decides for each number, the first that applies; and where a slash leaves it open."""
        joined, slashed = are_joined(chunk, mine.starts, mine.ends)
        cases = np.select(
            [
                mine.cue >> bit & _ONE != 0,
                weak & (mine.against >> bit & _ONE != 0),
                weak & are_amounts(chunk, mine.ends),
                lifted & (mine.near >> bit & _ONE != 0),
                weak & joined,
            ],
            [_LABELLED, _AGAINST, _AMOUNT, _NEAR, _JOINED],
            _ALONE,
        )
        return cases, (cases == _JOINED) & slashed

    def _kind(self, of: tuple[int, int, Rule], outcome: int, case: int) -> int:
        """Return the number of what is told of hits of one form and rule, judged and placed alike."""
        form, bit, rule = of
        key = form, bit, outcome, case
        if key not in self._kinds:
            alone, with_cue, reason, weight = self._outcomes.judged[outcome]
            score = with_cue if _LIFTED[case] else alone * float(_FACTORS[case])
            weight += LABEL_WEIGHT if case == _LABELLED else 0
            sizes = divmod(form, PAIR) if form > PAIR else (form,) if form != OTHER else ()
            self._kinds[key] = len(self._told)
            self._told.append(Told(rule.recognizer, score, weight, reason + _REASONS[case], sizes))
        return self._kinds[key]
