"""Policies: which operator treats which finding; by name, from a file, or from a mapping."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from piiguard.errors import UsageError
from piiguard.policy.built_in import BUILT_IN
from piiguard.policy.model import Policy as Policy, Rule as Rule, ScoreRule as ScoreRule

if TYPE_CHECKING:
    from pathlib import Path


def names() -> tuple[str, ...]:
    """Return the names of the built-in policies."""
    return tuple(BUILT_IN)


def load_policy(
    source: str | Path | Mapping[str, object] | Policy, known_types: Iterable[str] | None = None
) -> Policy:
    """Return the policy that `source` names: a built-in one, a TOML, YAML or JSON file, a mapping, or a `Policy`.

    A mapping may also be Presidio's: entity types to `OperatorConfig` objects, or to dictionaries with `type`.
    Raises `UsageError` for anything unknown in it (entity types against `known_types`), `ReadError` for a file that
    cannot be read.
    """
    if isinstance(source, Policy):
        return source
    if isinstance(source, str) and source in BUILT_IN:
        return BUILT_IN[source]
    # What reads files is imported for files: most runs use a policy that has a name.
    from piiguard.policy import reading

    known = None if known_types is None else frozenset(known_types)
    if isinstance(source, Mapping):
        return reading.from_mapping(source, "policy", known)
    path = os.fspath(source)
    if os.path.splitext(path)[1] not in reading.SUFFIXES:
        hint = (
            reading.hint(str(source), BUILT_IN)
            or f"; built in: {', '.join(BUILT_IN)}; a file ends in .toml, .yaml or .json"
        )
        raise UsageError(f"unknown policy {str(source)!r}{hint}")
    return reading.from_file(path, known)
