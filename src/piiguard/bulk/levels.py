"""The levels of many addresses, and how far into each a level reaches: told by their forms."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat

import numpy as np

from piiguard.bulk.address_forms import AddressForms
from piiguard.bulk.chunk import Codes, Places
from piiguard.bulk.forms import LONGEST, Forms
from piiguard.bulk.memo import Ids
from piiguard.bulk.readings import OPEN, Readings, Span
from piiguard.finding import Level
from piiguard.recognizer import Parts

Levels = tuple[Level, ...]


class LevelReader:
    """Tells the levels of addresses; `parts` are the recognizers' own way to do it, one by one."""

    def __init__(self, forms: AddressForms, parts: Parts) -> None:
        self.parts = parts
        self._forms = forms
        self._levels = Readings()
        self._ends: dict[str, Readings] = {}

    def levels(self, text: str, codes: Codes, starts: Places, ends: Places) -> list[Levels | None]:
        """Return the levels of the addresses from `starts` to `ends` in a text with `codes`; None where not told."""
        found: list[Levels | None] = [None] * len(starts)
        read = self._read(self._levels, text, codes, (starts, ends), lambda value: list(self.parts(value)))
        if read is None:
            return found
        rows, forms, ids = read
        for number in np.unique(ids[ids != OPEN]).tolist():
            mine = np.flatnonzero(ids == number)
            of_level = [
                map(
                    tuple.__new__,
                    repeat(Level),
                    zip(
                        repeat(name),
                        (starts[rows[mine]] + forms.place(mine, first)).tolist(),
                        (starts[rows[mine]] + forms.place(mine, last)).tolist(),
                    ),
                )
                for name, first, last in self._levels.found[number]
            ]
            of_row = zip(*of_level, strict=True) if of_level else repeat(())
            for row, levels in zip(rows[mine].tolist(), of_row, strict=False):
                found[row] = levels
        return found

    def reach(
        self, text: str, codes: Codes, starts: Places, ends: Places, key: str, reach: Callable[[str], int | None]
    ) -> Places:
        """Return how far `reach` says that something goes in each of the addresses, -1 where this is not told.

        `key` names what `reach` tells; it returns None where it depends on the digits.
        """

        def span(value: str) -> list[Span] | None:
            end = reach(value)
            return None if end is None else [("", 0, end)]

        readings = self._ends.setdefault(key, Readings())
        found = np.full(len(starts), -1, np.int64)
        read = self._read(readings, text, codes, (starts, ends), span)
        if read is None:
            return found
        rows, forms, ids = read
        lasts = np.array([spans[0][2] if spans else 0 for spans in readings.found], np.int64)
        told = np.flatnonzero(ids != OPEN)
        found[rows[told]] = forms.place(told, lasts[ids[told]])
        return found

    def _read(
        self, readings: Readings, text: str, codes: Codes, spans: tuple[Places, Places],
        read: Callable[[str], list[Span] | None],
    ) -> tuple[Places, Forms, Ids] | None:  # fmt: skip
        """Return the rows of the addresses that may have a form, these forms, and what is read in them; if so."""
        starts, ends = spans
        rows = np.flatnonzero(ends - starts <= LONGEST)
        starts, ends = starts[rows], ends[rows]
        reader = self._forms.met(len(rows))
        if reader is None:
            return None
        forms = reader.of(text, codes, starts, ends)
        ids = readings.of(forms, lambda row: text[int(starts[row]) : int(ends[row])], lambda _, value: read(value))
        return rows, forms, ids
