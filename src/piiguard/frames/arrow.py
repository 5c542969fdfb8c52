"""Tables of Arrow, by position: names may repeat, types, fields' and schema's metadata stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from piiguard.frames.frame import Change


class ArrowFrame:
    """A table of pyarrow."""

    def __init__(self, table: Any) -> None:
        self._pa: Any = import_module("pyarrow")
        self._table = table
        self.names = list(table.column_names)
        self.height = table.num_rows

    def rows(self, place: int, at: Sequence[int]) -> list[Any]:
        """Return the cells of a column in the rows `at`."""
        column = self._table.column(place)
        return list((column if len(at) == self.height else column.take(self._pa.array(at, "int64"))).to_pylist())

    def changed(self, place: int, change: Change) -> Any:
        """Return the column after `change`; None if no cell changes."""
        types = self._pa.types
        column, type_ = self._table.column(place), self._table.schema.field(place).type
        if types.is_boolean(type_) or types.is_null(type_):
            return None
        if types.is_dictionary(type_):
            return self._dictionary(column, type_, change)
        return after(change, column.to_pylist(), type_)

    def text(self, place: int) -> Any:
        """Return a column of text; None for others."""
        types, type_ = self._pa.types, self._table.schema.field(place).type
        return self._table.column(place) if types.is_string(type_) or types.is_large_string(type_) else None

    def of_text(self, place: int, array: Any) -> Any:
        """Return the array: it is of the column's type."""
        return array

    def _dictionary(self, column: Any, type_: Any, change: Change) -> Any:
        if not column.num_chunks:
            return None
        chunk = column.unify_dictionaries().combine_chunks()
        array = chunk.chunk(0) if isinstance(chunk, self._pa.ChunkedArray) else chunk
        values = after(change, array.dictionary.to_pylist(), type_.value_type)
        if values is None:
            return None
        return self._pa.DictionaryArray.from_arrays(array.indices, values, ordered=type_.ordered)

    def rebuilt(self, columns: Mapping[int, Any]) -> Any:
        """Return the table with `columns` in their places."""
        table = self._table
        for place, column in columns.items():
            table = table.set_column(place, table.schema.field(place).with_type(column.type), column)
        return table.replace_schema_metadata(self._table.schema.metadata)


def after(change: Change, values: list[Any], type_: Any) -> Any:
    """Return values after `change` as an array: of their type if they are of it, else of text; None: none changed."""
    pa: Any = import_module("pyarrow")
    if not pa.types.is_nested(type_):
        new = change(values, True)
        return None if new is None else pa.array(new, type_ if _holds_text(pa.types, type_) else pa.string())
    new = change(values, False)
    if new is None:
        return None
    try:
        return pa.array(new, type_)
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # numbers that are text now, and then all of them
        return pa.array(change(values, True))


def _holds_text(types: Any, type_: Any) -> bool:
    return any(
        each(type_)
        for each in (
            types.is_string, types.is_large_string, types.is_string_view,
            types.is_binary, types.is_large_binary, types.is_binary_view,
        )
    )  # fmt: skip
