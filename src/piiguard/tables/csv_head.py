"""Plans a CSV by its first rows: what stands above it, what is done to columns, whether lines tell more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from piiguard.guard import Guard
from piiguard.tables.beside import LineContext
from piiguard.tables.csv_rows import Row, plain, quoted
from piiguard.tables.ragged import RaggedRows
from piiguard.tables.sheet import HEAD, Plans, header_of
from piiguard.tables.treat import ColumnTreatment

# So many lines, or a few more, spread over the first rows, tell whether lines tell more than columns.
_LINES: Final = 500
_NEEDS_QUOTES: Final = re.compile('["\r\n]')


class CsvHead(NamedTuple):
    """The rows above the table, treated, with its header: how many; what is done to the columns, and to lines."""

    above: list[Row]
    size: int
    treatments: list[ColumnTreatment]
    lines: LineContext | None


def head_of(guard: Guard, rows: Sequence[Row], delimiter: str, plans: Plans, ragged: RaggedRows) -> CsvHead:
    """Return what the first rows of a text tell; raises `UsageError` and `ReadError` as `CsvRewriter` does.

    `ragged`: what is done to rows of other lengths. It is asked for all of them before any is written, and counts
    none; whoever reads them again does.
    """
    above, has_header, names = header_of(guard, [[*map(plain, row.cells)] for row in rows[:HEAD]])
    body = rows[above + has_header :]
    own = [row for row in body if len(row.cells) == len(names)]
    # In rows of other lengths, values may stand under wrong columns.
    sample = own or body
    columns = _columns(sample, len(names))
    treatments = plans.treatments(names, columns)
    plans.require_all(f"row {above + 1}: ")
    ragged.check(body, len(names), above + has_header + 1)
    lines: LineContext | None = LineContext(guard, delimiter, plans.made.columns)
    if lines is not None and not guard.in_order:  # what is numbered is not to be treated twice
        some = own[:: max(len(own) // _LINES, 1)]
        lines = lines if own and lines.tells_more(some, treated_columns(some, treatments, delimiter)) else None
    return CsvHead(ragged.treated(rows[:above], [], delimiter), above + has_header, treatments, lines)


def _columns(rows: Sequence[Row], width: int) -> list[list[str]]:
    """Return the cells of each column, without their quotes; rows that are too short have none in the last ones."""
    if all(len(row.cells) == width for row in rows):
        whole = [list(cells) for cells in zip(*(row.cells for row in rows), strict=True)] or [
            [] for _ in range(width)
        ]
    else:
        whole = [[row.cells[at] for row in rows if at < len(row.cells)] for at in range(width)]
    return [cells if '"' not in "".join(cells) else [*map(plain, cells)] for cells in whole]


def treated_columns(rows: Sequence[Row], treatments: Sequence[ColumnTreatment], delimiter: str) -> list[Row]:
    """Return rows, with a cell for each column, with their cells treated."""
    columns = []
    for cells, treatment in zip(zip(*(row.cells for row in rows), strict=True), treatments, strict=True):
        old = cells if '"' not in "".join(cells) else [plain(cell) for cell in cells]
        new = treatment.apply(old)
        if old is not cells or _NEEDS_QUOTES.search("".join(new)) or delimiter in "".join(new):
            new = [
                cell if before == after else quoted(after, cell, delimiter)
                for cell, before, after in zip(cells, old, new, strict=True)
            ]
        columns.append(new)
    return [Row(list(cells), row.end) for cells, row in zip(zip(*columns, strict=True), rows, strict=True)]
