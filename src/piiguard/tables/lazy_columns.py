"""One column of a lazy frame: treats arrays of Arrow whose type afterwards was said before; can be pickled."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from piiguard.errors import UsageError
from piiguard.frames.values import changed
from piiguard.guard import Guard
from piiguard.tables.frames import cell_text
from piiguard.tables.plan import BY_CELL, ColumnPlan, column_rule
from piiguard.tables.treat import ColumnTreatment


class LazyColumn:
    """A column and its plan. `treats`: whether the plan says that cells change, whatever is found in them."""

    def __init__(self, guard: Guard, plan: ColumnPlan) -> None:
        self._guard = guard
        self._plan = plan
        by_plan = plan.recognizer is not None or plan.every or plan.params is not None
        self.treats = column_rule(guard, plan.name) is not None or (
            plan.treatment not in (BY_CELL, "keep") and (by_plan or plan.entity_type is None)
        )

    def apply(self, array: Any, to_text: bool) -> Any:
        """Return a part of the column, treated: text if `to_text`, else of the type it has.

        Raises `UsageError` for a number that would become text in a column that keeps its type.
        """
        pa: Any = import_module("pyarrow")
        # Anew for each part: they come from several threads.
        treatment = ColumnTreatment(self._guard, self._plan)
        values = array.to_pylist()
        new = changed(values, treatment.apply, cell_text, to_text)
        if to_text:
            return pa.array([None if each is None else _text(each) for each in new or values], pa.string())
        if new is None:
            return array
        type_ = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
        try:
            return pa.array(new, type_)
        except (pa.ArrowInvalid, pa.ArrowTypeError):  # its message quotes the value
            raise UsageError(
                f"column {self._plan.name!r}: a number would become text; give the column a treatment in the plan, "
                "or cast it to text"
            ) from None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else cell_text(value) or ""
