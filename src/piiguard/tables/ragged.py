"""Rows of another length than the header: long ones are refused or treated, short ones treated; all are told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.beside import treated_alone, treated_in_line
from piiguard.tables.csv_rows import Row, plain, quoted
from piiguard.tables.treat import ColumnTreatment


class RaggedRows:
    """What is done to such rows of one table, and how many there were.

    In a row that is too long values stand under wrong columns: it is an error, or (`how` is "treat") each of its
    cells is treated as every column may that it can belong to. A row that is short may just end early: its cells are
    treated as their columns are. In both, what is found in a cell alone, or in the line, is treated besides.
    """

    def __init__(self, guard: Guard, name: str, how: str = "error") -> None:
        self._guard = guard
        self._name = name
        self._how = how
        self.short = self.long = 0
        self.first = 0

    def count(self, rows: Sequence[Row], width: int, number: int) -> None:
        """Count those of `rows`, the first of which is row `number`, that have not `width` cells.

        Blank lines are none. Raises `ReadError` for one that is too long, unless these are treated.
        """
        self.check(rows, width, number)
        for place, row in enumerate(rows, number):
            if len(row.cells) == width or row.cells == [""]:
                continue
            if len(row.cells) > width:
                self.long += 1
            else:
                self.short += 1
            self._begin_at(place)

    def check(self, rows: Sequence[Row], width: int, number: int) -> None:
        """Raise as `count` does, and count none."""
        for place, row in enumerate(rows if self._how == "error" else (), number):
            # Of one column none is shifted by a sign behind its value, such as the tab that spreadsheets leave.
            if len(row.cells) > width and (width > 1 or any(row.cells[1:])):
                why = (
                    f"row {place}, column {width + 1}: {len(row.cells)} cells under a header of {width}, so that "
                    "values may stand under wrong columns; --ragged treat treats such rows by all that they may hold"
                )
                raise ReadError(self._name, why)

    def add(self, other: tuple[int, int, int]) -> None:
        """Add what was counted elsewhere, in rows further down: short ones, long ones, and the first of them."""
        short, long, first = other
        self.short, self.long = self.short + short, self.long + long
        if first:
            self._begin_at(first)

    @property
    def counted(self) -> tuple[int, int, int]:
        """Return what `add` takes."""
        return self.short, self.long, self.first

    def _begin_at(self, number: int) -> None:
        self.first = min(self.first or number, number)

    @property
    def notes(self) -> list[str]:
        """Return what is to be said when all of the table was read."""
        count = self.short + self.long
        if not count:
            return []
        rows = "1 row has" if count == 1 else f"{count} rows have"
        return [f"{rows} another length than the header, the first is row {self.first}; cells may be shifted"]

    def treated(self, rows: Sequence[Row], treatments: Sequence[ColumnTreatment], delimiter: str) -> list[Row]:
        """Return such rows with their cells treated, in their order."""
        order = sorted(range(len(rows)), key=lambda place: len(rows[place].cells))
        done: dict[int, Row] = {}
        for _size, places in groupby(order, key=lambda place: len(rows[place].cells)):
            own = list(places)
            new = self._of_one_length([rows[place].cells for place in own], treatments, delimiter)
            done.update((place, rows[place]._replace(cells=cells)) for place, cells in zip(own, new, strict=True))
        return [done[place] for place in range(len(rows))]

    def _of_one_length(
        self, rows: list[list[str]], treatments: Sequence[ColumnTreatment], delimiter: str
    ) -> list[list[str]]:
        size, width = len(rows[0]), len(treatments)
        columns = []
        for place in range(size):
            written = [row[place] for row in rows]
            old = [plain(cell) for cell in written]
            new = list(old)
            # Its own column, or with a delimiter too many before it one further to the left.
            possible = treatments[max(place - max(size - width, 0), 0) : place + 1][::-1]
            for each in possible:
                left = [at for at in range(len(old)) if new[at] == old[at]]
                for at, cell in zip(left, each.apply([old[at] for at in left]), strict=True):
                    new[at] = cell
            new = treated_alone(self._guard, old, new)
            if size > width and any(each.identifies for each in possible):
                new = [_hidden(cell) if cell == before else cell for cell, before in zip(new, old, strict=True)]
            both = zip(written, old, new, strict=True)
            columns.append([cell if a == b else quoted(b, cell, delimiter) for cell, a, b in both])
        return treated_in_line(self._guard, delimiter, rows, [list(cells) for cells in zip(*columns, strict=True)])


def _hidden(cell: str) -> str:
    """Return a cell of words, which may be a piece of a name, hidden; numbers are left to their columns."""
    if not any(map(str.isalpha, cell)):
        return cell
    return "".join("*" if char.isalnum() else char for char in cell)
