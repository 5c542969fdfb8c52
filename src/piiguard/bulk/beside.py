"""Which label stands directly before a place of a chunk: looked up once for all places that look alike."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import DIGIT, PAD, Chunk, Places, char_table, class_table
from piiguard.bulk.endings import Endings
from piiguard.bulk.known_windows import KnownWindows
from piiguard.bulk.memo import Ids
from piiguard.bulk.windows import FOUR, windows
from piiguard.context import BEFORE, BREAKS
from piiguard.labels import CELL_ENDS, LISTING, NEAR, NO_LABEL, Label, LabelIndex
from piiguard.scoring import MAY_FOLLOW

NONE: Final = 0
UNKNOWN: Final = 1
# What may stand directly before a value, as bits: a break is one that nothing else is to see about.
_BREAK, _CELL_END, _LISTING, _SPACE = 1, 2, 4, 8
_BROKEN: Final = _BREAK | _CELL_END
_NEAR_WINDOW: Final = -(-NEAR // FOUR) * FOUR


class LabelFilter:
    """Tells the label before many places at once; `labels` holds what the ids mean, None for a label not yet known.

    Most numbers have none, which their last two characters tell; others look alike, as in the lines of a log.
    """

    def __init__(self, index: LabelIndex) -> None:
        self._index = index
        self.labels: list[Label | None] = [NO_LABEL, None]
        self._ids: dict[Label, int] = {NO_LABEL: NONE}
        cells = "".join(CELL_ENDS)
        plain = "".join(set(BREAKS) - set(cells))
        self._edges = class_table([(_BREAK, plain), (_CELL_END, cells), (_LISTING, "".join(LISTING)), (_SPACE, " ")])
        self._may_follow = char_table(MAY_FOLLOW)
        self.endings = Endings(index.ends)
        alike = not index.ends.has_numbers
        # A question mark may stand inside of a key; what stands before another break is of no matter.
        ends = char_table(BREAKS.replace("?", ""))
        self._near_known = KnownWindows(NEAR, ends, alike)
        self._far_known, self._cells_known = KnownWindows(BEFORE, ends, alike), KnownWindows(BEFORE, ends, alike)

    def before(self, chunk: Chunk, places: Places) -> Ids:
        """Return the id of the label before each place."""
        ids = np.zeros(len(places), np.int32)
        edges = self._edges.take(chunk.codes[PAD - 1 :].take(places - PAD))
        rows = np.flatnonzero(edges != _BREAK)
        # What stands at the start of a text is not told from a line end here, so it is left to the exact look.
        early = places.take(rows) < PAD + BEFORE
        if early.any():
            ids[rows[early]] = UNKNOWN
            rows = rows[~early]
        if rows.size:
            ids[rows] = self._behind_others(chunk, places[rows], edges[rows])
        return ids

    def or_behind(self, chunk: Chunk, labels: Ids, ends: Places) -> Ids:
        """Return the labels before values; unknown where a sign follows behind which a label may stand as well."""
        return np.where(self._may_follow.take(chunk.codes.take(ends)), UNKNOWN, labels)

    def _behind_others(self, chunk: Chunk, places: Places, edges: NDArray[np.uint8]) -> Ids:
        """Return the ids of labels before places, of which `edges` says what class of character is before them."""
        second = places - 2
        listed = edges & _LISTING != 0
        if listed.any():
            listed &= chunk.kinds.take(second) & DIGIT != 0
        edges = np.where(edges == _SPACE, self._edges.take(chunk.codes.take(second)), edges)
        ids = np.where(listed, UNKNOWN, NONE).astype(np.int32)
        broken = edges & _BROKEN != 0
        cells = np.flatnonzero((edges & _CELL_END != 0) & ~listed)
        if cells.size:
            ids[cells] = self._in_cells(chunk, places[cells])
        maybe = np.flatnonzero(~(broken | listed))
        maybe = maybe[self.endings.may_end(chunk, places[maybe])]
        if maybe.size:
            ids[maybe] = self._look_up(chunk, places[maybe])
        return ids

    def _look_up(self, chunk: Chunk, places: Places) -> Ids:
        """Return the ids of labels by the characters before each place, every distinct window looked at once."""
        words = windows(chunk.codes, places - _NEAR_WINDOW, _NEAR_WINDOW)
        ids = self._near_known.of(chunk, places, words, None, self._near)
        more = np.flatnonzero(ids == UNKNOWN)
        if more.size:
            at = places[more]
            words = windows(chunk.codes, at - BEFORE, BEFORE)
            ids[more] = self._far_known.of(chunk, at, words, self._far_known.shown(words), self._before)
        return ids

    def _in_cells(self, chunk: Chunk, places: Places) -> Ids:
        """Return the ids of labels that fill the cell to the left of each place."""
        # The sign between the cells is a break, too, and a space may follow it.
        skipped = 1 + (chunk.codes.take(places - 1) == ord(" "))
        words = windows(chunk.codes, places - BEFORE, BEFORE)
        shown = self._cells_known.shown(words, skipped)
        return self._cells_known.of(chunk, places, words, shown, self._before)

    def _near(self, text: str, place: int) -> int:
        return self._id(self._index.near(text[place - NEAR : place]))

    def _before(self, text: str, place: int) -> int:
        return self._id(self._index.before(text, place))

    def _id(self, label: Label | None) -> int:
        if label is None:
            return UNKNOWN
        if label not in self._ids:
            self._ids[label] = len(self.labels)
            self.labels.append(label)
        return self._ids[label]
