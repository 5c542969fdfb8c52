"""Rewrites SQL dumps: values of INSERT and COPY by their columns, all else as text; other bytes stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.many_texts import ManyTexts
from piiguard.tables.plan import TablePlan
from piiguard.tables.sheet import Plans
from piiguard.tables.sql_names import Column
from piiguard.tables.sql_reader import Other, Row, SqlReader, Table
from piiguard.tables.sql_values import as_copied, as_string, copied, literal

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
        self._treatments: dict[tuple[str, int], ManyTexts] = {}
        self._out: list[str] = []
        self._waiting: dict[str, list[list[_Cell]]] = {}
        self._held = 0
        self._last: tuple[str, list[Column], list[int]] = "", [], []
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
                self._created(part)
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
        own, places = self._columns_of(row, reader)
        between = "\t" if row.is_copied else ","
        cell_of, out, first = self._cell, self._out, True
        for at, raw in zip(places, row.values, strict=True):
            if not first:
                out.append(between)
            first = False
            cell = cell_of(raw, row.is_copied, reader)
            if cell is not None:
                own[at].append(cell)
            out.append(raw)
        self._held += sum(map(len, row.values)) + len(places)

    def _columns_of(self, row: Row, reader: SqlReader) -> tuple[list[list[_Cell]], list[int]]:
        """Return what waits of the table, and where in it the values of a row belong."""
        columns = row.columns or self._columns.get(row.table) or [Column("")] * len(row.values)
        if len(columns) != len(row.values):
            why = f"{len(row.values)} values for the {len(columns)} columns of {row.table!r}"
            raise ReadError(self._name, f"line {reader.line}: {why}")
        if self._last[0] != row.table or self._last[1] is not columns:
            self._last = row.table, columns, self._places(row.table, columns)
        places = self._last[2]
        own = self._waiting.setdefault(row.table, [])
        if len(own) <= max(places, default=-1):
            own.extend([] for _ in range(max(places) + 1 - len(own)))
        return own, places

    def _places(self, table: str, columns: list[Column]) -> list[int]:
        """Return where columns stand among those of their table; INSERT may name them in another order."""
        known = self._columns.setdefault(table, columns)
        names = [each.name for each in known]
        if [each.name for each in columns] == names:
            return list(range(len(names)))
        new = [each for each in columns if each.name not in names]
        self._columns[table] = [*known, *new]
        names += [each.name for each in new]
        return [names.index(each.name) for each in columns]

    def _created(self, table: Table) -> None:
        """Take over the columns of a table; rows of another one of this name are done with."""
        old = self._columns.get(table.name)
        if old is not None and old != table.columns:
            self._treat_all()
            self._waiting.pop(table.name, None)
            self._treatments = {key: each for key, each in self._treatments.items() if key[0] != table.name}
        self._columns[table.name] = table.columns
        self._last = "", [], []

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
        self._treat_all()
        text = "".join(self._out)
        self._out, self._waiting, self._held = [], {}, 0
        return text

    def _treat_all(self) -> None:
        for table, columns in self._waiting.items():
            new = [place for place in range(len(columns)) if (table, place) not in self._treatments]
            if new:
                own = [self._columns[table][place] for place in new]
                texts = [[cell.text for cell in columns[place]] for place in new]
                names, comments = [each.name for each in own], [each.comment for each in own]
                made = self._plans.treatments(names, texts, f"{table}.", comments)
                self._treatments.update(
                    {(table, place): ManyTexts(each) for place, each in zip(new, made, strict=True)}
                )
            for place, cells in enumerate(columns):
                self._treat(self._treatments[table, place], cells)
                cells.clear()

    def _treat(self, treatment: ManyTexts, cells: Sequence[_Cell]) -> None:
        old = [cell.text for cell in cells]
        for cell, before, after in zip(cells, old, treatment.texts(old), strict=True):
            if before != after:
                self._out[cell.place] = cell.written(after)
                self.changed += 1
