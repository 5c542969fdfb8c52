"""Plans, scans and redacts data frames of any library; the frame given is never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from piiguard.errors import UsageError
from piiguard.finding import Finding
from piiguard.frames import Frame, is_lazy, opened
from piiguard.frames.values import changed, decoded, is_missing, texts
from piiguard.guard import Guard
from piiguard.tables.cells import as_text
from piiguard.tables.many_texts import ManyTexts
from piiguard.tables.plan import ColumnPlan, TablePlan, plan_sheet, scanned_cells
from piiguard.tables.sheet import UNNAMED
from piiguard.tables.treat import ColumnTreatment

# A plan looks at so many rows, spread evenly over the whole frame.
SAMPLE: Final = 10_000


class CellFinding(NamedTuple):
    """A finding in a cell: `row` and `column` count from 0; offsets of `finding` are in the text of the cell."""

    row: int
    column: int
    finding: Finding


class TableReport(NamedTuple):
    """What a frame holds: the plan of its columns, and what was found cell by cell, row by row; no value."""

    plan: TablePlan
    findings: list[CellFinding]
    rows: int

    def counts(self) -> dict[str, Counter[str]]:
        """Return for each column how many findings of each entity type it has; columns without any are left out."""
        found: dict[str, Counter[str]] = {}
        for each in self.findings:
            name = self.plan.columns[each.column].name
            found.setdefault(name, Counter())[each.finding.entity_type] += 1
        return found

    def __repr__(self) -> str:
        """Return how much was found where, and no value."""
        return f"TableReport(rows={self.rows}, counts={ {name: dict(own) for name, own in self.counts().items()} })"


def plan_frame(guard: Guard, frame: Any) -> TablePlan:
    """Return the plan of a frame's columns; cells that are no text are looked at as they would be written.

    Rows that are spread over the whole frame are looked at; of a lazy one the first.
    """
    if is_lazy(frame):
        from piiguard.tables.lazy_frames import head

        frame = head(frame, SAMPLE)
    return plan_opened(guard, opened(frame))


def plan_opened(guard: Guard, table: Frame) -> TablePlan:
    """Return the plan of the columns of an open frame."""
    step = max(table.height / SAMPLE, 1.0)
    at = [int(number * step) for number in range(min(table.height, SAMPLE))]
    columns = [[cell_text(value) or "" for value in table.rows(place, at)] for place in range(len(table.names))]
    return plan_sheet(guard, table.names, columns)


def cell_text(value: Any) -> str | None:
    """Return a cell as text: None for missing ones, truth values, lists, and bytes that are no text."""
    if type(value) is str:
        return value
    if isinstance(value, bytes):
        return decoded(value)
    if is_missing(value) or isinstance(value, (bool, list, dict, tuple)) or hasattr(value, "__len__"):
        return str(value) if isinstance(value, str) else None
    return as_text(value)


def redact_frame(guard: Guard, frame: Any, plan: TablePlan | None = None) -> Any:
    """Return a frame like `frame` with its cells treated; columns of which no cell changes keep their type.

    A lazy frame gives a lazy one: rows are treated when they are asked for. The labels of pandas' rows stay, with a
    warning where they identify. Raises `UsageError` for a plan that names a column the frame does not have.
    """
    if is_lazy(frame):
        from piiguard.tables.lazy_frames import redact_lazy

        return redact_lazy(guard, frame, plan or plan_frame(guard, frame))
    table = opened(frame)
    treatments = treatments_of(guard, table.names, plan or plan_opened(guard, table))
    # Each step for all columns, so that what it does is still in the processor's cache for the next.
    arrays = [table.text(place) for place in range(len(table.names))]
    both = [_treated(table, *each) for each in zip(range(len(arrays)), arrays, treatments, strict=True)]
    made = {
        place: column if array is None else table.of_text(place, column)
        for place, (array, column) in enumerate(zip(arrays, both, strict=True))
        if column is not None
    }
    _warn_of_index(guard, frame)
    return table.rebuilt(made)


def _treated(table: Frame, place: int, array: Any, treatment: ColumnTreatment) -> Any:
    """Return a column, or its `array` of text if it has one, treated; None if no cell changes."""
    if array is None:
        return table.changed(place, change_of(treatment))
    from piiguard.tables.dense_cells import DenseColumn

    new, changed = DenseColumn(treatment).array(array)
    return new if changed else None


def change_of(treatment: ColumnTreatment) -> Callable[[list[Any], bool], list[Any] | None]:
    """Return what a treatment does to the values of a column."""
    return lambda values, whole: changed(values, ManyTexts(treatment).texts, cell_text, whole)


def treatments_of(guard: Guard, names: list[str], plan: TablePlan) -> list[ColumnTreatment]:
    """Return what is done to each column; those that the plan does not name are looked at cell by cell."""
    return [ColumnTreatment(guard, each) for each in planned(names, plan)]


def planned(names: list[str], plan: TablePlan) -> list[ColumnPlan]:
    """Return the plan of each column of a frame; raises `UsageError` for one that is not there."""
    left = list(plan.columns)
    own = []
    for name in names:
        found = next((each for each in left if each.name == name), None)
        if found is not None:
            left.remove(found)
        own.append(found or UNNAMED._replace(name=name))
    if left:
        raise UsageError(f"the plan names a column that is not there: {left[0].name!r}")
    return own


def scan_frame(guard: Guard, frame: Any) -> TableReport:
    """Return what a frame holds, by column and by cell; of a lazy one all rows are read, part by part."""
    plan = plan_frame(guard, frame)
    if is_lazy(frame):
        from piiguard.tables.lazy_frames import parts

        frames = parts(frame)
    else:
        frames = iter([frame])
    found: list[CellFinding] = []
    first = 0
    for table in map(opened, frames):
        for place in range(len(table.names)):
            found += _found(guard, table, place, first)
        first += table.height
    return TableReport(plan, sorted(found, key=lambda each: each[:2]), first)


def _found(guard: Guard, table: Frame, place: int, first: int) -> Iterator[CellFinding]:
    cells = ["\n".join(texts(value, cell_text)) for value in table.rows(place, range(table.height))]
    distinct = list(dict.fromkeys(cell for cell in cells if cell))
    known = dict(zip(distinct, scanned_cells(guard, table.names[place], distinct), strict=True))
    for row, cell in enumerate(cells, first):
        for each in known[cell] if cell else ():
            yield CellFinding(row, place, each)


def _warn_of_index(guard: Guard, frame: Any) -> None:
    """Warn of row labels of pandas that hold personal information: they stay, as they are how rows are found."""
    index: Any = getattr(frame, "index", None)
    if not hasattr(index, "to_frame") or type(index).__name__ == "RangeIndex":
        return
    labels = opened(index[:SAMPLE].to_frame(index=False))
    kinds = [each.entity_type for each in plan_opened(guard, labels).columns if each.role == "direct"]
    if kinds:
        from warnings import warn

        warn(f"the index holds {kinds[0]} and stays; reset_index() makes it a column", UserWarning, stacklevel=4)
