"""Policies: which operator treats which entity type or legal class."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from piiguard import legal, operators
from piiguard.errors import ReadError, UsageError
from piiguard.operators.keys import Key, required

if TYPE_CHECKING:
    from pathlib import Path

_KEYS: Final = ("name", "extends", "default", "entities", "legal")


class Rule(NamedTuple):
    """An operator's name and its parameters."""

    operator: str
    params: Mapping[str, object]


class Policy(NamedTuple):
    """What to do with each finding: by entity type, else by legal class, else the default."""

    name: str
    default: Rule
    entities: Mapping[str, Rule]
    legal: Mapping[str, Rule]

    def operator_for(self, entity_type: str, legal_class: str) -> Rule:
        """Return the rule for a finding of `entity_type`, whose recognizer has `legal_class`."""
        return self.entities.get(entity_type) or self.legal.get(legal_class) or self.default

    def rules(self) -> list[Rule]:
        """Return every rule the policy can apply."""
        return [self.default, *self.entities.values(), *self.legal.values()]

    def require_key(self, key: Key | None) -> None:
        """Raise `UsageError` when a rule needs a key and `key` is None."""
        for rule in self.rules():
            if operators.needs_key(rule.operator):
                required(key, rule.operator)


_BUILT_IN: Final[Mapping[str, Policy]] = {
    "mask": Policy("mask", Rule("mask", {}), {}, {}),
    "strict": Policy("strict", Rule("mask", {"strict": True}), {}, {"credential": Rule("redact", {})}),
    "tag": Policy("tag", Rule("tag", {}), {}, {}),
    "redact": Policy("redact", Rule("redact", {}), {}, {}),
    "hash": Policy("hash", Rule("hash", {}), {}, {"credential": Rule("redact", {})}),
}


def names() -> tuple[str, ...]:
    """Return the names of the built-in policies."""
    return tuple(_BUILT_IN)


def load_policy(
    source: str | Path | Mapping[str, object] | Policy, known_types: Iterable[str] | None = None
) -> Policy:
    """Return the policy that `source` names: a built-in one, a TOML, YAML or JSON file, a mapping, or a `Policy`.

    Raises `UsageError` for anything unknown in it (entity types against `known_types`), `ReadError` for a file that
    cannot be read.
    """
    if isinstance(source, Policy):
        return source
    known = None if known_types is None else frozenset(known_types)
    if isinstance(source, Mapping):
        return _from_mapping(source, "policy", known)
    if isinstance(source, str) and source in _BUILT_IN:
        return _BUILT_IN[source]
    path = os.fspath(source)
    if os.path.splitext(path)[1] not in (".toml", ".yaml", ".yml", ".json"):
        hint = (
            _hint(str(source), _BUILT_IN)
            or f"; built in: {', '.join(_BUILT_IN)}; a file ends in .toml, .yaml or .json"
        )
        raise UsageError(f"unknown policy {str(source)!r}{hint}")
    return _from_mapping(_read(path), path, known)


def _read(path: str) -> Mapping[str, object]:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ReadError(path, f"policy file: {error.strerror}") from None
    suffix = os.path.splitext(path)[1]
    try:
        parsed = _parse(suffix, data.decode("utf-8"))
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise UsageError(f"{path}: not a valid {suffix[1:]} file{f' (line {line})' if line else ''}") from None
    if not isinstance(parsed, Mapping):
        raise UsageError(f"{path}: a policy must be a table of keys")
    return parsed


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


def _from_mapping(data: Mapping[str, object], where: str, known: frozenset[str] | None) -> Policy:
    for key in data:
        if key not in _KEYS:
            raise UsageError(f"{where}: unknown key {key!r}{_hint(str(key), _KEYS)}")
    base = _BUILT_IN["mask"]
    extends = data.get("extends")
    if extends is not None:
        if not isinstance(extends, str) or extends not in _BUILT_IN:
            raise UsageError(f"{where}: extends must be one of {', '.join(_BUILT_IN)}")
        base = _BUILT_IN[extends]
    default = _rule(data["default"], f"{where}: default") if "default" in data else base.default
    entities = _rules(data, "entities", where, known)
    classes = _rules(data, "legal", where, frozenset(legal.keys()))
    return Policy(str(data.get("name", where)), default, {**base.entities, **entities}, {**base.legal, **classes})


def _rules(data: Mapping[str, object], key: str, where: str, known: frozenset[str] | None) -> dict[str, Rule]:
    table = data.get(key, {})
    if not isinstance(table, Mapping):
        raise UsageError(f"{where}: {key!r} must be a table")
    for name in table:
        if known is not None and name not in known:
            raise UsageError(f"{where}: unknown name {name!r} in {key!r}{_hint(str(name), known)}")
    return {str(name): _rule(value, f"{where}: {name}") for name, value in table.items()}


def _rule(value: object, where: str) -> Rule:
    if isinstance(value, str):
        value = {"operator": value}
    if not isinstance(value, Mapping) or not isinstance(value.get("operator"), str):
        raise UsageError(f"{where}: expected an operator's name or a table with 'operator'")
    name = str(value["operator"])
    if name not in operators.known_names():
        raise UsageError(f"{where}: unknown operator {name!r}{_hint(name, operators.known_names())}")
    params = {str(key): param for key, param in value.items() if key != "operator"}
    try:
        # Built once with a stand-in key, so that a wrong parameter is an error now and not at the first finding.
        operators.build(name, params, Key(bytes(range(32))))
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None
    return Rule(name, params)


def _hint(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
