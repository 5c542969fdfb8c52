"""Data frames of any library as columns by position: read, changed one by one, and put together anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from piiguard.errors import MissingExtraError, UsageError
from piiguard.frames.frame import Change, Frame as Frame
from piiguard.frames.values import Column, changed


def with_columns(frame: Any, cell: Callable[[str], str], whole: Mapping[str, Column]) -> Any:
    """Return a frame of the same kind with its string cells changed; the frame given stays as it is.

    Args:
        frame: an eager frame that can be opened.
        cell: returns what becomes of the text of a cell.
        whole: for columns by name, what becomes of all their values together, missing ones left out.

    Raises `UsageError` for something else than a frame and a column that is not there, `MissingExtraError` without
    the extra `table`. Index, column order, row count and the other columns stay.
    """
    table = opened(frame)
    missing = [name for name in whole if name not in table.names]
    if missing:
        raise UsageError(f"the frame has no column {missing[0]!r}")
    made = {}
    for place, name in enumerate(table.names):
        column = table.changed(place, _change(whole.get(name) or (lambda values: [cell(value) for value in values])))
        if column is not None:
            made[place] = column
    return table.rebuilt(made)


def _change(column: Column) -> Change:
    return lambda values, whole: changed(values, column, _only_texts, whole)


def _only_texts(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def opened(frame: Any) -> Frame:
    """Return an eager frame (pandas, Arrow, polars, any other that narwhals knows) as columns by position.

    Raises `UsageError` for anything else, `MissingExtraError` without the extra `table`.
    """
    library = type(frame).__module__.partition(".")[0]
    if library == "pyarrow" and type(frame).__name__ == "Table":
        from piiguard.frames.arrow import ArrowFrame

        return ArrowFrame(frame)
    if hasattr(frame, "isetitem") and hasattr(frame, "iloc"):
        from piiguard.frames.pandas_like import PandasFrame

        return PandasFrame(frame)
    try:
        import narwhals as nw
    except ImportError:
        raise MissingExtraError("a data frame", "table") from None
    if library == "polars" and type(frame).__name__ == "DataFrame":
        from piiguard.frames.polars_like import PolarsFrame

        return PolarsFrame(frame)
    from piiguard.frames.other import OtherFrame

    try:
        return OtherFrame(nw.from_native(frame, eager_only=True))
    except TypeError:
        name = type(frame).__name__
    if is_lazy(frame):
        raise UsageError(f"a {name} holds no rows before it is asked: collect it first")
    raise UsageError(f"a {name} is not a data frame that can be read")


def is_lazy(frame: Any) -> bool:
    """Return whether a frame is of a library that reads rows only when they are asked for."""
    if hasattr(frame, "isetitem"):  # names of pandas' columns may repeat, which narwhals refuses
        return False
    try:
        import narwhals as nw
    except ImportError:
        return False
    library, _, _module = type(frame).__module__.partition(".")
    if library == "pyarrow" or (library == "polars" and type(frame).__name__ == "DataFrame"):
        return False
    return isinstance(nw.from_native(frame, pass_through=True), nw.LazyFrame)
