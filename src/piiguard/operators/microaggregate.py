"""`microaggregate`: numbers become the mean of a group of `k` near ones (微聚集, GB/T 37964-2019).

At least `k` rows share each number that is written, and the column keeps its mean. Groups are made of neighbours in
order of size, the last one taking what is left over (univariate fixed-size microaggregation, Domingo-Ferrer and
Mateo-Sanz 2002).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key
from piiguard.operators.numeric import Numeric, numeric


class MicroaggregateOperator:
    """Replaces each number of a column by the mean of its group; a column of fewer than `k` numbers tells nothing."""

    name = "microaggregate"
    needs_key = False

    def __init__(self, k: int = 5) -> None:
        self._k = k

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> MicroaggregateOperator:
        """Return the operator for `k`: how many rows, at least, share a number (2 to 1,000)."""
        return cls(params.count("k", 5, 2, 1000))

    def apply(self, request: Request) -> str:
        """Raise `UsageError`: a single value has no group."""
        raise UsageError("operator 'microaggregate' works on columns only")

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the column with group means; `<ENTITY_TYPE>` for what is not one number; `canonical` is not used."""
        made = [f"<{template.entity_type}>"] * len(values)
        found = [(row, each) for row, each in enumerate(map(numeric, values)) if each is not None]
        found.sort(key=lambda pair: pair[1].number)
        # All numbers of a column get as many decimals, or the last digits would tell rows of a group apart.
        places = max((each.decimals for _, each in found), default=0)
        for group in self._groups(found):
            mean = sum((each.number for _, each in group), Decimal(0)) / len(group)
            for row, each in group:
                made[row] = each.written(mean, places)
        return made

    def _groups(self, found: list[tuple[int, Numeric]]) -> list[list[tuple[int, Numeric]]]:
        """Return neighbours in groups of `k`; the rest joins the last group; fewer than `k` in all are left out."""
        starts = list(range(0, len(found) - self._k + 1, self._k))
        ends = [*starts[1:], len(found)]
        return [found[start:end] for start, end in zip(starts, ends, strict=False)]

    def __repr__(self) -> str:
        return f"MicroaggregateOperator(k={self._k})"
