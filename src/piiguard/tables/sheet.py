"""The tables of a file that is rewritten: where each begins, and its columns, planned once or as a plan says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from piiguard.errors import UsageError
from piiguard.guard import Guard
from piiguard.tables.marked import MarkedTreatment, MarkingGuard
from piiguard.tables.plan import BY_CELL, ColumnPlan, TablePlan, plan_sheet
from piiguard.tables.records import layout_of
from piiguard.tables.treat import ColumnTreatment

HEAD: Final = 50
_SOME: Final = 3
_VALUE: Final = re.compile(r"[ \t]*[+-]?[0-9][0-9 :./+T-]{4,}[ \t]*")
_NAME: Final = re.compile(r"(?!.*[0-9]{4})[^\s:：;；。！？][^:：;；。！？]{0,30}")
UNNAMED: Final = ColumnPlan("", None, None, 0.0, "text", BY_CELL, "no name")


class Plans:
    """The plan of a file with one table or more: a given one, or one that is made as its tables come."""

    def __init__(self, guard: Guard, path: str, given: TablePlan | None = None) -> None:
        self._guard = guard
        self._path = path
        self._given = given
        self._left = [] if given is None else list(given.columns)
        self._made: list[ColumnPlan] = []
        self._record: str | None = None
        self._treatment = MarkedTreatment if isinstance(guard, MarkingGuard) else ColumnTreatment

    @property
    def made(self) -> TablePlan:
        """Return the plan of all tables that came so far."""
        return TablePlan(tuple(self._made), self._record)

    def treatments(
        self, names: Sequence[str], columns: Sequence[Sequence[str]], prefix: str = "", labels: Sequence[str] = ()
    ) -> list[ColumnTreatment]:
        """Return what is done to the columns of a further table.

        Args:
            names: of the columns; they may repeat or be empty.
            columns: their first values.
            prefix: what stands before the names in the plan, to tell tables apart.
            labels: other words for the columns, which are asked where the names tell nothing.
        """
        if self._given is not None:
            plans = [self._taken(prefix + name) for name in names]
            self._record = self._given.record
        else:
            plan = plan_sheet(self._guard, names, columns)
            own = list(plan.columns)
            if any(labels):
                said = [label or name for label, name in zip(labels, names, strict=True)]
                others = plan_sheet(self._guard, said, columns)
                own = [
                    one if one.entity_type else two._replace(name=one.name)
                    for one, two in zip(own, others.columns, strict=True)
                ]
            plans = [each._replace(name=prefix + each.name) for each in own]
            self._record = self._record or plan.record
        self._made += plans
        return [self._treatment(self._guard, each) for each in plans]

    def text(self) -> ColumnTreatment:
        """Return what is done to cells that have no name."""
        return self._treatment(self._guard, UNNAMED)

    def require_all(self, where: str = "") -> None:
        """Raise `UsageError` when the given plan names a column that no table had; `where` is what was read."""
        if self._left:
            raise UsageError(f"{self._path}: {where}no column {self._left[0].name!r}, which the plan names")

    def _taken(self, name: str) -> ColumnPlan:
        own = next((each for each in self._left if each.name == name), None)
        if own is not None:
            self._left.remove(own)
        return own or UNNAMED._replace(name=name)


def header_of(guard: Guard, rows: Sequence[Sequence[str]]) -> tuple[int, bool, list[str]]:
    """Return how many rows stand above the table, whether it has a header, and the names of its columns.

    The header is the first row as wide as most, unless it holds values or the rows are an export of a known layout.
    It may be shorter than they are: where each of them ends with a delimiter, there are columns without a name; where
    each has a cell too many, the header is returned as it is.
    """
    head = rows[:HEAD]
    usual = common_width([len(cells) for cells in head])
    # Spreadsheets pad the lines above a table with empty cells.
    filled = [sum(map(bool, cells)) for cells in head]
    most = common_width(filled)
    tops = (place for place, cells in enumerate(head) if len(cells) == usual and filled[place] >= most)
    above = next(tops, 0)
    layout = layout_of(head[above : above + 20])
    if layout is not None:
        return above, False, list(layout)
    holds_values = _holds_values(guard, head[above])
    if above and _may_be_names(guard, head[above - 1], usual):
        names = list(head[above - 1])
        if not any(any(row[len(names) :]) for row in head[above:] if len(row) == usual):
            return above - 1, True, [*names, *[""] * (usual - len(names))]
        if holds_values:
            return above - 1, True, names
    return (above, False, [""] * usual) if holds_values else (above, True, list(head[above]))


def _holds_values(guard: Guard, row: Sequence[str]) -> bool:
    return any(_VALUE.fullmatch(cell) or guard.scan(cell) for cell in row)


def _may_be_names(guard: Guard, row: Sequence[str], usual: int) -> bool:
    """Return whether a row shorter than the others may be their header, each of them having a cell too many."""
    if not 1 < len(row) < usual or len(set(row)) < len(row):
        return False
    return all(map(may_be_name, row)) and not _holds_values(guard, row)


def may_be_name(cell: str) -> bool:
    """Return whether a cell may be the name of a column: neither a value, nor a label with one, nor a sentence."""
    return _NAME.fullmatch(cell) is not None


def common_width(widths: Sequence[int]) -> int:
    """Return the width that most rows have, of those above 1 if they are no exception; the larger one of two."""
    counts = Counter(width for width in widths if width > 1)
    if 2 * sum(counts.values()) < len(widths) and sum(counts.values()) < _SOME:
        return 1
    return max(counts, key=lambda width: (counts[width], width), default=1)
