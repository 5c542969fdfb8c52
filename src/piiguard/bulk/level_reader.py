"""Makes what tells the levels of many addresses from the rules that find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from piiguard.anchors import AnchorFinder
from piiguard.bulk.address_forms import AddressForms
from piiguard.bulk.levels import LevelReader
from piiguard.bulk.postal import clause_rule
from piiguard.bulk.postal_fields import field_rules


def address_forms(anchors: AnchorFinder, in_clauses: Iterable[bool] = (True, False)) -> Sequence[AddressForms]:
    """Return the ways to tell the forms of addresses, in the order in which they are asked; none without rules.

    `in_clauses`: for each way, whether there may be words of a sentence around addresses.
    """
    clause, field = clause_rule(anchors), field_rules(anchors)
    return [AddressForms(clause, field, each) for each in in_clauses] if clause and field else []


def level_reader(anchors: AnchorFinder, forms: Sequence[AddressForms]) -> LevelReader | None:
    """Return what tells the levels of addresses with `forms`; None where nothing looks for them."""
    clause = clause_rule(anchors)
    parts = clause.recognizer.parts if clause else None
    return LevelReader(forms, parts) if forms and parts else None
