"""Frames of whatever narwhals knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from piiguard.frames.frame import Change


class OtherFrame:
    """A frame as narwhals shows it; no two of its columns have the same name."""

    def __init__(self, frame: Any) -> None:
        self._nw: Any = import_module("narwhals")
        self._frame = frame
        self.names = list(frame.columns)
        self.height = frame.shape[0]

    def rows(self, place: int, at: Sequence[int]) -> list[Any]:
        """Return the cells of a column in the rows `at`."""
        column = self._frame[self.names[place]]
        return list((column if len(at) == self.height else column[list(at)]).to_list())

    def changed(self, place: int, change: Change) -> Any:
        """Return the column after `change`; None if no cell changes."""
        nw = self._nw
        column = self._frame[self.names[place]]
        dtype = column.dtype
        if isinstance(dtype, (nw.Boolean, nw.Unknown)):
            return None
        if isinstance(dtype, (nw.List, nw.Array, nw.Struct)):
            return self._nested(place, column.to_list(), dtype, change)
        new = change(column.to_list(), True)
        if isinstance(dtype, nw.Enum):
            categories = change(list(dtype.categories), True)
            # Those that no row has may be somebody's, too.
            return None if categories is None else self._cast(place, new or column.to_list(), _enum(nw, categories))
        if new is None:
            return None
        if isinstance(dtype, nw.Categorical):
            return self._cast(place, new, dtype)
        keeps = isinstance(dtype, (nw.String, nw.Binary, nw.Object))
        if keeps:
            return self._series(place, new, dtype)
        return self._series(place, new, nw.String())

    def text(self, place: int) -> Any:
        """Return None: what is known of no library is read as Python's values."""

    def of_text(self, place: int, array: Any) -> Any:
        """Do nothing, as there are no such arrays."""

    def _nested(self, place: int, values: list[Any], dtype: Any, change: Change) -> Any:
        new = change(values, False)
        if new is None:
            return None
        try:
            return self._series(place, new, dtype)
        except TypeError:  # numbers that are text now, and then all of them
            return self._series(place, change(values, True) or [], None)

    def _series(self, place: int, values: list[Any], dtype: Any) -> Any:
        return self._nw.new_series(self.names[place], values, dtype, backend=self._frame.implementation)

    def _cast(self, place: int, values: list[Any], dtype: Any) -> Any:
        return self._series(place, values, self._nw.String()).cast(dtype)

    def rebuilt(self, columns: Mapping[int, Any]) -> Any:
        """Return the frame with `columns` in their places."""
        made = self._frame.with_columns(*columns.values()) if columns else self._frame.clone()
        return made.to_native()


def _enum(nw: Any, categories: list[str]) -> Any:
    return nw.Enum(list(dict.fromkeys(categories)))
