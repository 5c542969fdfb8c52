"""Treats rows of CSV as bytes, column by column, and puts them together again.

What comes out is what treating the same cells as text gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from piiguard.tables import csv_grid
from piiguard.tables.byte_cells import Bytes, Cells, Mask, copy_many, joined, sizes_of
from piiguard.tables.byte_column import ByteColumn, Replaced
from piiguard.tables.csv_grid import Rows
from piiguard.tables.csv_rows import quoted
from piiguard.tables.treat import ColumnTreatment


class CsvBytes:
    """Treats the rows of a table, given as bytes in UTF-8, with what was made of each column."""

    def __init__(self, treatments: Sequence[ColumnTreatment], delimiter: str) -> None:
        self._delimiter = delimiter
        self._treatments = treatments
        unsafe = delimiter.encode() + b'"\r\n'
        self._columns = [ByteColumn(each, self._as_cell, unsafe) for each in treatments]
        # The same for cells in quotes.
        self._in_quotes = [ByteColumn(each, _doubled, b'"') for each in treatments]

    def plain_size(self, data: bytes, start: int = 0, stop: int | None = None) -> tuple[int, bool]:
        """Return how many bytes from `start` on are rows that can be told here, and whether only `stop` is why."""
        return csv_grid.plain_size(data, self._delimiter, start, stop)

    def rows_in(self, data: bytes) -> int:
        """Return how many rows there are in whole ones."""
        return csv_grid.rows_in(data)

    def parts(self, data: bytes) -> Iterator[tuple[bytes, Rows | None]]:
        """Yield such rows by parts: those with a cell for each column, or others, which are not for here."""
        return csv_grid.parts(data, self._delimiter, len(self._treatments))

    def treated(self, rows: Rows) -> tuple[bytes | bytearray, int]:
        """Return the bytes of rows with their cells treated, and how many changed."""
        view = np.frombuffer(rows.data, np.uint8)
        target = bytearray(rows.data)
        writable = np.frombuffer(target, np.uint8)
        changed, sizes = 0, sizes_of(rows.starts, rows.ends)
        replaced: dict[int, list[Replaced]] = {}
        for place in range(len(self._treatments)):
            cells = Cells(view, rows.starts[place], rows.ends[place], sizes[place])
            new, count = self._column(rows, place, cells, writable)
            changed += count
            if new:
                replaced[place] = new
        return (_put_together(writable, rows, replaced) if replaced else target), changed

    def _column(self, rows: Rows, place: int, cells: Cells, target: Bytes) -> tuple[list[Replaced], int]:
        if rows.quoted is None or not rows.quoted[place].any():
            return self._columns[place].treat(cells, target)
        in_quotes = rows.quoted[place]
        doubled = np.zeros_like(in_quotes) if rows.doubled is None else rows.doubled[place]
        found: list[Replaced] = []
        changed = 0
        for column, own in ((self._columns[place], ~in_quotes), (self._in_quotes[place], in_quotes & ~doubled)):
            which = np.flatnonzero(own)
            if len(which):
                new, count = column.treat(cells.where(which), target)
                found += [each._replace(rows=which[each.rows]) for each in new]
                changed += count
        if doubled.any():
            found += self._with_quotes(cells, doubled, self._treatments[place])
            changed += len(found[-1].rows)
        return found, changed

    @staticmethod
    def _with_quotes(cells: Cells, own: Mask, treatment: ColumnTreatment) -> list[Replaced]:
        """Treat cells in quotes that hold doubled quotes."""
        which = np.flatnonzero(own)
        written = [value.decode("utf-8", "surrogatepass") for value in cells.where(which).values()]
        old = [value.replace('""', '"') for value in written]
        new = treatment.apply(old)
        places = [place for place, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
        values = [_doubled(new[place]).encode("utf-8", "surrogatepass") for place in places]
        return [Replaced(which[places], joined(values))]

    def _as_cell(self, value: str) -> str:
        return quoted(value, "", self._delimiter)


def _doubled(value: str) -> str:
    return value.replace('"', '""')


def _put_together(data: Bytes, rows: Rows, replaced: dict[int, list[Replaced]]) -> bytes:
    """Return the rows with the cells of some columns, by their places, replaced.

    A row is taken apart at these columns: what stands before a cell, and the cell.
    """
    starts, ends = rows.starts, rows.ends
    places = sorted(replaced)
    sources = [data, *(each.cells.data for place in places for each in replaced[place])]
    firsts = np.cumsum([0, *map(len, sources[:-1])])
    source = np.concatenate(sources)
    pieces = np.empty((2 * len(places), rows.height), np.intp)
    sizes = np.empty_like(pieces)
    number = 0
    for at, place in enumerate(places):
        first, last = starts[place], ends[place]
        before = ends[places[at - 1]] if at else np.concatenate(([0], ends[places[-1], :-1]))
        pieces[2 * at], sizes[2 * at] = before, first - before
        pieces[2 * at + 1], sizes[2 * at + 1] = first, last - first
        for each in replaced[place]:
            number += 1
            pieces[2 * at + 1, each.rows] = each.cells.starts + firsts[number]
            sizes[2 * at + 1, each.rows] = each.cells.ends - each.cells.starts
    lengths = sizes.sum(axis=0)
    target = np.cumsum(lengths) - lengths
    rest = data[ends[places[-1], -1] :]
    found = np.empty(int(lengths.sum()) + len(rest), np.uint8)
    for piece, size in zip(pieces, sizes, strict=True):
        copy_many(found, target, source, piece, size)
        target += size
    found[len(found) - len(rest) :] = rest
    return found.tobytes()
