"""Treats the cells of a column that stand one behind the other: of a list of texts, of an Arrow array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

import numpy as np

from piiguard.tables.byte_cells import Bytes, Cells, Places, are_digits, borders_of, copy_many
from piiguard.tables.byte_column import ByteColumn, Replaced
from piiguard.tables.treat import ColumnTreatment
from piiguard.tables.view_cells import viewed

# So many cells at a time stay in the processor's cache.
_ROWS: Final = 1 << 14
# Fewer are treated as text.
_WORTH: Final = 256
_MOST_BYTES: Final = 1 << 28


class DenseColumn:
    """Treats one column, as many cells of it at a time as there are."""

    def __init__(self, treatment: ColumnTreatment) -> None:
        self._treatment = treatment
        self._column: ByteColumn | None = ByteColumn(treatment) if treatment.by_value else None

    def texts(self, values: Sequence[str]) -> list[str]:
        """Return cells, given as text, treated."""
        if self._column is None or len(values) < _WORTH:
            return self._treatment.apply(values)
        whole = "".join(values)
        if whole.isascii():
            data = whole.encode()
            sizes = np.fromiter(map(len, values), np.intp, len(values))
        else:
            each = [value.encode("utf-8", "surrogatepass") for value in values]
            data = b"".join(each)
            sizes = np.fromiter(map(len, each), np.intp, len(each))
        new, borders, changed = self._dense(np.frombuffer(data, np.uint8), borders_of(sizes))
        if not changed:
            return list(values)
        done, places = new.tobytes(), pairwise(borders.tolist())
        if done.isascii():
            text = done.decode()
            return [text[start:end] for start, end in places]
        return [done[start:end].decode("utf-8", "surrogatepass") for start, end in places]

    def array(self, array: Any) -> tuple[Any, int]:
        """Return an Arrow array of text, also one in chunks, treated, of its type, and how many cells changed."""
        pa: Any = import_module("pyarrow")
        is_chunked = isinstance(array, pa.ChunkedArray)
        if self._column is None:
            new, changed = self._by_text(pa, array)
            return (pa.chunked_array([new], array.type) if changed and is_chunked else new), changed
        done, changed = [], 0
        for chunk in array.chunks if is_chunked else [array]:
            # An array of the plain type holds 2 GB, and cells may grow.
            step = max(len(chunk) // (chunk.nbytes // _MOST_BYTES + 1), 1)
            for at in range(0, len(chunk), step):
                new, count = self._part(pa, chunk if step >= len(chunk) else chunk.slice(at, step))
                done.append(new)
                changed += count
        if not changed:
            return array, 0
        if is_chunked or len(done) != 1:
            return pa.chunked_array(done, array.type), changed
        return done[0], changed

    def _part(self, pa: Any, array: Any) -> tuple[Any, int]:
        types = pa.types
        if len(array) < _WORTH:
            return self._by_text(pa, array)
        if types.is_string_view(array.type):
            return self._views(pa, array)
        if not types.is_string(array.type) and not types.is_large_string(array.type):
            return self._by_text(pa, array)
        _validity, places, text = array.buffers()
        number: Any = np.int32 if types.is_string(array.type) else np.int64
        given = np.frombuffer(places, number)[array.offset : array.offset + len(array) + 1]
        if _hides_cells(array, given[1:] - given[:-1]):
            return self._by_text(pa, array)
        borders = given.astype(np.intp)
        data = np.frombuffer(text, np.uint8)[given[0] : given[-1]] if text is not None else np.empty(0, np.uint8)
        borders -= borders[0]
        new, made, changed = self._dense(data, borders)
        if not changed:
            return array, 0
        # Those that stay are shared: arrays are never changed.
        written = given if made is borders and not given[0] else made.astype(number)
        return _array(pa, array.type, array, [written, new]), changed

    def _views(self, pa: Any, array: Any) -> tuple[Any, int]:
        own = viewed(array)
        if own is None:
            new, changed = self._part(pa, array.cast(pa.large_string()))
            return (new.cast(array.type) if changed else array), changed
        done, changed = self._treated(own.parts(_ROWS))
        if not changed:
            return array, 0
        if not done:
            return _array(pa, array.type, array, own.buffers()), changed
        data, borders = _joined(done)
        return _array(pa, pa.large_string(), array, [borders.astype(np.int64), data]).cast(array.type), changed

    def _by_text(self, pa: Any, array: Any) -> tuple[Any, int]:
        values = array.to_pylist()
        old = ["" if value is None else value for value in values]
        new = self._treatment.apply(old)
        changed = sum(one != two for one, two in zip(old, new, strict=True))
        cells = [None if value is None else after for value, after in zip(values, new, strict=True)]
        return (pa.array(cells, array.type) if changed else array), changed

    def _dense(self, data: Bytes, borders: Places) -> tuple[Bytes, Places, int]:
        """Return the cells of `data`, between `borders`, treated, with their borders; how many changed.

        Where none became longer or shorter the borders are the ones given.
        """
        target = np.empty_like(data)
        done, changed = self._treated(_parts(data, borders, target))
        return (*(_joined(done) if done else (target, borders)), changed)

    def _treated(self, parts: Iterable[tuple[Cells, Bytes]]) -> tuple[list[tuple[Cells, list[Replaced]]], int]:
        """Overwrite cells of the same length as before; return all cells and those that others replace, if any do.

        `parts`: cells, and a copy of their data to overwrite. Also returns how many changed.
        """
        assert self._column is not None
        done: list[tuple[Cells, list[Replaced]]] = []
        changed = 0
        for cells, own in parts:
            replaced, count = self._column.treat(cells, own, are_digits(cells.data))
            done.append((cells._replace(data=own), replaced))
            changed += count
        return done if any(replaced for _, replaced in done) else [], changed


def _parts(data: Bytes, borders: Places, target: Bytes) -> Iterator[tuple[Cells, Bytes]]:
    """Yield so many cells at a time, and a copy in `target` that may be overwritten."""
    for at in range(0, len(borders) - 1, _ROWS):
        own = borders[at : at + _ROWS + 1]
        first, last = int(own[0]), int(own[-1])
        own = own - first if first else own
        target[first:last] = data[first:last]
        yield Cells(data[first:last], own[:-1], own[1:]), target[first:last]


def _joined(done: Sequence[tuple[Cells, Sequence[Replaced]]]) -> tuple[Bytes, Places]:
    made = [_put_together(*each) for each in done]
    return np.concatenate([new for new, _ in made]), borders_of(np.concatenate([sizes for _, sizes in made]))


def _hides_cells(array: Any, sizes: Any) -> bool:
    """Return whether there is something in missing cells, where anything may be."""
    return bool(array.null_count) and bool(sizes[array.is_null().to_numpy(zero_copy_only=False)].any())


def _array(pa: Any, type_: Any, array: Any, buffers: Sequence[Any]) -> Any:
    """Return an array of a type with the missing cells of `array`."""
    validity = array.buffers()[0] if array.null_count else None
    if validity is not None and array.offset:
        validity = pa.array(array.is_valid()).buffers()[1]
    own = [pa.py_buffer(np.ascontiguousarray(each)) for each in buffers]
    return pa.Array.from_buffers(type_, len(array), [validity, *own], array.null_count)


def _put_together(cells: Cells, replaced: Sequence[Replaced]) -> tuple[Bytes, Places]:
    """Return the cells, some of them replaced, one behind the other, and how long each is."""
    sizes = cells.ends - cells.starts
    sources = [cells.data, *(each.cells.data for each in replaced)]
    firsts = np.cumsum([0, *map(len, sources[:-1])])
    starts = cells.starts.copy()
    for first, each in zip(firsts[1:], replaced, strict=True):
        starts[each.rows] = each.cells.starts + first
        sizes[each.rows] = each.cells.ends - each.cells.starts
    borders = borders_of(sizes)
    found = np.empty(int(borders[-1]), np.uint8)
    copy_many(found, borders[:-1], np.concatenate(sources), starts, sizes)
    return found, sizes
