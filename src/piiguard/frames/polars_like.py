"""Frames of polars: columns of text pass as Arrow arrays, which polars makes and takes faster than lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from piiguard.frames.frame import Change
from piiguard.frames.other import OtherFrame


class PolarsFrame:
    """An eager frame of polars; columns of other types than text are left to narwhals."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        polars: Any = import_module("polars")
        self._series = polars.Series
        self._is_text = [type_ == polars.String for type_ in frame.dtypes]
        if find_spec("pyarrow") is None:
            self._is_text = [False] * len(self._is_text)
        self.names = list(frame.columns)
        self.height = frame.height

    @cached_property
    def _other(self) -> OtherFrame:
        return OtherFrame(import_module("narwhals").from_native(self._frame, eager_only=True))

    def rows(self, place: int, at: Sequence[int]) -> list[Any]:
        """Return the cells of a column in the rows `at`."""
        return self._other.rows(place, at)

    def changed(self, place: int, change: Change) -> Any:
        """Return the column after `change`; None if no cell changes."""
        column = self._other.changed(place, change)
        return None if column is None else column.to_native()

    def text(self, place: int) -> Any:
        """Return a column of text as an Arrow array; None for others, and without pyarrow."""
        if not self._is_text[place]:
            return None
        column = self._frame.to_series(place)
        if "\0" in self.names[place]:  # which Arrow cannot pass on, and which is none of ours to refuse
            column = column.alias("")
        if not hasattr(column, "__arrow_c_stream__"):  # before 1.4
            return column.to_arrow()
        return import_module("pyarrow").chunked_array(column)

    def of_text(self, place: int, array: Any) -> Any:
        """Return an Arrow array as a column."""
        # Polars holds text as such views, and makes them of anything else in more time.
        return self._series(self.names[place], array.cast(import_module("pyarrow").string_view()))

    def rebuilt(self, columns: Mapping[int, Any]) -> Any:
        """Return the frame with `columns` in their places."""
        made = self._frame.clone()
        for place, column in columns.items():
            made.replace_column(place, column)
        return made
