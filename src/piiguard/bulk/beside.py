"""Which label stands directly before a place of a chunk: looked up once for all places that look alike."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import CONNECTOR, DIGIT, PAD, Chunk, Codes, Mask, Places, char_table
from piiguard.context import BREAKS
from piiguard.labels import CELL_ENDS, LISTING, NEAR, NO_LABEL, Label, LabelIndex

Keys = NDArray[np.uint64]
Ids = NDArray[np.int32]
_SPACE, _COMMA, _NEWLINE = (ord(sign) for sign in " ,\n")
_STEPS: Final = 4
_MEMO_LIMIT: Final = 1 << 16
NONE: Final = 0
UNKNOWN: Final = 1
# Windows are told apart by a hash of 64 bits; nobody who writes a text can know its multipliers.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(NEAR)]


class Remembered:
    """A function of integer keys that is asked only once for each."""

    def __init__(self, look_up: Callable[[int], int]) -> None:
        self._look_up = look_up
        self._known: dict[int, int] = {}

    def of(self, keys: Keys) -> Ids:
        """Return the outcome for every key."""
        distinct, inverse = np.unique(keys, return_inverse=True)
        known = self._known
        if len(known) > _MEMO_LIMIT:
            known.clear()
        outcome = np.empty(len(distinct), np.int32)
        for index, key in enumerate(distinct.tolist()):
            found = known.get(key)
            if found is None:
                found = known[key] = self._look_up(key)
            outcome[index] = found
        return outcome[inverse]


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
        self._pairs = Remembered(lambda key: index.ends.fits(chr(key >> 16) + chr(key & 0xFFFF)))
        self._known: dict[int, int] = {}

    def before(self, chunk: Chunk, places: Places) -> Ids:
        """Return the id of the label before each place."""
        codes, kinds = chunk.codes, chunk.kinds
        last, second = codes[places - 1], codes[places - 2]
        edge = np.where(last == _SPACE, second, last)
        listed = self._listing[last] & (kinds[places - 2] & DIGIT > 0)
        broken = self._breaks[edge]
        ids = np.where(listed | (broken & self._cells[edge]), UNKNOWN, NONE).astype(np.int32)
        open_question = np.flatnonzero(~broken & ~listed)
        maybe = open_question[self._may_end(chunk, places[open_question])]
        ids[maybe] = self._look_up(chunk, places[maybe])
        return ids

    def _may_end(self, chunk: Chunk, places: Places) -> Mask:
        """Return whether a label may end before each place, connectors left out."""
        codes, kinds = chunk.codes, chunk.kinds
        at = places - 1
        for _ in range(_STEPS):
            at = at - (kinds[at] & CONNECTOR > 0)
        found = kinds[at] & CONNECTOR > 0
        maybe = np.flatnonzero(~found & self._last[codes[at]])
        at = at[maybe]
        found[maybe] = self._fits(codes[at - 1], codes[at])
        return found

    def _fits(self, second: Codes, last: Codes) -> Mask:
        # Behind a comma and at the start of a text one character is all there is to see.
        found: Mask = (second == _COMMA) | (second == _NEWLINE)
        found |= self._pairs.of((second.astype(np.uint64) << np.uint64(16)) | last) > 0
        return found

    def _look_up(self, chunk: Chunk, places: Places) -> Ids:
        """Return the ids of labels by the characters before each place, every distinct window looked at once."""
        codes = chunk.codes
        hashes = np.zeros(len(places), np.uint64)
        for offset, multiplier in enumerate(_MULTIPLIERS, 1):
            hashes ^= (hashes >> np.uint64(29)) ^ (codes[places - offset] + np.uint64(1)) * multiplier
        distinct, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        known = self._known
        if len(known) > _MEMO_LIMIT:
            known.clear()
        ids = np.empty(len(distinct), np.int32)
        for index, (key, place) in enumerate(zip(distinct.tolist(), places[first].tolist(), strict=True)):
            found = known.get(key)
            if found is None:
                found = known[key] = self._id(chunk.text, place - PAD)
            ids[index] = found
        return ids[inverse]

    def _id(self, text: str, place: int) -> int:
        # What stands at the start of a text is not told from a line end here, so it is left to the exact look.
        label = self._index.near(text[place - NEAR : place]) if place >= NEAR else None
        if label is None:
            return UNKNOWN
        if label not in self._ids:
            self._ids[label] = len(self.labels)
            self.labels.append(label)
        return self._ids[label]
