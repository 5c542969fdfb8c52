"""Reads a policy from a mapping or a TOML, YAML or JSON file; what is unknown in it is an error that says where."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from piiguard import legal, operators
from piiguard.errors import ReadError, UsageError
from piiguard.policy import presidio, records
from piiguard.policy.built_in import BUILT_IN
from piiguard.policy.model import Policy, Rule, ScoreRule

if TYPE_CHECKING:
    from piiguard.operators.keys import Key

SUFFIXES: Final = (".toml", ".yaml", ".yml", ".json")
_KEYS: Final = ("name", "extends", "default", "entities", "legal", "columns", "scores", "rows", "records")
_SCORE_KEYS: Final = ("from", "below", "entities")


def from_file(path: str, known: frozenset[str] | None) -> Policy:
    """Return the policy in the file `path`; raises `UsageError` and `ReadError`."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ReadError(path, f"policy file: {error.strerror}") from None
    suffix = os.path.splitext(path)[1]
    try:
        parsed = _parse(suffix, data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise UsageError(f"{path}: not a valid {suffix[1:]} file{f' (line {line})' if line else ''}") from None
    if not isinstance(parsed, Mapping):
        raise UsageError(f"{path}: a policy must be a table of keys")
    return from_mapping(parsed, path, known)


def _parse(suffix: str, text: str) -> Any:
    if suffix == ".toml":
        import tomllib

        return tomllib.loads(text)
    if suffix == ".json":
        import json

        return json.loads(text)
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        raise ValueError from None


def from_mapping(data: Mapping[str, object], where: str, known: frozenset[str] | None) -> Policy:
    """Return the policy that `data` describes, in piiguard's keys or as Presidio's operators; raises `UsageError`."""
    if presidio.is_presidio(data):
        data = presidio.converted(data, where)
    for key in data:
        if key not in _KEYS:
            raise UsageError(f"{where}: unknown key {key!r}{hint(str(key), _KEYS)}")
    base = BUILT_IN["mask"]
    extends = data.get("extends")
    if extends is not None:
        if not isinstance(extends, str) or extends not in BUILT_IN:
            raise UsageError(f"{where}: extends must be one of {', '.join(BUILT_IN)}")
        base = BUILT_IN[extends]
    default = _rule(data["default"], f"{where}: default") if "default" in data else base.default
    return Policy(
        name=str(data.get("name", where)),
        default=default,
        entities={**base.entities, **_rules(data, "entities", where, known)},
        legal={**base.legal, **_rules(data, "legal", where, frozenset(legal.keys()))},
        columns={**base.columns, **_rules(data, "columns", where, None, "columns")},
        scores=_scores(data.get("scores", ()), where, known) or base.scores,
        rows=_rule(data["rows"], f"{where}: rows", "rows") if "rows" in data else base.rows,
        records=records.rules(data.get("records", {}), where),
    )


def _rules(
    data: Mapping[str, object], key: str, where: str, known: frozenset[str] | None, place: str = "text"
) -> dict[str, Rule]:
    table = data.get(key, {})
    if not isinstance(table, Mapping):
        raise UsageError(f"{where}: {key!r} must be a table")
    for name in table:
        if known is not None and name not in known:
            raise UsageError(f"{where}: unknown name {name!r} in {key!r}{hint(str(name), known)}")
    return {str(name): _rule(value, f"{where}: {name}", place) for name, value in table.items()}


def _rule(value: object, where: str, place: str = "text") -> Rule:
    """Return the rule in `value`; `place` says what it treats: text (single findings), columns or rows."""
    if isinstance(value, str):
        value = {"operator": value}
    if not isinstance(value, Mapping) or not isinstance(value.get("operator"), str):
        raise UsageError(f"{where}: expected an operator's name or a table with 'operator'")
    name = str(value["operator"])
    if not operators.is_known(name):
        raise UsageError(f"{where}: unknown operator {name!r}{hint(name, operators.known_names())}")
    if place not in operators.places(name):
        raise UsageError(f"{where}: operator {name!r} works on {' and '.join(operators.places(name))} only")
    params = {str(key): param for key, param in value.items() if key != "operator"}
    try:
        # Built once with a stand-in key, so that a wrong parameter is an error now and not at the first finding.
        operators.build(name, params, _stand_in())
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None
    return Rule(name, params)


def _stand_in() -> Key:
    from piiguard.operators.keys import Key

    return Key(bytes(range(32)))


def _scores(value: object, where: str, known: frozenset[str] | None) -> tuple[ScoreRule, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, Mapping) for each in value):
        raise UsageError(f"{where}: 'scores' must be a list of tables")
    return tuple(_score_rule(each, f"{where}: scores[{index}]", known) for index, each in enumerate(value))


def _score_rule(value: Mapping[str, object], where: str, known: frozenset[str] | None) -> ScoreRule:
    least, below = _score(value, "from", 0.0, where), _score(value, "below", 2.0, where)
    if least >= below or not ("from" in value or "below" in value):
        raise UsageError(f"{where}: 'from' or 'below' must be given, and from < below")
    entities = value.get("entities", ())
    if not isinstance(entities, list | tuple):
        raise UsageError(f"{where}: 'entities' must be a list of entity types")
    for name in entities:
        if known is not None and name not in known:
            raise UsageError(f"{where}: unknown entity type {name!r}{hint(str(name), known)}")
    rule = _rule({key: param for key, param in value.items() if key not in _SCORE_KEYS}, where)
    return ScoreRule(rule, least, below, frozenset(map(str, entities)))


def _score(value: Mapping[str, object], key: str, default: float, where: str) -> float:
    found = value.get(key, default)
    if isinstance(found, bool) or not isinstance(found, int | float) or (key in value and not 0 <= found <= 1):
        raise UsageError(f"{where}: {key!r} must be a score from 0 to 1")
    return float(found)


def hint(name: str, known: Iterable[str]) -> str:
    """Return what to add to a complaint about `name`: the known name closest to it, if one is close."""
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
