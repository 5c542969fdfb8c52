"""Finds the date in a value as written and writes another in its place: layout, padding and time of day stay."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from piiguard.lazy import LazyPattern

_SHAPES: Final = (
    # 2024-03-07, 2024/3/7, 2024.3.7, 2024年3月7日, with or without a time
    LazyPattern(
        r"(?<![0-9])(?P<y>[12][0-9]{3})(?P<s> ?[-/.年] ?)"
        r"(?P<m>[0-9]{1,2})(?P<t> ?[-/.月] ?)(?P<d>[0-9]{1,2})(?![0-9])"
    ),
    # 20240307, 20240307123000
    LazyPattern(
        r"(?<![0-9])(?P<y>[12][0-9]{3})(?P<s>)(?P<m>[0-9]{2})(?P<t>)(?P<d>[0-9]{2})(?=(?:[0-9]{4}|[0-9]{6})?(?![0-9]))"
    ),
    # 07/03/2024: only where the day cannot be a month
    LazyPattern(
        r"(?<![0-9])(?P<d>1[3-9]|2[0-9]|3[01])(?P<t>[-/.])(?P<m>[0-9]{1,2})(?P<s>[-/.])(?P<y>[12][0-9]{3})(?![0-9])"
    ),
    LazyPattern(
        r"(?<![0-9])(?P<m>[0-9]{1,2})(?P<t>[-/.])(?P<d>1[3-9]|2[0-9]|3[01])(?P<s>[-/.])(?P<y>[12][0-9]{3})(?![0-9])"
    ),
)
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")


class Dated(NamedTuple):
    """A value with its date, and where its year, month and day stand (start and end)."""

    text: str
    when: date
    year: tuple[int, int]
    month: tuple[int, int]
    day: tuple[int, int]

    def written(self, other: date) -> str:
        """Return the text with `other` in place of its date; month and day padded as they were."""
        parts = sorted(
            ((*self.year, f"{other.year:04d}"), (*self.month, str(other.month)), (*self.day, str(other.day)))
        )
        written = [self.text[start:end] for start, end in (self.month, self.day)]
        zeros = any(part[0] == "0" for part in written)
        padded = all(len(part) == 2 for part in written) and (zeros or "年" not in self.text)
        found: list[str] = []
        at = 0
        for start, end, number in parts:
            found += (self.text[at:start], number.rjust(2, "0") if padded else number)
            at = end
        return "".join([*found, self.text[at:]])


def dated(value: str) -> Dated | None:
    """Return the one date in `value`, None when there is none, more than one, or none that exists."""
    text = value.translate(_FULL_WIDTH)
    for shape in _SHAPES:
        found = list(shape.finditer(text))
        if len(found) != 1:
            if found:
                return None
            continue
        match = found[0]
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            return None
        return Dated(text, day, match.span("y"), match.span("m"), match.span("d"))
    return None
