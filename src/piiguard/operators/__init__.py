"""What is done to a finding: one operator a file, built by name from a policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from piiguard.errors import UsageError
from piiguard.operators.base import Operator as Operator, Parameters, Request as Request
from piiguard.operators.keys import Key, required
from piiguard.operators.mask import MaskOperator
from piiguard.operators.replace import KeepOperator, RedactOperator, ReplaceOperator, TagOperator

_KEYLESS: Mapping[str, Callable[[Parameters], Operator]] = {
    "mask": MaskOperator.build,
    "redact": RedactOperator.build,
    "replace": ReplaceOperator.build,
    "tag": TagOperator.build,
    "keep": KeepOperator.build,
}
_KEYED = ("hash",)


def known_names() -> tuple[str, ...]:
    """Return the names of all operators."""
    return (*_KEYLESS, *_KEYED)


def needs_key(name: str) -> bool:
    """Return whether the operator `name` works with a key."""
    return name in _KEYED


def build(name: str, params: Mapping[str, object], key: Key | None = None) -> Operator:
    """Return the operator `name` with `params`.

    Raises `UsageError` for an unknown operator or parameter, and for a keyed operator without a key.
    """
    parameters = Parameters(name, params)
    operator: Operator
    if name in _KEYLESS:
        operator = _KEYLESS[name](parameters)
    elif name == "hash":
        from piiguard.operators.hash import HashOperator

        operator = HashOperator.build(parameters, required(key, name))
    else:
        raise UsageError(f"unknown operator {name!r}; known: {', '.join(known_names())}")
    parameters.finish()
    return operator
