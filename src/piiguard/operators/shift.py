"""`shift`: moves dates by a number of days that the key fixes for each subject, so that intervals stay as they were.

Two dates of one subject keep their distance, layout and time of day; another subject is moved by another number. Who
knows one true date of a subject knows all of them, so the result is de-identified (去标识化), not anonymous (匿名化).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.dates import dated
from piiguard.operators.draw import Draw
from piiguard.operators.keys import Key


class ShiftOperator:
    """Replaces a date by one that lies some days off: as many for every date of a subject.

    `subject` is the name of the column that says whose date it is; in text, and without such a column, all dates
    belong to one subject.
    """

    name = "shift"
    needs_key = True

    def __init__(self, key: Key, days: int = 365, subject: str = "") -> None:
        self._key = key
        self._days = days
        self.subject = subject
        self._subkey = key.derive("piiguard shift")
        self._offsets: dict[str, int] = {}

    @classmethod
    def build(cls, params: Parameters, key: Key) -> ShiftOperator:
        """Return the operator for `days` (how far at most, 1 to 3,650) and `subject` (a column's name)."""
        return cls(key, params.count("days", 365, 1, 3650), params.text("subject", ""))

    def offset(self, subject: str) -> int:
        """Return the number of days that dates of `subject` are moved by: never 0."""
        days = self._offsets.get(subject)
        if days is None:
            drawn = Draw(self._subkey, subject).below(2 * self._days) - self._days
            days = self._offsets[subject] = drawn + (drawn >= 0)
        return days

    def apply(self, request: Request) -> str:
        """Return the date moved; `<ENTITY_TYPE>` for what is no date, or none that can be moved so far."""
        return self._moved(request, "")

    def apply_column(
        self,
        template: Request,
        values: Sequence[str],
        canonical: Callable[[str], str] | None = None,
        subjects: Sequence[str] | None = None,
    ) -> list[str]:
        """Return the dates of a column moved, each by the offset of its subject.

        Args:
            template: the request of any of the values.
            values: the dates as written.
            canonical: not used; dates are read as they are written.
            subjects: whose date each value is; None takes all for one subject's.
        """
        if subjects is None:
            if self.subject:
                raise UsageError(f"operator 'shift': the column {self.subject!r} of subjects is not given")
            subjects = [""] * len(values)
        known: dict[tuple[str, str], str] = {}
        found = []
        for value, subject in zip(values, subjects, strict=True):
            moved = known.get((value, subject))
            if moved is None:
                moved = known[value, subject] = self._moved(template._replace(value=value), subject)
            found.append(moved)
        return found

    def _moved(self, request: Request, subject: str) -> str:
        found = dated(request.value)
        try:
            return (
                found.written(found.when + timedelta(self.offset(subject))) if found else f"<{request.entity_type}>"
            )
        except OverflowError:
            return f"<{request.entity_type}>"

    def __reduce__(self) -> tuple[type[ShiftOperator], tuple[Key, int, str]]:
        return ShiftOperator, (self._key, self._days, self.subject)

    def __repr__(self) -> str:
        return f"ShiftOperator(days={self._days}, subject={self.subject!r})"
