"""Postal addresses in a chunk: clauses and fields that look like one that was read before need not be read again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

import numpy as np

from piiguard.addresses.marks import marks_of
from piiguard.addresses.running import ENDS_DIVISION, runs_of
from piiguard.addresses.stretch import BEFORE, BORDERS
from piiguard.anchors import AnchorFinder, found_by
from piiguard.bulk.address_forms import AddressForms
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import DIGIT, PAD, Chunk, Mask, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.readings import OPEN, Readings, Span
from piiguard.bulk.templates import AHEAD, LONGEST, NO_VALUES, Templates, Value, Values, hashes_before
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
# Behind one of these a field's value needs no word that says that it is an address.
_OPENINGS: Final = tuple(":：=＝\"'")
_FEW: Final = 3
# So many parts of an address leave no doubt that it is one.
_CLEAR: Final = 2
# Nobody who writes a text can know them.
_ODD: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(2)]
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

    def __init__(self, rule: Rule, judge: NumberJudge, labels: LabelFilter, forms: AddressForms | None) -> None:
        self.rule = rule
        self._judge = judge
        self._labels = labels
        self._templates = Templates()
        self._forms = forms
        self._readings = Readings()

    def _of_form(
        self, chunk: Chunk, stretches: tuple[Places, Places, Mask], read: Callable[[int, str], Sequence[Span] | None]
    ) -> tuple[Mask, Values]:
        """Return for which stretches it is told by their form that an address fills them, and these addresses.

        `stretches`: where they begin and end, and whether more than the sign before them counts.
        """
        starts, ends, ahead = stretches
        reader = self._forms.met(len(starts)) if self._forms is not None else None
        if reader is None:
            return np.zeros(len(starts), np.bool_), NO_VALUES
        forms = reader.of(chunk.text, chunk.codes[PAD:], starts - PAD, ends - PAD)
        around = hashes_before(chunk, starts, ahead) * _ODD[0] + chunk.codes.take(ends) * _ODD[1]
        forms = forms._replace(keys=forms.keys + around)
        ids = self._readings.of(
            forms, lambda row: chunk.text[int(starts[row]) - PAD : int(ends[row]) - PAD], read
        )  # fmt: skip
        rows = np.flatnonzero(ids != OPEN)
        # Of each reading there is one span, all of the stretch.
        outcomes = np.array([spans[0][0] if spans else 0 for spans in self._readings.found], np.int32)
        return ids != OPEN, Values(rows, starts[rows], ends[rows], outcomes.take(ids[rows]))

    def _weigh(self, chunk: Chunk, values: Values) -> tuple[Hits, Mask]:
        """Return the hits among values, and those to look at one by one."""
        _, starts, ends, outcomes = values
        labels = self._labels.or_behind(chunk, self._labels.before(chunk, starts), ends)
        return self._judge.judged(chunk, starts, ends, self.rule, outcomes, labels)


class ClauseJudge(_Judge):
    """Judges the addresses around anchors, of all in a clause at once."""

    def __init__(
        self, rule: Rule, anchors: AnchorFinder, judge: NumberJudge, labels: LabelFilter, forms: AddressForms | None
    ) -> None:
        super().__init__(rule, judge, labels, forms)
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
        ahead = self._telling.take(codes.take(lows - 1))
        plain = rows[_hold_digits(chunk, lows[rows], highs[rows])]
        clauses = lows[plain], highs[plain]
        clear[plain], values = self._of_form(
            chunk, (*clauses, ahead[plain]), partial(self._read, chunk.text, clauses)
        )  # fmt: skip
        hits: list[Hits] = []
        others = self._weighed(chunk, values, hits)
        rows = rows[~clear[rows]]
        for some in (rows[:_SAMPLE], rows[_SAMPLE:]):
            self._in_vain = 0
            clear[some], values = self._told(chunk, at, (lows[some], highs[some], ahead[some]), edges[:, some])
            others += self._weighed(chunk, values, hits)
            if self._in_vain > len(some) // 2:
                break  # prose, of which nothing comes again
        return clear[number], hits, others

    def _weighed(self, chunk: Chunk, values: Values, hits: list[Hits]) -> list[Candidate]:
        """Add the hits among values to `hits`; return the candidates to weigh one by one."""
        found, open_ = self._weigh(chunk, values)
        hits.append(found)
        spans = zip((values.starts[open_] - PAD).tolist(), (values.ends[open_] - PAD).tolist(), strict=True)
        return [Candidate(start, end, chunk.text[start:end]) for start, end in spans]

    def _told(
        self, chunk: Chunk, at: Places, clauses: tuple[Places, Places, Mask], edges: Places
    ) -> tuple[Mask, Values]:
        lows, highs, ahead = clauses
        return self._templates.of(
            chunk, lows, highs, ahead,
            lambda row: self._look_up(chunk.text, int(lows[row]) - PAD, at[edges[0, row] : edges[1, row]]),
        )  # fmt: skip

    def _read(self, text: str, clauses: tuple[Places, Places], row: int, address: str) -> list[Span] | None:
        """Return the number of what the check says of an address that fills a clause like that of a row."""
        assert self._forms is not None
        assert self._forms.reader is not None
        gazetteer = self._forms.reader.gazetteer
        low, high = (int(places[row]) - PAD for places in clauses)
        before = text[max(0, low - AHEAD) : low]
        text = before + address + text[high : high + 1]
        first, end = len(before), len(before) + len(address)
        found = runs_of(text, first, end, gazetteer)
        if found is None or len(found) != 1 or found[0][2] != (0, len(address)):
            return None
        # Of less it counts how the divisions are named.
        if len(marks_of(address, gazetteer)) < _FEW:
            return None
        # What stands beside a number is an anchor in all clauses like this.
        if not any(
            then.match(text, place + 1)
            for place in range(first + found[0][0], min(first + found[0][1] + 1, end))
            if text[place] not in ENDS_DIVISION and _beside_digit(text, place)
            for then in self._thens.get(text[place], ())
        ):
            return None
        return [(self._judge.outcome_of(self.rule, address), 0, len(address))]

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

    def __init__(
        self, rules: Sequence[ShapeRule], judge: NumberJudge, labels: LabelFilter, forms: AddressForms | None
    ) -> None:
        self._shapes = [shape for _, shape in rules]
        super().__init__(rules[0].rule, judge, labels, forms)
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
        told[rows], found = self._told(chunk, values[rows], ends[rows])
        hits, open_ = self._weigh(chunk, found)
        if open_.any():
            told[rows[found.rows[open_]]] = False
            hits, _ = self._weigh(chunk, found.where(told[rows[found.rows]]))
        return told, hits

    def _told(self, chunk: Chunk, starts: Places, ends: Places) -> tuple[Mask, Values]:
        ahead = np.zeros(len(starts), np.bool_)
        fields = starts, ends
        told, values = self._of_form(chunk, (starts, ends, ahead), partial(self._read, chunk.text, fields))
        rest = np.flatnonzero(~told)
        told[rest], others = self._templates.of(
            chunk, starts[rest], ends[rest], ahead[rest],
            lambda row: self._look_up(chunk.text, int(starts[rest[row]]) - PAD),
        )  # fmt: skip
        return told, values.plus(others, rest)

    def _read(self, text: str, fields: tuple[Places, Places], row: int, address: str) -> list[Span] | None:
        """Return the number of what the check says of an address that fills a field like that of a row."""
        start, end = (int(places[row]) - PAD for places in fields)
        before = text[start - 1 : start]
        parts = self.rule.recognizer.parts
        if (
            before not in _OPENINGS
            or parts is None
            or sum(level != "suffix" for level, _, _ in parts(address)) < _CLEAR
        ):
            return None
        found = set(self._look_up(before + address + text[end : end + 1], 1) or ())
        if len(found) != 1:
            return None
        [(first, last, outcome)] = found
        return [(outcome, 0, len(address))] if (first, last) == (0, len(address)) else None

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


def _hold_digits(chunk: Chunk, starts: Places, ends: Places) -> Mask:
    """Return which stretches hold a digit."""
    digits = chunk.places(DIGIT)
    found: Mask = np.searchsorted(digits, ends) > np.searchsorted(digits, starts)
    return found


def _beside_digit(text: str, at: int) -> bool:
    return text[at - 1 : at].isdecimal() or text[at + 1 : at + 2].isdecimal()


def is_inside_line(chunk: Chunk, at: Places) -> Mask:
    """Return whether each place lies so far behind a line end that nothing of the line before goes on there."""
    ends = np.flatnonzero(chunk.codes == _LINE_END)
    last = ends[np.searchsorted(ends, at, "right") - 1]
    inside: Mask = at - last > _LONGEST_HEAD
    return inside
