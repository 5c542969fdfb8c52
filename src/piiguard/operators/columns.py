"""Applies an operator to a whole column of values: each distinct value once, or all together where it can."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from piiguard.operators.base import Operator, Request


def apply_column(
    operator: Operator, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
) -> list[str]:
    """Return the replacement of each of `values`, order kept.

    Args:
        operator: the operator; one that has a method `apply_column` of its own is given the whole column.
        template: the request of any of the values: its kind, mask and legal class are those of all.
        values: the values as written.
        canonical: returns the canonical form of a value; by default the value itself.
    """
    whole = getattr(operator, "apply_column", None)
    if whole is not None:
        replaced: list[str] = whole(template, values, canonical)
        return replaced
    known: dict[str, str] = {}
    found = []
    for value in values:
        replacement = known.get(value)
        if replacement is None:
            form = value if canonical is None else canonical(value)
            replacement = known[value] = operator.apply(template._replace(value=value, canonical=form))
        found.append(replacement)
    return found
