"""Judges the numbers of a chunk, all at once: rules by length and first digits, checks, labels and cues beside.

Those for which that does not tell are named, and looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from piiguard.bulk.beside import NONE, UNKNOWN, LabelFilter
from piiguard.bulk.borders import Growth, are_fields
from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.hits import Hits
from piiguard.bulk.memo import Ids, Keys
from piiguard.bulk.near import NearFilter
from piiguard.bulk.quads import Numbers
from piiguard.bulk.rule_bits import REST, Classes, RuleBits, Wanted
from piiguard.bulk.verdicts import LONGEST, NOTHING, Outcomes, Verdicts
from piiguard.bulk.weigh import OTHER, Context, Part, Weigh
from piiguard.bulk.windows import FOUR
from piiguard.numbers import NumberFinder
from piiguard.rules import Rule
from piiguard.scoring import DECOY_FACTOR, IMMUNE, judge

_ZERO, _ONE = np.uint64(0), np.uint64(1)


class Later(NamedTuple):
    """Candidates of one form and rule, given by their rows, that are judged only where a cue is beside or near."""

    form: int
    bit: int
    rule: Rule
    rows: Places
    numbers: Numbers


class NumberJudge:
    """Judges runs for all the rules of a number finder, and for `others` what somebody else has read."""

    def __init__(self, numbers: NumberFinder, labels: LabelFilter, others: Iterable[Rule]) -> None:
        self._labels = labels
        self._threshold = numbers.scorer.threshold
        self.rule_bits = RuleBits(numbers, others)
        self._rules = self.rule_bits.rules
        self._near = NearFilter({bit: rule.cues for bit, rule in self._rules.items() if bit < REST})
        self._growths = {
            bit: Growth(depends)
            for bit, rule in self._rules.items()
            if (depends := rule.recognizer.depends) is not None and rule.widen is not None
        }
        # The rules that a label talks down which says something else.
        self._yielding = np.uint64(sum(1 << bit for bit, rule in self._rules.items() if self._yields(bit, rule)))
        self._outcomes = Outcomes()
        self._verdicts: dict[tuple[int, int], Verdicts] = {}
        self._beginnings: dict[int, Keys] = {}
        self._weigh = Weigh(self._outcomes, self._threshold)

    def _yields(self, bit: int, rule: Rule) -> bool:
        loses = rule.best_alone < IMMUNE and rule.best_alone * DECOY_FACTOR < self._threshold
        return bit < REST and rule.widen is None and loses

    def fields(self, chunk: Chunk, starts: Places, ends: Places, classes: Classes) -> tuple[Hits, Mask]:
        """Return the hits of plain runs with nothing around them in their line or field; and the open ones."""
        open_ = np.zeros(len(starts), np.bool_)
        if not len(starts):
            return self.nothing(), open_
        parts: list[Part] = []
        self._judge_forms(
            chunk, (starts, ends, ends - starts), self.rule_bits.sure_of_classes(classes), open_, parts, []
        )
        return self._weigh.alone(parts, starts, ends, open_), open_

    def runs(self, chunk: Chunk, starts: Places, ends: Places, classes: Classes, label: Ids) -> tuple[Hits, Mask]:
        """Return the hits of plain runs, and which have to be looked at one by one, for which there is none."""
        bare = (label == 0) & are_fields(chunk, starts, ends)
        return self._judge(chunk, starts, ends, ends - starts, self.rule_bits.of_classes(classes), label, bare)

    def groups(
        self, chunk: Chunk, starts: Places, ends: Places, forms: Places, wanted: Wanted, label: Ids
    ) -> tuple[Hits, Mask]:
        """Return the same of numbers in groups with one sign between; `forms` say how many digits each has."""
        bare = np.zeros(len(starts), np.bool_)
        return self._judge(chunk, starts, ends, forms, wanted, label, bare)

    def nothing(self) -> Hits:
        """Return no hits."""
        return self._weigh.nothing()

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
        bit = self.rule_bits.bits[rule.name]
        open_ = label == UNKNOWN
        bare = (label == NONE) & are_fields(chunk, starts, ends)
        near = np.zeros(len(starts), np.uint64)
        cue, against = self.rule_bits.of_labels(self._labels.labels, label)
        context = Context(starts, ends, cue, against, near, bare)
        rows = np.flatnonzero(~open_)
        part = Part(OTHER, (), bit, rule, rows, outcomes[rows])
        self._look_near(chunk, context, [rows[self._weigh.needs_near(part, context)]])
        return self._weigh.hits(chunk, [part], context, open_), open_

    def _judge(
        self, chunk: Chunk, starts: Places, ends: Places, forms: Places, asked: Wanted, label: Ids, bare: Mask
    ) -> tuple[Hits, Mask]:
        sure, free, cued = asked
        cue, against = self.rule_bits.of_labels(self._labels.labels, label)
        context = Context(starts, ends, cue, against, np.zeros(len(starts), np.uint64), bare)
        # What a label talks down whatever its check says is not even judged.
        wanted = np.where(bare, sure, (free | (cued & cue)) & ~(against & ~cue & self._yielding))
        open_ = (label == UNKNOWN) & ((free | cued) != _ZERO)
        wanted[open_] = _ZERO
        parts: list[Part] = []
        later: list[Later] = []
        self._judge_forms(chunk, (starts, ends, forms), wanted, open_, parts, later)
        needing = [part.rows[self._weigh.needs_near(part, context)] for part in parts]
        needing += [each.rows[cue.take(each.rows) >> np.uint64(each.bit) & _ONE == _ZERO] for each in later]
        self._look_near(chunk, context, needing)
        for each in later:
            self._judge_later(each, context, open_, parts)
        return self._weigh.hits(chunk, parts, context, open_), open_

    def _judge_forms(
        self, chunk: Chunk, numbers: tuple[Places, Places, Places], wanted: Keys, open_: Mask,
        parts: list[Part], later: list[Later],
    ) -> None:  # fmt: skip
        """Judge numbers, given by their starts, ends and forms, for the rules `wanted`.

        Adds to `parts` what comes to something, and to `later` what is put off; `open_` become others.
        """
        starts, ends, forms = numbers
        rows = np.flatnonzero(wanted != _ZERO)
        mine = forms.take(rows)
        for form in np.flatnonzero(np.bincount(mine, minlength=1)).tolist():
            some = rows[mine == form]
            places = starts.take(some), ends.take(some)
            self._judge_form(chunk, form, some, places, wanted.take(some), open_, parts, later)

    def _look_near(self, chunk: Chunk, context: Context, needing: Sequence[Places]) -> None:
        """Take in whose cues are near candidates, given by their rows."""
        asked = np.zeros(len(context.starts), np.bool_)
        for rows in needing:
            asked[rows] = True
        some = np.flatnonzero(asked & ~context.bare)
        if some.size:
            context.near[some] = self._near.of(chunk, context.starts[some], context.ends[some])

    def _judge_form(
        self, chunk: Chunk, form: int, rows: Places, places: tuple[Places, Places], wanted: Keys, open_: Mask,
        parts: list[Part], later: list[Later],
    ) -> None:  # fmt: skip
        """Judge the numbers of one form, given by their rows among all and where they start and end."""
        numbers = self._numbers_at(chunk, form, places[0])
        if numbers.size >= FOUR:
            wanted = wanted & self._beginning(form).take(numbers.quad(0))
        present = int(np.bitwise_or.reduce(wanted))
        only = bool((wanted == np.uint64(present)).all())
        for bit in (bit for bit in range(present.bit_length()) if present >> bit & 1):
            some = np.arange(len(rows)) if only else np.flatnonzero(wanted >> np.uint64(bit) & _ONE)
            rule = self._rules[bit]
            if bit == REST or (rule.widen is not None and bit not in self._growths):
                open_[rows[some]] = True
                continue
            mine = numbers if len(some) == len(rows) else numbers.where(some)
            weak = rule.best_alone < self._threshold
            if mine.size > LONGEST and not weak:
                open_[rows[some]] = True
                continue
            if weak and not (mine.size <= LONGEST and self._verdicts_of(bit, form).shared):
                # Without a cue beside or near no check can help, and each takes time.
                some = some[self._stay(chunk, bit, rows, some, places, open_)]
                later.append(Later(form, bit, rule, rows[some], numbers.where(some)))
                continue
            outcome = self._verdicts_of(bit, form).of(mine)
            good = outcome != NOTHING
            if not good.all():
                some, outcome = some[good], outcome[good]
            stay = self._stay(chunk, bit, rows, some, places, open_)
            if stay.any():
                parts.append(Part(form, self.rule_bits.sizes_of(form), bit, rule, rows[some[stay]], outcome[stay]))

    def _stay(
        self, chunk: Chunk, bit: int, rows: Places, some: Places, places: tuple[Places, Places], open_: Mask
    ) -> Mask:
        """Return which of `some` have the spans that the rule of a bit gives them; the others are `open_`."""
        if bit not in self._growths or not some.size:
            return np.ones(len(some), np.bool_)
        starts, ends = places if len(some) == len(rows) else (place.take(some) for place in places)
        grows = self._growths[bit].may_grow(chunk, starts, ends)
        open_[rows[some[grows]]] = True
        return ~grows

    def _judge_later(self, each: Later, context: Context, open_: Mask, parts: list[Part]) -> None:
        """Judge candidates that were put off, where a cue is beside or near."""
        helps = context.cue.take(each.rows) | context.near.take(each.rows)
        helped = np.flatnonzero(helps >> np.uint64(each.bit) & _ONE)
        if not helped.size:
            return
        rows = each.rows[helped]
        if each.numbers.size > LONGEST:
            open_[rows] = True
            return
        outcome = self._verdicts_of(each.bit, each.form).of(each.numbers.where(helped))
        good = np.flatnonzero(outcome != NOTHING)
        parts.append(
            Part(each.form, self.rule_bits.sizes_of(each.form), each.bit, each.rule, rows[good], outcome[good])
        )

    def _verdicts_of(self, bit: int, form: int) -> Verdicts:
        verdicts = self._verdicts.get((bit, form))
        if verdicts is None:
            rules = [each for each in self.rule_bits.rules_of(form) if each.rule.name == self._rules[bit].name]
            size = sum(self.rule_bits.sizes_of(form))
            verdicts = self._verdicts[bit, form] = Verdicts(rules, size, self._threshold, self._outcomes)
        return verdicts

    def _beginning(self, form: int) -> Keys:
        """Return the rules for numbers of a form, as bits, by their first four digits."""
        known = self._beginnings.get(form)
        if known is None:
            known = self._beginnings[form] = self.rule_bits.by_four(self.rule_bits.rules_of(form))
        return known

    def _numbers_at(self, chunk: Chunk, form: int, starts: Places) -> Numbers:
        """Return the digits of numbers of one form."""
        sizes = self.rule_bits.sizes_of(form)
        return Numbers.of_groups(chunk, starts, sizes) if len(sizes) > 1 else Numbers.at(chunk, starts, form)
