"""Makes what tells the forms of addresses, from the recognizers that look for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiguard.addresses.alike import ACROSS
from piiguard.bulk.forms import FormReader
from piiguard.bulk.telling import NEUTRAL
from piiguard.recognizers.data.gazetteer import gazetteer
from piiguard.rules import Rule, ShapeRule


def form_reader(clause: Rule | None, fields: Sequence[ShapeRule]) -> FormReader | None:
    """Return what tells the forms of addresses, for the rules that look for them; None where one of them is not."""
    if clause is None or not fields:
        return None
    patterns = [*clause.recognizer.told_by, *fields[0].rule.recognizer.told_by]
    words = [re.compile(source) for source in (*ACROSS, *patterns)]
    widen = fields[0].rule.widen

    def is_taken(divisions: str) -> bool:
        if any(word.search(divisions) for word in words):
            return False
        text = f'"{divisions}{NEUTRAL * 4}"'
        spans = {match.span() for _, shape in fields if (match := shape.match(text, 1)) is not None}
        return {widen(text, *span) if widen else span for span in spans} == {(1, len(text) - 1)}

    return FormReader(gazetteer(), patterns, [shape.source for _, shape in fields], is_taken)
