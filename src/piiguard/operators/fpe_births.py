"""The part of a resident ID that `fpe` changes: date of birth and order number, as one number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from piiguard.checks import mod_11_2
from piiguard.operators.fpe_layouts import Layout, with_check

_FIRST_DAY: Final = date(1900, 1, 1)
_CENTURY: Final = date(2000, 1, 1)
# Dates before this day stay before it, later ones behind it: whether a date is still to come must not decide.
_BORDER: Final = date(2026, 1, 1)
_LAST_DAY: Final = date(2040, 1, 1)
_LAYOUT: Final = Layout(6, 0, mod_11_2)


class Birth(NamedTuple):
    """A day between `first` and `last` (not included) and an order number below 1,000, as one number."""

    number: int
    first: date
    last: date

    @property
    def size(self) -> int:
        """Return how many numbers there are."""
        return (self.last - self.first).days * 1000

    @classmethod
    def of(cls, text: str) -> Birth | None:
        """Return the birth in a resident ID of 18 or 15 characters; None if it holds no date this can change."""
        ranges: tuple[tuple[date, date], ...]
        if len(text) == 18 and text[:17].isdigit():
            written, order, ranges = text[6:14], text[14:17], ((_FIRST_DAY, _BORDER), (_BORDER, _LAST_DAY))
        elif len(text) == 15 and text.isdigit():
            written, order, ranges = f"19{text[6:12]}", text[12:15], ((_FIRST_DAY, _CENTURY),)
        else:
            return None
        try:
            born = date(int(written[:4]), int(written[4:6]), int(written[6:8]))
        except ValueError:
            return None
        for first, last in ranges:
            if first <= born < last:
                return cls((born - first).days * 1000 + int(order), first, last)
        return None

    def moved(self, number: int) -> Birth:
        """Return another birth of the same range."""
        return self._replace(number=number)

    def written(self, text: str) -> str:
        """Return the ID `text` with this birth, its check digit as right or wrong as it was."""
        days, order = divmod(self.number, 1000)
        born = (self.first + timedelta(days)).strftime("%Y%m%d")
        if len(text) == 15:
            return f"{text[:6]}{born[2:]}{order:03}"
        return with_check(_LAYOUT, text, f"{text[:6]}{born}{order:03}")

    def is_settled(self, as_valid: bool) -> bool:
        """Return whether an ID with this birth may stand; of dates that may lie ahead validity cannot be asked."""
        return as_valid or self.first == _BORDER
