"""What the check of a recognizer says of many runs of digits of one length: asked once for all that share a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.by_parts import LENGTH, ByParts
from piiguard.bulk.chunk import Mask
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.recognizer import Depends
from piiguard.rules import DigitRule
from piiguard.scoring import PASSED, Judged, judge

Digits = NDArray[np.uint8]
_TEN: Final = np.uint64(10)
_FEW, _MANY = 12, 14
# As many digits fit in 64 bits.
LONGEST: Final = 19
_DOUBLED: Final = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9], np.uint8)
NOTHING: Final = 0


class Outcomes:
    """All judgements met so far, by number; 0 is that of a value which comes to nothing."""

    def __init__(self) -> None:
        self.judged: list[Judged] = [(0.0, 0.0, "", 0)]
        self._ids: dict[Judged, int] = {self.judged[0]: NOTHING}
        self._scores = np.zeros((2, 1))

    def scores(self) -> NDArray[np.float64]:
        """Return the scores of all judgements: alone, and with a cue."""
        known = self._scores.shape[1]
        if len(self.judged) > known:
            new = np.array([judged[:2] for judged in self.judged[known:]]).T
            self._scores = np.hstack((self._scores, new))
        return self._scores

    def id_of(self, judged: Judged | None, threshold: float) -> int:
        """Return the number of a judgement; that of nothing if no context lifts it to the threshold."""
        if judged is None or max(judged[:2]) < threshold:
            return NOTHING
        if judged not in self._ids:
            self._ids[judged] = len(self.judged)
            self.judged.append(judged)
        return self._ids[judged]


class Verdicts:
    """Judges runs of `size` digits for the rules of one recognizer that take them, of which only prefixes differ."""

    def __init__(self, rules: Sequence[DigitRule], size: int, threshold: float, outcomes: Outcomes) -> None:
        self._rules = rules
        self._size = size
        self._threshold = threshold
        self._outcomes = outcomes
        depends = rules[0].rule.recognizer.depends
        if depends is None and rules[0].rule.validate is None:
            depends = Depends(0)
        apt = depends is not None and (not depends.lengths or size in depends.lengths)
        longest = max((len(prefix) for rule in rules for prefix in rule.prefixes), default=0)
        self._digits = min(max(depends.digits, longest), size) if apt and depends is not None else size
        self._luhn = depends is not None and depends.luhn and self._digits < size
        self._known = Remembered(_FEW if self._digits == size else _MANY)
        kind = rules[0].rule.recognizer
        self._best = outcomes.id_of((kind.score.alone, kind.score.with_cue, PASSED, kind.strength), threshold)
        self._by_parts: ByParts | None = None
        if depends is not None and depends.parts and size == LENGTH and self._best != NOTHING:
            self._by_parts = ByParts(depends.parts, depends.dates, self._is_best)

    def of(self, digits: Digits) -> Ids:
        """Return the number of the judgement of each row of `digits`."""
        shared = self._digits < self._size
        keys = as_numbers(digits[:, : self._digits])
        if self._by_parts is not None:
            return self._of_parts(self._by_parts, digits, keys)
        if not shared:
            return self._known.of(keys, lambda _, row: self._judge(digits[row]))
        keys *= np.uint64(2)
        if self._luhn:
            keys += luhn_ok(digits)
        found = self._known.of(keys, lambda _, row: self._judge(digits[row]))
        if self._digits > 1:
            alike = (digits[:, 1 : self._digits] == digits[:, :1]).all(axis=1)
            for row in np.flatnonzero(alike).tolist():
                found[row] = self._judge(digits[row])
        return found

    def _of_parts(self, by_parts: ByParts, digits: Digits, keys: Keys) -> Ids:
        found = np.full(len(digits), self._best, np.int32)
        rest = np.flatnonzero(~by_parts.passed(digits))
        found[rest] = self._known.of(keys[rest], lambda _, row: self._judge(digits[rest[row]]))
        return found

    def _is_best(self, value: str) -> bool:
        return self._judge_value(value) == self._best

    def _judge(self, digits: Digits) -> int:
        return self._judge_value((digits + np.uint8(48)).tobytes().decode("ascii"))

    def _judge_value(self, value: str) -> int:
        if not any(not rule.prefixes or value.startswith(rule.prefixes) for rule in self._rules):
            return NOTHING
        return self._outcomes.id_of(judge(self._rules[0].rule, value), self._threshold)


def as_numbers(digits: Digits) -> Keys:
    """Return the number that the digits of each row write."""
    found = np.zeros(len(digits), np.uint64)
    for column in digits.T:
        found *= _TEN
        found += column
    return found


def luhn_ok(digits: Digits) -> Mask:
    """Return whether each row of digits satisfies the Luhn formula, as `piiguard.checks.luhn_ok`."""
    plain, doubled = digits[:, -1::-2], _DOUBLED[digits[:, -2::-2]]
    ok: Mask = (plain.sum(axis=1, dtype=np.uint16) + doubled.sum(axis=1, dtype=np.uint16)) % np.uint16(10) == 0
    return ok
