"""Treats plain rows of CSV as bytes: cells of a layout that is decided together, the others one by one.

What comes out is what treating the same cells as text gives. Rows with quotes or of other lengths are not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.tables.treat import ColumnTreatment

_Bytes = NDArray[np.uint8]
_Places = NDArray[np.intp]
_LINE_FEED: Final = 10
_RETURN: Final = 13
# Longer cells, and layouts that come after so many others of one length, are looked at.
_LONGEST: Final = 40
_LAYOUTS: Final = 6
_TO_LAYOUT: Final = np.arange(256, dtype=np.uint8)
_TO_LAYOUT[ord("1") : ord("9") + 1] = ord("0")

Quoted = Callable[[str], str]


def treated(
    text: str, delimiter: str, treatments: Sequence[ColumnTreatment], quoted: Quoted
) -> tuple[str, int] | None:
    """Return rows of CSV with their cells treated, and how many changed.

    None, and nothing done, where the rows have quotes, or not all as many cells as there are `treatments`.
    `quoted(value)` returns a value as a cell.
    """
    if not text.endswith("\n") or '"' in text:
        return None
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    view = np.frombuffer(data, np.uint8)
    ends = _ends(view, delimiter, len(treatments))
    if ends is None:
        return None
    starts = np.empty_like(ends)
    starts.ravel()[0] = 0
    starts.ravel()[1:] = ends.ravel()[:-1] + 1
    last = ends[:, -1].copy()
    ends[:, -1] -= (view[np.maximum(last - 1, 0)] == _RETURN) & (last > starts[:, -1])
    edits: list[tuple[int, int, bytes]] = []
    changed = 0
    for place, treatment in enumerate(treatments):
        own, count = _column(data, view, starts[:, place].copy(), ends[:, place].copy(), treatment, quoted)
        edits += own
        changed += count
    del view
    return _applied(data, edits).decode("utf-8", "surrogatepass"), changed


def _ends(view: _Bytes, delimiter: str, width: int) -> _Places | None:
    """Return where each cell ends, row by row; None if rows differ in length."""
    signs = np.flatnonzero((view == ord(delimiter)) | (view == _LINE_FEED))
    if len(signs) % width:
        return None
    ends = signs.reshape(-1, width)
    breaks = view[ends] == _LINE_FEED
    if not breaks[:, -1].all() or breaks[:, :-1].any():
        return None
    lone = np.flatnonzero(view == _RETURN)
    if len(lone) and not (view[lone + 1] == _LINE_FEED).all():
        return None  # a carriage return alone ends a row, too
    return ends


def _column(
    data: bytearray, view: _Bytes, starts: _Places, ends: _Places, treatment: ColumnTreatment, quoted: Quoted
) -> tuple[list[tuple[int, int, bytes]], int]:
    """Overwrite the cells of a column whose layout is decided; return edits for the others, and how many changed."""
    lengths = ends - starts
    left = lengths > 0
    changed = 0
    for length in np.flatnonzero(np.bincount(lengths[lengths <= _LONGEST], minlength=1)):
        if length:
            rows = np.flatnonzero(lengths == length)
            changed += _by_layout(data, view, starts, rows, int(length), treatment, left)
    rest = np.flatnonzero(left)
    if not len(rest):
        return [], changed
    places = list(zip(starts[rest].tolist(), ends[rest].tolist(), strict=True))
    old = [data[start:end].decode("utf-8", "surrogatepass") for start, end in places]
    new = treatment.apply(old)
    edits = [
        (start, end, quoted(after).encode("utf-8", "surrogatepass"))
        for (start, end), before, after in zip(places, old, new, strict=True)
        if before != after
    ]
    return edits, changed + len(edits)


def _by_layout(
    data: bytearray,
    view: _Bytes,
    starts: _Places,
    rows: _Places,
    length: int,
    treatment: ColumnTreatment,
    left: NDArray[np.bool_],
) -> int:
    """Overwrite the cells of one length whose layout is decided, and take them out of `left`; return how many."""
    windows = np.ndarray((len(data) - length + 1,), f"V{length}", data, 0, (1,))
    changed = 0
    layouts = _TO_LAYOUT[windows[starts[rows]].view(np.uint8).reshape(-1, length)]
    for _ in range(_LAYOUTS):
        first = layouts[0]
        alike = (layouts == first).all(axis=1)
        layout = bytes(first)
        decided = treatment.decided(layout.decode("utf-8", "surrogatepass"))
        if decided is not None:
            sign, hidden = decided
            own = rows[alike]
            left[own] = False
            for place in hidden:
                view[starts[own] + place] = ord(sign)
            changed += len(own) if hidden else 0
        if alike.all():
            break
        layouts, rows = layouts[~alike], rows[~alike]
    return changed


def _applied(data: bytearray, edits: list[tuple[int, int, bytes]]) -> bytes | bytearray:
    if not edits:
        return data
    parts: list[bytes | bytearray] = []
    at = 0
    for start, end, new in sorted(edits):
        parts += (data[at:start], new)
        at = end
    return b"".join([*parts, data[at:]])
