"""Restores the string columns of a data frame, whatever library it belongs to (narwhals: pandas, polars, Arrow …)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from piiguard.errors import MissingExtraError, UsageError

Column = Callable[[list[str]], list[str]]


def with_columns(frame: Any, cell: Callable[[str], str], whole: Mapping[str, Column]) -> Any:
    """Return a frame of the same kind with its string cells changed; the frame given stays as it is.

    Args:
        frame: an eager frame that narwhals knows.
        cell: returns what becomes of the text of a cell.
        whole: for columns by name, what becomes of all their values together, missing ones left out.

    Raises `UsageError` for something else than a frame and a column that is not there, `MissingExtraError` without
    the extra `table`. Index, column order, row count and the other columns stay.
    """
    try:
        import narwhals as nw
    except ImportError:
        raise MissingExtraError("a data frame", "table") from None
    try:
        table = nw.from_native(frame, eager_only=True)
    except TypeError:
        raise UsageError(f"a {type(frame).__name__} is not a data frame that can be read") from None
    missing = [name for name in whole if name not in table.columns]
    if missing:
        raise UsageError(f"the frame has no column {missing[0]!r}")
    changed = []
    for name in table.columns:
        series = table[name]
        if series.dtype not in (nw.String, nw.Object, nw.Categorical):
            continue
        values = series.to_list()
        new = _changed(values, cell, whole.get(name))
        if new != values:
            changed.append(nw.new_series(name, new, backend=table.implementation))
    return table.with_columns(*changed).to_native() if changed else table.clone().to_native()


def _changed(values: list[Any], cell: Callable[[str], str], whole: Column | None) -> list[Any]:
    if whole is None:
        return [cell(value) if isinstance(value, str) else value for value in values]
    treated = iter(whole([value for value in values if isinstance(value, str)]))
    return [next(treated) if isinstance(value, str) else value for value in values]
