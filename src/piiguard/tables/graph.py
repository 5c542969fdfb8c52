"""Plans the columns of records so that they stay usable: who called whom, coarse times, lengths and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from piiguard import registry
from piiguard.guard import Guard
from piiguard.policy.model import GRAPH, Rule
from piiguard.tables.plan import PARTY, ColumnPlan, column_rule
from piiguard.tables.records import RecordFound, coarser_rules

_ROWS: Final = 200
_SHORTEST: Final = 3
_KINDS: Final[Mapping[str, str]] = {"time": "TIMESTAMP", "duration": "DURATION"}


def coarsened(guard: Guard, plans: tuple[ColumnPlan, ...], found: RecordFound, rule: Rule) -> tuple[ColumnPlan, ...]:
    """Return `plans` with what `rule`, of the policy for a kind of record, does to its columns.

    Columns for which the policy has a rule by header stay as they are planned.
    """
    coarser = coarser_rules(found)
    kind = next(each for each in registry.record_kinds() if each.entity_type == found.entity_type)
    parties = {role.name for role in kind.roles if role.party} if rule.operator == GRAPH else set()
    result = []
    for place, (plan, role) in enumerate(zip(plans, found.roles, strict=True)):
        if column_rule(guard, plan.name) is not None:
            result.append(plan)
        elif role in parties:
            result.append(plan._replace(role="direct", treatment=PARTY, evidence=f"who calls, or is called: {role}"))
        elif plan.entity_type == "PERSON" and rule.operator == GRAPH:
            # A surname and a length, beside who called whom, is nearly a name.
            result.append(plan._replace(treatment="hash", params={}))
        elif place in coarser:
            result.append(_with(plan, role, *coarser[place], rule.params))
        else:
            result.append(plan)
    return tuple(result)


def without_repeats(
    guard: Guard, plans: tuple[ColumnPlan, ...], found: RecordFound, columns: Sequence[Sequence[str]]
) -> tuple[ColumnPlan, ...]:
    """Return `plans` with the exchange's own notes taken out, if they say once more who calls, or is called."""
    kind = next(each for each in registry.record_kinds() if each.entity_type == found.entity_type)
    notes = {role.name for role in kind.roles if role.repeats}
    result = list(plans)
    for place, role in enumerate(found.roles):
        plan = plans[place]
        if role not in notes or plan.entity_type is not None or column_rule(guard, plan.name) is not None:
            continue
        if any(_repeats(columns[place], columns[party]) for party in found.parties):
            evidence = f"says again who calls, or is called: {role}"
            result[place] = plan._replace(role="direct", treatment="redact", params={}, evidence=evidence)
    return tuple(result)


def _repeats(notes: Sequence[str], numbers: Sequence[str]) -> bool:
    pairs = zip(notes[:_ROWS], numbers[:_ROWS], strict=False)
    return any(len(number) >= _SHORTEST and number in note for note, number in pairs)


def _with(
    plan: ColumnPlan, role: str, operator: str, params: Mapping[str, object], chosen: Mapping[str, object]
) -> ColumnPlan:
    own = {**params, **chosen} if "time" in params else dict(params)
    kind = plan.entity_type or _KINDS.get(str(params.get("as")))
    evidence = f"part of a record: {role.removeprefix('bare_')}"
    return plan._replace(
        entity_type=kind,
        recognizer=None,
        role="quasi",
        treatment=operator,
        evidence=evidence,
        params=own,
        every=False,
    )
