"""Rewrites SQL dumps: values of INSERT and COPY by their columns, all else as text; other bytes stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.plan import TablePlan
from piiguard.tables.sheet import Plans
from piiguard.tables.sql_names import Column
from piiguard.tables.sql_reader import Other, Row, SqlReader, Table
from piiguard.tables.sql_values import as_copied, as_string, copied, literal
from piiguard.tables.treat import ColumnTreatment

# So many characters are held, and treated, at once; more while a table has too few rows to be told by.
_SIZE: Final = 1 << 20
_MOST: Final = 1 << 24
_ROWS: Final = 200
_WORDS: Final = frozenset(("", "NULL", "TRUE", "FALSE", "DEFAULT"))


class _Cell(NamedTuple):
    """A value that waits to be treated: its place in the output, its text, and how another is written there."""

    place: int
    text: str
    written: Callable[[str], str]


class SqlRewriter:
    """Treats the values of a dump that comes in blocks; columns are called `table.column` in the plan.

    Columns are those that INSERT or COPY names, else those of CREATE TABLE, whose comments count as headers. Values
    that are neither strings nor numbers, and all other statements and comments, are treated as text. A number or an
    expression that changes becomes a string. Raises `ReadError` with the line for what does not end, for rows of
    another length than their columns, and for columns of a given plan that never came.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None) -> None:
        self._guard = guard
        self._name = name
        self._plans = Plans(guard, name, plan)
        self._columns: dict[str, list[Column]] = {}
        self._treatments: dict[tuple[str, int], ColumnTreatment] = {}
        self._out: list[str] = []
        self._waiting: dict[str, list[list[_Cell]]] = {}
        self._held = 0
        self.changed = 0

    @property
    def plan(self) -> TablePlan:
        """Return the plan of all tables that came so far."""
        return self._plans.made

    def rewritten(self, blocks: Iterable[str]) -> Iterator[str]:
        """Yield the text with its values treated."""
        reader = SqlReader(blocks, self._name)
        for part in reader.parts():
            if isinstance(part, Row):
                self._add_row(part, reader)
            elif isinstance(part, Table):
                self._columns[part.name] = part.columns
            else:
                self._add(self._as_text(part.text) if isinstance(part, Other) else part.text)
            if self._held >= _SIZE and (self._held >= _MOST or self._can_be_told()):
                yield self._flushed()
        yield self._flushed()
        self._plans.require_all()

    def _as_text(self, text: str) -> str:
        found = self._guard.scan(text)
        self.changed += len(found)
        return self._guard.redact_piece((text, found))

    def _add(self, text: str) -> None:
        self._out.append(text)
        self._held += len(text)

    def _add_row(self, row: Row, reader: SqlReader) -> None:
        columns = self._columns_of(row, reader)
        own = self._waiting.setdefault(row.table, [])
        for place, (column, raw) in enumerate(zip(columns, row.values, strict=True)):
            if place:
                self._add("\t" if row.is_copied else ",")
            cell = self._cell(raw, row.is_copied, reader)
            if cell is not None:
                at = self._place(row.table, column, place)
                own.extend([] for _ in range(at + 1 - len(own)))
                own[at].append(cell)
            self._add(raw)

    def _columns_of(self, row: Row, reader: SqlReader) -> list[Column]:
        columns = row.columns or self._columns.get(row.table)
        if columns is None:
            columns = [Column("")] * len(row.values)
        if len(columns) != len(row.values):
            why = f"{len(row.values)} values for the {len(columns)} columns of {row.table!r}"
            raise ReadError(self._name, f"line {reader.line}: {why}")
        self._columns.setdefault(row.table, columns)
        return columns

    def _place(self, table: str, column: Column, place: int) -> int:
        """Return where a column stands among those of its table; INSERT may name them in another order."""
        names = [each.name for each in self._columns[table]]
        if place < len(names) and names[place] == column.name:
            return place
        if column.name not in names:
            self._columns[table] = [*self._columns[table], column]
            return len(names)
        return names.index(column.name)

    def _cell(self, raw: str, is_copied: bool, reader: SqlReader) -> _Cell | None:
        place = len(self._out)
        if is_copied:
            return None if raw == "\\N" else _Cell(place, copied(raw), as_copied)
        if raw.strip().upper() in _WORDS:
            return None
        found = literal(raw, reader.dialect)
        if found is None:  # an expression: with a part of it hidden it would be none
            return _Cell(place, raw, partial(as_string, dialect=reader.dialect))
        return _Cell(place, found.text, found.written)

    def _can_be_told(self) -> bool:
        """Return whether each table that waits is planned, or has rows enough to be."""
        return all(
            (table, 0) in self._treatments or max(map(len, columns), default=0) >= _ROWS
            for table, columns in self._waiting.items()
        )

    def _flushed(self) -> str:
        for table, columns in self._waiting.items():
            new = [place for place in range(len(columns)) if (table, place) not in self._treatments]
            if new:
                own = [self._columns[table][place] for place in new]
                texts = [[cell.text for cell in columns[place]] for place in new]
                names, comments = [each.name for each in own], [each.comment for each in own]
                made = self._plans.treatments(names, texts, f"{table}.", comments)
                self._treatments.update({(table, place): each for place, each in zip(new, made, strict=True)})
            for place, cells in enumerate(columns):
                self._treat(self._treatments[table, place], cells)
        text = "".join(self._out)
        self._out, self._waiting, self._held = [], {}, 0
        return text

    def _treat(self, treatment: ColumnTreatment, cells: Sequence[_Cell]) -> None:
        old = [cell.text for cell in cells]
        for cell, before, after in zip(cells, old, treatment.apply(old), strict=True):
            if before != after:
                self._out[cell.place] = cell.written(after)
                self.changed += 1
