"""Plans as TOML files: printed, edited by hand, and passed back, so that nothing is guessed twice."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from piiguard.errors import ReadError, UsageError
from piiguard.guard import Guard
from piiguard.operators import build
from piiguard.tables.headers import BY_TYPE
from piiguard.tables.plan import BY_CELL, OF_RECORDS, PARTY, ColumnPlan, TablePlan, rule_of

VERSION: Final = 1
_KEYS: Final = frozenset(("name", "entity_type", "recognizer", "treatment", "params", "every", "also"))
_HEAD: Final = f"""\
# What each column holds, and what is done to it. Edit it, and pass it back: piiguard redact FILE --plan THIS.
# treatment: an operator (mask, hash, keep, redact ...), or "{BY_CELL}": what is found in each cell is treated, or
# "{PARTY}": each number gets the same keyed pseudonym in every column, file and text; service numbers stay.
plan = {VERSION}
"""


def written(plan: TablePlan) -> str:
    """Return a plan as the text of a TOML file; it holds no value of the table and no key."""
    parts = [_HEAD]
    if plan.record is not None:
        parts.append(f"record = {json.dumps(plan.record)}\n")
    for each in plan.columns:
        parts.append(f"\n# {each.role}; {_line(each.said)}\n[[column]]\nname = {_string(each.name)}\n")
        if each.entity_type is not None:
            parts.append(f"entity_type = {_string(each.entity_type)}\n")
        if each.recognizer:
            parts.append(f"recognizer = {_string(each.recognizer)}\n")
        if each.also:
            parts.append(f"also = {json.dumps(each.also)}\n")
        parts.append(f"treatment = {_string(each.treatment)}\n")
        if each.every:
            parts.append("every = true\n")
        if each.params:
            given = ", ".join(f"{_string(name)} = {json.dumps(value)}" for name, value in each.params.items())
            parts.append(f"params = {{{given}}}\n")
    return "".join(parts)


def _line(text: str) -> str:
    """Return a text as a comment can hold it."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _string(text: str) -> str:
    """Return a basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(path: str, guard: Guard) -> TablePlan:
    """Return the plan in a file, checked against the recognizers, operators and key of `guard`.

    Raises `UsageError` for a file that cannot be read, is no plan, or names what does not exist.
    """
    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise UsageError(str(ReadError(path, error.strerror or "cannot be read"))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise UsageError(f"{path}: not TOML") from None
    columns = data.get("column")
    if data.get("plan") != VERSION or not isinstance(columns, list) or set(data) - {"plan", "record", "column"}:
        raise UsageError(f"{path}: not a plan of version {VERSION}")
    plans = [_column(f"{path}: column {number}", each, guard) for number, each in enumerate(columns, 1)]
    return TablePlan(tuple(plans), data.get("record"))


def _column(where: str, given: Any, guard: Guard) -> ColumnPlan:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise UsageError(f"{where}: has no name")
    unknown = sorted(set(given) - _KEYS)
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}")
    params, treatment = given.get("params", {}), given.get("treatment", BY_CELL)
    if not isinstance(params, dict) or not isinstance(treatment, str):
        raise UsageError(f"{where}: treatment is a name, params a table")
    kind, recognizer = given.get("entity_type"), given.get("recognizer")
    names = [each.name for each in guard.recognizers if each.entity_type == kind]
    if kind is not None and not names and kind not in (*BY_TYPE, *OF_RECORDS):
        raise UsageError(f"{where}: unknown entity type {kind!r}")
    if recognizer and recognizer not in names:
        raise UsageError(f"{where}: unknown recognizer {recognizer!r} of {kind}")
    own = _own_params(treatment, params, kind, guard)
    if treatment == PARTY:
        if not guard.policy.keeps_graph:
            raise UsageError(
                f'{where}: {PARTY!r} needs --records graph, or records.CALL_RECORD = "graph" in the policy'
            )
        if params:
            raise UsageError(
                f"{where}: {PARTY!r} has no params; it does as the policy does to the kind of each number"
            )
    elif treatment != BY_CELL and own is not None:
        try:
            build(treatment, own, guard.key)
        except UsageError as error:
            raise UsageError(f"{where} ({given['name']}): {error}") from None
    every = given.get("every") is True
    name = recognizer or (names[0] if names and not every else None)
    role = "none" if kind is None else "direct"
    return ColumnPlan(given["name"], kind, name, 1.0, role, treatment, "", own, every, _also(where, given, guard))


def _also(where: str, given: Mapping[str, object], guard: Guard) -> tuple[str, ...]:
    also = given.get("also", [])
    known = {each.name for each in guard.recognizers}
    if not isinstance(also, list) or not known.issuperset(also):
        raise UsageError(f"{where}: also is a list of recognizers")
    return tuple(also)


def _own_params(
    treatment: str, params: Mapping[str, object], kind: str | None, guard: Guard
) -> Mapping[str, object] | None:
    """Return the plan's parameters, or None where the policy does just that, with its own."""
    if treatment == BY_CELL:
        return params
    if kind is not None and not params and rule_of(guard, kind).operator == treatment:
        return None
    return params
