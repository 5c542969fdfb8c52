"""Judges the numbers of a chunk, all at once: rules by length and first digits, checks, labels and cues beside.

Those for which that does not tell are named, and looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.beside import NONE, UNKNOWN, LabelFilter
from piiguard.bulk.borders import Growth, are_fields
from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.hits import Hits
from piiguard.bulk.memo import Ids, Keys
from piiguard.bulk.near import NearFilter
from piiguard.bulk.verdicts import LONGEST, NOTHING, Digits, Outcomes, Verdicts
from piiguard.bulk.weigh import OTHER, PAIR, Rows, Weigh
from piiguard.numbers import NumberFinder
from piiguard.rules import LONGEST_RUN, DigitRule, Rule
from piiguard.scoring import judge

PREFIXES: Final = 100
SIZES: Final = LONGEST_RUN + 2
DigitsOf = Callable[[Chunk, int, Places, Places], Digits]
# Rules beyond the sixty-third share the last bit, and what they want is looked at one by one.
_REST: Final = 63
# No value is so long.
_SPAN: Final = 1 << 16
_ZERO, _ONE = np.uint64(0), np.uint64(1)


class Wanted(NamedTuple):
    """The rules for some candidates, as bits: see `piiguard.numbers.RunRules`."""

    sure: Keys
    free: Keys
    cued: Keys


class NumberJudge:
    """Judges runs for all the rules of a number finder, and for `others` what somebody else has read."""

    def __init__(self, numbers: NumberFinder, labels: LabelFilter, others: Iterable[Rule]) -> None:
        self._numbers = numbers
        self._labels = labels
        self._threshold = numbers.scorer.threshold
        self._bits: dict[str, int] = {}
        self._rules: dict[int, Rule] = {}
        of_numbers = (each.rule for rules in (*numbers.runs, *numbers.layouts.values()) for each in rules)
        for rule in (*others, *of_numbers):
            bit = self._bits.setdefault(rule.name, min(len(self._bits), _REST))
            self._rules.setdefault(bit, rule)
        self._near = NearFilter({bit: rule.cues for bit, rule in self._rules.items() if bit < _REST})
        self._growths = {
            bit: Growth(depends)
            for bit, rule in self._rules.items()
            if (depends := rule.recognizer.depends) is not None and rule.widen is not None
        }
        self._sure, self._free, self._cued = (np.zeros(SIZES * PREFIXES, np.uint64) for _ in range(3))
        self._is_known = np.zeros(SIZES * PREFIXES, np.bool_)
        self._cue_of = self._against_of = np.zeros(0, np.uint64)
        self._outcomes = Outcomes()
        self._verdicts: dict[tuple[int, int], Verdicts] = {}
        self._weigh = Weigh(self._outcomes, self._threshold)

    def wanted_by(self, index: Places) -> Wanted:
        """Return the rules for runs of a length and first digits, as bits."""
        new = np.unique(index[~self._is_known.take(index)])
        for each in new.tolist():
            self._learn(each)
        return Wanted(self._sure.take(index), self._free.take(index), self._cued.take(index))

    def wanted_by_layout(self, layouts: Sequence[tuple[tuple[int, int], int]]) -> Wanted:
        """Return the rules for pairs of groups, given with their first two digits, as bits."""
        sums = [
            [
                self._sum(each.rule.name for each in rules)
                for rules in self._numbers.rules_of_layout(layout, f"{two:02}")
            ]
            for layout, two in layouts
        ]
        return Wanted(*np.array(sums, np.uint64).reshape(len(sums), 3).T)

    def is_wanted(self, index: Places) -> Mask:
        """Return whether some rule wants runs of each length and first digits."""
        wanted = self.wanted_by(index)
        asked: Mask = (wanted.free | wanted.cued) != _ZERO
        return asked

    def _learn(self, index: int) -> None:
        size, prefix = divmod(index, PREFIXES)
        rules = self._numbers.rules_of_run(size, f"{prefix:02}")
        for table, each in zip((self._sure, self._free, self._cued), rules, strict=True):
            table[index] = self._sum(rule.rule.name for rule in each)
        self._is_known[index] = True

    def _sum(self, names: Iterable[str]) -> int:
        total = 0
        for name in names:
            if name in self._bits:
                total |= 1 << self._bits[name]
        return total

    def runs(self, chunk: Chunk, starts: Places, ends: Places, index: Places, label: Ids) -> tuple[list[Hits], Mask]:
        """Return the hits of plain runs, and which have to be looked at one by one, for which there is none."""
        bare = (label == 0) & are_fields(chunk, starts, ends)
        return self._judge(chunk, starts, ends, ends - starts, self.wanted_by(index), label, bare, _run_digits)

    def pairs(
        self, chunk: Chunk, starts: Places, ends: Places, layouts: Places, wanted: Wanted, label: Ids
    ) -> tuple[list[Hits], Mask]:
        """Return the same of pairs of groups with one sign between, given by `pair_layout`."""
        bare = np.zeros(len(starts), np.bool_)
        return self._judge(chunk, starts, ends, layouts, wanted, label, bare, _pair_digits)

    def outcome_of(self, rule: Rule, value: str) -> int:
        """Return the number of what the check of `rule` says of a value."""
        return self._outcomes.id_of(judge(rule, value), self._threshold)

    def alike(
        self, chunk: Chunk, starts: Places, ends: Places, rule: Rule, sample: str, label: Ids
    ) -> tuple[Hits, Mask]:
        """Return the same of values of one of the `others` that its check takes as it takes `sample`."""
        outcomes = np.full(len(starts), self.outcome_of(rule, sample), np.int32)
        return self.judged(chunk, starts, ends, rule, outcomes, label)

    def judged(
        self, chunk: Chunk, starts: Places, ends: Places, rule: Rule, outcomes: Ids, label: Ids
    ) -> tuple[Hits, Mask]:
        """Return the same of values of one of the `others`; `outcomes` are the numbers of what its check said."""
        self._learn_labels()
        bit = self._bits[rule.name]
        cue, against = self._cue_of.take(label), self._against_of.take(label)
        open_ = label == UNKNOWN
        bare = (label == NONE) & are_fields(chunk, starts, ends)
        near = np.zeros(len(starts), np.uint64)
        some = np.flatnonzero(~bare & ~open_ & (cue >> np.uint64(bit) & _ONE == _ZERO))
        near[some] = self._near.of(chunk, starts[some], ends[some])
        every, none = np.arange(len(starts)), np.zeros((len(starts), 0), np.uint8)
        mine = Rows(every, starts, ends, none, cue, cue, against, near, bare).where(~open_)
        hits, unclear = self._weigh.hits(chunk, (OTHER, bit, rule), mine, outcomes[~open_])
        open_[unclear] = True
        if unclear.size:
            # Two values may begin at the same place.
            spans = hits.starts * _SPAN + hits.ends - hits.starts
            hits = hits.where(~np.isin(spans, starts[unclear] * _SPAN + ends[unclear] - starts[unclear]))
        return hits, open_

    def _judge(
        self, chunk: Chunk, starts: Places, ends: Places, forms: Places, asked: Wanted, label: Ids, bare: Mask,
        digits_of: DigitsOf,
    ) -> tuple[list[Hits], Mask]:  # fmt: skip
        self._learn_labels()
        sure, free, cued = asked
        cue, against = self._cue_of.take(label), self._against_of.take(label)
        wanted = np.where(bare, sure, free | (cued & cue))
        open_ = (label == UNKNOWN) & ((free | cued) != _ZERO)
        wanted[open_] = _ZERO
        near = np.zeros(len(starts), np.uint64)
        some = np.flatnonzero(~bare & ((wanted & ~cue) != _ZERO))
        near[some] = self._near.of(chunk, starts[some], ends[some])
        found: list[Hits] = []
        rows = np.flatnonzero(wanted != _ZERO)
        mine = forms[rows]
        for form in np.flatnonzero(np.bincount(mine, minlength=1)).tolist():
            some = rows[mine == form]
            part = Rows(some, starts[some], ends[some], digits_of(chunk, form, starts[some], ends[some]),
                         wanted[some], cue[some], against[some], near[some], bare[some])  # fmt: skip
            self._judge_form(chunk, form, part, open_, found)
        if open_.any():
            found = [_without(hits, starts[open_]) for hits in found]
        return found, open_

    def _judge_form(self, chunk: Chunk, form: int, part: Rows, open_: Mask, found: list[Hits]) -> None:
        present = int(np.bitwise_or.reduce(part.wanted))
        for bit in (bit for bit in range(64) if present >> bit & 1):
            some = np.flatnonzero(part.wanted >> np.uint64(bit) & _ONE)
            rule = self._rules[bit]
            if bit == _REST or (rule.widen is not None and bit not in self._growths):
                open_[part.rows[some]] = True
                continue
            mine = part.where(some)
            if bit in self._growths:
                grows = self._growths[bit].may_grow(chunk, mine.starts, mine.ends)
                if grows.any():
                    open_[mine.rows[grows]] = True
                    mine = mine.where(~grows)
            self._judge_rule(chunk, form, bit, mine, open_, found)

    def _judge_rule(self, chunk: Chunk, form: int, bit: int, mine: Rows, open_: Mask, found: list[Hits]) -> None:
        rule, shift = self._rules[bit], np.uint64(bit)
        if rule.best_alone < self._threshold:
            # Without a cue beside or near no check can help.
            helped = np.flatnonzero((mine.cue | mine.near) >> shift & _ONE)
            mine = mine.where(helped)
        if not len(mine.rows):
            return
        if mine.digits.shape[1] > LONGEST:
            open_[mine.rows] = True
            return
        outcome = self._verdicts_of(bit, form).of(mine.digits)
        good = np.flatnonzero(outcome != NOTHING)
        if good.size:
            hits, unclear = self._weigh.hits(chunk, (form, bit, rule), mine.where(good), outcome[good])
            open_[unclear] = True
            found.append(hits)

    def _verdicts_of(self, bit: int, form: int) -> Verdicts:
        verdicts = self._verdicts.get((bit, form))
        if verdicts is None:
            first, second = divmod(form, PAIR)
            of_form = self._numbers.layouts[first, second] if first else self._numbers.runs[form]
            rules: list[DigitRule] = [each for each in of_form if each.rule.name == self._rules[bit].name]
            verdicts = self._verdicts[bit, form] = Verdicts(rules, first + second, self._threshold, self._outcomes)
        return verdicts

    def _learn_labels(self) -> None:
        """Take in the labels that were met since the last time."""
        labels = self._labels.labels[len(self._cue_of) :]
        if not labels:
            return
        every = (1 << 64) - 1
        cues = [0 if each is None else self._sum(each.cue_of) for each in labels]
        against = [
            0 if each is None else every if each.decoy else self._sum(each.anti_of) for each in labels
        ]  # fmt: skip
        self._cue_of = np.append(self._cue_of, np.array(cues, np.uint64))
        self._against_of = np.append(self._against_of, np.array(against, np.uint64))


def _without(hits: Hits, starts: NDArray[np.int64]) -> Hits:
    """Return the hits that do not begin at one of `starts`."""
    return hits.where(~np.isin(hits.starts, starts))


def pair_layout(first: Places, second: Places) -> Places:
    """Return the numbers of layouts of two groups of so many digits."""
    return first * PAIR + second


def _run_digits(chunk: Chunk, form: int, starts: Places, _: Places) -> Digits:
    return digits_at(chunk, starts, form)


def _pair_digits(chunk: Chunk, form: int, starts: Places, ends: Places) -> Digits:
    first, second = divmod(form, PAIR)
    return np.hstack((digits_at(chunk, starts, first), digits_at(chunk, ends - second, second)))


def digits_at(chunk: Chunk, starts: Places, size: int) -> Digits:
    """Return the `size` digits at each place as a row of numbers."""
    codes = chunk.codes
    windows = np.ndarray((len(codes) - size + 1, size), np.uint16, codes, 0, (2, 2))
    digits: Digits = (windows[starts] - np.uint16(48)).astype(np.uint8)
    return digits
