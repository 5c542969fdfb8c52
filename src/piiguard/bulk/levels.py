"""The levels of many addresses, and how far into each a level reaches: told by their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

import numpy as np

from piiguard.bulk.address_forms import AddressForms
from piiguard.bulk.chunk import Codes, Places
from piiguard.bulk.forms import LONGEST, Forms
from piiguard.bulk.memo import Ids
from piiguard.bulk.readings import OPEN, Readings, Span
from piiguard.finding import Level
from piiguard.recognizer import Parts

Levels = tuple[Level, ...]


class _Read(NamedTuple):
    """What is read in addresses: their numbers, their forms, and for each the number of what is `found`."""

    rows: Places
    forms: Forms
    ids: Ids
    found: Sequence[tuple[Span, ...]]


class LevelReader:
    """Tells the levels of addresses; `parts` are the recognizers' own way to do it, one by one."""

    def __init__(self, forms: Sequence[AddressForms], parts: Parts) -> None:
        self.parts = parts
        self._forms = forms
        self._levels = [Readings() for _ in forms]
        self._ends: dict[str, list[Readings]] = {}

    def levels(self, text: str, codes: Codes, starts: Places, ends: Places) -> list[Levels | None]:
        """Return the levels of the addresses from `starts` to `ends` in a text with `codes`; None where not told."""
        found: list[Levels | None] = [None] * len(starts)
        for read in self._read(self._levels, text, codes, (starts, ends), lambda value: list(self.parts(value))):
            for number in np.unique(read.ids[read.ids != OPEN]).tolist():
                mine = np.flatnonzero(read.ids == number)
                rows = read.rows[mine]
                of_level = [
                    _levels(
                        name,
                        starts[rows] + read.forms.place(mine, first),
                        starts[rows] + read.forms.place(mine, last),
                    )
                    for name, first, last in read.found[number]
                ]
                of_row = zip(*of_level, strict=True) if of_level else repeat(())
                for row, levels in zip(rows.tolist(), of_row, strict=False):
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

        readings = self._ends.setdefault(key, [Readings() for _ in self._forms])
        found = np.full(len(starts), -1, np.int64)
        for read in self._read(readings, text, codes, (starts, ends), span):
            lasts = np.array([spans[0][2] if spans else 0 for spans in read.found], np.int64)
            told = np.flatnonzero(read.ids != OPEN)
            found[read.rows[told]] = read.forms.place(told, lasts[read.ids[told]])
        return found

    def _read(
        self, readings: Sequence[Readings], text: str, codes: Codes, spans: tuple[Places, Places],
        read: Callable[[str], list[Span] | None],
    ) -> Iterator[_Read]:  # fmt: skip
        """Yield what is read in addresses that have a form: those that one reader does not tell, the next one may."""
        rows = np.flatnonzero(spans[1] - spans[0] <= LONGEST)
        for forms, remembered in zip(self._forms, readings, strict=True):
            reader = forms.met(len(rows))
            if reader is None:
                continue
            starts, ends = (places[rows] for places in spans)
            these = reader.of(text, codes, starts, ends)
            ids = remembered.of(these, partial(_slice, text, starts, ends), lambda _, value: read(value))
            yield _Read(rows, these, ids, remembered.found)
            rows = rows[ids == OPEN]


def _slice(text: str, starts: Places, ends: Places, row: int) -> str:
    return text[int(starts[row]) : int(ends[row])]


def _levels(name: object, starts: Places, ends: Places) -> Iterator[Level]:
    """Return the level called `name` of many addresses."""
    # As `Level._make` does, without a call of Python's for each.
    return map(tuple.__new__, repeat(Level), zip(repeat(name), starts.tolist(), ends.tolist(), strict=False))
