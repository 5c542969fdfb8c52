"""Weighs what stands around many numbers of one kind, as `piiguard.scoring.Scorer` does for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.borders import are_amounts, are_joined
from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.hits import Hits, Numbers, Told
from piiguard.bulk.memo import Ids, Keys
from piiguard.bulk.verdicts import Outcomes
from piiguard.rules import Rule
from piiguard.scoring import DECOY_FACTOR, IMMUNE, JOINED_FACTOR, LABEL_WEIGHT

Scores = NDArray[np.float64]
# The form of what is no such number.
OTHER: Final = 0
_ONE: Final = np.uint64(1)
_NONE: Final = np.zeros(0, np.int64)
_ALONE, _LABELLED, _AGAINST, _AMOUNT, _NEAR, _JOINED = range(6)
_REASONS: Final = (
    "", ", label beside", ", but the label says something else", ", but it counts something", ", cue near",
    ", but joined to other characters",
)  # fmt: skip
_FACTORS: Final = np.array([1.0, 1.0, DECOY_FACTOR, DECOY_FACTOR, 1.0, JOINED_FACTOR])
_LIFTED: Final = np.array([case in (_LABELLED, _NEAR) for case in range(len(_REASONS))])


class Context(NamedTuple):
    """What stands around candidates: spans, the rules (as bits) that labels and cues speak for or against, fields."""

    starts: Places
    ends: Places
    cue: Keys
    against: Keys
    near: Keys
    bare: Mask


class Part(NamedTuple):
    """Candidates of one form and rule, given by its bit: their rows among all, and what its check says of each."""

    form: int
    sizes: tuple[int, ...]
    bit: int
    rule: Rule
    rows: Places
    outcome: Ids


class Weigh:
    """Turns judged numbers into scored hits."""

    def __init__(self, outcomes: Outcomes, threshold: float) -> None:
        self._outcomes = outcomes
        self._threshold = threshold
        self._told: list[Told] = []
        self._kinds: dict[tuple[int, int, int, int], int] = {}

    def needs_near(self, part: Part, context: Context) -> Mask:
        """Return for which candidates it matters whether a cue is near: it lifts them, and no label does."""
        alone, with_cue = self._outcomes.scores().take(part.outcome, axis=1)
        found: Mask = (with_cue > alone) & (context.cue.take(part.rows) >> np.uint64(part.bit) & _ONE == 0)
        return found

    def nothing(self) -> Hits:
        """Return no hits."""
        return Hits(_NONE, _NONE, _NONE, self._told)

    def hits(self, chunk: Chunk, parts: Sequence[Part], context: Context, open_: Mask) -> Hits:
        """Return the hits among candidates, but none of the rows that are `open_`; a slash leaves more of them so."""
        sizes = [len(part.rows) for part in parts]
        if not sum(sizes):
            return self.nothing()
        rows = np.concatenate([part.rows for part in parts])
        outcome = np.concatenate([part.outcome for part in parts])
        bits = np.array([part.bit for part in parts], np.uint64).repeat(sizes)
        alone, with_cue = self._outcomes.scores().take(outcome, axis=1)
        bare = context.bare.take(rows)
        cases = np.zeros(len(rows), np.int64)
        labelled = (context.cue.take(rows) >> bits & _ONE != 0) & ~bare
        cases[labelled] = _LABELLED
        others = np.flatnonzero(~(bare | labelled))
        if others.size:
            cases[others], unclear = self._cases(
                chunk, bits[others], context, rows[others], alone[others], with_cue[others]
            )
            open_[rows[others[unclear]]] = True
        score = np.where(_LIFTED.take(cases), with_cue, alone * _FACTORS.take(cases))
        good = (score >= self._threshold) & (bare | (with_cue >= self._threshold)) & ~open_.take(rows)
        kept = np.flatnonzero(good)
        # Of each part, outcome and case all hits are alike.
        each = len(self._outcomes.judged) * len(_REASONS)
        told = np.arange(len(parts)).repeat(sizes)[kept] * each + outcome[kept] * len(_REASONS) + cases[kept]
        kinds = np.zeros(len(parts) * each, np.int64)
        for number in np.flatnonzero(np.bincount(told)).tolist():
            which, rest = divmod(number, each)
            kinds[number] = self._kind(parts[which], *divmod(rest, len(_REASONS)))
        rows = rows[kept]
        return Hits(context.starts.take(rows), context.ends.take(rows), kinds.take(told), self._told)

    def alone(self, parts: Sequence[Part], starts: Places, ends: Places, open_: Mask) -> Hits:
        """Return the hits among numbers with nothing around them, but none of the rows that are `open_`."""
        found: list[tuple[Places, Numbers]] = []
        enough = self._outcomes.scores()[0] >= self._threshold
        for part in parts:
            kinds = np.zeros(len(enough), np.int64)
            for outcome in np.flatnonzero((np.bincount(part.outcome, minlength=len(enough)) > 0) & enough).tolist():
                kinds[outcome] = self._kind(part, outcome, _ALONE)
            good = np.flatnonzero(enough.take(part.outcome) & ~open_.take(part.rows))
            found.append((part.rows.take(good), kinds.take(part.outcome.take(good))))
        rows, kinds = (np.concatenate(column) for column in zip(*found, strict=True)) if found else (_NONE, _NONE)
        return Hits(starts.take(rows), ends.take(rows), kinds, self._told)

    def _cases(
        self, chunk: Chunk, bits: Keys, context: Context, rows: Places, alone: Scores, with_cue: Scores
    ) -> tuple[Places, Mask]:
        """Return what decides for numbers that no label names, the first that applies; what a slash leaves open."""
        ends = context.ends.take(rows)
        joined, slashed = are_joined(chunk, context.starts.take(rows), ends)
        weak, lifted = alone < IMMUNE, with_cue > alone
        cases = np.full(len(rows), _ALONE, np.int64)
        # The first that applies is written last.
        cases[weak & joined] = _JOINED
        cases[lifted & (context.near.take(rows) >> bits & _ONE != 0)] = _NEAR
        cases[weak & are_amounts(chunk, ends)] = _AMOUNT
        cases[weak & (context.against.take(rows) >> bits & _ONE != 0)] = _AGAINST
        return cases, (cases == _JOINED) & slashed & (alone >= self._threshold)

    def _kind(self, part: Part, outcome: int, case: int) -> int:
        """Return the number of what is told of hits of one form and rule, judged and placed alike."""
        key = part.form, part.bit, outcome, case
        if key not in self._kinds:
            alone, with_cue, reason, weight = self._outcomes.judged[outcome]
            score = with_cue if _LIFTED[case] else alone * float(_FACTORS[case])
            weight += LABEL_WEIGHT if case == _LABELLED else 0
            self._kinds[key] = len(self._told)
            self._told.append(Told(part.rule.recognizer, score, weight, reason + _REASONS[case], part.sizes))
        return self._kinds[key]
