"""Which rules want numbers of a chunk, as bits: told by length and first digits, and by the labels beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Places
from piiguard.bulk.memo import Ids, Keys
from piiguard.bulk.windows import FOUR
from piiguard.labels import Label
from piiguard.numbers import NumberFinder
from piiguard.rules import LONGEST_RUN, DigitRule, Rule

PREFIXES: Final = 100
SIZES: Final = LONGEST_RUN + 2
# Rules beyond the sixty-third share the last bit, and what they want is looked at one by one.
REST: Final = 63
NO_RULE: Final = 0
_NOT_MET: Final = -1
# No run that a rule takes has so many digits.
_FIRST_LAYOUT: Final = 64
# So many digits behind a sign go on with a number, whatever the sign.
_LEAST_FOLLOWING, _MOST_FOLLOWING = 3, 5
_EVERY: Final = (1 << 64) - 1
Classes = NDArray[np.int16]


class Wanted(NamedTuple):
    """The rules for some candidates, as bits: see `piiguard.numbers.RunRules`."""

    sure: Keys
    free: Keys
    cued: Keys


class RuleBits:
    """Gives every rule of a number finder, and of `others`, a bit, and sums up those that are meant."""

    def __init__(self, numbers: NumberFinder, others: Iterable[Rule]) -> None:
        self._numbers = numbers
        self.bits: dict[str, int] = {}
        self.rules: dict[int, Rule] = {}
        of_numbers = (each.rule for rules in (*numbers.runs, *numbers.layouts.values()) for each in rules)
        for rule in (*others, *of_numbers):
            bit = self.bits.setdefault(rule.name, min(len(self.bits), REST))
            self.rules.setdefault(bit, rule)
        self._layouts = list(numbers.layouts)
        self._forms = {layout: number for number, layout in enumerate(self._layouts, _FIRST_LAYOUT)}
        # By length and first digits, the number of what rules want; 0 is nothing.
        self._classes = np.full(SIZES * PREFIXES, _NOT_MET, np.int16)
        self._class_numbers: dict[tuple[int, ...], int] = {(0, 0, 0): NO_RULE}
        self._wanted = Wanted(*np.zeros((3, 1), np.uint64))
        self._cue_of = self._against_of = np.zeros(0, np.uint64)

    def classes(self, index: Places) -> Classes:
        """Return the number of what rules want of runs of each length and first digits, `NO_RULE` for nothing."""
        found = self._classes.take(index)
        new = np.flatnonzero(found == _NOT_MET)
        if new.size:
            for each in np.unique(index[new]).tolist():
                self._classes[each] = self._class_of(each)
            found = self._classes.take(index)
        return found

    def of_classes(self, classes: Classes) -> Wanted:
        """Return the rules for runs given by the numbers of what rules want."""
        return Wanted(*(bits.take(classes) for bits in self._wanted))

    def sure_of_classes(self, classes: Classes) -> Keys:
        """Return the rules for such runs with nothing around them."""
        sure: Keys = self._wanted.sure.take(classes)
        return sure

    def of_layouts(self, forms: Sequence[tuple[int, int]]) -> Wanted:
        """Return the rules for numbers in groups, given by their forms and first two digits."""
        sums = [
            [
                self._sum(each.rule.name for each in rules)
                for rules in self._numbers.rules_of_layout(self.sizes_of(form), f"{two:02}")
            ]
            for form, two in forms
        ]
        return Wanted(*np.array(sums, np.uint64).reshape(len(sums), 3).T)

    def within(self, form: int, two: int) -> tuple[int, int]:
        """Return the rules, as bits, that may take only the first ones of groups, those free of a label and others.

        `two`: the first two digits. Mostly such a number goes on, so that they do not.
        """
        sizes = self.sizes_of(form)
        free, cued = 0, 0
        for count in range(2, len(sizes)):
            if sizes[:count] in self._forms:
                goes_on = _LEAST_FOLLOWING <= sizes[count] <= _MOST_FOLLOWING
                rules = self._numbers.rules_of_layout(sizes[:count], f"{two:02}")
                taking = [[each.rule.name for each in some if not goes_on or each.rule.widen] for some in rules]
                free, cued = free | self._sum(taking[1]), cued | self._sum(taking[2])
        return free, cued

    def form_of(self, layout: tuple[int, ...]) -> int:
        """Return the number of a layout; that of a plain run is how many digits it has."""
        return self._forms[layout]

    def sizes_of(self, form: int) -> tuple[int, ...]:
        """Return how many digits each group of a number has."""
        return self._layouts[form - _FIRST_LAYOUT] if form >= _FIRST_LAYOUT else (form,)

    def rules_of(self, form: int) -> Sequence[DigitRule]:
        """Return the rules for numbers of a form."""
        return self._numbers.runs[form] if form < _FIRST_LAYOUT else self._numbers.layouts[self.sizes_of(form)]

    def of_labels(self, labels: Sequence[Label | None], ids: Ids) -> tuple[Keys, Keys]:
        """Return for which rules labels speak, and against which; `labels` says what the ids mean so far."""
        new = labels[len(self._cue_of) :]
        if new:
            cues = [0 if each is None else self._sum(each.cue_of) for each in new]
            against = [0 if each is None else _EVERY if each.decoy else self._sum(each.anti_of) for each in new]
            self._cue_of = np.append(self._cue_of, np.array(cues, np.uint64))
            self._against_of = np.append(self._against_of, np.array(against, np.uint64))
        return self._cue_of.take(ids), self._against_of.take(ids)

    def by_four(self, rules: Iterable[DigitRule]) -> Keys:
        """Return by the number that four digits write which of the `rules` take numbers that begin so, as bits."""
        found = np.zeros(10**FOUR, np.uint64)
        for rule, prefixes in rules:
            bit = np.uint64(1 << self.bits[rule.name])
            for prefix in {prefix[:FOUR] for prefix in prefixes} or ("",):
                step = 10 ** (FOUR - len(prefix))
                first = int(prefix or 0) * step
                found[first : first + step] |= bit
        return found

    def _class_of(self, index: int) -> int:
        size, prefix = divmod(index, PREFIXES)
        rules = self._numbers.rules_of_run(size, f"{prefix:02}")
        sums = tuple([self._sum(each.rule.name for each in some) for some in rules])
        if not sums[1] | sums[2]:
            return NO_RULE
        if sums not in self._class_numbers:
            self._class_numbers[sums] = len(self._class_numbers)
            self._wanted = Wanted(*np.array(list(self._class_numbers), np.uint64).T)
        return self._class_numbers[sums]

    def _sum(self, names: Iterable[str]) -> int:
        total = 0
        for name in names:
            if name in self.bits:
                total |= 1 << self.bits[name]
        return total
