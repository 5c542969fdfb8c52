"""Which label stands directly before a place of a chunk: looked up once for all places that look alike."""

from __future__ import annotations

import secrets
from typing import Final

import numpy as np

from piiguard.bulk.chunk import CONNECTOR, DIGIT, PAD, Chunk, Codes, Mask, Places, char_table
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.context import BEFORE, BREAKS
from piiguard.labels import CELL_ENDS, LISTING, NEAR, NO_LABEL, Label, LabelIndex
from piiguard.scoring import MAY_FOLLOW

_SPACE, _COMMA, _NEWLINE = (ord(sign) for sign in " ,\n")
_STEPS: Final = 4
NONE: Final = 0
UNKNOWN: Final = 1
# Windows are told apart by a hash of 64 bits; nobody who writes a text can know its multipliers.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(BEFORE)]
_ONE: Final = np.uint64(1)
_MIX: Final = np.uint64(29)


class LabelFilter:
    """Tells the label before many places at once; `labels` holds what the ids mean, None for a label not yet known.

    Most numbers have none, which their last two characters tell; others look alike, as in the lines of a log.
    """

    def __init__(self, index: LabelIndex) -> None:
        self._index = index
        self.labels: list[Label | None] = [NO_LABEL, None]
        self._ids: dict[Label, int] = {NO_LABEL: NONE}
        self._breaks = char_table(BREAKS)
        self._cells = char_table(CELL_ENDS)
        self._listing = char_table(LISTING)
        self._last = char_table(index.ends.last_characters())
        self._may_follow = char_table(MAY_FOLLOW)
        self._pairs = Remembered()
        self._known = Remembered()
        self._far = Remembered()
        self._cell = Remembered()
        # A question mark may stand inside of a key; what stands before another break is of no matter.
        self._ends = char_table(BREAKS.replace("?", ""))

    def before(self, chunk: Chunk, places: Places) -> Ids:
        """Return the id of the label before each place."""
        codes, kinds = chunk.codes, chunk.kinds
        last, second = codes.take(places - 1), codes.take(places - 2)
        edge = np.where(last == _SPACE, second, last)
        listed = self._listing.take(last) & (kinds.take(places - 2) & DIGIT > 0)
        broken = self._breaks.take(edge)
        ids = np.where(listed, UNKNOWN, NONE).astype(np.int32)
        cells = np.flatnonzero(broken & ~listed & self._cells.take(edge))
        if cells.size:
            ids[cells] = self._in_cells(chunk, places[cells])
        open_question = np.flatnonzero(~broken & ~listed)
        maybe = open_question[self._may_end(chunk, places[open_question])]
        ids[maybe] = self._look_up(chunk, places[maybe])
        return ids

    def or_behind(self, chunk: Chunk, labels: Ids, ends: Places) -> Ids:
        """Return the labels before values; unknown where a sign follows behind which a label may stand as well."""
        return np.where(self._may_follow.take(chunk.codes.take(ends)), UNKNOWN, labels)

    def _may_end(self, chunk: Chunk, places: Places) -> Mask:
        """Return whether a label may end before each place, connectors left out."""
        codes, kinds = chunk.codes, chunk.kinds
        at = places - 1
        for _ in range(_STEPS):
            at = at - (kinds.take(at) & CONNECTOR > 0)
        found = kinds.take(at) & CONNECTOR > 0
        maybe = np.flatnonzero(~found & self._last.take(codes.take(at)))
        at = at[maybe]
        found[maybe] = self._fits(codes.take(at - 1), codes.take(at))
        return found

    def _fits(self, second: Codes, last: Codes) -> Mask:
        # Behind a comma and at the start of a text one character is all there is to see.
        found: Mask = (second == _COMMA) | (second == _NEWLINE)
        found |= self._pairs.of((second.astype(np.uint64) << np.uint64(16)) | last, self._pair_fits) > 0
        return found

    def _look_up(self, chunk: Chunk, places: Places) -> Ids:
        """Return the ids of labels by the characters before each place, every distinct window looked at once."""
        codes = chunk.codes
        hashes = np.zeros(len(places), np.uint64)
        for offset in range(1, NEAR + 1):
            _mix(hashes, codes.take(places - offset), offset)
        ids = self._known.of(hashes, lambda _, row: self._near(chunk.text, int(places[row]) - PAD))
        more = np.flatnonzero(ids == UNKNOWN)
        if more.size:
            at = places[more]
            hashes = self._window(chunk, at, np.zeros(len(at), np.int64))
            ids[more] = self._far.of(hashes, lambda _, row: self._before(chunk.text, int(at[row]) - PAD))
        return ids

    def _in_cells(self, chunk: Chunk, places: Places) -> Ids:
        """Return the ids of labels that fill the cell to the left of each place."""
        # The sign between the cells is a break, too, and a space may follow it.
        skipped = 1 + (chunk.codes.take(places - 1) == _SPACE)
        hashes = self._window(chunk, places, skipped)
        return self._cell.of(hashes, lambda _, row: self._before(chunk.text, int(places[row]) - PAD))

    def _window(self, chunk: Chunk, places: Places, skipped: Places) -> Keys:
        """Return a hash of all the characters before each place that may belong to its label.

        Breaks among the first `skipped` characters do not end it.
        """
        hashes = np.zeros(len(places), np.uint64)
        seen = np.ones(len(places), np.bool_)
        for offset in range(1, BEFORE + 1):
            codes = chunk.codes.take(places - offset)
            _mix(hashes, np.where(seen, codes, 0), offset)
            seen &= ~self._ends.take(codes) | (skipped >= offset)
        return hashes

    def _pair_fits(self, key: int, _: int) -> bool:
        return self._index.ends.fits(chr(key >> 16) + chr(key & 0xFFFF))

    def _near(self, text: str, place: int) -> int:
        # What stands at the start of a text is not told from a line end here, so it is left to the exact look.
        return self._id(self._index.near(text[place - NEAR : place]) if place >= NEAR else None)

    def _before(self, text: str, place: int) -> int:
        return self._id(self._index.before(text, place) if place >= BEFORE else None)

    def _id(self, label: Label | None) -> int:
        if label is None:
            return UNKNOWN
        if label not in self._ids:
            self._ids[label] = len(self.labels)
            self.labels.append(label)
        return self._ids[label]


def _mix(hashes: Keys, codes: Codes, offset: int) -> None:
    hashes ^= (hashes >> _MIX) ^ (codes + _ONE) * _MULTIPLIERS[offset - 1]
