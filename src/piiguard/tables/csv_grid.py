"""Finds rows and cells of CSV in bytes: many rows at once, where quotes stand only around whole cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from piiguard.tables.byte_cells import Bytes, Mask, Places

_LINE_FEED: Final = 10
_RETURN: Final = 13
_QUOTE: Final = 34
_IN_CACHE: Final = 1 << 17
# A run of fewer rows of the usual length between others is not worth a start.
_RUN: Final = 16


class Rows(NamedTuple):
    """Rows of one length: their bytes, and where each cell starts and ends in them, its quotes left out.

    Of these matrices each row is a column of the table. `quoted`: which cells have quotes; None if none has.
    `doubled`: of those, which hold doubled quotes.
    """

    data: bytes
    starts: Places
    ends: Places
    quoted: Mask | None
    doubled: Mask | None

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return int(self.starts.shape[1])


def plain_size(data: bytes, delimiter: str, start: int = 0, stop: int | None = None) -> tuple[int, bool]:
    """Return how many bytes of `data` are whole rows whose quotes stand around whole cells, or double another.

    They are counted from `start` on, where a row starts, up to `stop`. Also returns whether nothing but where that is
    is the reason that there are no more.
    """
    stop = len(data) if stop is None else stop
    if data.find(b'"', start, stop) < 0 and data.find(b"\r", start, stop) < 0:
        return max(data.rfind(b"\n", start, stop) + 1 - start, 0), True
    data = data[start:stop]
    view = np.frombuffer(data, np.uint8)
    limit = _first_wrong(view, data, delimiter)
    is_whole = limit == len(data)
    if b'"' not in data:
        return data.rfind(b"\n", 0, limit) + 1, is_whole
    quotes = view == _QUOTE
    breaks = np.flatnonzero((view == _LINE_FEED) & ~np.bitwise_xor.accumulate(quotes))
    breaks = breaks[breaks < limit]
    return (int(breaks[-1]) + 1 if len(breaks) else 0), is_whole


def rows_in(data: bytes) -> int:
    """Return how many whole rows `data`, found by `plain_size`, are."""
    view = np.frombuffer(data, np.uint8)
    if b'"' not in data:
        parts = (view[at : at + _IN_CACHE] for at in range(0, len(view), _IN_CACHE))
        return int(sum(np.count_nonzero(part == _LINE_FEED) for part in parts))
    return int(np.count_nonzero((view == _LINE_FEED) & ~np.bitwise_xor.accumulate(view == _QUOTE)))


def _first_wrong(view: Bytes, data: bytes, delimiter: str) -> int:
    """Return the place of the first quote, or carriage return, from which on rows cannot be told; the end if none."""
    limit = len(view)
    if b"\r" in data:
        returns = np.flatnonzero(view == _RETURN)
        returns = returns[returns + 1 < len(view)]
        alone = returns[view[returns + 1] != _LINE_FEED]  # such a one may end a row
        limit = int(alone[0]) if len(alone) else limit
    if b'"' not in data:
        return limit
    quotes = np.flatnonzero(view == _QUOTE)
    before = np.concatenate(([_LINE_FEED], view))[quotes[0::2]]
    closing = quotes[1::2]
    closing = closing[closing + 1 < len(view)]
    behind = view[closing + 1]
    opens = (before == ord(delimiter)) | (before == _LINE_FEED) | (before == _QUOTE)
    closes = (behind == ord(delimiter)) | (behind == _LINE_FEED) | (behind == _QUOTE) | (behind == _RETURN)
    for places, right in ((quotes[0::2], opens), (closing, closes)):
        if not right.all():
            limit = min(limit, int(places[~right][0]))
    return limit


def parts(data: bytes, delimiter: str, width: int) -> Iterator[tuple[bytes, Rows | None]]:
    """Yield whole rows, found by `plain_size`: as many as have `width` cells together, or others, as bytes alone."""
    view = np.frombuffer(data, np.uint8)
    inside = np.bitwise_xor.accumulate(view == _QUOTE) if b'"' in data else None
    is_line = view == _LINE_FEED
    is_sign = (view == ord(delimiter)) | is_line
    if inside is not None:
        is_sign &= ~inside
    signs = np.flatnonzero(is_sign)
    # Every so many signs a line ends, and there are no other line feeds.
    height = int(np.count_nonzero(is_line))
    if len(signs) == width * height and is_line[signs[width - 1 :: width]].all():
        yield data, _rows(data, view, signs.reshape(-1, width), inside is not None)
        return
    breaks = np.flatnonzero(view[signs] == _LINE_FEED)
    usual = np.diff(breaks, prepend=-1) == width
    borders = [0, *(np.flatnonzero(np.diff(usual)) + 1).tolist(), len(usual)]
    ends = signs[breaks] + 1
    held = 0
    for first, last in pairwise(borders):
        if usual[first] and last - first >= _RUN:
            start = int(ends[first - 1]) if first else 0
            if start > held:
                yield data[held:start], None
            held = int(ends[last - 1])
            own = signs[int(breaks[first]) - width + 1 : int(breaks[last - 1]) + 1].reshape(-1, width) - start
            piece = data[start:held]
            yield piece, _rows(piece, np.frombuffer(piece, np.uint8), own, inside is not None)
    if held < len(data):
        yield data[held:], None


def _rows(data: bytes, view: Bytes, signs: Places, has_quotes: bool) -> Rows:
    """Return rows by the delimiters and line ends behind their cells."""
    ends = np.ascontiguousarray(signs.T)
    starts = np.empty_like(ends)
    starts[1:] = ends[:-1] + 1
    starts[0, 0] = 0
    starts[0, 1:] = ends[-1, :-1] + 1
    if b"\r" in data:
        last = ends[-1]
        last -= (view[np.maximum(last - 1, 0)] == _RETURN) & (last > starts[-1])
    if not has_quotes or b'"' not in data:
        return Rows(data, starts, ends, None, None)
    quoted: Mask = view[starts] == _QUOTE
    firsts = starts.T.ravel()
    starts += quoted
    ends -= quoted
    places = np.flatnonzero(view == _QUOTE)
    twice = places[1::2][:-1][places[1::2][:-1] + 1 == places[2::2]]
    if not len(twice):
        return Rows(data, starts, ends, quoted, None)
    cells = np.searchsorted(firsts, twice, "right") - 1
    doubled = np.zeros(quoted.shape, np.bool_)
    doubled[cells % len(starts), cells // len(starts)] = True
    return Rows(data, starts, ends, quoted, doubled)
