"""What a policy may do to tables by kind of record: `coarse` or `graph`, checked against the kinds there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from piiguard.errors import UsageError
from piiguard.policy.model import COARSE, GRAPH, Rule

WAYS: Final = (COARSE, GRAPH)
# What times are cut to; by default as the kind of record says.
_TIMES: Final = ("hour", "day")


def kinds(way: str) -> tuple[str, ...]:
    """Return the kinds of record that can be treated in a way."""
    from piiguard import registry

    roles = {each.entity_type: each.roles for each in registry.record_kinds()}
    if way == GRAPH:
        return tuple(kind for kind, own in roles.items() if any(role.party for role in own))
    return tuple(kind for kind, own in roles.items() if any(role.coarser for role in own))


def rules_of(way: str) -> dict[str, Rule]:
    """Return a rule for each kind of record that can be treated in a way."""
    return {kind: Rule(way, {}) for kind in kinds(way)}


def rules(given: object, where: str) -> dict[str, Rule]:
    """Return the rules in the table `records` of a policy; raises `UsageError` for what is not known in it.

    A value is `"graph"` or `"coarse"`, or a table with `treatment` and `time` (hour or day).
    """
    if not isinstance(given, Mapping):
        raise UsageError(f"{where}: 'records' must be a table")
    return {str(kind): _rule(str(kind), value, f"{where}: records.{kind}") for kind, value in given.items()}


def _rule(kind: str, value: object, where: str) -> Rule:
    table = value if isinstance(value, Mapping) else {"treatment": value}
    way, time = table.get("treatment"), table.get("time")
    if way not in WAYS:
        raise UsageError(f"{where}: expected one of {', '.join(WAYS)}, or a table with 'treatment'")
    if kind not in kinds(way):
        raise UsageError(f"{where}: {way!r} is for {', '.join(kinds(way))}")
    unknown = [str(name) for name in table if name not in ("treatment", "time")]
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]!r}")
    if time is not None and time not in _TIMES:
        raise UsageError(f"{where}: time must be one of {', '.join(_TIMES)}")
    return Rule(way, {} if time is None else {"time": time})
