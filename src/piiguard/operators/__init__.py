"""What is done to a finding: one operator a file, built by name from a policy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final, NamedTuple

from piiguard.errors import UsageError
from piiguard.operators.base import Operator as Operator, Parameters, Request as Request
from piiguard.operators.keys import Key, required


class Entry(NamedTuple):
    """Where an operator is (imported when first used), whether it works with a key and can be undone.

    `places`: what it treats: findings in text, whole columns, rows of tables. `by_value`: equal values become the
    same, whatever stands beside them in a column.
    """

    module: str
    attribute: str
    keyed: bool = False
    reversible: bool = False
    places: tuple[str, ...] = ("text", "columns")
    by_value: bool = True


# Presidio's own operators, with the extra for it.
PRESIDIO: Final = "presidio_"
_THEIRS: Final = "piiguard.integrations.presidio.theirs"
TABLE: Final[Mapping[str, Entry]] = {
    "mask": Entry("mask", "MaskOperator"),
    "redact": Entry("replace", "RedactOperator"),
    "replace": Entry("replace", "ReplaceOperator"),
    "tag": Entry("tag", "TagOperator"),
    "keep": Entry("replace", "KeepOperator"),
    "hash": Entry("hash", "HashOperator", keyed=True),
    "fpe": Entry("fpe", "FpeOperator", keyed=True, reversible=True),
    "vault": Entry("vault", "VaultOperator", keyed=True, reversible=True),
    "encrypt": Entry("encrypt", "EncryptOperator", keyed=True, reversible=True),
    "surrogate": Entry("surrogate", "SurrogateOperator", keyed=True),
    "generalize": Entry("generalize", "GeneralizeOperator"),
    "shift": Entry("shift", "ShiftOperator", keyed=True),
    "noise": Entry("noise", "NoiseOperator", keyed=True),
    "top_bottom": Entry("top_bottom", "TopBottomOperator", by_value=False),
    "microaggregate": Entry("microaggregate", "MicroaggregateOperator", places=("columns",), by_value=False),
    "shuffle": Entry("shuffle", "ShuffleOperator", keyed=True, places=("columns",), by_value=False),
    "sample": Entry("sample", "SampleOperator", keyed=True, places=("rows",)),
}


def is_known(name: str) -> bool:
    """Return whether `name` is an operator's, or begins as those of Presidio do here."""
    return name in TABLE or name.startswith(PRESIDIO)


def known_names() -> tuple[str, ...]:
    """Return the names of all operators."""
    return tuple(TABLE)


def needs_key(name: str) -> bool:
    """Return whether the operator `name` works with a key."""
    return name in TABLE and TABLE[name].keyed


def is_reversible(name: str) -> bool:
    """Return whether what the operator `name` writes can be brought back with the key."""
    return name in TABLE and TABLE[name].reversible


def places(name: str) -> tuple[str, ...]:
    """Return what the operator `name` treats: some of text, columns and rows."""
    return TABLE[name].places if name in TABLE else ("text", "columns")


def goes_by_value(name: str) -> bool:
    """Return whether equal values become the same by the operator `name`, whatever else stands in their column."""
    return name in TABLE and TABLE[name].by_value


def build(name: str, params: Mapping[str, object], key: Key | None = None) -> Operator:
    """Return the operator `name` with `params`.

    Raises `UsageError` for an unknown operator or parameter, and for a keyed operator without a key.
    """
    entry = TABLE.get(name)
    parameters = Parameters(name, params)
    if entry is None and name.startswith(PRESIDIO):
        # By name: importing Presidio takes over a second, and the core does not know it.
        theirs: Operator = import_module(_THEIRS).TheirOperator.build(name.removeprefix(PRESIDIO), parameters)
        return theirs
    if entry is None:
        raise UsageError(f"unknown operator {name!r}; known: {', '.join(TABLE)}")
    factory = getattr(import_module(f"piiguard.operators.{entry.module}"), entry.attribute).build
    operator: Operator = factory(parameters, required(key, name) if entry.keyed else None)
    parameters.finish()
    return operator
