"""Finds numbers in a chunk: judges its plain digit runs all at once, and picks the others that need a look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import Final

import numpy as np

from piiguard.bulk.beside import NONE, UNKNOWN, LabelFilter
from piiguard.bulk.chunk import DIGIT, PAD, SEPARATOR, Chunk, Kinds, Mask, Places, char_table, class_table
from piiguard.bulk.grouped import GroupJudge, Runs
from piiguard.bulk.groups import CUED as _CUED, FREE as _FREE, Grouped, GroupFilter, may_start, sizes_at
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.memo import Ids, Remembered
from piiguard.bulk.rule_bits import NO_RULE, PREFIXES, SIZES
from piiguard.bulk.tokens import TokenFilter
from piiguard.context import BREAKS
from piiguard.labels import CELL_ENDS, LISTING
from piiguard.numbers import RUN, NumberFinder
from piiguard.rules import LONGEST_RUN
from piiguard.scoring import MAY_FOLLOW, Sink

_POINT, _SPACE, _HYPHEN = (ord(sign) for sign in ". -")
_LETTER, _DOT, _BREAK, _PASSED_OVER, _FOLLOWED = 1, 2, 4, 8, 16
# As short as this a run is looked at only with the groups behind it.
_SHORT: Final = 4
_LONGEST_LAYOUT: Final = 64


class RunFilter:
    """Judges the runs of a chunk, and shows the number finder those for which that takes more than a look."""

    def __init__(self, numbers: NumberFinder, labels: LabelFilter, judge: NumberJudge) -> None:
        self._numbers = numbers
        self._labels = labels
        self._tokens = TokenFilter(numbers, labels)
        self._judge = judge
        self._grouped = GroupJudge(judge, labels)
        self._may_follow = char_table(MAY_FOLLOW)
        # What stands directly before and behind a run; the label of a value may be the cell or list before it.
        ends = [(_LETTER, ascii_letters), (_DOT, "."), (_BREAK, BREAKS), (_FOLLOWED, "".join(MAY_FOLLOW))]
        self._sides = class_table([*ends, (_PASSED_OVER, "".join((*CELL_ENDS, *LISTING)))])
        self._layouts = Remembered()
        self._groups = GroupFilter(numbers, judge.rule_bits)

    def find(self, chunk: Chunk, sink: Sink) -> list[Hits]:
        """Return the hits among the runs of a chunk; add to `sink` what was looked at one by one."""
        runs = _runs(chunk)
        starts, ends, _ = runs
        before, behind = self._sides.take(chunk.codes.take(starts - 1)), self._sides.take(chunk.codes.take(ends))
        token = (before | behind) & _LETTER != 0
        index = self._index(chunk, runs)
        layouts = self._layouts_of(index, runs, token)
        classes = self._judge.rule_bits.classes(index)
        plain = np.flatnonzero((ends - starts > _SHORT) & (classes != NO_RULE) & ~token)
        plain = plain[~self._are_decimals(chunk, runs, plain, before, behind)]
        bare = before.take(plain) & behind.take(plain) & _BREAK != 0
        bare &= before.take(plain) & _PASSED_OVER == 0
        if chunk.has_few(plain[bare]):
            bare[:] = False
        fields, rows = plain[bare], plain[~bare]
        hits, looked = self._judge.fields(chunk, starts[fields], ends[fields], classes[fields])
        label = self._labels_of(chunk, starts, rows, layouts)
        unclear = np.where(behind.take(rows) & _FOLLOWED != 0, UNKNOWN, label.take(rows))
        others, open_ = self._judge.runs(chunk, starts[rows], ends[rows], classes[rows], unclear)
        rows_of_groups, groups = self._wanted_groups(chunk, runs, layouts, label, index)
        prefixes = index[rows_of_groups] % PREFIXES
        grouped, left = self._grouped.judge(chunk, starts[rows_of_groups], prefixes, label[rows_of_groups], groups)
        token[token] = self._tokens.keep(chunk, starts[token], ends[token])
        self._look(
            chunk.text, runs, (token, np.concatenate((fields[looked], rows[open_])), rows_of_groups[left]), sink
        )
        return [hits, others, grouped]

    def _are_decimals(self, chunk: Chunk, runs: Runs, rows: Places, before: Kinds, behind: Kinds) -> Mask:
        """Return which of the runs `rows` stand beside a dot with a digit on its other side."""
        found: Mask = (before.take(rows) | behind.take(rows)) & _DOT != 0
        some = np.flatnonzero(found)
        if some.size:
            of = rows[some]
            ahead = (before.take(of) & _DOT != 0) & (chunk.kinds.take(runs.starts[of] - 2) & DIGIT != 0)
            after = (behind.take(of) & _DOT != 0) & (chunk.kinds.take(runs.ends[of] + 1) & DIGIT != 0)
            found[some] = ahead | after
        return found

    def _labels_of(self, chunk: Chunk, starts: Places, rows: Places, layouts: Ids) -> Ids:
        """Return the labels before the runs `rows`, and before those of which rules want the groups."""
        label = np.full(len(starts), NONE, np.int32)
        asked = layouts != 0
        asked[rows] = True
        asked = np.flatnonzero(asked)
        label[asked] = self._labels.before(chunk, starts[asked])
        return label

    def _look(self, text: str, runs: Runs, chosen: tuple[Mask, Places, Places], sink: Sink) -> None:
        """Show tokens, plain runs and groups to the number finder."""
        token, plain, groups = chosen
        starts, ends = runs.starts - PAD, runs.ends - PAD
        self._numbers.find(text, sink, _matches(text, starts[token]))
        for start, end in zip(starts[plain].tolist(), ends[plain].tolist(), strict=True):
            self._numbers.run(text, start, end, sink)
        for start, end in zip(starts[groups].tolist(), ends[groups].tolist(), strict=True):
            self._numbers.groups_from(text, start, end, sink)

    def _index(self, chunk: Chunk, runs: Runs) -> Places:
        """Return length and first two digits of each run as one number."""
        codes, (starts, ends, _) = chunk.codes, runs
        prefix = (codes.take(starts) - 48) * np.uint16(10) + (codes.take(starts + 1) - 48)
        index: Places = np.minimum(ends - starts, LONGEST_RUN + 1) * PREFIXES + prefix
        return index

    def _layouts_of(self, index: Places, runs: Runs, token: Mask) -> Ids:
        """Return what rules want of the groups that begin with each run."""
        found = np.zeros(len(index), np.int32)
        grouped = np.flatnonzero((runs.follows > 0) & ~token)
        keys = index[grouped] * SIZES + np.minimum(runs.follows[grouped], SIZES - 1)
        found[grouped] = self._layouts.of(keys.astype(np.uint64), self._look_up_layouts)
        return found

    def _look_up_layouts(self, key: int, _: int) -> int:
        index, second = divmod(key, SIZES)
        size, prefix = divmod(index, PREFIXES)
        found = 0
        for layout in self._numbers.layouts:
            # A check letter counts as one more digit of the last group.
            if layout[0] == size and layout[1] in (second, second + (len(layout) == 2)):
                rules = self._numbers.rules_of_layout(layout, f"{prefix:02}")
                found |= _FREE * bool(rules.free) | _CUED * bool(rules.cued)
        return found

    def _wanted_groups(
        self, chunk: Chunk, runs: Runs, layouts: Ids, label: Ids, index: Places
    ) -> tuple[Places, Grouped]:
        """Return the runs that groups follow which some rule wants, with a label before them or perhaps behind."""
        rows = np.flatnonzero(layouts)
        rows = rows[may_start(chunk, runs.starts[rows])]
        groups = self._groups.of(chunk, runs.starts[rows], runs.ends[rows], index[rows] % PREFIXES)
        free, cued = groups.wanted & _FREE != 0, np.flatnonzero(groups.wanted & _CUED != 0)
        near = chunk.codes.take(runs.ends[rows[cued], None] + np.arange(_LONGEST_LAYOUT), mode="clip")
        free[cued] |= self._has_cue(label[rows[cued]]) | self._may_follow.take(near).any(axis=1)
        kept = np.flatnonzero(free)
        return rows[kept], groups.where(kept)

    def _has_cue(self, label: Ids) -> Mask:
        known = self._labels.labels
        cued = np.array([each is None or bool(each.cue_of) for each in known])
        return cued[label]


def _matches(text: str, starts: Places) -> Iterator[re.Match[str]]:
    for start in starts.tolist():
        match = RUN.match(text, start)
        if match is not None:
            yield match


def _runs(chunk: Chunk) -> Runs:
    """Return the runs that `RUN` may match: of five digits or more, or of three or four that others follow."""
    codes, kinds = chunk.codes, chunk.kinds
    digits = (kinds & DIGIT).view(np.bool_)
    # Where three digits stand in a row: shorter runs, which are many, are not even looked at.
    three = digits[2:] & digits[1:-1] & digits[:-2]
    edges = np.flatnonzero(three[1:] != three[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2] + 2
    # The decimals of a number are no run, but what follows the country code `86.` is.
    decimal = codes.take(starts - 1) == _POINT
    rows = np.flatnonzero(decimal)
    dots = starts.take(rows)
    decimal[rows] = (kinds.take(dots - 2) & DIGIT != 0) & (
        (codes.take(dots - 2) != ord("6")) | (codes.take(dots - 3) != ord("8"))
    )
    grouped = _groups_follow(chunk, ends)
    kept = np.flatnonzero(((ends - starts > _SHORT) | grouped) & ~decimal)
    starts, ends, rows = starts.take(kept), ends.take(kept), np.flatnonzero(grouped.take(kept))
    follows = np.zeros(len(starts), np.int64)
    first = ends.take(rows) + 1
    first += kinds.take(first) & DIGIT == 0
    follows[rows] = sizes_at(digits, first)
    return Runs(starts, ends, follows)


def _groups_follow(chunk: Chunk, ends: Places) -> Mask:
    """Return for each run whether a separator and more digits follow it, as in `138-1234` or `(86) 138`."""
    kinds = chunk.kinds
    found = np.zeros(len(ends), np.bool_)
    rows = np.flatnonzero(kinds.take(ends) & SEPARATOR != 0)
    at = ends.take(rows) + 1
    after = kinds.take(at)
    at += (after & SEPARATOR > 0) & (kinds.take(at + 1) & DIGIT > 0)
    some = np.flatnonzero(kinds.take(at) & DIGIT != 0)
    found[rows.take(some)] = _group_at(chunk, at.take(some))
    return found


def _group_at(chunk: Chunk, at: Places) -> Mask:
    """Return whether three digits begin at each place, where one stands; or one or two, and behind a sign three."""
    kinds, codes = chunk.kinds, chunk.codes
    found: Mask = (kinds.take(at + 1) & kinds.take(at + 2) & DIGIT) > 0
    rows = np.flatnonzero(~found)
    gap = at.take(rows) + 1
    gap += kinds.take(gap) & DIGIT
    sign = codes.take(gap)
    behind = kinds.take(gap + 1) & kinds.take(gap + 2) & kinds.take(gap + 3) & DIGIT
    found[rows] = ((sign == _SPACE) | (sign == _HYPHEN)) & (behind > 0)
    return found
