"""What a guard does with data frames: the work is done in a room that stands above it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Tabular:
    """The methods of a guard that take a data frame."""

    def plan_table(self, frame: Any) -> Any:
        """Return the `TablePlan` of a data frame: what each column holds, and what the policy does to it."""
        return self._frames().plan_frame(self, frame)

    def redact_table(self, frame: Any, plan: Any = None) -> Any:
        """Return a data frame like `frame` with its cells treated: same index, order and rows, the rest untouched.

        `plan`: one from `plan_table`, of this frame or of an earlier one with the same columns.
        """
        return self._frames().redact_frame(self, frame, plan)

    def scan_table(self, frame: Any) -> Any:
        """Return a `TableReport` of a data frame: the plan of its columns, and the findings of every cell."""
        return self._frames().scan_frame(self, frame)

    @staticmethod
    def _frames() -> Any:
        return import_module("piiguard.tables.frames")  # it stands above the guard
