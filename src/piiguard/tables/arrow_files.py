"""Rewrites Parquet and Arrow files batch by batch: schema, metadata and compression stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Final

from piiguard.errors import MissingExtraError, ReadError
from piiguard.guard import Guard
from piiguard.tables.arrow_columns import ArrowColumn, Unwritable, texts_of
from piiguard.tables.plan import TablePlan
from piiguard.tables.sheet import Plans

_ROWS: Final = 1 << 16
_SAMPLE: Final = 4096


class ArrowRewriter:
    """Treats the columns of a Parquet file, or of an Arrow file or stream.

    A column of text keeps its type. A column of numbers or times becomes text if any of its cells changes; whether
    one does is found out by reading those columns once before. Raises `ReadError` with the column for what cannot be
    read, and for numbers inside of lists and structures that would change; `MissingExtraError` without the extra
    `table`.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None) -> None:
        self._guard = guard
        self._name = name
        self._plans = Plans(guard, name, plan)
        self.changed = 0

    @property
    def plan(self) -> TablePlan:
        """Return the plan, once the file was opened."""
        return self._plans.made

    def rewrite(self, source: BinaryIO, target: BinaryIO | None) -> None:
        """Write the file with its cells treated to `target`, or nowhere."""
        file = opened(self._name, source)
        columns = self._begun(file)
        schema = file.schema
        for place, column in enumerate(columns):
            if column.turns_to_text is None:
                column.turns_to_text = self._changes(file, place, column)
            if column.turns_to_text:
                schema = schema.set(place, schema.field(place).with_type(column.text_type))
        pa = import_module("pyarrow")
        writer = file.writer(target, schema) if target is not None else None
        for number, batch in enumerate(file.batches(range(len(columns)))):
            arrays = []
            for column, array in zip(columns, batch.columns, strict=True):
                try:
                    new, changed = column.apply(array)
                except Unwritable as error:
                    raise ReadError(self._name, f"column {column.name!r}, batch {number + 1}: {error}") from None
                arrays.append(new)
                self.changed += changed
            if writer is not None:
                writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
        if writer is not None:
            writer.close()

    def _begun(self, file: ArrowFile) -> list[ArrowColumn]:
        """Plan the columns by the first rows."""
        first = next(iter(file.batches(range(len(file.schema)))), None)
        names = list(file.schema.names)
        samples = [
            [] if first is None else texts_of(array[:_SAMPLE]) for array in (first.columns if first else names)
        ]
        treatments = self._plans.treatments(names, samples if first is not None else [[] for _ in names])
        self._plans.require_all()
        fields = zip(names, file.schema, treatments, strict=True)
        return [ArrowColumn(name, field.type, treatment) for name, field, treatment in fields]

    def _changes(self, file: ArrowFile, place: int, column: ArrowColumn) -> bool:
        """Return whether a cell of a column of numbers changes."""
        return any(column.would_change(batch.columns[0]) for batch in file.batches([place]))


class ArrowFile:
    """A file of columns: its schema, its batches as often as they are asked for, and a writer of the same form."""

    def __init__(
        self,
        name: str,
        schema: Any,
        batches: Callable[[Sequence[int]], Iterable[Any]],
        writer: Callable[[Any, Any], Any],
    ) -> None:
        self._name = name
        self.schema = schema
        self.writer = writer
        self._batches = batches

    def batches(self, places: Iterable[int]) -> Iterator[Any]:
        """Yield the columns at `places`, batch by batch."""
        pa: Any = import_module("pyarrow")

        batches = iter(self._batches(list(places)))
        number = 0
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError, ValueError):
                raise ReadError(self._name, f"is damaged after batch {number}") from None
            if batch is None:
                return
            number += 1
            yield batch


def opened(name: str, source: BinaryIO) -> ArrowFile:
    """Return the Parquet or Arrow file in a stream that can be read again; raises `ReadError`."""
    try:
        pa: Any = import_module("pyarrow")
    except ImportError:
        raise MissingExtraError("a Parquet or Arrow file", "table") from None
    head = source.read(6)
    source.seek(0)
    try:
        if head[:4] == b"PAR1":
            return _parquet(name, source)
        return _arrow_file(pa, name, source) if head == b"ARROW1" else _arrow_stream(pa, name, source)
    except (pa.ArrowException, OSError, ValueError):  # their messages quote what they met
        raise ReadError(name, "is no Parquet or Arrow file that can be read") from None


def _parquet(name: str, source: BinaryIO) -> ArrowFile:
    parquet: Any = import_module("pyarrow.parquet")
    file = parquet.ParquetFile(source)
    groups = file.metadata.num_row_groups
    first = file.metadata.row_group(0) if groups else None
    packed = {
        first.column(place).path_in_schema: first.column(place).compression for place in range(first.num_columns)
    } if first is not None else {}  # fmt: skip
    packing = packed if len(set(packed.values())) > 1 else next(iter(packed.values()), "SNAPPY")
    names = file.schema_arrow.names

    def batches(places: Sequence[int]) -> Iterable[Any]:
        whole = len(places) == len(names)
        found: Iterable[Any] = file.iter_batches(_ROWS, columns=None if whole else [names[at] for at in places])
        return found

    def writer(target: Any, schema: Any) -> Any:
        return parquet.ParquetWriter(target, schema, compression=packing)

    return ArrowFile(name, file.schema_arrow, batches, writer)


def _arrow_file(pa: Any, name: str, source: BinaryIO) -> ArrowFile:
    file = pa.ipc.open_file(source)

    def batches(places: Sequence[int]) -> Iterator[Any]:
        for number in range(file.num_record_batches):
            yield _chosen(file.get_batch(number), places)

    return ArrowFile(name, file.schema, batches, pa.ipc.new_file)


def _arrow_stream(pa: Any, name: str, source: BinaryIO) -> ArrowFile:
    schema = pa.ipc.open_stream(source).schema

    def batches(places: Sequence[int]) -> Iterator[Any]:
        source.seek(0)
        for batch in pa.ipc.open_stream(source):
            yield _chosen(batch, places)

    return ArrowFile(name, schema, batches, pa.ipc.new_stream)


def _chosen(batch: Any, places: Sequence[int]) -> Any:
    return batch if len(places) == batch.num_columns else batch.select(list(places))
