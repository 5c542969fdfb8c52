"""Folds a chunk: sign for sign all at once, and Han digits in the few lines where they may write a number."""

from __future__ import annotations

import numpy as np

from piiguard.bulk.chunk import DIGIT, FOLDING, PAD, Chunk, Mask, Places, char_table
from piiguard.text.fold import ANY, FOLDS, HAN_DIGITS, INVISIBLE, Folded, fold_lines, lines_at


class FoldFilter:
    """Folds the characters of a chunk."""

    def __init__(self) -> None:
        self._han = char_table(HAN_DIGITS)
        self._joints = char_table(" -")
        self._invisible = char_table(INVISIBLE)
        self._folds = np.arange(1 << 16, dtype=np.uint16)
        for code, char in FOLDS.items():
            if char:
                self._folds[code] = ord(char)

    def fold(self, chunk: Chunk) -> tuple[Folded, Chunk]:
        """Return the shadow of the chunk's text, and its chunk; the same ones when nothing in it needs folding."""
        at = chunk.places(FOLDING)
        if not at.size:
            return Folded(chunk.text), chunk
        signs = chunk.codes.take(at)
        han, gone = self._han.take(signs), self._invisible.take(signs)
        if chunk.is_wide:
            return self._fold_lines(chunk, at[~han | self._counts(chunk, at)])
        changing = ~han & ~gone
        removed = at[gone]
        if removed.size or changing.any():
            chunk.change(at[changing], self._folds.take(signs[changing]), removed)
        if removed.size:
            # Where characters were removed is said in places of the shadow.
            shifted = removed - np.arange(len(removed))
            at = at - np.searchsorted(removed, at)
        at = at[han]
        folded, chunk = self._fold_lines(chunk, at[self._counts(chunk, at)])
        return (folded._replace(removed=tuple((shifted - PAD).tolist())) if removed.size else folded), chunk

    def _counts(self, chunk: Chunk, at: Places) -> Mask:
        """Return whether another digit stands beside each Han digit, or beside a sign beside it."""
        codes, kinds = chunk.codes, chunk.kinds
        beside = (kinds.take(at - 1) | kinds.take(at + 1)) & (DIGIT | FOLDING) != 0
        found: Mask = beside | self._joints.take(codes.take(at - 1)) | self._joints.take(codes.take(at + 1))
        return found

    def _fold_lines(self, chunk: Chunk, at: Places) -> tuple[Folded, Chunk]:
        text = chunk.text
        places = (at - PAD).tolist()
        spans = lines_at(text, (place for place in places if ANY.match(text, place) is not None))
        folded = fold_lines(text, spans)
        if folded.removed is not None:
            return folded, chunk.of(folded.text)
        for start, end in spans:
            chunk.patch(folded.text, start, end)
        return folded, chunk
