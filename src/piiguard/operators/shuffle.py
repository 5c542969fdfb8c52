"""`shuffle`: gives the values of a column to other rows (置换, GB/T 37964-2019); their distribution stays exact.

Ties between columns are lost; within groups they stay. A rare value is still in the data, only elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.draw import numbers
from piiguard.operators.keys import Key


class ShuffleOperator:
    """Reorders a whole column, the same way each time under one key; `within` names a column that says the groups."""

    name = "shuffle"
    needs_key = True
    by_canonical = False

    def __init__(self, key: Key, within: str = "", label: str = "") -> None:
        self._key = key
        self.subject = within
        self._label = label

    @classmethod
    def build(cls, params: Parameters, key: Key) -> ShuffleOperator:
        """Return the operator for `within` (a column: values move only between rows where it is equal).

        Columns with the same `label` are moved together, so that their rows stay whole.
        """
        return cls(key, params.text("within", ""), params.text("label", ""))

    def apply(self, request: Request) -> str:
        """Raise `UsageError`: a single value has no other rows to go to."""
        raise UsageError("operator 'shuffle' works on columns only")

    def apply_column(
        self,
        template: Request,
        values: Sequence[str],
        canonical: Callable[[str], str] | None = None,
        subjects: Sequence[str] | None = None,
        column: str = "",
    ) -> list[str]:
        """Return `values` in another order, the same for the same key, label, column and number of rows.

        Args:
            template: not used.
            values: the column.
            canonical: not used.
            subjects: the group of each row; None takes all rows for one group.
            column: the column's name: columns are reordered independently unless they share a label.
        """
        if subjects is None and self.subject:
            raise UsageError(f"operator 'shuffle': the column {self.subject!r} of groups is not given")
        drawn = numbers(self._key.derive("piiguard shuffle"), self._label or f"column {column}", len(values))
        groups: dict[str, list[int]] = {}
        for row in range(len(values)):
            groups.setdefault("" if subjects is None else subjects[row], []).append(row)
        found = list(values)
        for rows in groups.values():
            for row, source in zip(rows, sorted(rows, key=drawn.__getitem__), strict=True):
                found[row] = values[source]
        return found

    def __reduce__(self) -> tuple[type[ShuffleOperator], tuple[Key, str, str]]:
        return ShuffleOperator, (self._key, self.subject, self._label)

    def __repr__(self) -> str:
        return f"ShuffleOperator(within={self.subject!r})"
