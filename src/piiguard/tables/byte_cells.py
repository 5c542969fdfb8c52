"""Cells as places in one array of bytes: those of one length side by side, and copying many at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
# Of longer cells it does not matter how long they are.
LONGEST: Final = 41
_ZERO: Final = np.uint8(48)
_TEN: Final = np.uint8(10)
_LINE_FEED: Final = 10
_TO_ZERO: Final = bytes.maketrans(b"123456789", b"000000000")
_SOME: Final = 1 << 10
_NONE: Final = np.empty(0, np.intp)


class Cells(NamedTuple):
    """Cells of a column: each is `data[start:end]`, in UTF-8.

    `sizes`: how long each is, `LONGEST` if it is longer, where that was asked before. `step`: how far it is from the
    start of each to that of the next, where it is the same for all; 0 if that is not known.
    """

    data: Bytes
    starts: Places
    ends: Places
    sizes: Bytes | None = None
    step: int = 0

    @property
    def size(self) -> int:
        """Return the size of the first one."""
        return int(self.ends[0] - self.starts[0])

    def even(self) -> int:
        """Return the step of cells of one size, which do not overlap, also where they stand one behind the other."""
        is_dense = self.starts[-1] - self.starts[0] == (len(self.starts) - 1) * self.size
        return self.size if is_dense else self.step

    def where(self, rows: Places) -> Cells:
        """Return the cells at `rows`."""
        return Cells(self.data, self.starts[rows], self.ends[rows])

    def values(self) -> list[bytes]:
        """Return the cells one by one."""
        if not len(self.starts):
            return []
        first, last = int(self.starts.min()), int(self.ends.max())
        data = self.data[first:last].tobytes()
        places = zip((self.starts - first).tolist(), (self.ends - first).tolist(), strict=True)
        return [data[start:end] for start, end in places]


def sizes_of(starts: Places, ends: Places) -> Bytes:
    """Return how long cells are: `LONGEST` if they are longer."""
    found: Bytes = np.minimum(ends - starts, LONGEST).astype(np.uint8)
    return found


def joined(values: Sequence[bytes]) -> Cells:
    """Return `values` as cells of one array."""
    if not values:
        return Cells(np.empty(0, np.uint8), np.empty(0, np.intp), np.empty(0, np.intp))
    ends = np.cumsum(np.fromiter(map(len, values), np.intp, len(values)))
    return Cells(np.frombuffer(b"".join(values), np.uint8), np.concatenate(([0], ends[:-1])).astype(np.intp), ends)


def borders_of(sizes: Places) -> Places:
    """Return where cells of these sizes, one behind the other, start, and where the last one ends."""
    found = np.zeros(len(sizes) + 1, np.intp)
    np.cumsum(sizes, out=found[1:])
    return found


def rows_of(matrix: Bytes) -> Cells:
    """Return the rows of a matrix of bytes as cells."""
    count, size = matrix.shape
    ends = np.arange(1, count + 1, dtype=np.intp) * size
    return Cells(np.ascontiguousarray(matrix).ravel(), ends - size, ends)


def list_of(matrix: Bytes) -> list[bytes]:
    """Return the rows of a matrix of bytes one by one."""
    count, size = matrix.shape
    data = np.ascontiguousarray(matrix).tobytes()
    if size and b"\0" not in data:  # which numpy would cut off
        found: list[bytes] = np.frombuffer(data, f"S{size}").tolist()
        return found
    return [data[place * size : (place + 1) * size] for place in range(count)]


def are_digits(data: Bytes) -> bool:
    """Return whether there is nothing but digits."""
    return bool(len(data)) and all((part ^ _ZERO).max() < _TEN for part in (data[:_SOME], data))


def gathered(data: Bytes, starts: Places, size: int) -> Bytes:
    """Return the `size` bytes from each of `starts` on, one row each."""
    if len(starts) and starts[-1] - starts[0] == (len(starts) - 1) * size:
        return data[starts[0] : starts[-1] + size].reshape(-1, size)
    return gathered_any(data, starts, size)


def gathered_any(data: Bytes, starts: Places, size: int) -> Bytes:
    """Return the same for places in any order."""
    return _windows(data, size)[starts].view(np.uint8).reshape(-1, size)


def scattered(data: Bytes, starts: Places, matrix: Bytes) -> None:
    """Write the rows of `matrix` into `data`, one from each of `starts` on."""
    size = matrix.shape[1]
    _windows(data, size)[starts] = np.ascontiguousarray(matrix).view(f"V{size}")[:, 0]


def filled(data: Bytes, starts: Places, at: int, sign: int, count: int) -> None:
    """Write `sign` `count` times from place `at` on behind each of `starts`."""
    _windows(data, count)[starts + at] = np.void(bytes((sign,)) * count)


def stamped(
    cells: Cells, target: Bytes, step: int, runs: Sequence[tuple[int, int]], sign: int, others: Places
) -> None:
    """Write `sign` over `runs`, starts and lengths, of cells of one size in `target`, a copy of their data.

    `step`: from each to the next. `others`: the cells that are left as they are.
    """
    region = target[int(cells.starts[0]) : int(cells.ends[-1])]
    kept, signs = _stamp(step, tuple(runs), sign, _rounded(len(cells.starts)))
    # Two passes over all are faster than one over each place.
    np.bitwise_and(region, kept[: len(region)], out=region)
    np.bitwise_or(region, signs[: len(region)], out=region)
    if len(others):
        back = cells.starts[others]
        _windows(target, cells.size)[back] = _windows(cells.data, cells.size)[back]


def unlike(cells: Cells) -> tuple[bytes, Places]:
    """Return the layout of the first of the cells, all of one size, and which have others.

    A layout has a zero for each digit.
    """
    count, size = len(cells.starts), cells.size
    step = cells.even()
    if step:
        own = cells.data[int(cells.starts[0]) : int(cells.ends[-1])]
    else:
        own, step = gathered(cells.data, cells.starts, size).reshape(-1), size
    layout = own[:size].tobytes().translate(_TO_ZERO)
    signs, most = _expected(layout, step, _rounded(count))
    above = own ^ signs[: len(own)]
    differs = np.greater(above, most[: len(own)], out=above.view(np.bool_))
    return layout, np.flatnonzero(_any_of(differs, count, size, step)) if differs.any() else _NONE


def _any_of(mask: Mask, count: int, size: int, step: int) -> Mask:
    """Return for `count` runs of `size` places, each `step` behind the one before, whether any is true in `mask`."""
    word = min(8, 1 << (size.bit_length() - 1))
    found = np.zeros(count, f"u{word}")
    for at in (*range(0, size - word, word), size - word):
        found |= np.ndarray((count,), found.dtype, mask, at, (step,))
    result: Mask = found != 0
    return result


def rest_of(places: Places, count: int) -> Places:
    """Return the other places up to `count`."""
    others = np.ones(count, np.bool_)
    others[places] = False
    return np.flatnonzero(others)


def _rounded(count: int) -> int:
    """Return for how many cells patterns are made, so that they serve parts of about one size."""
    return 1 << (count - 1).bit_length()


@lru_cache(maxsize=16)
def _expected(layout: bytes, step: int, count: int) -> tuple[Bytes, Bytes]:
    """Return what cells of a layout are made of, and how much they may differ from it, bit by bit.

    Zero and a digit make what is below ten, and a zero and any other sign what is not.
    """
    between = step - len(layout)
    signs = (layout + bytes(between)) * count
    most = (bytes(9 if sign == _ZERO else 0 for sign in layout) + b"\xff" * between) * count
    return np.frombuffer(signs, np.uint8), np.frombuffer(most, np.uint8)


@lru_cache(maxsize=4)
def _stamp(size: int, runs: tuple[tuple[int, int], ...], sign: int, count: int) -> tuple[Bytes, Bytes]:
    """Return what is kept of cells, and what is written into them, bit by bit."""
    kept, signs = bytearray(b"\xff" * size), bytearray(size)
    for at, length in runs:
        kept[at : at + length] = bytes(length)
        signs[at : at + length] = bytes((sign,)) * length
    return np.frombuffer(bytes(kept) * count, np.uint8), np.frombuffer(bytes(signs) * count, np.uint8)


def copy_many(target: Bytes, at: Places, source: Bytes, starts: Places, sizes: Places) -> None:
    """Copy `sizes` bytes from `starts` on in `source` to `at` on in `target`, for each place.

    Those of a similar size are copied together, in two pieces of one size that overlap.
    """
    if not len(sizes):
        return
    least, most = int(sizes.min()), int(sizes.max())
    if least == most:
        _copy_alike(target, at, source, starts, most)
        return
    classes = np.frexp(sizes)[1]
    for bits in np.flatnonzero(np.bincount(classes)).tolist():
        if not bits:
            continue
        own = np.flatnonzero(classes == bits)
        piece = 1 << (bits - 1)
        own_at, own_starts = at[own], starts[own]
        _copy_alike(target, own_at, source, own_starts, piece)
        if piece > 1:
            back = sizes[own] - piece
            _copy_alike(target, own_at + back, source, own_starts + back, piece)


def _copy_alike(target: Bytes, at: Places, source: Bytes, starts: Places, size: int) -> None:
    if size:
        _windows(target, size)[at] = _windows(source, size)[starts]


def _windows(data: Bytes, size: int) -> NDArray[np.void]:
    """Return every `size` bytes of `data` in a row as one item; one is copied at once."""
    return np.ndarray((max(len(data) - size + 1, 0),), f"V{size}", data, 0, (1,))


def texts_of(cells: Cells) -> list[str]:
    """Return cells as text, faster where none of them holds a line end."""
    sizes = cells.ends - cells.starts
    borders = borders_of(sizes + 1)
    data: Bytes = np.full(int(borders[-1]), _LINE_FEED, np.uint8)
    copy_many(data, borders[:-1], cells.data, cells.starts, sizes)
    if np.count_nonzero(data == _LINE_FEED) == len(sizes):
        return data.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
    return [value.decode("utf-8", "surrogatepass") for value in cells.values()]
