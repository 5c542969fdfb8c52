"""Postal addresses in a chunk: clauses and fields that look like one that was read before need not be read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import numpy as np

from piiguard.addresses.running import BEFORE, BORDERS
from piiguard.anchors import AnchorFinder, found_by
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import PAD, Chunk, Mask, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.templates import LONGEST, Templates, Value, Values
from piiguard.recognizer import Candidate
from piiguard.rules import Rule, ShapeRule

_RULE: Final = "place.address"
# Addresses that go on in the next line.
BROKEN: Final = "place.address_line"
_LABELLED: Final = "place.address.2"
_ASTRAL: Final = 0xFFFF
_QUOTE, _LINE_END = (ord(sign) for sign in '"\n')
# A line that goes on with a house says so with its first characters.
_LONGEST_HEAD: Final = 44
# Where most of so many clauses are new and without an address, the others are looked at one by one.
_SAMPLE: Final = 256
# What ends a value behind a label.
_STOP: Final = "\n\r\t,，;；。|\"'”<>{}!！?？"
# A mobile number in a field ends the address there: digits are not alike then.
_TELEPHONE: Final = re.compile("[0-9]{11}")


def clause_rule(anchors: AnchorFinder) -> Rule | None:
    """Return the rule for addresses around anchors; None where there is none."""
    rules = (rule for each in anchors.anchored.values() for rule, _ in each)
    return next((rule for rule in rules if rule.name == _RULE and rule.find_all is not None), None)


def field_rules(anchors: AnchorFinder) -> tuple[ShapeRule, ...]:
    """Return the rule for addresses behind labels, with each of the shapes that they have."""
    return anchors.by_key(frozenset((_LABELLED,)))


class _Judge:
    """Weighs the values found in many stretches for one rule."""

    def __init__(self, rule: Rule, judge: NumberJudge, labels: LabelFilter) -> None:
        self.rule = rule
        self._judge = judge
        self._labels = labels
        self._templates = Templates()

    def _weigh(self, chunk: Chunk, values: Values) -> tuple[Hits, Mask]:
        """Return the hits among values, and those to look at one by one."""
        _, starts, ends, outcomes = values
        labels = self._labels.or_behind(chunk, self._labels.before(chunk, starts), ends)
        return self._judge.judged(chunk, starts, ends, self.rule, outcomes, labels)


class ClauseJudge(_Judge):
    """Judges the addresses around anchors, of all in a clause at once."""

    def __init__(self, rule: Rule, anchors: AnchorFinder, judge: NumberJudge, labels: LabelFilter) -> None:
        super().__init__(rule, judge, labels)
        self._thens = {
            char: [shape for each, shape in rules if each.name == rule.name]
            for char, rules in anchors.anchored.items()
            if any(each.name == rule.name for each, _ in rules)
        }
        self._in_vain = 0
        self._borders = char_table(BORDERS)
        # Behind these signs a remark or a name may belong to the address …
        self._open = char_table("(（“")
        # … and behind a quotation mark, if one of these follows.
        self._named = char_table(map(chr, (*range(0x3400, 0xA000), ord("*"), ord("×"), _ASTRAL - 1)))
        # Only before these signs more words count than the sign itself.
        self._telling = char_table(":：")

    def take(self, chunk: Chunk, at: Places) -> tuple[Mask, list[Hits], list[Candidate]]:
        """Return for which of the anchors `at`, in order, all is told, the hits around them, and others to weigh."""
        if chunk.is_wide:
            return np.zeros(len(at), np.bool_), [], []
        codes = chunk.codes
        borders = np.flatnonzero(self._borders.take(codes))
        behind = np.searchsorted(borders, at)
        first, number = np.unique(behind, return_inverse=True)
        lows, highs = borders[first - 1] + 1, borders[first]
        last = codes.take(highs)
        clear = (highs - lows < BEFORE) & ~self._open.take(last)
        clear &= (last != _QUOTE) | ~self._named.take(codes.take(highs + 1))
        # From where to where the anchors of each clause are.
        edges = np.searchsorted(number, np.stack((np.arange(len(first)), np.arange(1, len(first) + 1))))
        rows = np.flatnonzero(clear)
        clear[:] = False
        hits: list[Hits] = []
        others: list[Candidate] = []
        for some in (rows[:_SAMPLE], rows[_SAMPLE:]):
            self._in_vain = 0
            clear[some], values = self._told(chunk, at, (lows[some], highs[some]), edges[:, some])
            found, open_ = self._weigh(chunk, values)
            hits.append(found)
            spans = zip((values.starts[open_] - PAD).tolist(), (values.ends[open_] - PAD).tolist(), strict=True)
            others += [Candidate(start, end, chunk.text[start:end]) for start, end in spans]
            if self._in_vain > len(some) // 2:
                break  # prose, of which nothing comes again
        return clear[number], hits, others

    def _told(self, chunk: Chunk, at: Places, clauses: tuple[Places, Places], edges: Places) -> tuple[Mask, Values]:
        lows, highs = clauses
        ahead = self._telling.take(chunk.codes.take(lows - 1))
        return self._templates.of(
            chunk, lows, highs, ahead,
            lambda row: self._look_up(chunk.text, int(lows[row]) - PAD, at[edges[0, row] : edges[1, row]]),
        )  # fmt: skip

    def _look_up(self, text: str, low: int, at: Places) -> Iterable[Value]:
        """Return the values in the clause that begins at `low`; its anchors are among the places `at`."""
        assert self.rule.find_all is not None
        places = [
            place
            for place in (at - PAD).tolist()
            if any(then.match(text, place + 1) is not None for then in self._thens[text[place]])
        ]
        # Most anchors of a clause lead to the same address.
        found = set(found_by(self.rule, partial(self.rule.find_all, text, places)) if places else ())
        self._in_vain += not found
        return [(each.start - low, each.end - low, self._judge.outcome_of(self.rule, each.value)) for each in found]


class FieldJudge(_Judge):
    """Judges the addresses behind keys."""

    def __init__(self, rules: Sequence[ShapeRule], judge: NumberJudge, labels: LabelFilter) -> None:
        self._shapes = [shape for _, shape in rules]
        super().__init__(rules[0].rule, judge, labels)
        self._stop = char_table(_STOP)

    def take(self, chunk: Chunk, values: Places) -> tuple[Mask, Hits]:
        """Return for which of the places `values`, where values may begin, all is told, and the hits."""
        ends, rows = values.copy(), np.arange(len(values))
        for _ in range(LONGEST):
            rows = rows[~self._stop.take(chunk.codes.take(ends[rows]))]
            if not rows.size:
                break
            ends[rows] += 1
        told = (ends - values < LONGEST) & (not chunk.is_wide)
        rows = np.flatnonzero(told)
        starts = values[rows]
        told[rows], found = self._templates.of(
            chunk, starts, ends[rows], np.zeros(len(rows), np.bool_),
            lambda row: self._look_up(chunk.text, int(starts[row]) - PAD),
        )  # fmt: skip
        hits, open_ = self._weigh(chunk, found)
        if open_.any():
            told[rows[found.rows[open_]]] = False
            hits, _ = self._weigh(chunk, found.where(told[rows[found.rows]]))
        return told, hits

    def _look_up(self, text: str, at: int) -> list[Value] | None:
        """Return the values that begin at `at`, None where it depends on the digits."""
        found: list[Value] = []
        for shape in self._shapes:
            match = shape.match(text, at)
            if match is None or match.end() == match.start():
                continue
            if _TELEPHONE.search(match.group()) is not None:
                return None
            start, end = match.span()
            if self.rule.widen is not None:
                start, end = self.rule.widen(text, start, end)
            found.append((start - at, end - at, self._judge.outcome_of(self.rule, match.group())))
        return found


def is_inside_line(chunk: Chunk, at: Places) -> Mask:
    """Return whether each place lies so far behind a line end that nothing of the line before goes on there."""
    ends = np.flatnonzero(chunk.codes == _LINE_END)
    last = ends[np.searchsorted(ends, at, "right") - 1]
    inside: Mask = at - last > _LONGEST_HEAD
    return inside
