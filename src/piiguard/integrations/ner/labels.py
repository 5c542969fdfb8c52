"""What the labels of other people's models are called here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from piiguard.errors import UsageError

_NAMES: Final = {
    "PERSON": "per person people nr nh ps name",
    "LOCATION": "loc location gpe fac facility ns lc address scene place",
    "ORGANIZATION": "org organization organisation nt ni og company government",
}
# CoNLL, OntoNotes (spaCy, HanLP), MSRA and PKU (HanLP), CLUENER, KLUE; in lower case.
LABELS: Final = {label: kind for kind, labels in _NAMES.items() for label in labels.split()}
_POSITION: Final = re.compile("^[BIOESLUM][-_]", re.IGNORECASE)


def plain(label: str) -> str:
    """Return a label without what says where in a name a token stands (B-PER), in lower case."""
    return _POSITION.sub("", label).lower()


def chosen(
    labels: Mapping[str, str] | None, entities: Sequence[str], known: Iterable[str] | None = None
) -> dict[str, str]:
    """Return the entity type of each label that is wanted.

    Args:
        labels: the model's labels and the types they stand for; by default `LABELS`.
        entities: the types that are wanted.
        known: all labels that the model has, where it tells them.

    Raises `UsageError` when no label of the model stands for a wanted type.
    """
    given = LABELS if labels is None else {plain(label): kind for label, kind in labels.items()}
    wanted = {label: kind for label, kind in given.items() if kind in entities}
    there = None if known is None else {plain(label) for label in known}
    if not wanted or (there is not None and not there & set(wanted)):
        has = "" if there is None else f"; the model has {', '.join(sorted(there))}"
        raise UsageError(f"no label stands for {', '.join(entities)}{has}: say which with labels={{label: type}}")
    return wanted
