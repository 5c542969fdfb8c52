"""Changes the cells of a data frame, whatever library it belongs to (narwhals: pandas, polars, Arrow …)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from piiguard.errors import MissingExtraError, UsageError

Column = Callable[[list[str]], list[str]]
_EXACT = 1 << 53


def with_columns(frame: Any, cell: Callable[[str], str], whole: Mapping[str, Column]) -> Any:
    """Return a frame of the same kind with its string cells changed; the frame given stays as it is.

    Args:
        frame: an eager frame that narwhals knows.
        cell: returns what becomes of the text of a cell.
        whole: for columns by name, what becomes of all their values together, missing ones left out.

    Raises `UsageError` for something else than a frame and a column that is not there, `MissingExtraError` without
    the extra `table`. Index, column order, row count and the other columns stay.
    """
    table = native(frame)
    missing = [name for name in whole if name not in table.columns]
    if missing:
        raise UsageError(f"the frame has no column {missing[0]!r}")

    def changing(name: str) -> Column:
        own = whole.get(name)
        return own if own is not None else lambda values: [cell(value) for value in values]

    return replaced(table, {name: changing(name) for name in table.columns}, texts_alone=True)


def native(frame: Any) -> Any:
    """Return narwhals' view of an eager frame.

    Raises `UsageError` for anything else, `MissingExtraError` without the extra `table`.
    """
    try:
        import narwhals as nw
    except ImportError:
        raise MissingExtraError("a data frame", "table") from None
    try:
        return nw.from_native(frame, eager_only=True)
    except TypeError:
        name = type(frame).__name__
    if _is_lazy(nw, frame):
        raise UsageError(f"a {name} holds no rows before it is asked: collect it, or redact it as a Parquet file")
    raise UsageError(f"a {name} is not a data frame that can be read")


def _is_lazy(nw: Any, frame: Any) -> bool:
    """Return whether a frame is of a library that reads rows only when they are asked for."""
    return isinstance(nw.from_native(frame, pass_through=True), nw.LazyFrame)


def as_texts(series: Any, texts_alone: bool = False) -> list[str | None]:
    """Return the cells of a column as text; None for missing ones, and for other types if `texts_alone`.

    A number that pandas made a float because cells are missing is written without its `.0`.
    """
    return [_text(value, texts_alone) for value in series.to_list()]


def _text(value: Any, texts_alone: bool) -> str | None:
    if isinstance(value, str):
        return value
    if texts_alone or value is None or isinstance(value, (bool, bytes)) or value != value:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)


def replaced(table: Any, changes: Mapping[str, Column], texts_alone: bool = False) -> Any:
    """Return the native frame with the cells of columns changed; a column of which none changes stays as it is."""
    import narwhals as nw

    changed = []
    for name, change in changes.items():
        series = table[name]
        if texts_alone and series.dtype not in (nw.String, nw.Object, nw.Categorical):
            continue
        old = as_texts(series, texts_alone)
        filled = [value for value in old if value is not None]
        new = change(filled)
        if new != filled:
            left = iter(new)
            cells = [None if value is None else next(left) for value in old]
            changed.append(nw.new_series(name, cells, nw.String(), backend=table.implementation))
    return (table.with_columns(*changed) if changed else table.clone()).to_native()
