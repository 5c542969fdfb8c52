"""Which numbers written in groups some rule may want: told by how many digits each of their groups has."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from piiguard.bulk.chunk import DIGIT, LETTER, SEPARATOR, Chunk, Kinds, Mask, Places, char_table
from piiguard.bulk.memo import Ids, Remembered
from piiguard.bulk.rule_bits import RuleBits
from piiguard.bulk.windows import first_of
from piiguard.numbers import LEADING_GROUPS, NumberFinder
from piiguard.rules import LONGEST_RUN

FREE: Final = 1
CUED: Final = 2
NO_FORM: Final = 0
_FORM_SHIFT: Final = 2
# Digits of the last group that counts, and groups behind the first.
_MOST: Final = LONGEST_RUN + 1
_GROUPS: Final = 6
_SIZE_BITS: Final = 6
_PREFIX_BITS: Final = 7
_ZERO, _SPACE = (np.uint16(ord(sign)) for sign in "0 ")
# Groups of so many digits begin the number that a space parts from another group.
_LEAST_LEFT_ALONE, _MOST_LEFT_ALONE = 3, 5
_LONGEST_BEFORE: Final = 6
# How the prefixes of countries and carriers end, which may stand before a number.
_NONE_LEADING: Final = 100
_LEADING: Final = np.isin(np.arange(_NONE_LEADING + 1), [int(group[-2:]) for group in LEADING_GROUPS])


class Grouped(NamedTuple):
    """Digits in groups: what rules want of them (free ones, cued ones, as bits), their forms, and where they end.

    The form is `NO_FORM` but for numbers that stand alone, with the same sign between their groups, and of which no
    rule takes the first groups alone without a label.
    """

    wanted: Ids
    forms: Ids
    ends: Places

    def where(self, rows: Places) -> Grouped:
        """Return some of them."""
        return Grouped(self.wanted[rows], self.forms[rows], self.ends[rows])


class GroupFilter:
    """Tells what the rules want of groups of digits."""

    def __init__(self, numbers: NumberFinder, rule_bits: RuleBits) -> None:
        self._numbers = numbers
        self._rule_bits = rule_bits
        self._plain = char_table(" -.·")
        self._signs = char_table(" -.·)）")
        self._closing = char_table(")）")
        self._joints = char_table(" -")
        self._check = char_table("Xx")
        self._known = Remembered()

    def of(self, chunk: Chunk, starts: Places, ends: Places, prefixes: Places) -> Grouped:
        """Return what rules want of the groups from each run on, of which `prefixes` are the first two digits."""
        digits = (chunk.kinds & DIGIT).view(np.bool_)
        keys = np.minimum(ends - starts, _MOST)
        sign = chunk.codes.take(ends)
        end, rows, alike = ends.copy(), np.arange(len(starts)), self._plain.take(sign)
        for group in range(1, _GROUPS + 1):
            first = self._next(chunk, end[rows])
            there = np.flatnonzero(digits.take(first))
            rows, first = rows[there], first[there]
            if not rows.size:
                break
            alike[rows] &= chunk.codes.take(first - 1) == sign[rows]
            sizes = sizes_at(digits, first)
            keys[rows] += np.minimum(sizes, _MOST) << _SIZE_BITS * group
            end[rows] = first + sizes
        check = self._check.take(chunk.codes.take(end))
        keys = ((keys << 1) + check << _PREFIX_BITS) + prefixes
        found = self._known.of(keys.astype(np.uint64), self._look_up)
        alike &= _are_alone(chunk.kinds, starts, end)
        return Grouped(found & (FREE | CUED), np.where(alike, found >> _FORM_SHIFT, NO_FORM), end)

    def _next(self, chunk: Chunk, end: Places) -> Places:
        """Return where the next group may begin behind each group; where none may, the end itself."""
        sign = chunk.codes.take(end)
        first = end + self._signs.take(sign)
        return first + (self._closing.take(sign) & self._joints.take(chunk.codes.take(first)))

    def _look_up(self, key: int, _: int) -> int:
        key, prefix = divmod(key, 1 << _PREFIX_BITS)
        key, check = divmod(key, 2)
        sizes = []
        while key:
            key, size = divmod(key, 1 << _SIZE_BITS)
            sizes.append(size)
        layouts = [tuple(sizes[:count]) for count in range(2, len(sizes) + 1)]
        if check:
            layouts.append((*sizes[:-1], sizes[-1] + 1))
        found = 0
        for layout in layouts:
            if layout in self._numbers.layouts:
                rules = self._numbers.rules_of_layout(layout, f"{prefix:02}")
                found |= FREE * bool(rules.free) | CUED * bool(rules.cued)
        whole = tuple(sizes)
        if found and not check and whole in self._numbers.layouts:
            form = self._rule_bits.form_of(whole)
            if not self._rule_bits.within(form, prefix)[0]:
                found |= form << _FORM_SHIFT
        return found


def may_start(chunk: Chunk, starts: Places) -> Mask:
    """Return whether a number in groups may start at each place: mostly not where a group is before it.

    As the number finder says; a little more is enough.
    """
    codes, kinds = chunk.codes, chunk.kinds
    found: Mask = (kinds.take(starts - 1) & SEPARATOR == 0) | (kinds.take(starts - 2) & DIGIT == 0)
    rows = np.flatnonzero(~found)
    if rows.size:
        at = starts[rows] - 1
        size = first_of(kinds.take(at[:, None] - np.arange(1, _LONGEST_BEFORE + 2)) & DIGIT == 0)
        ending = (codes.take(at - 2) - _ZERO) * np.uint16(10) + (codes.take(at - 1) - _ZERO)
        leads = (size > 1) & (size < _LONGEST_BEFORE) & _LEADING.take(np.minimum(ending, _NONE_LEADING))
        found[rows] = leads | ((codes.take(at) == _SPACE) & ((size < _LEAST_LEFT_ALONE) | (size > _MOST_LEFT_ALONE)))
    return found


def _are_alone(kinds: Kinds, starts: Places, ends: Places) -> Mask:
    """Return whether nothing before or behind numbers in groups may belong to them."""
    before: Mask = (kinds.take(starts - 1) & SEPARATOR == 0) | (kinds.take(starts - 2) & DIGIT == 0)
    last = kinds.take(ends)
    more = (last & SEPARATOR != 0) & (kinds.take(ends + 1) & (DIGIT | SEPARATOR) != 0)
    found: Mask = before & (last & (DIGIT | LETTER) == 0) & ~more
    return found


def sizes_at(digits: Mask, first: Places) -> Places:
    """Return how many digits stand at each place, as far as it matters."""
    sizes = np.zeros(len(first), np.int64)
    rows = np.arange(len(first))
    for size in range(_MOST + 1):
        rows = rows[digits.take(first[rows] + size)]
        if not rows.size:
            break
        sizes[rows] = size + 1
    return sizes
