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
_ZERO: Final = np.uint8(48)
_TEN: Final = np.uint8(10)


class Cells(NamedTuple):
    """Cells of a column: each is `data[start:end]`, in UTF-8."""

    data: Bytes
    starts: Places
    ends: Places

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


def joined(values: Sequence[bytes]) -> Cells:
    """Return `values` as cells of one array."""
    if not values:
        return Cells(np.empty(0, np.uint8), np.empty(0, np.intp), np.empty(0, np.intp))
    ends = np.cumsum(np.fromiter(map(len, values), np.intp, len(values)))
    return Cells(np.frombuffer(b"".join(values), np.uint8), np.concatenate(([0], ends[:-1])).astype(np.intp), ends)


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


def layouts_of(data: Bytes) -> Bytes:
    """Return `data` with a zero for every digit."""
    above: Bytes = data - _ZERO
    is_digit = above < _TEN
    if is_digit.all():
        above.fill(_ZERO)
        return above
    above *= is_digit
    return np.subtract(data, above, out=above)


def gathered(data: Bytes, starts: Places, size: int) -> Bytes:
    """Return the `size` bytes from each of `starts` on, one row each."""
    if _are_dense(starts, size):
        return data[starts[0] : starts[-1] + size].reshape(-1, size)
    return _windows(data, size)[starts].view(np.uint8).reshape(-1, size)


def scattered(data: Bytes, starts: Places, matrix: Bytes) -> None:
    """Write the rows of `matrix` into `data`, one from each of `starts` on."""
    size = matrix.shape[1]
    _windows(data, size)[starts] = np.ascontiguousarray(matrix).view(f"V{size}")[:, 0]


def filled(data: Bytes, starts: Places, size: int, at: int, sign: int, count: int) -> None:
    """Write `sign` `count` times from place `at` on in each of the `size` bytes from `starts` on."""
    signs = np.void(bytes((sign,)) * count)
    if _are_dense(starts, size):
        np.ndarray((len(starts),), signs.dtype, data, int(starts[0]) + at, (size,))[:] = signs
    else:
        _windows(data, count)[starts + at] = signs


def alike(data: Bytes, starts: Places, size: int, first: bytes) -> Mask:
    """Return whether the `size` bytes from each of `starts` on are `first`."""
    cells = gathered(data, starts, size).reshape(-1)
    differs = cells != _repeated(first, len(starts))
    count = int(np.count_nonzero(differs))
    if count > len(starts):
        # NULs at the end do not count in such a comparison, but all have the same length.
        found: Mask = cells.view(f"S{size}") == first
        return found
    found = np.ones(len(starts), np.bool_)
    if count:
        found[np.flatnonzero(differs) // size] = False
    return found


@lru_cache(maxsize=4)
def _repeated(cell: bytes, count: int) -> Bytes:
    return np.frombuffer(cell * count, np.uint8)


def _are_dense(starts: Places, size: int) -> bool:
    """Return whether cells of `size` bytes, which do not overlap, stand one behind the other."""
    return len(starts) > 0 and bool(starts[-1] - starts[0] == (len(starts) - 1) * size)


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
