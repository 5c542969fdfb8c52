"""Rewrites CSV text: every byte outside changed cells stays, whatever the delimiter, quotes and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.plan import ColumnPlan, TablePlan, plan_columns
from piiguard.tables.treat import ColumnTreatment

DELIMITERS: Final = (",", "\t", ";", "|")
# So many rows are held, and treated, at once; the first ones tell what the columns hold.
_ROWS: Final = 4096
_LONGEST_ROW: Final = 1 << 24


class Row(NamedTuple):
    """A row as written: its cells with their quotes, and its line end."""

    cells: list[str]
    end: str


class CsvRewriter:
    """Treats the cells of a CSV text that comes in blocks; the first row is its header.

    Raises `ReadError` with the row for a quote that is not closed, and for rows longer than 16 million characters.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None) -> None:
        self._guard = guard
        self._name = name
        self._plan = plan
        self._header: list[str] = []
        self._delimiter = ","
        self._treatments: list[ColumnTreatment] = []
        self._row = 0
        self.changed = 0

    @property
    def plan(self) -> TablePlan | None:
        """Return the plan, once the first rows were read."""
        return self._plan

    def rewritten(self, blocks: Iterable[str]) -> Iterator[str]:
        """Yield the text with its cells treated."""
        held: list[Row] = []
        for row in self._rows(blocks):
            held.append(row)
            if len(held) >= _ROWS:
                yield self._treated(held)
                held = []
        if held:
            yield self._treated(held)

    def _rows(self, blocks: Iterable[str]) -> Iterator[Row]:
        left, splitter = "", None
        for block in blocks:
            left += block
            if splitter is None:
                if "\n" not in left:
                    continue
                self._delimiter = delimiter_of(left.partition("\n")[0])
                splitter = _Splitter(self._delimiter)
            rows, left = splitter.rows(left)
            yield from rows
            self._require_bounded(left)
        if left:
            splitter = splitter or _Splitter(delimiter_of(left))
            rows, rest = splitter.rows(left + "\n")
            if rest:
                raise ReadError(self._name, f"row {self._row + 1}: a quote that is not closed")
            *most, last = rows
            yield from most
            yield last._replace(end=last.end[:-1])

    def _require_bounded(self, left: str) -> None:
        if len(left) > _LONGEST_ROW:
            raise ReadError(self._name, f"row {self._row + 1}: longer than any row; a quote that is not closed?")

    def _treated(self, rows: list[Row]) -> str:
        first = not self._treatments
        head: list[Row] = []
        if first:
            head, rows = rows[:1], rows[1:]
            self._header = [_plain(cell) for cell in head[0].cells]
            self._plan = self._plan or self._planned(rows)
            self._treatments = [ColumnTreatment(self._guard, each) for each in self._plan.columns]
            self._row = 1
        for place, treatment in enumerate(self._treatments):
            own = [row for row in rows if place < len(row.cells)]
            self._change(own, place, treatment)
        # Cells beyond the header have no name, and are treated as text.
        extra = ColumnTreatment(self._guard, _UNNAMED)
        for place in range(len(self._treatments), max((len(row.cells) for row in rows), default=0)):
            self._change([row for row in rows if place < len(row.cells)], place, extra)
        self._row += len(rows)
        return "".join([self._delimiter.join(row.cells) + row.end for row in (*head, *rows)])

    def _change(self, rows: Sequence[Row], place: int, treatment: ColumnTreatment) -> None:
        old = [_plain(row.cells[place]) for row in rows]
        for row, before, after in zip(rows, old, treatment.apply(old), strict=True):
            if before != after:
                row.cells[place] = _quoted(after, row.cells[place], self._delimiter)
                self.changed += 1

    def _planned(self, rows: Sequence[Row]) -> TablePlan:
        columns = [
            [_plain(row.cells[place]) for row in rows if place < len(row.cells)] for place in range(len(self._header))
        ]
        named = [
            plan_columns(self._guard, {name: values}) for name, values in zip(self._header, columns, strict=True)
        ]
        return TablePlan(tuple(each.columns[0] for each in named))


_UNNAMED: Final = ColumnPlan("", None, None, 0.0, "text", "by cell", "beyond the header")


class _Splitter:
    """Splits text into rows and cells."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        sign = re.escape(delimiter)
        self._cell = re.compile(rf'[ ]*"(?:[^"]|"")*"[^{sign}\r\n]*|[^{sign}\r\n]*')

    def rows(self, text: str) -> tuple[list[Row], str]:
        """Return the complete rows of `text`, and what is left of it."""
        if '"' not in text:
            *lines, left = text.split("\n")
            return [self._plain_row(line) for line in lines], left
        rows: list[Row] = []
        at = 0
        while True:
            row, end = self._row(text, at)
            if row is None:
                return rows, text[at:]
            rows.append(row)
            at = end

    def _plain_row(self, line: str) -> Row:
        end = "\r\n" if line.endswith("\r") else "\n"
        return Row((line[:-1] if end == "\r\n" else line).split(self._delimiter), end)

    def _row(self, text: str, at: int) -> tuple[Row | None, int]:
        cells = []
        while True:
            match = self._cell.match(text, at)
            assert match is not None
            cell = match.group()
            if cell.lstrip(" ").startswith('"') and cell.count('"') % 2:
                return None, at  # its quote is closed further on
            end = match.end()
            if end >= len(text):
                return None, at
            cells.append(cell)
            if text[end] == self._delimiter:
                at = end + 1
            elif text[end] == "\n":
                return Row(cells, "\n"), end + 1
            elif text.startswith("\r\n", end):
                return Row(cells, "\r\n"), end + 2
            elif end + 1 >= len(text):
                return None, at
            else:
                cells[-1] += "\r"  # a lone carriage return is a part of the cell
                at = end + 1


def delimiter_of(line: str) -> str:
    """Return the delimiter that a header line has most of."""
    return max(DELIMITERS, key=line.count)


def _plain(cell: str) -> str:
    """Return the value of a cell without the quotes of CSV (RFC 4180)."""
    if '"' not in cell:
        return cell
    inner = cell.strip(" ")
    if len(inner) > 1 and inner[0] == inner[-1] == '"':
        return inner[1:-1].replace('""', '"')
    return cell


def _quoted(value: str, old: str, delimiter: str) -> str:
    """Return a value as a cell, in quotes if the old one was or it needs them."""
    quoted = '"' in old and old.strip(" ").startswith('"')
    if quoted or delimiter in value or '"' in value or "\n" in value or "\r" in value:
        return '"' + value.replace('"', '""') + '"'
    return value
