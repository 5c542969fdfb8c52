"""Reads and redacts frames whose rows come when they are asked for: DuckDB, PySpark, polars; the same kind back.

The types of the result are said before a row is read. Columns of text keep theirs, and columns of numbers or times
that the plan treats become text; in others a cell that would change is an error when it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import count
from typing import Any, Final

from piiguard.errors import UsageError
from piiguard.guard import Guard
from piiguard.tables.frames import planned
from piiguard.tables.lazy_columns import LazyColumn
from piiguard.tables.plan import TablePlan

_ROWS: Final = 65_536
_NUMBERS = count(1)
# Their result for a cell depends on the other cells of the column.
_NEED_ALL: Final = frozenset(("shuffle", "microaggregate", "noise", "sample", "top_bottom"))
_TEMPORAL: Final = ("date", "time", "interval")


def head(frame: Any, rows: int) -> Any:
    """Return the first rows of a lazy frame as a table of Arrow."""
    nw: Any = import_module("narwhals")
    return nw.from_native(frame).head(rows).collect("pyarrow").to_native()


def parts(frame: Any) -> Iterator[Any]:
    """Yield all rows of a lazy frame as tables of Arrow, part by part where its library can do so."""
    pa: Any = import_module("pyarrow")
    library = _library(frame)
    if library == "duckdb":
        # Called otherwise before DuckDB 1.4.
        reader = getattr(frame, "to_arrow_reader", None) or frame.fetch_record_batch
        for batch in reader(_ROWS):
            yield pa.Table.from_batches([batch])
    elif library == "pyspark":
        rows = frame.toLocalIterator()
        schema = head(frame, 1).schema
        while some := [row.asDict(recursive=True) for _, row in zip(range(_ROWS), rows, strict=False)]:
            yield pa.Table.from_pylist(some, schema=schema)
    else:
        nw: Any = import_module("narwhals")
        yield nw.from_native(frame).collect("pyarrow").to_native()


def redact_lazy(guard: Guard, frame: Any, plan: TablePlan) -> Any:
    """Return a lazy frame of the same kind whose cells are treated when its rows are asked for.

    Raises `UsageError` for another library than the three, for tags that count and operators that need whole columns,
    and for a plan that names a column the frame does not have.
    """
    library = _library(frame)
    way = _WAYS.get(library)
    if way is None:
        raise UsageError(f"a {type(frame).__name__} cannot be redacted row by row: collect it first")
    if guard.in_order:
        raise UsageError("tags that are numbered need the rows in order: collect the frame first")
    names = list(frame.collect_schema().names() if library == "polars" else frame.columns)
    plans = planned(names, plan)
    for each in plans:
        if each.treatment in _NEED_ALL:
            raise UsageError(f"column {each.name!r}: {each.treatment!r} needs all cells: collect the frame first")
    return way(frame, [LazyColumn(guard, each) for each in plans])


def _library(frame: Any) -> str:
    return type(frame).__module__.partition(".")[0].lstrip("_")


def _polars(frame: Any, columns: Sequence[LazyColumn]) -> Any:
    pl: Any = import_module("polars")
    changing = []
    for column, (name, dtype) in zip(columns, frame.collect_schema().items(), strict=True):
        if dtype in (pl.Boolean, pl.Null) or (dtype.is_temporal() and not column.treats):
            continue
        to_text = column.treats and (dtype.is_numeric() or dtype.is_temporal())
        # The categories of an Enum are part of its type.
        result = pl.String if to_text else pl.Categorical if isinstance(dtype, pl.Enum) else dtype

        def treated(series: Any, column: LazyColumn = column, to_text: bool = to_text, result: Any = result) -> Any:
            return pl.Series(series.name, column.apply(series.to_arrow(), to_text)).cast(result)

        changing.append(pl.col(name).map_batches(treated, return_dtype=result, is_elementwise=True))
    return frame.with_columns(changing)


def _pyspark(frame: Any, columns: Sequence[LazyColumn]) -> Any:
    types: Any = import_module("pyspark.sql.types")
    fields, to_text = [], []
    for column, field in zip(columns, frame.schema.fields, strict=True):
        plain = (types.NumericType, types.DateType, types.TimestampType, types.TimestampNTZType)
        to_text.append(column.treats and isinstance(field.dataType, plain))
        type_ = types.StringType() if to_text[-1] else field.dataType
        fields.append(types.StructField(field.name, type_, field.nullable, field.metadata))

    def treated(batches: Any) -> Any:
        pa: Any = import_module("pyarrow")
        for batch in batches:
            arrays = [
                column.apply(array, becomes)
                for column, array, becomes in zip(columns, batch.columns, to_text, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)

    return frame.mapInArrow(treated, types.StructType(fields))


def _duckdb(frame: Any, columns: Sequence[LazyColumn]) -> Any:
    if len(set(frame.columns)) < len(frame.columns):
        raise UsageError("the frame has two columns of one name: give them different ones first")
    duckdb: Any = import_module("duckdb")
    connection = getattr(frame, "_con", None) or duckdb
    chosen = []
    for column, name, type_ in zip(columns, frame.columns, frame.types, strict=True):
        quoted = '"' + name.replace('"', '""') + '"'
        kind = str(type_.id)
        is_number = kind.endswith(("int", "integer")) or kind in ("decimal", "float", "double")
        is_time = kind.startswith(_TEMPORAL)
        if kind in ("boolean", "uuid", "bit", "sqlnull") or (is_time and not column.treats):
            chosen.append(quoted)
            continue
        to_text = column.treats and (is_number or is_time)
        function = f"piiguard_{next(_NUMBERS)}"
        result = "VARCHAR" if to_text or kind in ("enum", "varchar") else type_
        connection.create_function(function, _udf(column, to_text), [type_], result, type="arrow")
        made = f"{function}({quoted})"
        # JSON is a text of its own type.
        chosen.append(f"CAST({made} AS {type_}) AS {quoted}" if kind == "varchar" else f"{made} AS {quoted}")
    try:
        return frame.project(", ".join(chosen))
    except duckdb.CatalogException:  # DuckDB before 2.0 does not say which connection a relation is of
        raise UsageError("the relation is not of DuckDB's default connection: make it with duckdb.sql()") from None


def _udf(column: LazyColumn, to_text: bool) -> Callable[[Any], Any]:
    def treated(array: Any) -> Any:
        return column.apply(array, to_text)

    return treated


_WAYS: Final[Mapping[str, Callable[[Any, Sequence[LazyColumn]], Any]]] = {
    "duckdb": _duckdb,
    "polars": _polars,
    "pyspark": _pyspark,
}
