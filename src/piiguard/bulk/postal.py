"""Postal addresses in the clauses of a chunk: one that looks like one read before need not be read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from piiguard.bulk.postal_judge import PostalJudge
from piiguard.bulk.put_off import PutOff
from piiguard.bulk.readings import Span
from piiguard.bulk.templates import AHEAD, Value, Values
from piiguard.recognizer import Candidate
from piiguard.rules import Rule

_RULE: Final = "place.address"
# Addresses that go on in the next line.
BROKEN: Final = "place.address_line"
_ASTRAL: Final = 0xFFFF
_QUOTE, _LINE_END = (ord(sign) for sign in '"\n')
# A line that goes on with a house says so with its first characters.
_LONGEST_HEAD: Final = 44
# Where most of so many clauses are new and without an address, the others are looked at one by one.
_SAMPLE: Final = 256
_FEW: Final = 3


def clause_rule(anchors: AnchorFinder) -> Rule | None:
    """Return the rule for addresses around anchors; None where there is none."""
    rules = (rule for each in anchors.anchored.values() for rule, _ in each)
    return next((rule for rule in rules if rule.name == _RULE and rule.find_all is not None), None)


class ClauseJudge(PostalJudge):
    """Judges the addresses around anchors, of all in a clause at once."""

    def __init__(
        self,
        rule: Rule,
        anchors: AnchorFinder,
        judge: NumberJudge,
        labels: LabelFilter,
        forms: Sequence[AddressForms],
    ) -> None:
        super().__init__(rule, judge, labels, forms)
        self._thens = {
            char: [shape for each, shape in rules if each.name == rule.name]
            for char, rules in anchors.anchored.items()
            if any(each.name == rule.name for each, _ in rules)
        }
        self._in_vain = 0
        self.put_off = PutOff(rule, self._found, forms[0].gazetteer) if forms else None
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
        # The anchors are in order, and so are their clauses.
        begins = np.append(True, behind[1:] != behind[:-1])
        first, number = behind[begins], np.cumsum(begins) - 1
        lows, highs = borders[first - 1] + 1, borders[first]
        last = codes.take(highs)
        clear = (highs - lows < BEFORE) & ~self._open.take(last)
        clear &= (last != _QUOTE) | ~self._named.take(codes.take(highs + 1))
        # From where to where the anchors of each clause are.
        of_first = np.flatnonzero(begins)
        edges = np.stack((of_first, np.append(of_first[1:], len(at))))
        rows = np.flatnonzero(clear)
        clear[:] = False
        ahead = self._telling.take(codes.take(lows - 1))
        plain = rows[_hold_digits(chunk, lows[rows], highs[rows])]
        clauses = lows[plain], highs[plain]
        clear[plain], values = self.of_form(
            chunk, (*clauses, ahead[plain]), partial(self._read, chunk.text, clauses)
        )  # fmt: skip
        hits: list[Hits] = []
        others = self._weighed(chunk, values, hits)
        rows = rows[~clear[rows]]
        for row in rows[(codes.take(lows[rows] - 1) == _QUOTE) & (last[rows] == _QUOTE)].tolist():
            span = int(lows[row]) - PAD, int(highs[row]) - PAD
            clear[row] = self.put_off is not None and self.put_off.may(chunk.text, span, at[slice(*edges[:, row])])
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
        found, open_ = self.weigh(chunk, values)
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
        reader = self._forms[0][0].reader
        assert reader is not None
        gazetteer = reader.gazetteer
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
        found = self._found(text, at)
        self._in_vain += not found
        return [(each.start - low, each.end - low, self._judge.outcome_of(self.rule, each.value)) for each in found]

    def _found(self, text: str, at: Places) -> set[Candidate]:
        """Return the addresses around the anchors among the places `at`."""
        assert self.rule.find_all is not None
        places = [
            place
            for place in (at - PAD).tolist()
            if any(then.match(text, place + 1) is not None for then in self._thens[text[place]])
        ]
        # Most anchors of a clause lead to the same address.
        return set(found_by(self.rule, self.rule.find_all, text, places) if places else ())


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
