"""Makes what tells the forms of addresses, from the recognizers that look for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from piiguard.addresses.alike import ACROSS, ANYWHERE, PARTS
from piiguard.addresses.gazetteer import Gazetteer
from piiguard.bulk.forms import FormReader
from piiguard.bulk.telling import NEUTRAL
from piiguard.recognizers.data.gazetteer import gazetteer
from piiguard.rules import Rule, ShapeRule

# Reading so many addresses one by one costs as much as to make what tells the forms of more (90 ms).
_WORTH: Final = 512
# Fewer at a time are not worth it.
_FEW: Final = 8


class AddressForms:
    """Tells the forms of addresses once so many were met that it pays to make what tells them.

    `reader` is that, None before. `in_clauses`: words of a sentence make a difference, too.
    """

    def __init__(self, clause: Rule, fields: Sequence[ShapeRule], in_clauses: bool) -> None:
        self._rules = clause, fields, in_clauses
        self._met = 0
        self.reader: FormReader | None = None

    def met(self, count: int) -> FormReader | None:
        """Return the reader for so many more addresses, None where it does not pay yet."""
        self._met += count
        if self.reader is None and self._met >= _WORTH:
            self.reader = form_reader(*self._rules)
        return self.reader if count >= _FEW else None

    def gazetteer(self) -> Gazetteer:
        """Return the names of divisions."""
        return gazetteer()


def form_reader(clause: Rule, fields: Sequence[ShapeRule], in_clauses: bool) -> FormReader:
    """Return what tells the forms of addresses, for the rules that look for them; see `AddressForms`."""
    patterns = [*clause.recognizer.told_by, *fields[0].rule.recognizer.told_by]
    across = [*ACROSS, *patterns] if in_clauses else list(patterns)
    words = [re.compile(source) for source in across]
    widen = fields[0].rule.widen

    def is_taken(divisions: str) -> bool:
        if any(word.search(divisions) for word in words):
            return False
        text = f'"{divisions}{NEUTRAL * 4}"'
        spans = {match.span() for _, shape in fields if (match := shape.match(text, 1)) is not None}
        return {widen(text, *span) if widen else span for span in spans} == {(1, len(text) - 1)}

    patterns += ANYWHERE if in_clauses else PARTS
    return FormReader(gazetteer(), patterns, across, [shape.source for _, shape in fields], is_taken)
