"""Folds a chunk: only its lines that hold something to fold, which few do."""

from __future__ import annotations

from piiguard.bulk.chunk import DIGIT, FOLDING, PAD, Chunk, char_table
from piiguard.text.fold import ANY, HAN_DIGITS, Folded, fold_lines, lines_at


class FoldFilter:
    """Chooses the places of a chunk where a character changes when folded."""

    def __init__(self) -> None:
        self._han = char_table(HAN_DIGITS)
        self._joints = char_table(" -")

    def fold(self, chunk: Chunk) -> tuple[Folded, Chunk]:
        """Return the shadow of the chunk's text, and its chunk; the same ones when nothing in it needs folding."""
        codes, kinds, text = chunk.codes, chunk.kinds, chunk.text
        at = chunk.places(FOLDING)
        if not at.size:
            return Folded(text), chunk
        # A Han digit counts only beside another digit.
        beside = (kinds[at - 1] | kinds[at + 1]) & (DIGIT | FOLDING) != 0
        beside |= self._joints.take(codes[at - 1]) | self._joints.take(codes[at + 1])
        at = at[beside | ~self._han.take(codes[at])] - PAD
        spans = lines_at(text, (place for place in at.tolist() if ANY.match(text, place) is not None))
        folded = fold_lines(text, spans)
        if folded.removed is not None:
            return folded, chunk.of(folded.text)
        for start, end in spans:
            chunk.patch(folded.text, start, end)
        return folded, chunk
