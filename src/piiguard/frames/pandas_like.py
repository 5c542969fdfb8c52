"""Frames of pandas, by position: names of columns and of rows may repeat, types stay where they can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from piiguard.frames.frame import Change


class PandasFrame:
    """A pandas frame, or one of a class derived from it."""

    def __init__(self, frame: Any) -> None:
        self._pd: Any = import_module("pandas")
        self._frame = frame
        self.names = [".".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in frame.columns]
        self.height = len(frame)
        # All at once: each alone costs as much as masking thousands of cells.
        self._columns = [column for _, column in frame.items()]

    def rows(self, place: int, at: Sequence[int]) -> list[Any]:
        """Return the cells of a column in the rows `at`."""
        column = self._columns[place]
        return list((column if len(at) == self.height else column.iloc[list(at)]).tolist())

    def changed(self, place: int, change: Change) -> Any:
        """Return the column after `change`; None if no cell changes."""
        column = self._columns[place]
        types = self._pd.api.types
        if isinstance(column.dtype, self._pd.CategoricalDtype):
            return self._categories(column, change)
        if types.is_bool_dtype(column.dtype):
            return None
        if isinstance(column.dtype, self._pd.ArrowDtype):
            from piiguard.frames.arrow import after

            values = [None if cell is self._pd.NA else cell for cell in column.tolist()]
            new = after(change, values, column.dtype.pyarrow_dtype)
            return None if new is None else self._pd.arrays.ArrowExtensionArray(new)
        is_object = types.is_object_dtype(column.dtype)
        new = change(column.tolist(), not is_object)
        return None if new is None else self._array(new, column.dtype, is_object)

    def text(self, place: int) -> Any:
        """Return a column of text as an Arrow array; None for others, and without pyarrow."""
        column = self._columns[place]
        dtype = column.dtype
        if isinstance(dtype, self._pd.ArrowDtype):
            if str(dtype.pyarrow_dtype) not in ("string", "large_string"):
                return None
        elif not isinstance(dtype, self._pd.StringDtype) or dtype.storage != "pyarrow":
            return None
        return column.array.__arrow_array__()

    def of_text(self, place: int, array: Any) -> Any:
        """Return an Arrow array as a column of the type it came from."""
        return self._columns[place].dtype.__from_arrow__(array)

    def _categories(self, column: Any, change: Change) -> Any:
        categories = column.cat.categories
        new = change(categories.tolist(), True)
        if new is None:
            return None
        merged = list(dict.fromkeys(new))
        place = {value: number for number, value in enumerate(merged)}
        numbers = import_module("numpy").array([*(place[value] for value in new), -1])
        keeps = self._pd.api.types.is_string_dtype(categories.dtype)
        index = self._pd.Index(merged, dtype=categories.dtype if keeps else None)
        return self._pd.Categorical.from_codes(
            numbers[column.cat.codes], categories=index, ordered=column.cat.ordered
        )

    def _array(self, cells: list[Any], dtype: Any, is_object: bool) -> Any:
        """Return cells in the type that they had, or as the text that goes with it."""
        pd = self._pd
        if is_object:
            return pd.Series(cells, self._frame.index, object)
        if pd.api.types.is_string_dtype(dtype):
            return pd.array(cells, dtype=dtype)
        nullable = isinstance(dtype, pd.api.extensions.ExtensionDtype)
        return pd.Series(cells, dtype="string" if nullable else None).array

    def rebuilt(self, columns: Mapping[int, Any]) -> Any:
        """Return the frame with `columns` in their places; index, attributes and class stay."""
        # From pandas 3 on a shallow copy shares nothing that can be written to.
        copied = self._frame.copy(deep=int(self._pd.__version__.partition(".")[0]) < 3)
        for place, column in columns.items():
            copied.isetitem(place, column)
        return copied
