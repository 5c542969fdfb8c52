"""Folds a chunk: only its lines that hold something to fold, which few do."""

from __future__ import annotations

from piiguard.bulk.chunk import DIGIT, FOLDING, PAD, Chunk, char_table
from piiguard.text.fold import ANY, HAN_DIGITS, Folded, fold_lines


class FoldFilter:
    """Chooses the places of a chunk where a character changes when folded."""

    def __init__(self) -> None:
        self._han = char_table(HAN_DIGITS)
        self._joints = char_table(" -")

    def fold(self, chunk: Chunk) -> Folded:
        """Return the shadow of the chunk's text; the same string when nothing in it needs folding."""
        codes, kinds = chunk.codes, chunk.kinds
        at = chunk.places(FOLDING)
        if not at.size:
            return Folded(chunk.text)
        # A Han digit counts only beside another digit.
        beside = (kinds[at - 1] | kinds[at + 1]) & (DIGIT | FOLDING) > 0
        beside |= self._joints[codes[at - 1]] | self._joints[codes[at + 1]]
        at = at[beside | ~self._han[codes[at]]] - PAD
        return fold_lines(chunk.text, (place for place in at.tolist() if ANY.match(chunk.text, place) is not None))
