"""Names behind signs in a chunk: those of two or three Han characters are read and judged all at once."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import PAD, Chunk, Mask, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.bulk.windows import FOUR, Shown, first_of, hashed, windows
from piiguard.bulk.wordlist import ASTRAL, WordList
from piiguard.recognizer import ANY_NAME, DOUBTED, NO_PERSON, SURE_PERSON, Surnamed
from piiguard.rules import Rule

_SPACE, _COMMA, _LINE_END, _LESS, _ZERO = (np.uint16(ord(sign)) for sign in " ,\n<0")
_CLOSED, _WIDE_CLOSED = (np.uint16(ord(sign)) for sign in ")）")
_TEN: Final = np.uint16(10)
# A name whose check says what it says of all others.
_SAMPLE: Final = "王小明"
_LONGEST: Final = 3
_SOON: Final = 3


def name_rule(anchors: AnchorFinder) -> Rule | None:
    """Return the rule for names behind signs; None where there is none, or more than one."""
    rules = {rule.name: rule for each in anchors.anchored.values() for rule, _ in each if rule.recognizer.surnamed}
    return next(iter(rules.values())) if len(rules) == 1 else None


class NameJudge:
    """Judges the names behind the label signs of a chunk, as a recognizer that says how (`surnamed`) does."""

    signs = ":：=＝"

    def __init__(self, rule: Rule, judge: NumberJudge, labels: LabelFilter) -> None:
        surnamed = rule.recognizer.surnamed
        assert surnamed is not None
        self.rule = rule
        self._surnamed: Surnamed = surnamed
        self._judge = judge
        self._labels = labels
        self._surnames = WordList(surnamed.surnames())
        self._words = WordList(surnamed.words)
        self._never = char_table(surnamed.never)
        self._parts = char_table(surnamed.parts)
        self._listed = char_table(surnamed.listed)
        self._han = char_table(map(chr, (0x3007, *range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
        self._quotes = char_table("\"'“‘「『")
        self._kinds = Remembered()
        self._shown = Shown(-(-surnamed.reach // FOUR) * FOUR, behind=True)

    def take(self, chunk: Chunk, at: Places, bits: Keys, ways: np.uint64) -> tuple[Places, list[Hits]]:
        """Return the hits behind label signs, and those of the signs to look at one by one.

        `bits`: for each sign the ways to match there, for whatever rule; those of this one are `ways`.
        """
        mine = np.flatnonzero((bits & ways != 0) & (bits & ~ways == 0))
        if chunk.has_few(mine):
            return at, []
        signs = at[mine]
        kinds = self._label_kinds(chunk, signs)
        told = kinds == NO_PERSON
        rows = np.flatnonzero(~told)
        hits: list[Hits] = []
        if rows.size:
            starts, sizes, told[rows] = self._read(chunk, signs[rows], kinds[rows])
            named = np.flatnonzero(told[rows] & (sizes > 0))
            starts, ends = starts[named], starts[named] + sizes[named]
            labels = self._labels.or_behind(chunk, self._labels.before(chunk, starts), ends)
            names, open_ = self._judge.alike(chunk, starts, ends, self.rule, _SAMPLE, labels)
            told[rows[named[open_]]] = False
            hits.append(names)
        bits[mine[told]] = 0
        return at[bits != 0], hits

    def _read(self, chunk: Chunk, at: Places, kinds: Ids) -> tuple[Places, Places, Mask]:
        """Return where values begin behind signs, how long a name is there (0: none), and whether this is sure.

        `kinds`: of the labels before the signs, all of which may be those of persons.
        """
        codes = chunk.codes
        start = at + 1
        for _ in range(_SOON):
            start = start + (codes.take(start) == _SPACE)
        start = start + self._quotes.take(codes.take(start))
        start = start + (codes.take(start) == _SPACE)
        signs = [codes.take(start + offset) for offset in range(_LONGEST + 1)]
        han = [self._han.take(each) for each in signs]
        sizes = np.where(han[2], 3, 2)
        sure = han[0] & han[1] & ~han[3] & ~self._goes_on(chunk, start + sizes)
        for each in signs:
            sure &= each != ASTRAL
        two = self._surnames.has_pair(signs[0], signs[1])
        given = sizes - np.where(two, 2, self._surnames.has_single(signs[0]))
        is_name = (given > 0) & (given < sizes) & ~self._words.has_pair(signs[0], signs[1])
        for offset, each in enumerate(signs[:_LONGEST]):
            is_name &= ~self._never.take(each) | (offset >= sizes)
        told = sure & ((kinds == ANY_NAME) | ((kinds == SURE_PERSON) & is_name))
        return start, np.where(is_name, sizes, 0), told

    def _goes_on(self, chunk: Chunk, ends: Places) -> Mask:
        """Return whether a name may go on at each place, or another one of a list follow."""
        codes = chunk.codes
        last = codes.take(ends)
        found = self._listed.take(last)
        soon = np.zeros(len(ends), np.bool_)
        for offset in range(1, _SOON + 1):
            each = codes.take(ends + offset)
            soon |= self._han.take(each) | (each == ASTRAL)
        found &= soon
        found |= self._parts.take(last)
        return found

    def _label_kinds(self, chunk: Chunk, at: Places) -> Ids:
        """Return the kinds of the labels before signs, every distinct window looked at once."""
        reach = self._surnamed.reach
        # What stands at the start of a text is not told from a line end.
        kinds = np.full(len(at), DOUBTED, np.int32)
        rows = np.flatnonzero(at - PAD >= reach)
        here = at[rows]
        keys = self._windows(chunk, here)
        kinds[rows] = self._kinds.of(keys, lambda _, row: self._surnamed.label(chunk.text, int(here[row]) - PAD))
        return kinds

    def _windows(self, chunk: Chunk, at: Places) -> Keys:
        """Return a hash of what tells the label before each sign, as `Surnamed.label` looks at it."""
        size, reach = self._shown.size, self._surnamed.reach
        # The nearest character first.
        codes = windows(chunk.codes, at - size, size).view(np.uint16)[:, ::-1]
        comma, closed = first_of(codes == _COMMA), first_of((codes == _CLOSED) | (codes == _WIDE_CLOSED))
        near = np.where(comma < closed, comma + 1, size)
        shown = np.minimum(first_of(codes == _LINE_END), reach)
        above = codes - _ZERO
        alike = np.where(np.arange(size) < near[:, None], codes - above * (above < _TEN), codes == _LESS)
        return hashed(self._shown.of(alike.view(np.uint64), shown), shown)
