"""What the check of a recognizer says of many runs of digits of one length: asked once for all that share a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.by_parts import LENGTH, ByParts
from piiguard.bulk.chunk import Mask
from piiguard.bulk.memo import Ids, Keys, Remembered, Table
from piiguard.bulk.quads import Numbers, sums_of
from piiguard.recognizer import Depends
from piiguard.rules import DigitRule
from piiguard.scoring import PASSED, Judged, judge

Digits = NDArray[np.uint8]
_TWO, _TEN = np.uint64(2), np.uint64(10)
_FEW, _MANY = 12, 14
# As many digits fit in 64 bits.
LONGEST: Final = 19
_DOUBLED: Final = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9], np.uint8)
NOTHING: Final = 0
# So few numbers are looked up one by one.
_SOME: Final = 4
_MEMO_LIMIT: Final = 1024
# Up to so many first digits there is a table of what is known of them.
MOST_TABLED: Final = 6
# The outcome of first digits that do not tell.
_MORE: Final = -1
# Numbers whose digits are all alike are its multiples.
_REPUNITS: Final = [np.uint64((10**size - 1) // 9) for size in range(LONGEST + 1)]


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
        # Whether the judgement is mostly told without the check.
        self.shared = self._digits < size
        self._luhn = depends is not None and depends.luhn and self.shared
        # How many first digits are looked up at first, and what tells for which of them these are enough.
        self._heads, self._fewer = self._digits, None
        if (
            depends is not None
            and depends.fewer is not None
            and self.shared
            and longest <= MOST_TABLED < self._digits
        ):
            self._heads, self._fewer = MOST_TABLED, depends.fewer
        tabled = self.shared and self._heads <= MOST_TABLED
        self._table = Table((1 + self._luhn) * 10**self._heads) if tabled else None
        self._others = Remembered(_FEW)
        self._by_value: dict[str, int] = {}
        self._sums = None if depends is None or len(depends.weights) != size else sums_of(depends.weights)
        self._modulus, self._refused = (depends.modulus, depends.refused) if depends is not None else (0, 0)
        self._known = Remembered(_MANY if self.shared else _FEW)
        kind = rules[0].rule.recognizer
        self._best = outcomes.id_of((kind.score.alone, kind.score.with_cue, PASSED, kind.strength), threshold)
        self._by_parts: ByParts | None = None
        if depends is not None and depends.parts and size == LENGTH and self._best != NOTHING:
            self._by_parts = ByParts(depends.parts, depends.dates, self._is_best)
            self.shared = True

    def of(self, numbers: Numbers) -> Ids:
        """Return the number of the judgement of each of the numbers."""
        if len(numbers) <= _SOME:
            return np.array([self._remembered(numbers.text(row)) for row in range(len(numbers))], np.int32)
        if self._by_parts is not None:
            found = np.full(len(numbers), self._best, np.int32)
            rest = np.flatnonzero(~self._by_parts.passed(numbers.digits()))
            found[rest] = self._of_whole(numbers.where(rest))
            return found
        if self.shared:
            return self._of_shared(numbers)
        return self._of_whole(numbers) if self._sums is None else self._of_summed(numbers, self._sums)

    def _of_summed(self, numbers: Numbers, sums: Sequence[NDArray[np.uint16]]) -> Ids:
        """Return the same of numbers of which few have the check digit that their sum demands."""
        wrong = numbers.weighted(sums) % np.uint16(self._modulus) != 0
        found = np.empty(len(numbers), np.int32)
        rows, others = np.flatnonzero(wrong), np.flatnonzero(~wrong)
        refused = numbers.where(rows)
        found[rows] = self._others.of(refused.first(self._refused), lambda _, row: self._judge(refused.text(row)))
        found[others] = self._of_whole(numbers.where(others))
        return found

    def _of_whole(self, numbers: Numbers) -> Ids:
        return self._known.of(numbers.first(self._size), lambda _, row: self._judge(numbers.text(row)))

    def _of_shared(self, numbers: Numbers) -> Ids:
        """Return the same of numbers that are judged by their first digits, and by their Luhn digit."""
        keys = numbers.first(self._heads)
        luhn = numbers.luhn_ok() if self._luhn else None
        if luhn is not None:
            keys = keys * _TWO + luhn

        def ask(_: int, row: int) -> int:
            text = numbers.text(row)
            return _MORE if self._takes_more(text[: self._heads]) else self._judge(text)

        found = (self._table or self._known).of(keys, ask)
        more = np.flatnonzero(found == _MORE)
        if more.size:
            found[more] = self._of_unclear(numbers.where(more), None if luhn is None else luhn[more])
        return found

    def _takes_more(self, head: str) -> bool:
        """Return whether the first digits do not tell: if they are all alike, or more of them count."""
        return (len(head) > 1 and len(set(head)) == 1) or (self._fewer is not None and self._fewer(head) > len(head))

    def _of_unclear(self, numbers: Numbers, luhn: Mask | None) -> Ids:
        keys = numbers.first(self._digits)
        alike = keys % _REPUNITS[self._digits] == 0
        keys = keys * _TWO if luhn is None else keys * _TWO + luhn
        found = self._others.of(keys, lambda _, row: self._judge(numbers.text(row)))
        for row in np.flatnonzero(alike).tolist():
            found[row] = self._judge(numbers.text(row))
        return found

    def _remembered(self, value: str) -> int:
        found = self._by_value.get(value)
        if found is None:
            if len(self._by_value) >= _MEMO_LIMIT:
                self._by_value.clear()
            found = self._by_value[value] = self._judge(value)
        return found

    def _is_best(self, value: str) -> bool:
        return self._judge(value) == self._best

    def _judge(self, value: str) -> int:
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
