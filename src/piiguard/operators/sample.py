"""`sample`: keeps a part of a table's rows (数据抽样, GB/T 37964-2019), so that nobody knows who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.draw import Draw, numbers
from piiguard.operators.keys import Key


class SampleOperator:
    """Draws rows, the same ones each time under one key; with `subject` all rows of a subject stay or go together."""

    name = "sample"
    needs_key = True

    def __init__(self, key: Key, fraction: float = 0.1, count: int = 0, subject: str = "") -> None:
        self._key = key
        self._fraction = fraction
        self._count = count
        self.subject = subject

    @classmethod
    def build(cls, params: Parameters, key: Key) -> SampleOperator:
        """Return the operator for `fraction` (0 to 1, a tenth by default) or `count`, and `subject` (a column)."""
        fraction, count = params.number("fraction", 0), params.count("count", 0, 0, 10**12)
        if not 0 <= fraction <= 1 or (fraction and count):
            raise UsageError("operator 'sample': give fraction from 0 to 1, or count")
        return cls(key, fraction if fraction or count else 0.1, count, params.text("subject", ""))

    def apply(self, request: Request) -> str:
        """Raise `UsageError`: rows are drawn, not values."""
        raise UsageError("operator 'sample' works on rows only")

    def rows(self, count: int, subjects: Sequence[str] | None = None) -> list[int]:
        """Return the numbers of the rows that stay, in order.

        Args:
            count: how many rows there are.
            subjects: whose row each is; None draws row by row.

        Raises:
            UsageError: a subject column was asked for and is not given.
        """
        subkey = self._key.derive("piiguard sample")
        if subjects is None:
            if self.subject:
                raise UsageError(f"operator 'sample': the column {self.subject!r} of subjects is not given")
            return self._drawn(numbers(subkey, "rows", count))
        unique = list(dict.fromkeys(subjects))
        places = self._drawn([Draw(subkey, each).below(1 << 64) for each in unique])
        chosen = {unique[place] for place in places}
        return [row for row, subject in enumerate(subjects) if subject in chosen]

    def _drawn(self, lots: Sequence[int]) -> list[int]:
        """Return the places of the lots drawn: so many, or all below a limit."""
        if self._count:
            return sorted(nsmallest(self._count, range(len(lots)), key=lots.__getitem__))
        limit = int(self._fraction * (1 << 64))
        return [place for place, lot in enumerate(lots) if lot < limit]

    def __reduce__(self) -> tuple[type[SampleOperator], tuple[Key, float, int, str]]:
        return SampleOperator, (self._key, self._fraction, self._count, self.subject)

    def __repr__(self) -> str:
        return f"SampleOperator(subject={self.subject!r})"
