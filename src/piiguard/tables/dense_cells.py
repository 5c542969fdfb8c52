"""Treats the cells of a column that stand one behind the other: of a list of texts, of an Arrow array."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import numpy as np

from piiguard.tables.byte_cells import Bytes, Cells, Places, copy_many, layouts_of
from piiguard.tables.byte_column import ByteColumn, Replaced
from piiguard.tables.treat import ColumnTreatment

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
        new, ends, changed = self._treated(np.frombuffer(data, np.uint8), _ends(sizes))
        if not changed:
            return list(values)
        done = new.tobytes()
        places = ends.tolist()
        if done.isascii():
            text = done.decode()
            return [text[start:end] for start, end in zip([0, *places], places, strict=False)]
        return [
            done[start:end].decode("utf-8", "surrogatepass") for start, end in zip([0, *places], places, strict=False)
        ]

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
                new, count = self._part(pa, chunk.slice(at, step))
                done.append(new)
                changed += count
        if not changed:
            return array, 0
        if is_chunked or len(done) != 1:
            return pa.chunked_array(done, array.type), changed
        return done[0], changed

    def _part(self, pa: Any, array: Any) -> tuple[Any, int]:
        is_plain = pa.types.is_string(array.type) or pa.types.is_large_string(array.type)
        if len(array) < _WORTH or not is_plain:
            return self._by_text(pa, array)
        _validity, places, text = array.buffers()
        number = np.int32 if pa.types.is_string(array.type) else np.int64
        offsets = np.frombuffer(places, number)[array.offset : array.offset + len(array) + 1].astype(np.intp)
        data = np.frombuffer(text, np.uint8)[offsets[0] : offsets[-1]] if text is not None else np.empty(0, np.uint8)
        offsets -= offsets[0]
        if array.null_count and np.diff(offsets)[array.is_null().to_numpy(zero_copy_only=False)].any():
            return self._by_text(pa, array)  # there may be anything in missing cells
        new, ends, changed = self._treated(data, offsets[1:])
        if not changed:
            return array, 0
        written = np.zeros(len(array) + 1, number)
        written[1:] = ends
        validity = array.is_valid() if array.null_count else None
        valid = None if validity is None else pa.array(validity).buffers()[1]
        buffers = [valid, pa.py_buffer(written), pa.py_buffer(np.ascontiguousarray(new))]
        return pa.Array.from_buffers(array.type, len(array), buffers, array.null_count), changed

    def _by_text(self, pa: Any, array: Any) -> tuple[Any, int]:
        values = array.to_pylist()
        old = ["" if value is None else value for value in values]
        new = self._treatment.apply(old)
        changed = sum(one != two for one, two in zip(old, new, strict=True))
        cells = [None if value is None else after for value, after in zip(values, new, strict=True)]
        return (pa.array(cells, array.type) if changed else array), changed

    def _treated(self, data: Bytes, ends: Places) -> tuple[Bytes, Places, int]:
        """Return the cells of `data`, each of which ends where the next starts, treated; how many changed."""
        assert self._column is not None
        target = data.copy()
        done: list[Bytes] = []
        sizes: list[Places] = []
        changed = grown = 0
        for at in range(0, len(ends), _ROWS):
            first = int(ends[at - 1]) if at else 0
            own = ends[at : at + _ROWS] - first
            last = first + int(own[-1])
            piece = data[first:last]
            cells = Cells(piece, np.concatenate(([0], own[:-1])), own)
            replaced, count = self._column.treat(cells, layouts_of(piece), target[first:last])
            changed += count
            grown += len(replaced)
            new, lengths = _put_together(Cells(target[first:last], *cells[1:]), replaced)
            done.append(new)
            sizes.append(lengths)
        if not grown:
            return target, ends, changed
        return np.concatenate(done), _ends(np.concatenate(sizes)), changed


def _put_together(cells: Cells, replaced: Sequence[Replaced]) -> tuple[Bytes, Places]:
    """Return the cells, some of them replaced, one behind the other, and how long each is."""
    sizes = cells.ends - cells.starts
    if not replaced:
        return cells.data, sizes
    sources = [cells.data, *(each.cells.data for each in replaced)]
    firsts = np.cumsum([0, *map(len, sources[:-1])])
    starts = cells.starts.copy()
    for first, each in zip(firsts[1:], replaced, strict=True):
        starts[each.rows] = each.cells.starts + first
        sizes[each.rows] = each.cells.ends - each.cells.starts
    found = np.empty(int(sizes.sum()), np.uint8)
    copy_many(found, _ends(sizes) - sizes, np.concatenate(sources), starts, sizes)
    return found, sizes


def _ends(sizes: Places) -> Places:
    found: Places = np.cumsum(sizes, dtype=np.intp)
    return found
