"""Which numbers with a check digit of MOD 11-2 pass in full: told by parts that are judged once (`Depends.parts`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Mask
from piiguard.bulk.memo import Keys, Remembered
from piiguard.checks import mod_11_2

LENGTH: Final = 18
Digits = NDArray[np.uint8]
# ISO 7064 MOD 11-2 (GB 11643-1999 clause 4.2.2); 99 stands for X, which is no digit.
_WEIGHTS: Final = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.uint16)
_CHECK: Final = np.array([1, 0, 99, 9, 8, 7, 6, 5, 4, 3, 2], np.uint8)
_DAYS: Final = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *[0] * 87], np.int64)
_NO_DATE: Final = 10_000
_TRIED: Final = 20


class ByParts:
    """Tells numbers of 18 digits by their parts.

    Args:
        parts: first and last place of each.
        dates: which of them, by number, are dates; of all that exist in a year the same is said.
        passes: whether a number passes in full.
    """

    def __init__(self, parts: Sequence[tuple[int, int]], dates: Sequence[int], passes: Callable[[str], bool]) -> None:
        self._parts = [(first, last, number in dates) for number, (first, last) in enumerate(parts)]
        self._passes = passes
        self._known = [Remembered() for _ in parts]
        self._good = ""

    def passed(self, digits: Digits) -> Mask:
        """Return which of the numbers, one a row, are sure to pass in full."""
        found: Mask = _CHECK[digits[:, :-1].astype(np.uint16) @ _WEIGHTS % np.uint16(11)] == digits[:, -1]
        self._good = self._good or next(filter(self._passes, map(_text, digits[found][:_TRIED])), "")
        if not self._good:
            return np.zeros(len(digits), np.bool_)
        for (first, last, is_date), known in zip(self._parts, self._known, strict=True):
            part = digits[:, first:last]
            found &= known.of(_years(part) if is_date else _numbers(part), self._asker(part, first, last)) > 0
        return found

    def _asker(self, part: Digits, first: int, last: int) -> Callable[[int, int], int]:
        """Return what tells of a row of a part whether it passes: in the place of that of a good number."""

        def ask(_: int, row: int) -> int:
            body = self._good[:first] + _text(part[row]) + self._good[last:-1]
            check = mod_11_2(body)
            # A number with X is written with a letter: what comes before the check digit says the same of it.
            return int(self._passes(body + check)) if check.isdigit() else int(self._with_other_serial(body))

        return ask

    def _with_other_serial(self, body: str) -> bool:
        """Return whether a number passes whose check sign is X, told by the next one whose is a digit."""
        end = max(last for _, last, _ in self._parts)
        for serial in range(2, 9):
            other = body[:end] + str(serial) * (len(body) - end)
            if mod_11_2(other).isdigit():
                return self._passes(other + mod_11_2(other))
        return False


def _text(digits: Digits) -> str:
    return (digits + np.uint8(48)).tobytes().decode("ascii")


def _numbers(digits: Digits) -> Keys:
    found = np.zeros(len(digits), np.uint64)
    for column in digits.T:
        found = found * np.uint64(10) + column
    return found


def _years(dates: Digits) -> Keys:
    """Return the years of dates of eight digits that exist, and one number for the others."""
    year, month, day = (_numbers(dates[:, first:last]).astype(np.int64) for first, last in ((0, 4), (4, 6), (6, 8)))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    exists = (day >= 1) & (day <= _DAYS[month]) & (leap | (month != 2) | (day != 29))
    return np.where(exists, year, _NO_DATE).astype(np.uint64)
