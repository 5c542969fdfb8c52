"""Which digit runs of a chunk some rule may want: told from length, first digits and neighbours, all runs at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from piiguard.bulk.beside import NONE, UNKNOWN, Ids, LabelFilter, Remembered
from piiguard.bulk.chunk import DIGIT, LETTER, PAD, SEPARATOR, Chunk, Kinds, Mask, Places, char_table
from piiguard.bulk.tokens import TokenFilter
from piiguard.numbers import RUN, NumberFinder
from piiguard.rules import LONGEST_RUN
from piiguard.scoring import MAY_FOLLOW

_DOT, _SPACE, _HYPHEN = (ord(sign) for sign in ". -")
_UNKNOWN: Final = 255
_FREE: Final = 1
_CUED: Final = 2
_PREFIXES: Final = 100
_SIZES: Final = LONGEST_RUN + 2
_SHORTEST: Final = 3
# As short as this a run is looked at only with the groups behind it.
_SHORT: Final = 4
_LONGEST_LAYOUT: Final = 64


class Runs(NamedTuple):
    """Digit runs: where each starts and ends, and how long the group is that follows it behind a separator, or 0."""

    starts: Places
    ends: Places
    follows: Places

    def where(self, keep: Mask) -> Runs:
        """Return the runs for which `keep` is true."""
        return Runs(self.starts[keep], self.ends[keep], self.follows[keep])


class RunFilter:
    """Chooses the runs of a chunk that the number finder has to look at."""

    def __init__(self, numbers: NumberFinder, labels: LabelFilter) -> None:
        self._numbers = numbers
        self._labels = labels
        self._tokens = TokenFilter(numbers)
        self._wanted = np.full(_SIZES * _PREFIXES, _UNKNOWN, np.uint8)
        self._may_follow = char_table(MAY_FOLLOW)
        self._worth = Remembered(self._is_worth)
        self._layouts = Remembered(self._look_up_layouts)

    def matches(self, chunk: Chunk) -> Iterator[re.Match[str]]:
        """Yield, in order, a match of `RUN` for every run that may lead to a candidate."""
        text = chunk.text
        for start in self._starts(chunk).tolist():
            match = RUN.match(text, start)
            if match is not None:
                yield match

    def _starts(self, chunk: Chunk) -> Places:
        runs = _runs(chunk)
        starts, ends, _ = runs
        codes, kinds = chunk.codes, chunk.kinds
        token = (kinds[starts - 1] | kinds[ends]) & LETTER > 0
        index = self._index(chunk, runs)
        wanted = np.where(token, 0, self._wanted_by(index))
        layouts = self._layouts_of(index, runs, token)
        label = self._labels_of(chunk, runs, (wanted & _CUED > 0) | (layouts & _CUED > 0), layouts & _CUED > 0)
        decimal = (codes[ends] == _DOT) & (kinds[ends + 1] & DIGIT > 0)
        plain = (ends - starts > _SHORT) & ~decimal & self._is_wanted(index, wanted, label)
        groups = (layouts & _FREE > 0) | ((layouts & _CUED > 0) & self._has_cue(label))
        token[token] = self._tokens.keep(chunk, starts[token], ends[token])
        found: Places = starts[token | plain | groups] - PAD
        return found

    def _index(self, chunk: Chunk, runs: Runs) -> Places:
        """Return length and first two digits of each run as one number."""
        codes, (starts, ends, _) = chunk.codes, runs
        prefix = (codes[starts] - 48) * np.uint16(10) + (codes[starts + 1] - 48)
        index: Places = np.minimum(ends - starts, LONGEST_RUN + 1) * _PREFIXES + prefix
        return index

    def _wanted_by(self, index: Places) -> Kinds:
        """Return what rules want of plain runs."""
        wanted = self._wanted[index]
        unknown = np.unique(index[wanted == _UNKNOWN])
        if unknown.size:
            for each in unknown.tolist():
                self._wanted[each] = self._look_up(*divmod(each, _PREFIXES))
            wanted = self._wanted[index]
        return wanted

    def _look_up(self, size: int, prefix: int) -> int:
        if size <= _SHORT:
            return 0
        rules = self._numbers.rules_of_run(size, f"{prefix:02}")
        return _FREE * bool(rules.free) | _CUED * bool(rules.cued)

    def _layouts_of(self, index: Places, runs: Runs, token: Mask) -> Ids:
        """Return what rules want of the groups that begin with each run."""
        found = np.zeros(len(index), np.int32)
        grouped = np.flatnonzero((runs.follows > 0) & ~token)
        keys = index[grouped] * _SIZES + np.minimum(runs.follows[grouped], _SIZES - 1)
        found[grouped] = self._layouts.of(keys.astype(np.uint64))
        return found

    def _look_up_layouts(self, key: int) -> int:
        index, second = divmod(key, _SIZES)
        size, prefix = divmod(index, _PREFIXES)
        found = 0
        for layout in self._numbers.layouts:
            # A check letter counts as one more digit of the last group.
            if layout[0] == size and layout[1] in (second, second + (len(layout) == 2)):
                rules = self._numbers.rules_of_layout(layout, f"{prefix:02}")
                found |= _FREE * bool(rules.free) | _CUED * bool(rules.cued)
        return found

    def _labels_of(self, chunk: Chunk, runs: Runs, asked: Mask, grouped: Mask) -> Ids:
        """Return the ids of the labels; unknown where a sign follows behind which a label may stand as well."""
        codes, (starts, ends, _) = chunk.codes, runs
        label = np.full(len(starts), NONE, np.int32)
        label[asked] = self._labels.before(chunk, starts[asked])
        label[self._may_follow[codes[ends]]] = UNKNOWN
        if grouped.any():
            signs = np.flatnonzero(self._may_follow[codes])
            near = np.searchsorted(signs, ends[grouped] + _LONGEST_LAYOUT) > np.searchsorted(signs, ends[grouped])
            label[np.flatnonzero(grouped)[near]] = UNKNOWN
        return label

    def _is_wanted(self, index: Places, wanted: Kinds, label: Ids) -> Mask:
        """Return whether the rules for a plain run can come to something with the label it has."""
        found = np.where(label == UNKNOWN, wanted & (_FREE | _CUED), wanted & _FREE) > 0
        told = np.flatnonzero((label > UNKNOWN) & (wanted & (_FREE | _CUED) > 0))
        keys = (label[told].astype(np.uint64) << np.uint64(32)) | index[told].astype(np.uint64)
        found[told] = self._worth.of(keys)
        return found

    def _is_worth(self, key: int) -> bool:
        label = self._labels.labels[key >> 32]
        size, prefix = divmod(key & 0xFFFFFFFF, _PREFIXES)
        rules = self._numbers.rules_of_run(size, f"{prefix:02}")
        assert label is not None
        return any(not self._numbers.scorer.is_talked_down(each.rule, label) for each in rules.free) or any(
            each.rule.name in label.cue_of for each in rules.cued
        )

    def _has_cue(self, label: Ids) -> Mask:
        known = self._labels.labels
        cued = np.array([each is None or bool(each.cue_of) for each in known])
        return cued[label]


def _runs(chunk: Chunk) -> Runs:
    """Return the runs that `RUN` may match: of five digits or more, or of three or four that others follow."""
    codes, kinds = chunk.codes, chunk.kinds
    digits = (kinds & DIGIT).view(np.bool_)
    edges = np.flatnonzero(digits[1:] != digits[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    sizes, gaps = ends - starts, np.append(starts[1:] - ends[:-1], 9)[: len(starts)]
    # The decimals of a number are no run, but what follows the country code `86.` is.
    decimal = (codes[starts - 1] == _DOT) & (kinds[starts - 2] & DIGIT > 0)
    decimal &= (codes[starts - 2] != ord("6")) | (codes[starts - 3] != ord("8"))
    long = np.flatnonzero((sizes >= _SHORTEST) & ~decimal)
    follows = np.where((gaps[long] <= 2) & _groups_follow(chunk, ends[long]), np.append(sizes[1:], 0)[long], 0)
    keep = (sizes[long] > _SHORT) | (follows > 0)
    return Runs(starts[long], ends[long], follows).where(keep)


def _groups_follow(chunk: Chunk, ends: Places) -> Mask:
    """Return for each run whether a separator and more digits follow it, as in `138-1234` or `(86) 138`."""
    kinds = chunk.kinds
    separated = kinds[ends] & SEPARATOR > 0
    found = np.zeros(len(ends), np.bool_)
    at = ends[separated]
    second = (kinds[at + 1] & SEPARATOR > 0) & _group_at(chunk, at + 2)
    found[separated] = second | _group_at(chunk, at + 1)
    return found


def _group_at(chunk: Chunk, at: Places) -> Mask:
    """Return whether three digits begin at each place, or one or two and behind a space or hyphen three."""
    digit = [chunk.kinds[at + offset] & DIGIT > 0 for offset in range(6)]
    gap = [(chunk.codes[at + offset] == _SPACE) | (chunk.codes[at + offset] == _HYPHEN) for offset in (1, 2)]
    after_one = gap[0] & digit[2] & digit[3] & digit[4]
    after_two = digit[1] & gap[1] & digit[3] & digit[4] & digit[5]
    found: Mask = digit[0] & ((digit[1] & digit[2]) | after_one | after_two)
    return found
