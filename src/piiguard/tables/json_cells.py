"""Values of JSON lines as they are written: read as text, and written again where they changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from piiguard.tables.byte_cells import Cells, Places, joined
from piiguard.tables.json_read import number

# Strings without and with escapes, both without their quotes, and numbers.
PLAIN, ESCAPED, NUMBER = "plain", "escaped", "number"
_BACKSLASH: Final = ord("\\")
_NOT_AS_IT_IS: Final = re.compile(r'["\\\x00-\x1f]')


class Edit(NamedTuple):
    """Places of a text, starts and ends, and what is written there."""

    starts: Places
    ends: Places
    cells: Cells


class Column(NamedTuple):
    """Values of a path, all written in one form."""

    path: str
    form: str
    cells: Cells

    def texts(self) -> list[str]:
        """Return the values as text."""
        values = self.cells.values()
        if self.form == ESCAPED:
            read: list[str] = json.loads((b'["' + b'","'.join(values) + b'"]').decode("utf-8", "surrogatepass"))
            return read
        return [value.decode("utf-8", "surrogatepass") for value in values]

    def edit(self, old: Sequence[str], new: Sequence[str]) -> Edit:
        """Return what is written where the values `old`, all of the column, became others."""
        rows = [row for row, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
        starts, ends, values = self.cells.starts[rows], self.cells.ends[rows], [new[row] for row in rows]
        if self.form == ESCAPED:
            written = self.cells.where(np.array(rows, np.intp)).values()
            made = _escaped(values, [b"\\u" in value for value in written])
        else:
            made = map(in_quotes if self.form == PLAIN else number, values)
        return Edit(starts, ends, joined([value.encode("utf-8", "surrogatepass") for value in made]))

    def by_escapes(self) -> list[Column]:
        """Return the strings without escapes, and those with some, each as a column."""
        places = np.flatnonzero(self.cells.data == _BACKSLASH)
        has = np.searchsorted(places, self.cells.starts) < np.searchsorted(places, self.cells.ends)
        parts = (PLAIN, np.flatnonzero(~has)), (ESCAPED, np.flatnonzero(has))
        return [Column(self.path, form, self.cells.where(rows)) for form, rows in parts if len(rows)]


def in_quotes(value: str) -> str:
    """Return what stands between quotes for a value."""
    return value if _NOT_AS_IT_IS.search(value) is None else json.dumps(value, ensure_ascii=False)[1:-1]


def _escaped(values: Sequence[str], in_ascii: Sequence[bool]) -> Iterator[str]:
    """Return what stands between quotes for values, for some in ASCII alone."""
    both = [
        _dumped([value for value, own in zip(values, in_ascii, strict=True) if own == way], way)
        for way in (False, True)
    ]
    return (next(both[own]) for own in in_ascii)


def _dumped(values: Sequence[str], in_ascii: bool) -> Iterator[str]:
    # A line end is written as an escape in strings.
    lines = json.dumps(values, ensure_ascii=in_ascii, separators=("\n", ":"))[1:-1].split("\n") if values else []
    return (line[1:-1] for line in lines)
