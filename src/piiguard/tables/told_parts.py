"""Which numbers with a check digit of MOD 11-2 pass: told by parts of them, each judged once (`Depends.parts`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from piiguard.bulk.verdicts import as_numbers
from piiguard.checks import mod_11_2
from piiguard.recognizer import Doubt
from piiguard.tables.byte_cells import Bytes, Mask

# ISO 7064 MOD 11-2 (GB 11643-1999 clause 4.2.2).
_WEIGHTS: Final = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.uint16)
_SIGNS: Final = np.frombuffer(b"10X98765432", np.uint8)
_MOST: Final = 1 << 17
LENGTH: Final = 18


class PartTeller:
    """Tells numbers of 18 characters by their parts: first and last place of each, which do not overlap."""

    def __init__(self, parts: tuple[tuple[int, int], ...], form_of: Callable[[str], str | None]) -> None:
        self._parts = parts
        self._form_of = form_of
        self._known: tuple[dict[int, bool], ...] = tuple([{} for _ in parts])
        self._good = ""

    def passed(self, cells: Bytes) -> Mask:
        """Return which of the numbers, one a row, are sure to pass in full as they are."""
        digits = cells[:, :-1] - np.uint8(48)
        rest = digits.astype(np.uint16) @ _WEIGHTS % np.uint16(11)
        found: Mask = _SIGNS[rest] == cells[:, -1]
        if not self._good:
            self._good = self._first_good(cells[found])
        if not self._good:
            return np.zeros(len(cells), np.bool_)
        for number, (first, last) in enumerate(self._parts):
            distinct, which = np.unique(as_numbers(digits[:, first:last]), return_inverse=True)
            known = self._known[number]
            if len(known) > _MOST:
                known.clear()
            passes = []
            for part in distinct.tolist():
                if part not in known:
                    known[part] = self._passes(f"{part:0{last - first}d}", first, last)
                passes.append(known[part])
            found &= np.array(passes, np.bool_)[which]
        return found

    def _first_good(self, cells: Bytes) -> str:
        """Return a number that passes in full, none if the first ones do not."""
        some = [cell.tobytes().decode() for cell in cells[:20]]
        return next((value for value in some if self._is_good(value)), "")

    def _passes(self, part: str, first: int, last: int) -> bool:
        """Return whether a part passes: in the place of that of a good number, with the check digit that fits."""
        body = self._good[:first] + part + self._good[last:-1]
        return self._is_good(body + mod_11_2(body))

    def _is_good(self, value: str) -> bool:
        form = self._form_of(value)
        return form == value and not isinstance(form, Doubt)
