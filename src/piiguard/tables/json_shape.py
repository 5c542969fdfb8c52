"""The shape of a line of JSON: what stands around its values, and where these are in many such lines at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from piiguard.tables.byte_cells import Bytes, Mask, Places, gathered_any
from piiguard.tables.json_tokens import Item

_LINE_FEED: Final = 10
_QUOTE: Final = 34
_BACKSLASH: Final = 92
_FIRST_SIGN: Final = 32
_ZERO: Final = 48
_NUMBER: Final = re.compile(rb"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER: Final = 18
_SIMPLE: Final = np.frombuffer(b"/bfnrt", np.uint8)
_HEX: Final = np.frombuffer(b"0123456789abcdefABCDEF", np.uint8)


class Lines(NamedTuple):
    """Lines of a text: where each starts and ends, its line end left out, and its quotes.

    `quotes`: where every quote of the text stands; `firsts` and `counts`: which of them is the first of each line,
    and how many it has. `clean`: which lines have no control character, and no escape but such of which every byte
    can be in a string, so that each quote opens or closes one.
    """

    data: Bytes
    starts: Places
    ends: Places
    quotes: Places
    firsts: Places
    counts: Places
    clean: Mask


def lines_of(data: bytes) -> Lines:
    """Return the lines of a text that ends with one."""
    view = np.frombuffer(data, np.uint8)
    low = np.flatnonzero(view < _FIRST_SIGN)
    is_end = view[low] == _LINE_FEED
    ends = low[is_end]
    starts = np.concatenate(([0], ends[:-1] + 1)).astype(np.intp)
    quotes = np.flatnonzero(view == _QUOTE)
    borders = np.searchsorted(quotes, ends)
    firsts = np.concatenate(([0], borders[:-1])).astype(np.intp)
    clean = np.ones(len(ends), np.bool_)
    # A carriage return belongs to the line end in front of which it stands.
    others = low[~is_end]
    others = others[(view[others] != 13) | (view[np.minimum(others + 1, len(view) - 1)] != _LINE_FEED)]
    for places in (others, _hard_escapes(view) if b"\\" in data else others[:0]):
        clean[np.searchsorted(ends, places)] = False
    return Lines(view, starts, ends, quotes, firsts, borders - firsts, clean)


def _hard_escapes(view: Bytes) -> Places:
    """Return the places of backslashes that are, or escape, another or a quote, or that are no escape at all."""
    places = np.flatnonzero(view == _BACKSLASH)
    last = len(view) - 1
    kinds = view[np.minimum(places + 1, last)]
    right = np.isin(kinds, _SIMPLE)
    unicode = np.flatnonzero(kinds == ord("u"))
    digits = view[np.minimum(places[unicode][:, None] + np.arange(2, 6), last)]
    right[unicode] = np.isin(digits, _HEX).all(axis=1)
    return places[~right]


class Found(NamedTuple):
    """Lines of a shape: which, and where each of their values starts and ends, one row for each value."""

    lines: Places
    starts: Places
    ends: Places


class Shape:
    """What lines have in common: the bytes before, between and behind their values, and what these are.

    `paths`: of each value, and whether it is a string; others are numbers.
    """

    def __init__(self, fixed: Sequence[bytes], paths: Sequence[tuple[str, bool]]) -> None:
        self.paths = tuple(paths)
        self._fixed = tuple(fixed)
        counts = [each.count(b'"') for each in fixed]
        self.quotes = sum(counts)
        # Which of the quotes of a line is the first one in each fixed part, and where in this it is.
        self._anchors = [
            (sum(counts[:place]), each.index(b'"')) if counts[place] else None for place, each in enumerate(fixed)
        ]

    @classmethod
    def of(cls, line: str, items: Sequence[Item]) -> Shape | None:
        """Return the shape of a line, without its end, of these keys and values; None: it is looked at by itself."""
        values = [item for item in items if not item.is_key and (item.is_string or line[item.start] not in "tfnN")]
        fixed, at = [], 0
        for item in values:
            edge = 1 if item.is_string else 0
            fixed.append(line[at : item.start + edge].encode("utf-8", "surrogatepass"))
            at = item.end - edge
        fixed.append(line[at:].encode("utf-8", "surrogatepass"))
        # Between two values without a quote between them no place is sure.
        if not values or any(b'"' not in each for each in fixed[1:-1]):
            return None
        return cls(fixed, [(item.path, item.is_string) for item in values])

    def find(self, lines: Lines, which: Places) -> Found:
        """Return those lines, of `which` have as many quotes, that are of this shape."""
        data, last = lines.data, len(self._fixed) - 1
        own = lines.firsts[which]
        begins, stops = lines.starts[which], lines.ends[which]
        right = np.ones(len(which), np.bool_)
        starts = np.empty((last, len(which)), np.intp)
        ends = np.empty_like(starts)
        at = begins
        for place, (fixed, anchor) in enumerate(zip(self._fixed, self._anchors, strict=True)):
            if place == 0:
                first = begins
            elif anchor is not None:
                first = lines.quotes[own + anchor[0]] - anchor[1]
            else:
                first = stops - len(fixed)
            right &= first >= at
            right &= first + len(fixed) <= stops
            if place:
                ends[place - 1] = first
            at = first + len(fixed)
            if place < last:
                starts[place] = at
            right &= _are(data, first, fixed)
        right &= at == stops
        for place, (_path, is_string) in enumerate(self.paths):
            if not is_string:
                right &= _are_numbers(data, starts[place], ends[place], right)
        kept = np.flatnonzero(right)
        if len(kept) == len(which):
            return Found(which, starts, ends)
        return Found(which[kept], starts[:, kept], ends[:, kept])


def _are(data: Bytes, starts: Places, fixed: bytes) -> Mask:
    """Return at which of `starts` the bytes `fixed` stand; none where they may lie outside of the data."""
    size, count = len(fixed), len(starts)
    if not size:
        return np.ones(count, np.bool_)
    if len(data) < size:
        return np.zeros(count, np.bool_)
    own = gathered_any(data, np.clip(starts, 0, len(data) - size), size)
    same = own.reshape(-1) == _repeated(fixed, 1 << (count - 1).bit_length())[: count * size]
    if same.all():
        return np.ones(count, np.bool_)
    found: Mask = same.reshape(-1, size).all(axis=1)
    return found


@lru_cache(maxsize=64)
def _repeated(fixed: bytes, count: int) -> Bytes:
    return np.frombuffer(fixed * count, np.uint8)


def _are_numbers(data: Bytes, starts: Places, ends: Places, asked: Mask) -> Mask:
    """Return which of the cells that are `asked` for are numbers as JSON has them."""
    found = np.zeros(len(starts), np.bool_)
    rows = np.flatnonzero(asked)
    sizes = ends[rows] - starts[rows]
    rows = rows[sizes > 0]
    sizes = ends[rows] - starts[rows]
    plain = np.zeros(len(rows), np.bool_)
    for size in np.flatnonzero(np.bincount(np.minimum(sizes, _LONGEST_NUMBER + 1))).tolist():
        if size <= _LONGEST_NUMBER:
            own = np.flatnonzero(sizes == size)
            cells = gathered_any(data, starts[rows[own]], size) - np.uint8(_ZERO)
            plain[own] = (cells < 10).all(axis=1) & ((cells[:, 0] != 0) | (size == 1))
    found[rows[plain]] = True
    for row in rows[~plain].tolist():
        found[row] = _NUMBER.fullmatch(data[starts[row] : ends[row]].tobytes()) is not None
    return found
