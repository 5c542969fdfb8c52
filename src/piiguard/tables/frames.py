"""Plans and redacts data frames of any library that narwhals knows; the frame given is never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from piiguard.errors import UsageError
from piiguard.frames import as_texts, native, replaced
from piiguard.guard import Guard
from piiguard.tables.plan import TablePlan, plan_columns
from piiguard.tables.treat import ColumnTreatment


def plan_frame(guard: Guard, frame: Any) -> TablePlan:
    """Return the plan of a frame's columns; cells that are no text are looked at as they would be written."""
    table = native(frame)
    return plan_columns(guard, {name: [cell or "" for cell in as_texts(table[name])] for name in table.columns})


def redact_frame(guard: Guard, frame: Any, plan: TablePlan | None = None) -> Any:
    """Return a frame like `frame` with its cells treated; columns of which no cell changes keep their type.

    Raises `UsageError` for a plan that names a column the frame does not have.
    """
    table = native(frame)
    plan = plan or plan_frame(guard, frame)
    missing = [each.name for each in plan.columns if each.name not in table.columns]
    if missing:
        raise UsageError(f"the plan names a column that is not there: {missing[0]!r}")
    changes: dict[str, Callable[[list[str]], list[str]]] = {
        each.name: ColumnTreatment(guard, each).apply for each in plan.columns
    }
    return replaced(table, changes)
