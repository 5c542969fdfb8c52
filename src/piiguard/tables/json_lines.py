"""Tells lines of JSON that are alike, so that their values are found all at once; the others are to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from piiguard.tables.byte_cells import Bytes, Cells, Mask
from piiguard.tables.json_cells import NUMBER, PLAIN, Column
from piiguard.tables.json_keys import Keys
from piiguard.tables.json_shape import Found, Lines, Shape, lines_of
from piiguard.tables.json_tokens import JsonReader, NotJsonError

# A shape of fewer lines of a text is not worth its start.
_WORTH: Final = 8
_MOST_SHAPES: Final = 64
_TRIES: Final = 8


class Alike(NamedTuple):
    """What was told of a text: its columns, by path, and where the lines are that are to be read."""

    data: Bytes
    columns: list[Column]
    others: list[tuple[int, int]]

    def before(self, place: int) -> Alike:
        """Return the same without the lines behind a place."""
        kept = []
        for each in self.columns:
            cells, count = each.cells, int(np.searchsorted(each.cells.starts, place))
            if count:
                kept.append(each._replace(cells=Cells(cells.data, cells.starts[:count], cells.ends[:count])))
        return Alike(self.data, kept, [(start, end) for start, end in self.others if end <= place])


class JsonLines:
    """The shapes of lines that came so far."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._shapes: dict[int, list[Shape]] = defaultdict(list)

    def alike(self, data: bytes) -> Alike:
        """Return what can be told of whole lines of JSON values, of which none goes on in another line."""
        size = data.rfind(b"\n") + 1
        view = np.frombuffer(data, np.uint8)
        if not size:
            return Alike(view, [], [(0, len(data))])
        lines = lines_of(data[:size] if size < len(data) else data)
        told = np.zeros(len(lines.starts), np.bool_)
        parts: dict[tuple[str, bool], list[Cells]] = defaultdict(list)
        for shape, found in self._found(lines):
            told[found.lines] = True
            for key, starts, ends in zip(shape.paths, found.starts, found.ends, strict=True):
                parts[key].append(Cells(view, starts, ends))
        columns = [
            Column(path, PLAIN if is_string else NUMBER, _in_order(cells))
            for (path, is_string), cells in parts.items()
        ]
        if b"\\" in data:
            columns = [part for each in columns for part in (each.by_escapes() if each.form == PLAIN else [each])]
        return Alike(view, columns, list(_others(lines, told, len(data))))

    def _found(self, lines: Lines) -> Iterator[tuple[Shape, Found]]:
        tries = _TRIES
        counts = np.where(lines.clean, lines.counts, 0)
        for count in np.flatnonzero(np.bincount(counts)).tolist():
            left = np.flatnonzero((counts == count) & lines.clean)
            for shape in self._shapes[count]:
                found = shape.find(lines, left)
                if len(found.lines):
                    yield shape, found
                    left = np.setdiff1d(left, found.lines, assume_unique=True)
                if not len(left):
                    break
            while len(left) >= _WORTH and tries and sum(map(len, self._shapes.values())) < _MOST_SHAPES:
                shape_of_first = self._shape(lines, int(left[0]))
                tries -= 1
                if shape_of_first is None:
                    left = left[1:]
                    continue
                self._shapes[count].append(shape_of_first)
                found = shape_of_first.find(lines, left)
                yield shape_of_first, found
                left = np.setdiff1d(left, found.lines, assume_unique=True)

    def _shape(self, lines: Lines, number: int) -> Shape | None:
        """Return the shape of one line; None where it has none, or is no JSON."""
        start, end = int(lines.starts[number]), int(lines.ends[number])
        line = lines.data[start:end].tobytes().decode("utf-8", "surrogatepass")
        reader = JsonReader(self._keys.segment)
        try:
            items = list(reader.items(line, True))
        except NotJsonError:
            return None
        if not reader.is_done or any(
            item.is_key and self._keys.written(line[item.start : item.end]) for item in items
        ):
            return None
        return Shape.of(line, items)


def _in_order(parts: list[Cells]) -> Cells:
    """Return cells of several parts as they stand in the text."""
    if len(parts) == 1:
        return parts[0]
    starts = np.concatenate([each.starts for each in parts])
    ends = np.concatenate([each.ends for each in parts])
    order = np.argsort(starts)
    return Cells(parts[0].data, starts[order], ends[order])


def _others(lines: Lines, told: Mask, size: int) -> Iterator[tuple[int, int]]:
    """Yield where text stands that was not told, up to `size`; lines that follow each other together."""
    end = int(lines.ends[-1]) + 1
    known = np.append(told, False) if end < size else told
    starts = np.concatenate((lines.starts, [end, size]))
    borders = np.flatnonzero(np.diff(known, prepend=True, append=True)).tolist()
    for first, last in zip(borders[::2], borders[1::2], strict=True):
        yield int(starts[first]), int(starts[last])
