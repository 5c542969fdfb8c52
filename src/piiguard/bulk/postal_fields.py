"""Postal addresses behind keys in a chunk: values that look like one that was read before need not be read again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.address_forms import AddressForms
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import PAD, Chunk, Mask, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.postal_judge import PostalJudge
from piiguard.bulk.readings import Span
from piiguard.bulk.templates import LONGEST, Value, Values
from piiguard.rules import ShapeRule

LABELLED: Final = "place.address.2"
# What ends a value behind a label.
_STOP: Final = "\n\r\t,，;；。|\"'”<>{}!！?？"
# Behind one of these a field's value needs no word that says that it is an address.
_OPENINGS: Final = tuple(":：=＝\"'")
# So many parts of an address leave no doubt that it is one.
_CLEAR: Final = 2
# A mobile number in a field ends the address there: digits are not alike then.
_TELEPHONE: Final = re.compile("[0-9]{11}")


def field_rules(anchors: AnchorFinder) -> tuple[ShapeRule, ...]:
    """Return the rule for addresses behind labels, with each of the shapes that they have."""
    return anchors.by_key(frozenset((LABELLED,)))


class FieldJudge(PostalJudge):
    """Judges the addresses behind keys."""

    def __init__(
        self, rules: Sequence[ShapeRule], judge: NumberJudge, labels: LabelFilter, forms: Sequence[AddressForms]
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
        hits, open_ = self.weigh(chunk, found)
        if open_.any():
            told[rows[found.rows[open_]]] = False
            hits, _ = self.weigh(chunk, found.where(told[rows[found.rows]]))
        return told, hits

    def _told(self, chunk: Chunk, starts: Places, ends: Places) -> tuple[Mask, Values]:
        ahead = np.zeros(len(starts), np.bool_)
        fields = starts, ends
        told, values = self.of_form(chunk, (starts, ends, ahead), partial(self._read, chunk.text, fields))
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
